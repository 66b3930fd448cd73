//! The documents' examples are imported as they stand.

use super::northshire::{database, file, imported};
use connections_hub::agreement::File;
use serde_json::{Value, json};
use std::path::Path;

/// The fenced JSON of a document.
fn examples(document: &str) -> Vec<Value> {
    let fenced = document.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    fenced.map(|text| serde_json::from_str(text).unwrap()).collect()
}

#[tokio::test]
async fn the_partnership_file_of_the_document_is_a_whole_partnership() {
    let examples = examples(include_str!("../../docs/partnership.md"));
    assert_eq!(examples.len(), 1);
    let outcome = imported(&database().await, &examples[0]).await;
    assert_eq!(outcome.people.keys().collect::<Vec<_>>(), ["jas"]);
}

#[tokio::test]
async fn the_identity_providers_of_the_document_can_be_registered() {
    let db = database().await;
    let mut parties = file();
    for (id, kind, role) in [("northshire-housing", "LA_HOUSING", "LHA"), ("northshire-childrens-services", "LA_CHILDREN_SOC", "CSW")] {
        parties["agencies"].as_array_mut().unwrap().push(json!({"id": id, "kind": kind, "name": id, "roles": [role]}));
    }
    imported(&db, &parties).await;
    let examples = examples(include_str!("../../docs/identity.md"));
    assert_eq!(examples.len(), 3);
    for mut example in examples {
        let part = if example.get("ownIssuers").is_some() { "ownIssuers" } else { "issuers" };
        let missing = File::read(&example.to_string(), Path::new(".")).unwrap_err();
        assert_eq!(missing.all()[0].path, format!("{part}[0].keysFile"));
        let issuer = example[part][0].as_object_mut().unwrap();
        issuer.remove("keysFile");
        issuer.insert("keys".into(), file()["issuers"][0]["keys"].clone());
        imported(&db, &example).await;
    }
}
