//! Identity providers of the tests: a council with three parties, a prison, and a stranger.

use crate::database::connection;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use connections_hub::{agency::Registry, clock::Clock, error::Error, identity::Caller, identity::Verifier};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, jwk::Jwk};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, IntoActiveModel};
use serde_json::{Value, json};
use std::sync::Arc;

pub const COUNCIL: &str = "https://id.northshire.example";
pub const PRISON: &str = "https://id.prison.example";
pub const NOW: i64 = 1_800_000_000;

/// A key pair of a test, by the seed of its private half.
pub struct Pair {
    pub kid: &'static str,
    pub algorithm: Algorithm,
    pub key: EncodingKey,
}

impl Pair {
    pub fn ed(kid: &'static str, seed: u8) -> Self {
        let head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
        let key = EncodingKey::from_ed_der(&[head.as_slice(), &[seed; 32]].concat());
        Self { kid, algorithm: Algorithm::EdDSA, key }
    }

    pub fn p256(kid: &'static str, seed: u8) -> Self {
        let head = [
            0x30, 0x41, 2, 1, 0, 0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7, 4,
            0x27, 0x30, 0x25, 2, 1, 1, 4, 0x20,
        ];
        let key = EncodingKey::from_ec_der(&[head.as_slice(), &[seed; 32]].concat());
        Self { kid, algorithm: Algorithm::ES256, key }
    }

    pub fn rsa(kid: &'static str, algorithm: Algorithm) -> Self {
        let key = EncodingKey::from_rsa_pem(include_bytes!("rsa_of_the_tests.pem")).unwrap();
        Self { kid, algorithm, key }
    }

    /// The public half, as a member of a JWK set.
    pub fn public(&self) -> Value {
        let mut jwk = Jwk::from_encoding_key(&self.key, self.algorithm).unwrap();
        jwk.common.key_id = Some(self.kid.to_owned());
        serde_json::to_value(jwk).unwrap()
    }

    pub fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(self.algorithm);
        header.kid = Some(self.kid.to_owned());
        encode(&header, claims, &self.key).unwrap()
    }
}

/// A token made by hand: whatever header, whatever signature.
pub fn raw(header: &Value, claims: &Value, signature: &[u8]) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(header), part(claims), URL_SAFE_NO_PAD.encode(signature))
}

pub fn council() -> Pair {
    Pair::ed("council-1", 1)
}

pub fn prison() -> Pair {
    Pair::p256("prison-1", 2)
}

/// A personal adviser's claims; `change` says what is different about them.
pub fn adviser(change: &Value) -> Value {
    let mut claims = json!({
        "iss": COUNCIL, "aud": "connections-hub", "iat": NOW, "exp": NOW + 3600,
        "agency": "leaving-care-app", "sub": "pa-1", "roles": ["PA"],
    });
    for (name, value) in change.as_object().unwrap() {
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        } else {
            claims[name] = value.clone();
        }
    }
    claims
}

/// The registry of the tests, in memory.
pub async fn database() -> DatabaseConnection {
    let db = connection().await;
    Migrator::up(&db, None).await.unwrap();
    fill(&db).await.unwrap();
    db
}

async fn fill(db: &DatabaseConnection) -> Result<(), DbErr> {
    use entity::{agency, client, issuer, issuer_agency, worker};
    let agencies = [
        ("northshire-leaving-care", "LA_LEAVING_CARE", json!(["PA"])),
        ("northshire-housing", "LA_HOUSING", json!(["LHA"])),
        ("northshire-childrens-services", "LA_CHILDREN_SOC", json!(["CSW"])),
        ("hmp-northmoor", "PRISON", json!(["POM", "KEYW"])),
    ];
    for (id, kind, roles) in agencies {
        let row = agency::Model { id: id.into(), kind: kind.into(), name: id.into(), roles };
        row.into_active_model().insert(db).await?;
    }
    let keys = [
        (COUNCIL, "agency", json!({"keys": [council().public(), Pair::rsa("council-rsa", Algorithm::RS256).public()]})),
        (PRISON, "azp", json!({"keys": [prison().public()]})),
    ];
    for (id, claim, keys) in keys {
        let row = issuer::Model { id: id.into(), audience: "connections-hub".into(), agency_claim: claim.into(), keys, demo: false };
        row.into_active_model().insert(db).await?;
    }
    let values = [
        (COUNCIL, "leaving-care-app", "northshire-leaving-care"),
        (COUNCIL, "housing-app", "northshire-housing"),
        (COUNCIL, "children-app", "northshire-childrens-services"),
        (PRISON, "prison-screen", "hmp-northmoor"),
    ];
    for (issuer, value, agency) in values {
        let row = issuer_agency::Model { issuer: issuer.into(), value: value.into(), agency_id: agency.into() };
        row.into_active_model().insert(db).await?;
    }
    let clients = [
        ("northshire-leaving-care", "case-system", Some("PA")),
        ("northshire-leaving-care", "screen", None),
        ("northshire-housing", "housing-system", Some("LHA")),
    ];
    for (agency, id, role) in clients {
        let row = client::Model { agency_id: agency.into(), id: id.into(), role: role.map(Into::into), name: id.into() };
        row.into_active_model().insert(db).await?;
    }
    let row = worker::Model { agency_id: "hmp-northmoor".into(), id: "pom-1".into(), role: "POM".into(), name: None, controllers: None };
    row.into_active_model().insert(db).await.map(drop)
}

/// A verifier whose clock stands at [`NOW`].
pub async fn verifier() -> Verifier {
    let registry = Registry::load(&database().await).await.unwrap();
    Verifier::new(Arc::new(registry), Clock::fixed(chrono::DateTime::from_timestamp(NOW, 0).unwrap()))
}

/// Asks, and reads who the hub thinks is asking.
pub async fn asks(verifier: &Verifier, token: &str) -> Result<Caller, Error> {
    verifier.caller(Some(token)).await
}
