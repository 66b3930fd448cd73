//! What a partnership file is refused for: each fault with its path, what is wrong and the mend.

use super::northshire::{database, faults, file, imported, signed};
use connections_hub::agreement::{File, Refused};
use serde_json::{Value, json};
use std::path::Path;

/// Changes the file at a pointer, such as `/agencies/0/id`; `null` takes the member away.
fn changed(pointer: &str, value: Value) -> Value {
    let mut file = file();
    if let Some(place) = file.pointer_mut(pointer).filter(|_| !value.is_null()) {
        *place = value;
        return file;
    }
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = file.pointer_mut(parent).unwrap();
    if let Some(list) = parent.as_array_mut() {
        list.push(value);
    } else if value.is_null() {
        parent.as_object_mut().unwrap().remove(name);
    } else {
        parent[name] = value;
    }
    file
}

/// Asserts that the change makes exactly one fault, at this path, saying this.
async fn refused(pointer: &str, value: Value, path: &str, what: &str) {
    let found = faults(&database().await, &changed(pointer, value)).await;
    assert_eq!(found.len(), 1, "{pointer}: {found:?}");
    assert_eq!(found[0].path, path, "{pointer}: {found:?}");
    assert!(found[0].what.contains(what), "{pointer}: {found:?}");
    assert!(!found[0].mend.is_empty(), "{pointer}: {found:?}");
}

#[tokio::test]
async fn the_shape_of_the_file() {
    refused("/agencys", json!([]), "agencys", "no such key").await;
    refused("/agreements/0/flows/0/lawfulBases", json!({}), "agreements[0].flows[0].lawfulBases", "no such key").await;
    refused("/agencies/0/id", json!("HMP Northmoor"), "agencies[0].id", "cannot stand here").await;
    refused("/agencies/0/id", json!(5), "agencies[0].id", "a number").await;
    refused("/agencies/0/kind", json!("PRISSON"), "agencies[0].kind", "no AgencyKind").await;
    refused("/agencies/0/name", json!(null), "agencies[0].name", "missing").await;
    refused("/agencies", json!({}), "agencies", "an object").await;
    refused("/agreements/0/startsOn", json!("1 April"), "agreements[0].startsOn", "cannot stand here").await;
    refused("/agreements/0/state", json!("LIVE"), "agreements[0].state", "no AgreementState").await;
    refused("/enrolments/0/team/0/from", json!("2026-06-01"), "enrolments[0].team[0].from", "cannot stand here").await;
    refused("/agreements/0/parties/0/suspended", json!("no"), "agreements[0].parties[0].suspended", "a text").await;
}

#[tokio::test]
async fn agencies_and_who_speaks_for_them() {
    let agency = json!({"id": "hmp-northmoor", "kind": "PRISON", "name": "Twice", "roles": ["POM", "KEYW"]});
    refused("/agencies/-", agency, "agencies[4].id", "twice").await;
    refused("/agencies/3/roles", json!(["DPO", "POM"]), "agencies[3].roles[1]", "no OVERSIGHT may hold POM").await;
    refused("/issuers/0/id", json!("http://id.northshire.example"), "issuers[0].id", "no issuer").await;
    refused("/issuers/0/id", json!("https://issuer.demo.invalid"), "issuers[0].id", "demonstration").await;
    refused("/issuers/0/keys", json!(null), "issuers[0].keys", "no keys").await;
    refused("/issuers/0/keys", json!({"keys": []}), "issuers[0].keys", "no key of it").await;
    refused("/issuers/0/keys/keys/0/kid", json!(null), "issuers[0].keys.keys[0]", "no `kid`").await;
    refused("/issuers/0/keys/keys/0/d", json!("AAAA"), "issuers[0].keys.keys[0]", "private").await;
    refused("/issuers/0/agencies/leaving-care-app", json!("nowhere"), "issuers[0].agencies.leaving-care-app", "no agency").await;
    refused("/issuers/0/keysFile", json!("gone.json"), "issuers[0].keysFile", "`keys` is given too").await;
    refused("/clients/0/role", json!("POM"), "clients[0].role", "may not hold POM").await;
    refused("/workers/0/agency", json!("nowhere"), "workers[0].agency", "no agency").await;
    refused("/workers/0/controllers", json!(["womens-centre"]), "workers[0].controllers", "only a DPO").await;
    refused("/workers/1/controllers/0", json!("nowhere"), "workers[1].controllers[0]", "no agency").await;
}

#[tokio::test]
async fn agreements() {
    refused("/policies/-", json!({"name": "ours"}), "policies[2].name", "no standard policy").await;
    refused("/policies/-", json!({"name": "internal"}), "policies[2].name", "twice").await;
    refused("/agreements/0/flows/0/policy", json!("hers"), "agreements[0].flows[0].policy", "no policy").await;
    refused("/agreements/0/flows/0/policy", json!("internal"), "agreements[0].flows[0].policy", "`internal`").await;
    refused("/agreements/0/flows/0/lawfulBasis/article6", json!(null), "agreements[0].flows[0].lawfulBasis.article6", "no lawful basis")
        .await;
    refused("/agreements/0/flows/0/lawfulBasis", json!(null), "agreements[0].flows[0].lawfulBasis", "missing").await;
    refused("/agreements/0/flows/0/holder", json!("PRISSON"), "agreements[0].flows[0].holder", "names nobody").await;
    refused("/agreements/0/flows/0/recipient", json!("HERSELF"), "agreements[0].flows[0].recipient", "names nobody").await;
    refused("/agreements/0/flows/0/recipient", json!("partnership-oversight"), "agreements[0].flows[0].recipient", "no party").await;
    refused("/agreements/0/endsOn", json!("2026-03-31"), "agreements[0].endsOn", "before it starts").await;
    refused("/agreements/0/reviewOn", json!("2026-03-31"), "agreements[0].reviewOn", "before the start").await;
    refused("/agreements/0/parties/2/endsOn", json!("2026-03-01"), "agreements[0].parties[2].endsOn", "before it starts").await;
    refused("/agreements/0/parties/0/startsOn", json!("2026-03-01"), "agreements[0].parties[0].startsOn", "outside").await;
    refused("/agreements/0/parties/-", json!({"agency": "partnership-oversight"}), "agreements[0].signatures", "signature of").await;
    refused("/agreements/0/signatures/-", signed("partnership-oversight"), "agreements[0].signatures[3].agency", "no party").await;
    refused("/denials/0/fields/0", json!("DOM_ABUS"), "denials[0].fields[0]", "no category").await;
    refused("/denials/0/fields", json!([]), "denials[0].fields", "closes nothing").await;
    refused("/denials/0/holder", json!("nowhere"), "denials[0].holder", "no agency").await;
    refused("/denials/0", denial("hmp-northmoor", "COM"), "denials[0].role", "may not hold COM").await;
    refused("/denials/0", denial("PRISON", "COM"), "denials[0].role", "no `PRISON` has the role COM").await;
}

fn denial(recipient: &str, role: &str) -> Value {
    json!({"id": "d", "holder": "*", "fields": ["DOM_ABUSE"], "recipient": recipient, "role": role})
}

#[tokio::test]
async fn a_policy_of_own_rows_is_adopted_by_one_agency_towards_itself_alone() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ours.csv"), "the rows of one agency").unwrap();
    let adopts = async |holder: &str| {
        let mut file = changed("/policies/-", json!({"name": "internal-ours", "file": "ours.csv"}));
        let flow = &mut file["agreements"][0]["flows"][0];
        (flow["holder"], flow["recipient"], flow["policy"]) = (json!(holder), json!("northshire-leaving-care"), json!("internal-ours"));
        let read = File::read(&file.to_string(), dir.path()).unwrap();
        let now = super::northshire::clock().now();
        connections_hub::agreement::apply(
            &database().await,
            &read,
            &super::northshire::AsWritten,
            connections_hub::record::catalogue(),
            now,
        )
        .await
    };
    for holder in ["*", "PRISON", "womens-centre"] {
        let Err(Refused::Faults(faults)) = adopts(holder).await else { panic!("{holder}") };
        assert_eq!(faults.all().iter().map(|fault| fault.path.as_str()).collect::<Vec<_>>(), ["agreements[0].flows[0].policy"], "{faults}");
    }
    adopts("northshire-leaving-care").await.unwrap();
}

#[tokio::test]
async fn people() {
    refused("/enrolments/0/enrolledBy", json!("northshire-leaving-care"), "enrolments[0].enrolledBy", "may not enrol").await;
    refused("/enrolments/0/references/nowhere", json!("1"), "enrolments[0].references.nowhere", "no agency").await;
    refused("/enrolments/0/team/0/role", json!("WCW"), "enrolments[0].team[0].role", "registered as CES").await;
    refused("/enrolments/0/team/1/role", json!("PA"), "enrolments[0].team[1].role", "may not hold PA").await;
    refused("/enrolments/0/team/1/state", json!("ENDED"), "enrolments[0].team[1].to", "without an end").await;
    refused("/enrolments/0/team/1/to", json!("2026-01-01T00:00:00Z"), "enrolments[0].team[1].to", "before it starts").await;
    let checker = json!({"agency": "partnership-oversight", "role": "DPO", "state": "LIVE", "from": "2026-06-01T09:00:00Z"});
    refused("/enrolments/0/team/-", checker, "enrolments[0].team[2].agency", "oversight").await;
    let em = json!({"label": "em", "enrolledBy": "hmp-northmoor", "enrolledOn": "2026-06-02", "references": {"hmp-northmoor": "A1234AA"}});
    refused("/enrolments/-", em.clone(), "enrolments[1].references.hmp-northmoor", "twice").await;
    let db = database().await;
    imported(&db, &file()).await;
    let found = faults(&db, &json!({"enrolments": [em]})).await;
    assert!(found[0].what.contains("already knows `jas`"), "{found:?}");
}

#[tokio::test]
async fn what_is_registered_already() {
    let db = database().await;
    imported(&db, &file()).await;
    let found = faults(&db, &json!({"agencies": [{"id": "womens-centre", "kind": "WOMENS_CENTRE", "name": "W", "roles": ["WCW"]}]})).await;
    assert_eq!((found[0].path.as_str(), found.len()), ("agencies[0].roles", 1), "{found:?}");
    let found = faults(&db, &json!({"agencies": [{"id": "womens-centre", "kind": "COMMUNITY", "name": "W", "roles": []}]})).await;
    assert_eq!(found[0].path, "agencies[0].kind", "{found:?}");
    let mut second = file()["agreements"][0].clone();
    second["version"] = json!("2");
    let found = faults(&db, &json!({"agreements": [second]})).await;
    assert!(found[0].what.contains("version `1` of it is in force"), "{found:?}");
}

#[tokio::test]
async fn a_policy_that_cannot_be_published_is_a_fault_of_the_file() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ours.csv"), "MISSPELT").unwrap();
    let text = json!({"policies": [{"name": "ours", "file": "ours.csv"}]}).to_string();
    let read = File::read(&text, dir.path()).unwrap();
    let publisher = super::northshire::AsWritten;
    let now = super::northshire::clock().now();
    let refused = connections_hub::agreement::apply(&database().await, &read, &publisher, connections_hub::record::catalogue(), now).await;
    let Err(Refused::Faults(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults.to_string(), "policies[0]: row 1: `MISSPELT` is no category: mend the policy's rows");
}

#[test]
fn every_fault_is_named_at_once_and_broken_json_by_its_line() {
    let text = json!({"agencies": [{"id": "A", "kind": "B", "name": "", "roles": ["C"]}]}).to_string();
    let faults = File::read(&text, Path::new(".")).unwrap_err();
    assert_eq!(faults.all().len(), 4, "{faults}");
    let faults = File::read("{\n\"agencies\": [}", Path::new(".")).unwrap_err();
    assert_eq!(faults.all()[0].path, "line 2");
}

#[test]
fn a_key_that_stands_twice_is_refused_wherever_it_stands() {
    let text = file().to_string();
    for (once, twice) in [
        ("\"denials\":[", "\"denials\":[],\"denials\":["),
        ("\"reason\":\"asked by her\"", "\"reason\":\"asked by her\",\"reason\":\"another\""),
    ] {
        assert!(text.contains(once), "{once}");
        let faults = File::read(&text.replacen(once, twice, 1), Path::new(".")).unwrap_err();
        assert!(format!("{faults:?}").contains("stands twice"), "{faults:?}");
    }
    let marked = format!("\u{feff}{}", file());
    assert!(File::read(&marked, Path::new(".")).is_ok(), "a mark of the byte order says nothing");
}
