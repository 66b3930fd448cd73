//! Her own sign-in in the partnership file: one subject of an issuer of her own is one woman, for good or for nobody.

use super::northshire::{database, faults, file, imported};
use entity::own_sign_in;
use sea_orm::{DatabaseConnection, EntityTrait};
use serde_json::{Value, json};

const HERS: &str = "https://hers.example";

/// The file with an issuer of her own, and two women who sign in with these subjects.
fn signing_in(first: &str, second: &str) -> Value {
    let mut file = file();
    let keys = file["issuers"][0]["keys"].clone();
    file["ownIssuers"] = json!([{"id": HERS, "audience": "connections-hub", "keys": keys}]);
    file["enrolments"][0]["ownSignIn"] = json!({HERS: first});
    let other = json!({"label": "em", "enrolledBy": "womens-centre", "enrolledOn": "2026-06-02", "ownSignIn": {HERS: second}});
    file["enrolments"].as_array_mut().unwrap().push(other);
    file
}

async fn stored(db: &DatabaseConnection) -> Vec<(String, String)> {
    let mut all: Vec<_> = own_sign_in::Entity::find().all(db).await.unwrap().into_iter().map(|r| (r.subject, r.person_id)).collect();
    all.sort();
    all
}

#[tokio::test]
async fn twice_changes_nothing_and_a_new_subject_takes_the_place_of_the_old_one() {
    let db = database().await;
    let first = imported(&db, &signing_in("a", "b")).await;
    assert!(imported(&db, &signing_in("a", "b")).await.is_unchanged());
    let (jas, em) = (first.people["jas"].clone(), first.people["em"].clone());
    assert_eq!(stored(&db).await, [("a".to_owned(), jas.clone()), ("b".to_owned(), em.clone())]);
    // Two women who have had each other's.
    imported(&db, &signing_in("b", "a")).await;
    assert_eq!(stored(&db).await, [("a".to_owned(), em.clone()), ("b".to_owned(), jas.clone())]);
    imported(&db, &signing_in("c", "a")).await;
    assert_eq!(stored(&db).await, [("a".to_owned(), em), ("c".to_owned(), jas)]);
}

#[tokio::test]
async fn two_women_never_share_a_subject() {
    let db = database().await;
    let found = faults(&db, &signing_in("a", "a")).await;
    assert!(found.iter().any(|f| f.path == format!("enrolments[1].ownSignIn.{HERS}")), "{found:?}");
    imported(&db, &signing_in("a", "b")).await;
    let mut later = signing_in("a", "b");
    later["enrolments"] = json!([{"label": "third", "enrolledBy": "womens-centre", "enrolledOn": "2026-06-03", "ownSignIn": {HERS: "a"}}]);
    let found = faults(&db, &later).await;
    assert!(found.len() == 1 && found[0].what.contains("`jas` signs in with it"), "{found:?}");
}

#[tokio::test]
async fn an_issuer_speaks_for_women_or_for_agencies_and_a_subject_needs_one() {
    let db = database().await;
    let agencies = file()["issuers"][0]["id"].clone();
    let mut both = signing_in("a", "b");
    both["ownIssuers"][0]["id"] = agencies.clone();
    both["enrolments"][0]["ownSignIn"] = json!({});
    both["enrolments"][1]["ownSignIn"] = json!({});
    let found = faults(&db, &both).await;
    assert!(found.iter().any(|f| f.path == "ownIssuers[0].id"), "{found:?}");
    // One after the other is no way round.
    imported(&db, &file()).await;
    both.as_object_mut().unwrap().remove("issuers");
    let found = faults(&db, &both).await;
    assert!(found.len() == 1 && found[0].what.contains("speaks for agencies"), "{found:?}");
    imported(&db, &signing_in("a", "b")).await;
    let mut swapped = file();
    swapped["issuers"][0]["id"] = json!(HERS);
    let found = faults(&db, &swapped).await;
    assert!(found.iter().any(|f| f.what.contains("speaks for women themselves")), "{found:?}");
    for (issuer, subject, what) in [("https://nobody.example", "a", "no such issuer"), (HERS, "two words", "no subject")] {
        let mut wrong = signing_in("a", "b");
        wrong["enrolments"][0]["ownSignIn"] = json!({issuer: subject});
        let found = faults(&db, &wrong).await;
        assert!(found.len() == 1 && found[0].what.contains(what), "{issuer} {subject}: {found:?}");
    }
}
