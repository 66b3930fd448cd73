//! Her own sign-in opens what is hers and nothing else, and nothing else opens what is hers.

use super::change;
use crate::{
    identity::issuers::{NOW, Pair, database},
    support::{DemoHub, hub},
};
use connections_hub::{
    agency::Registry,
    clock::Clock,
    identity::{Bearer, Verifier, demo},
    vocabulary::Role,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use std::sync::Arc;

const HERS: [&str; 3] = ["{ myPlan { knownAs } }", "{ myChoices { answers { sentence } } }", "{ whoLooked { looks { sentence } } }"];

#[test]
fn each_woman_meets_herself_and_has_no_way_to_name_another() {
    let hub = hub();
    for label in ["jas", "em", "lizzie"] {
        let answer = hub.herself(label).asks("{ myPlan { id knownAs } }");
        assert_eq!(answer.at("myPlan.id"), hub.id(label), "{}", answer.text);
        answer.must_see("myPlan.knownAs");
    }
    let answer = hub.herself("jas").asks("{ myPlan(id: \"$em\") { id } }");
    answer.never_says(hub.id("em"));
}

#[test]
fn her_token_opens_no_root_of_the_workers() {
    let hub = hub();
    for query in [
        "{ person(id: \"$jas\", purpose: JOINT_PLANNING) { knownAs } }",
        "{ person(id: \"$em\", purpose: JOINT_PLANNING) { knownAs } }",
        "{ personByOwnReference(reference: \"WC-17\", purpose: JOINT_PLANNING) { knownAs } }",
        "{ caseload(purpose: JOINT_PLANNING) { edges { node { knownAs } } } }",
        "{ disclosures(person: \"$jas\", caseReference: \"C-1\") { records { id } } }",
        "{ viewer { agency } }",
    ] {
        let answer = hub.herself("jas").asks(query);
        assert_eq!(answer.code(), Some("FORBIDDEN"), "{query}: {}", answer.text);
        answer.never_says("HMP Northmoor");
    }
}

#[test]
fn no_worker_and_no_system_opens_what_is_hers_whatever_its_name() {
    let hub = hub();
    let workers = ["pa-1", "ces-1", "pom-1", "dpo-1", "adv-1"].map(|w| hub.worker(w));
    // A worker and a system that are called as she is at her own sign-in.
    let named_like_her = [
        hub.actor("northshire-leaving-care", Role::Pa, "jas"),
        hub.actor("northshire-leaving-care", Role::Pa, "leaving-care-system"),
        hub.actor("womens-centre", Role::Ces, hub.id("jas")),
    ];
    for actor in workers.iter().chain(&named_like_her) {
        for query in HERS {
            let answer = actor.asks(query);
            assert_eq!(answer.code(), Some("FORBIDDEN"), "{query}: {}", answer.text);
        }
    }
    for query in HERS {
        assert_eq!(hub.bearer(None).asks(query).code(), Some("UNAUTHENTICATED"), "{query}");
    }
}

#[test]
fn a_subject_that_is_no_woman_is_nobody() {
    let hub = hub();
    for subject in ["nobody-here", "pa-1", hub.id("jas"), "JAS"] {
        let token = demo::own_token(&hub.loaded.issuer, subject, chrono::TimeDelta::hours(1), hub.loaded.hub.clock.now()).unwrap();
        for query in HERS {
            let answer = hub.bearer(Some(&token)).asks(query);
            assert_eq!(answer.code(), Some("UNAUTHENTICATED"), "{subject}: {}", answer.text);
        }
    }
}

#[test]
fn a_record_that_is_paused_or_locked_is_not_there_for_her_either() {
    let hub = DemoHub::fresh();
    for status in ["PAUSED", "DECEASED_LOCKED", "SOMETHING_NEW"] {
        change(&hub, &format!("UPDATE enrolment SET record_status = '{status}' WHERE person_id = '{}'", hub.id("jas")));
        for query in HERS {
            let answer = hub.herself("jas").asks(query);
            assert_eq!(answer.code(), Some("NOT_FOUND"), "{status}: {}", answer.text);
        }
    }
    change(&hub, &format!("UPDATE enrolment SET record_status = 'CLOSED' WHERE person_id = '{}'", hub.id("jas")));
    hub.herself("jas").asks(HERS[0]).must_see("myPlan.knownAs");
}

#[test]
fn a_sign_in_that_is_taken_away_opens_nothing_any_more() {
    let hub = DemoHub::fresh();
    hub.herself("jas").asks(HERS[0]).must_see("myPlan.knownAs");
    change(&hub, "DELETE FROM own_sign_in WHERE subject = 'jas'");
    assert_eq!(hub.herself("jas").asks(HERS[0]).code(), Some("UNAUTHENTICATED"));
    // Whoever gets the subject after her gets her own record and not the one before.
    change(&hub, &format!("INSERT INTO own_sign_in VALUES ('{}', 'jas', '{}')", demo::OWN_ISSUER, hub.id("em")));
    assert_eq!(hub.herself("jas").asks("{ myPlan { id } }").at("myPlan.id"), hub.id("em"));
}

const HER_ISSUER: &str = "https://hers.example";

async fn verifier(also_for_agencies: bool) -> (Verifier, Pair) {
    let (db, pair) = (database().await, Pair::ed("hers-1", 7));
    let keys = json!({"keys": [pair.public()]});
    let row = entity::own_issuer::Model { id: HER_ISSUER.into(), audience: "connections-hub".into(), keys: keys.clone(), demo: false };
    row.into_active_model().insert(&db).await.unwrap();
    if also_for_agencies {
        let row = entity::issuer::Model {
            id: HER_ISSUER.into(),
            audience: "connections-hub".into(),
            agency_claim: "agency".into(),
            keys,
            demo: false,
        };
        row.into_active_model().insert(&db).await.unwrap();
    }
    let registry = Registry::load(&db).await.unwrap();
    (Verifier::new(Arc::new(registry), Clock::fixed(chrono::DateTime::from_timestamp(NOW, 0).unwrap())), pair)
}

fn claims(change: &Value) -> Value {
    let mut claims = json!({"iss": HER_ISSUER, "aud": "connections-hub", "iat": NOW, "exp": NOW + 600, "sub": "urn:fdc:one:wAo="});
    claims.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    claims
}

#[tokio::test]
async fn her_issuer_speaks_for_her_and_for_no_worker() {
    let (verifier, pair) = verifier(false).await;
    let token = pair.sign(&claims(&json!({})));
    assert!(matches!(verifier.bearer(Some(&token)).await, Ok(Bearer::Herself(her)) if &**her.subject() == "urn:fdc:one:wAo="));
    assert!(verifier.caller(Some(&token)).await.is_err(), "she is no worker");
    // Whatever else the token says of agencies and roles, it stays hers.
    let posing = pair.sign(&claims(&json!({"agency": "leaving-care-app", "azp": "leaving-care-app", "roles": ["PA"]})));
    assert!(matches!(verifier.bearer(Some(&posing)).await, Ok(Bearer::Herself(_))));
    for wrong in [
        json!({"act": {"sub": "screen"}}),
        json!({"sub": ""}),
        json!({"sub": "two words"}),
        json!({"sub": ["a", "b"]}),
        json!({"aud": "another"}),
        json!({"exp": NOW - 31}),
        json!({"sub": "x".repeat(256)}),
    ] {
        assert!(verifier.bearer(Some(&pair.sign(&claims(&wrong)))).await.is_err(), "{wrong}");
    }
    let forged = Pair::ed("hers-1", 8).sign(&claims(&json!({})));
    assert!(verifier.bearer(Some(&forged)).await.is_err(), "a key of somebody else");
}

#[tokio::test]
async fn an_issuer_that_speaks_for_both_speaks_for_nobody() {
    let (verifier, pair) = verifier(true).await;
    let worker = json!({"agency": "leaving-care-app", "roles": ["PA"], "sub": "pa-1"});
    for change in [json!({}), worker] {
        assert!(verifier.bearer(Some(&pair.sign(&claims(&change)))).await.is_err(), "{change}");
    }
}
