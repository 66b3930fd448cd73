//! A small partnership as a file, and a publisher that stands for the policy engine.

use crate::database::connection;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use connections_hub::{
    agreement::{Fault, File, Outcome, Published, Publisher, Refused, apply},
    clock::Clock,
    record::catalogue,
};
use migration::{Migrator, MigratorTrait};
use sea_orm::DatabaseConnection;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Publishes rows as they are: these tests are about what is adopted, not about what a policy says.
pub struct AsWritten;

fn hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

impl Publisher for AsWritten {
    fn publish(&self, name: &str, rows: &str) -> Result<Published, Vec<String>> {
        if rows.contains("MISSPELT") {
            return Err(vec!["row 1: `MISSPELT` is no category".into()]);
        }
        let source_hash = self.source_hash(name, rows);
        Ok(Published { hash: hash(rows), source_hash, compiled: rows.as_bytes().to_vec(), highest: 900 })
    }

    fn source_hash(&self, _: &str, rows: &str) -> String {
        hash(&format!("source of {rows}"))
    }

    fn standard(&self, name: &str) -> Option<&str> {
        match name {
            "partnership" => Some("the partnership policy"),
            "internal" => Some("the internal policy"),
            _ => None,
        }
    }
}

/// The file: a prison, a women's centre and a council team, one agreement, one woman.
pub fn file() -> Value {
    json!({
        "agencies": [
            {"id": "hmp-northmoor", "kind": "PRISON", "name": "HMP Northmoor", "roles": ["POM", "KEYW"]},
            {"id": "womens-centre", "kind": "WOMENS_CENTRE", "name": "The women's centre", "roles": ["CES", "WCW"]},
            {"id": "northshire-leaving-care", "kind": "LA_LEAVING_CARE", "name": "Northshire leaving care", "roles": ["PA"]},
            {"id": "partnership-oversight", "kind": "OVERSIGHT", "name": "Those who check", "roles": ["DPO", "ANALYST"]},
        ],
        "issuers": [{
            "id": "https://id.northshire.example", "audience": "connections-hub", "agencyClaim": "azp",
            "keys": {"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "k1", "x": "Kys7OztbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1s"}]},
            "agencies": {"leaving-care-app": "northshire-leaving-care"},
        }],
        "clients": [{"agency": "northshire-leaving-care", "id": "leaving-care-app", "name": "The case system", "role": "PA"}],
        "workers": [
            {"agency": "womens-centre", "id": "ces-1", "role": "CES", "name": "Ada"},
            {"agency": "partnership-oversight", "id": "dpo-1", "role": "DPO", "controllers": ["hmp-northmoor", "womens-centre"]},
        ],
        "policies": [{"name": "partnership"}, {"name": "internal"}],
        "agreements": [{
            "id": "northshire-2026", "version": "1", "title": "Northshire", "state": "IN_FORCE",
            "startsOn": "2026-04-01", "endsOn": "2028-03-31",
            "parties": [{"agency": "hmp-northmoor"}, {"agency": "womens-centre"}, {"agency": "northshire-leaving-care", "endsOn": "2027-12-31"}],
            "flows": [{"id": "f1", "holder": "*", "recipient": "*", "policy": "partnership",
                "lawfulBasis": {"article6": "public task", "gateway": "Offender Management Act 2007 s.14"}}],
            "signatures": [signed("hmp-northmoor"), signed("womens-centre"), signed("northshire-leaving-care")],
            "dpia": "DPIA 7", "retention": "six years", "reviewOn": "2027-04-01",
        }],
        "denials": [{"id": "d1", "holder": "womens-centre", "fields": ["DOM_ABUSE", "SafeContact.safeWord"], "recipient": "PRISON", "reason": "asked by her"}],
        "enrolments": [{
            "label": "jas", "enrolledBy": "womens-centre", "enrolledOn": "2026-06-01", "recordStatus": "ACTIVE",
            "references": {"hmp-northmoor": "A1234AA", "womens-centre": "WC-17"},
            "team": [
                {"agency": "womens-centre", "role": "CES", "worker": "ces-1", "state": "LIVE", "from": "2026-06-01T09:00:00Z"},
                {"agency": "hmp-northmoor", "role": "POM", "worker": null, "state": "LIVE", "from": "2026-06-01T10:30:00.5+01:00", "to": null},
            ],
        }],
    })
}

pub fn signed(agency: &str) -> Value {
    json!({"agency": agency, "name": "A. Owner", "role": "senior information risk owner", "on": "2026-03-20"})
}

pub async fn database() -> DatabaseConnection {
    let db = connection().await;
    Migrator::up(&db, None).await.unwrap();
    db
}

pub fn clock() -> Clock {
    Clock::fixed("2026-07-01T08:00:00Z".parse().unwrap())
}

pub async fn import(db: &DatabaseConnection, file: &Value) -> Result<Outcome, Refused> {
    let read = File::read(&file.to_string(), Path::new("."))?;
    apply(db, &read, &AsWritten, catalogue(), clock().now()).await
}

/// Imports a file that must be right.
pub async fn imported(db: &DatabaseConnection, file: &Value) -> Outcome {
    match import(db, file).await {
        Ok(outcome) => outcome,
        Err(Refused::Faults(faults)) => panic!("the file is at fault:\n{faults}"),
        Err(Refused::Hub(error)) => panic!("{error:?}"),
    }
}

/// Imports a file that must be wrong, and returns what is wrong with it.
pub async fn faults(db: &DatabaseConnection, file: &Value) -> Vec<Fault> {
    match import(db, file).await {
        Err(Refused::Faults(faults)) => faults.all().to_vec(),
        other => panic!("the file was not refused: {other:?}"),
    }
}
