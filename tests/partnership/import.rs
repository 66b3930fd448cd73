//! What a partnership file puts into force.

use super::northshire::{AsWritten, clock, database, file, import, imported, signed};
use connections_hub::{
    agency::{Holder, Registry},
    agreement::Agreements,
    cli::partnership,
    record::catalogue,
    vocabulary::{AgencyKind, Category, Role},
};
use entity::{agreement_flow, policy};
use sea_orm::EntityTrait;
use serde_json::json;

#[tokio::test]
async fn the_registry_stands_as_the_file_states_it() {
    let db = database().await;
    imported(&db, &file()).await;
    let registry = Registry::load(&db).await.unwrap();
    assert_eq!(registry.agency("hmp-northmoor").map(|a| a.kind), Some(AgencyKind::Prison));
    assert_eq!(registry.roles("womens-centre"), [Role::Ces, Role::Wcw]);
    assert_eq!(registry.client("northshire-leaving-care", "leaving-care-app").and_then(|c| c.role), Some(Role::Pa));
    assert_eq!(registry.worker("womens-centre", "ces-1").and_then(|w| w.name.as_deref()), Some("Ada"));
    let controllers = registry.controllers("partnership-oversight", "dpo-1");
    assert_eq!(controllers.iter().map(|c| &**c).collect::<Vec<_>>(), ["hmp-northmoor", "womens-centre"]);
    assert!(!registry.demo_enabled());
}

#[tokio::test]
async fn twice_changes_nothing() {
    let db = database().await;
    let first = imported(&db, &file()).await;
    let second = imported(&db, &file()).await;
    assert!(second.is_unchanged(), "{second:?}");
    assert_eq!((second.unchanged, second.compiled.len(), second.people), (first.added, 0, first.people));
}

#[tokio::test]
async fn the_agreement_opens_its_flow_while_it_stands() {
    let db = database().await;
    imported(&db, &file()).await;
    let agreements = Agreements::load(&db, catalogue()).await.unwrap();
    let between = |holder: &str, day: &str| {
        let kind = Some(AgencyKind::Prison);
        agreements.policies_between(
            &Holder::parse(holder),
            kind,
            "northshire-leaving-care",
            AgencyKind::LaLeavingCare,
            day.parse().unwrap(),
        )
    };
    let adopted = between("hmp-northmoor", "2026-07-01");
    let partnership = policy::Entity::find().all(&db).await.unwrap().into_iter().find(|p| p.name == "partnership").unwrap();
    assert_eq!(adopted.len(), 1);
    assert_eq!((&*adopted[0].agreement, &*adopted[0].version, &*adopted[0].policy), ("northshire-2026", "1", partnership.hash.as_str()));
    assert_eq!(adopted[0].last_day, Some("2027-12-31".parse().unwrap()));
    assert!(between("hmp-northmoor", "2028-01-01").is_empty());
    assert_eq!(between("HERSELF", "2026-07-01").len(), 1);
    assert!(between("work-coach", "2026-07-01").is_empty());
    let denied = agreements.denied(&Holder::parse("womens-centre"), None, "hmp-northmoor", AgencyKind::Prison, Role::Pom);
    assert!(denied.meets(&catalogue().category(Category::DomAbuse)));
}

#[tokio::test]
async fn a_draft_an_ended_and_a_suspended_agreement_open_nothing() {
    let mut draft = file();
    draft["agreements"][0]["state"] = json!("DRAFT");
    let mut ended = file();
    ended["agreements"][0]["state"] = json!("ENDED");
    let mut suspended = file();
    suspended["agreements"][0]["parties"][0]["suspended"] = json!(true);
    let db = database().await;
    for changed in [draft, ended, suspended] {
        imported(&db, &changed).await;
        let agreements = Agreements::load(&db, catalogue()).await.unwrap();
        let holder = Holder::parse("hmp-northmoor");
        let found = agreements.policies_between(&holder, None, "womens-centre", AgencyKind::WomensCentre, clock().now().date_naive());
        assert!(found.is_empty(), "{}", changed["agreements"][0]);
    }
}

#[tokio::test]
async fn what_is_stated_whole_loses_what_the_file_drops() {
    let db = database().await;
    imported(&db, &file()).await;
    let mut changed = file();
    changed["agencies"][0]["name"] = json!("HMP Northmoor and YOI");
    changed["issuers"][0]["agencies"] = json!({"new-app": "northshire-leaving-care"});
    changed["agreements"][0]["parties"].as_array_mut().unwrap().remove(0);
    changed["agreements"][0]["signatures"].as_array_mut().unwrap().remove(0);
    let outcome = imported(&db, &changed).await;
    assert_eq!((outcome.added, outcome.changed, outcome.removed), (1, 2, 2), "{outcome:?}");
    let registry = Registry::load(&db).await.unwrap();
    let issuer = registry.issuer("https://id.northshire.example").unwrap();
    assert_eq!(issuer.agencies.keys().collect::<Vec<_>>(), ["new-app"]);
    let agreements = Agreements::load(&db, catalogue()).await.unwrap();
    assert!(!agreements.parties_in_force(clock().now().date_naive()).contains("hmp-northmoor"));
}

#[tokio::test]
async fn a_later_file_may_rest_on_what_is_registered() {
    let db = database().await;
    imported(&db, &file()).await;
    let later = json!({"workers": [{"agency": "hmp-northmoor", "id": "pom-1", "role": "POM"}]});
    assert_eq!(imported(&db, &later).await.added, 1);
    assert!(Agreements::load(&db, catalogue()).await.unwrap().parties_in_force(clock().now().date_naive()).contains("hmp-northmoor"));
}

#[tokio::test]
async fn a_new_version_replaces_one_that_ends() {
    let db = database().await;
    imported(&db, &file()).await;
    let mut both = file();
    let mut second = both["agreements"][0].clone();
    second["version"] = json!("2");
    second["startsOn"] = json!("2026-08-01");
    both["agreements"][0]["endsOn"] = json!("2026-07-31");
    both["agreements"][0]["reviewOn"] = json!(null);
    both["agreements"][0]["parties"][2]["endsOn"] = json!(null);
    both["agreements"].as_array_mut().unwrap().push(second);
    imported(&db, &both).await;
    assert_eq!(agreement_flow::Entity::find().all(&db).await.unwrap().len(), 2, "each version has its own flow `f1`");
}

#[tokio::test]
async fn a_policy_is_compiled_once_and_the_newest_of_a_name_is_the_last_stated() {
    let (db, dir) = (database().await, tempfile::tempdir().unwrap());
    let path = dir.path().join("partnership.json");
    let mut with_file = file();
    with_file["policies"].as_array_mut().unwrap().push(json!({"name": "ours", "file": "ours.csv"}));
    with_file["agreements"][0]["flows"][0]["policy"] = json!("ours");
    std::fs::write(&path, with_file.to_string()).unwrap();
    let mut compiled = Vec::new();
    for rows in ["first", "second", "first", "first"] {
        std::fs::write(dir.path().join("ours.csv"), rows).unwrap();
        let outcome = partnership::run(&path, false, &db, &AsWritten, catalogue(), &clock()).await.unwrap();
        compiled.push(outcome.compiled.len());
        let flow = agreement_flow::Entity::find().one(&db).await.unwrap().unwrap();
        let adopted = policy::Entity::find_by_id(flow.policy_hash).one(&db).await.unwrap().unwrap();
        assert_eq!(adopted.rows, rows);
    }
    assert_eq!(compiled, [3, 1, 0, 0]);
}

#[tokio::test]
async fn a_refused_file_changes_nothing() {
    let db = database().await;
    let mut wrong = file();
    wrong["enrolments"][0]["team"][0]["role"] = json!("PA");
    assert!(import(&db, &wrong).await.is_err());
    assert!(Registry::load(&db).await.unwrap().agencies().is_empty());
    assert!(policy::Entity::find().all(&db).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_outcome_is_told_in_a_line() {
    let db = database().await;
    let mut more = file();
    more["agreements"][0]["parties"].as_array_mut().unwrap().push(json!({"agency": "partnership-oversight"}));
    more["agreements"][0]["signatures"].as_array_mut().unwrap().push(signed("partnership-oversight"));
    let told = partnership::told(&imported(&db, &more).await);
    assert!(told.ends_with("0 as they were; policies compiled: partnership, internal"), "{told}");
}
