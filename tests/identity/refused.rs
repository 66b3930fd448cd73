//! Tokens that are refused, all with the same words.

use super::issuers::{NOW, PRISON, Pair, adviser, asks, council, prison, raw, verifier};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use connections_hub::identity::Verifier;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Asserts that the token is refused, and that the refusal says nothing of the reason.
async fn refused(verifier: &Verifier, why: &str, token: &str) {
    let error = asks(verifier, token).await.expect_err(why);
    assert_eq!(error.code(), "UNAUTHENTICATED", "{why}");
    assert_eq!(error.to_string(), verifier.caller(None).await.unwrap_err().to_string(), "{why}");
}

#[tokio::test]
async fn claims_that_do_not_fit_are_refused() {
    let verifier = verifier().await;
    let cases = [
        ("expired", json!({"iat": NOW - 7200, "exp": NOW - 60})),
        ("not yet valid", json!({"nbf": NOW + 300})),
        ("issued in the future", json!({"iat": NOW + 300})),
        ("longer than a day", json!({"exp": NOW + 90_000})),
        ("without exp", json!({"exp": null})),
        ("without iat", json!({"iat": null})),
        ("without audience", json!({"aud": null})),
        ("another audience", json!({"aud": "payroll"})),
        ("without issuer", json!({"iss": null})),
        ("an unknown issuer", json!({"iss": "https://id.elsewhere.example"})),
        ("another issuer's key", json!({"iss": PRISON, "azp": "prison-screen", "sub": "pom-1", "roles": ["POM"]})),
        ("unknown role", json!({"roles": ["PERSONAL_ADVISER"]})),
        ("a role the agency may not hold", json!({"roles": ["POM"]})),
        ("no role", json!({"roles": []})),
        ("roles that are no list", json!({"roles": "PA"})),
        ("roles with a number among them", json!({"roles": ["PA", 1]})),
        ("no agency", json!({"agency": "unheard-of"})),
        ("two agencies", json!({"agency": ["leaving-care-app", "housing-app"]})),
        ("without an agency", json!({"agency": null})),
        ("without a worker", json!({"sub": null})),
        ("a worker with a slash", json!({"sub": "northshire-housing/lha-1"})),
        ("an unregistered acting system", json!({"act": {"sub": "someones-script"}})),
        ("another agency's system acting", json!({"azp": "housing-system"})),
        ("an acting system without a name", json!({"act": {}, "azp": "screen"})),
        ("another agency's system itself", json!({"sub": "housing-system"})),
        ("a system without a registered role", json!({"sub": "screen"})),
        ("one system in another's name", json!({"sub": "case-system", "act": {"sub": "screen"}})),
    ];
    for (why, change) in cases {
        refused(&verifier, why, &council().sign(&adviser(&change))).await;
    }
}

#[tokio::test]
async fn two_roles_and_a_role_that_is_not_the_workers_are_refused() {
    let verifier = verifier().await;
    let officer = |roles: Value| json!({"iss": PRISON, "aud": "connections-hub", "iat": NOW, "exp": NOW + 60, "azp": "prison-screen", "sub": "pom-1", "roles": roles});
    assert!(asks(&verifier, &prison().sign(&officer(json!(["POM"])))).await.is_ok());
    refused(&verifier, "two roles", &prison().sign(&officer(json!(["POM", "KEYW"])))).await;
    refused(&verifier, "not the worker's role", &prison().sign(&officer(json!(["KEYW"])))).await;
}

#[tokio::test]
async fn a_token_without_signature_is_refused_however_none_is_spelt() {
    let verifier = verifier().await;
    for none in ["none", "None", "NONE", ""] {
        let header = json!({"alg": none, "kid": "council-1"});
        refused(&verifier, none, &raw(&header, &adviser(&json!({})), b"")).await;
    }
    let header = json!({"alg": "EdDSA", "kid": "council-1"});
    refused(&verifier, "an empty signature", &raw(&header, &adviser(&json!({})), b"")).await;
}

#[tokio::test]
async fn a_public_key_is_no_shared_secret() {
    let verifier = verifier().await;
    let public = council().public();
    let x = public["x"].as_str().unwrap();
    for secret in [x.as_bytes().to_vec(), URL_SAFE_NO_PAD.decode(x).unwrap(), public.to_string().into_bytes()] {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some("council-1".into());
        let token = encode(&header, &adviser(&json!({})), &EncodingKey::from_secret(&secret)).unwrap();
        refused(&verifier, "signed with the public key", &token).await;
    }
}

#[tokio::test]
async fn the_key_decides_the_algorithm() {
    let verifier = verifier().await;
    for algorithm in [Algorithm::PS256, Algorithm::RS512, Algorithm::RS384] {
        let token = Pair::rsa("council-rsa", algorithm).sign(&adviser(&json!({})));
        refused(&verifier, "another algorithm than the key's", &token).await;
    }
    let token = Pair::p256("council-1", 2).sign(&adviser(&json!({})));
    refused(&verifier, "another kind of key", &token).await;
}

#[tokio::test]
async fn an_unknown_or_missing_key_id_is_refused() {
    let verifier = verifier().await;
    refused(&verifier, "unknown kid", &Pair::ed("council-2", 1).sign(&adviser(&json!({})))).await;
    refused(&verifier, "the right kid, another key", &Pair::ed("council-1", 9).sign(&adviser(&json!({})))).await;
    let token = encode(&Header::new(Algorithm::EdDSA), &adviser(&json!({})), &council().key).unwrap();
    refused(&verifier, "no kid", &token).await;
}

#[tokio::test]
async fn headers_that_ask_for_more_are_refused() {
    let verifier = verifier().await;
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some("council-1".into());
    header.crit = Some(vec!["exp".into()]);
    refused(&verifier, "crit", &encode(&header, &adviser(&json!({})), &council().key).unwrap()).await;
    header.crit = None;
    header.typ = Some("logout+jwt".into());
    refused(&verifier, "no access token", &encode(&header, &adviser(&json!({})), &council().key).unwrap()).await;
}

#[tokio::test]
async fn an_oversized_token_and_garbage_are_refused() {
    let verifier = verifier().await;
    refused(&verifier, "oversized", &council().sign(&adviser(&json!({"note": "x".repeat(9000)})))).await;
    for garbage in ["", " ", "x", "a.b.c", "..", "a.b.c.d", "Bearer x", "\u{1F511}.\u{1F511}.\u{1F511}"] {
        refused(&verifier, garbage, garbage).await;
    }
}

#[test]
fn a_token_with_one_changed_character_is_never_accepted() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let verifier = runtime.block_on(verifier());
    let token = council().sign(&adviser(&json!({})));
    assert!(runtime.block_on(asks(&verifier, &token)).is_ok());
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=".to_vec();
    proptest!(ProptestConfig::with_cases(400), |(at in 0..token.len(), letter in prop::sample::select(letters))| {
        let mut changed = token.clone().into_bytes();
        prop_assume!(changed[at] != letter);
        changed[at] = letter;
        let changed = String::from_utf8(changed).unwrap();
        prop_assert!(runtime.block_on(asks(&verifier, &changed)).is_err());
    });
    proptest!(ProptestConfig::with_cases(100), |(cut in 0..token.len(), more in "[A-Za-z0-9_.-]{1,9}")| {
        prop_assert!(runtime.block_on(asks(&verifier, &token[..cut])).is_err());
        let longer = token.clone() + more.as_str();
        prop_assert!(runtime.block_on(asks(&verifier, &longer)).is_err());
    });
}
