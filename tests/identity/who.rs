//! Tokens that are accepted, and whom they name.

use super::issuers::{COUNCIL, NOW, PRISON, Pair, adviser, asks, council, prison, verifier};
use connections_hub::vocabulary::{AgencyKind, Role};
use jsonwebtoken::Algorithm;
use serde_json::json;

#[tokio::test]
async fn one_identity_provider_speaks_for_three_parties_of_one_council() {
    let verifier = verifier().await;
    let parties = [
        ("leaving-care-app", "PA", "northshire-leaving-care", AgencyKind::LaLeavingCare),
        ("housing-app", "LHA", "northshire-housing", AgencyKind::LaHousing),
        ("children-app", "CSW", "northshire-childrens-services", AgencyKind::LaChildrenSoc),
    ];
    for (value, role, agency, kind) in parties {
        let token = council().sign(&adviser(&json!({"agency": value, "roles": [role]})));
        let caller = asks(&verifier, &token).await.unwrap();
        assert_eq!((&**caller.agency(), caller.kind()), (agency, kind));
        assert_eq!(&**caller.issuer(), COUNCIL);
    }
}

#[tokio::test]
async fn a_worker_has_one_role_and_a_global_name() {
    let caller = asks(&verifier().await, &council().sign(&adviser(&json!({})))).await.unwrap();
    assert_eq!(caller.role(), Role::Pa);
    assert_eq!(caller.global_worker().as_deref(), Some("northshire-leaving-care/pa-1"));
    assert_eq!((caller.acting_client(), caller.is_machine()), (None, false));
}

#[tokio::test]
async fn every_accepted_algorithm_verifies_with_its_key() {
    let verifier = verifier().await;
    let officer = json!({"iss": PRISON, "aud": ["other", "connections-hub"], "iat": NOW, "exp": NOW + 60, "azp": "prison-screen",
        "sub": "pom-1", "roles": ["POM", "unheard-of"]});
    let caller = asks(&verifier, &prison().sign(&officer)).await.unwrap();
    assert_eq!((caller.role(), caller.acting_client().map(|c| &**c)), (Role::Pom, Some("prison-screen")));
    let rsa = Pair::rsa("council-rsa", Algorithm::RS256);
    assert!(asks(&verifier, &rsa.sign(&adviser(&json!({})))).await.is_ok());
}

#[tokio::test]
async fn the_acting_system_is_named_by_act_or_else_by_azp() {
    let verifier = verifier().await;
    for change in [json!({"act": {"sub": "screen"}, "azp": "whatever"}), json!({"azp": "screen"})] {
        let caller = asks(&verifier, &council().sign(&adviser(&change))).await.unwrap();
        assert_eq!(caller.acting_client().map(|c| &**c), Some("screen"));
    }
}

#[tokio::test]
async fn a_system_without_a_worker_has_the_role_registered_for_it() {
    let verifier = verifier().await;
    let token = council().sign(&adviser(&json!({"sub": "case-system", "azp": "case-system", "roles": ["LHA"]})));
    let caller = asks(&verifier, &token).await.unwrap();
    assert!(caller.is_machine());
    assert_eq!((caller.role(), caller.acting_client().map(|c| &**c)), (Role::Pa, Some("case-system")));
}

#[tokio::test]
async fn a_service_account_may_have_another_id_than_its_system() {
    let token = council().sign(&adviser(&json!({"sub": "case-system", "azp": "screen"})));
    let caller = asks(&verifier().await, &token).await.unwrap();
    assert_eq!((caller.role(), caller.acting_client().map(|c| &**c)), (Role::Pa, Some("case-system")));
}

#[tokio::test]
async fn of_several_groups_only_the_mapped_one_counts() {
    let token = council().sign(&adviser(&json!({"agency": ["staff", "leaving-care-app", "cyclists"]})));
    assert!(asks(&verifier().await, &token).await.is_ok());
}

#[tokio::test]
async fn a_role_of_another_kind_of_agency_does_not_count() {
    let token = council().sign(&adviser(&json!({"roles": ["POM", "PA", "PA"]})));
    assert_eq!(asks(&verifier().await, &token).await.unwrap().role(), Role::Pa);
}
