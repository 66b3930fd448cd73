//! The demonstration's issuer: off unless it is enabled in the database.

use super::issuers::{NOW, database};
use crate::{compiled::Compiled, database::TestDatabase};
use chrono::{DateTime, TimeDelta};
use clap::Parser;
use connections_hub::{
    agency::Registry,
    agreement::{File, apply},
    cli::{
        demo::load_into,
        token::{self, TokenArgs},
    },
    clock::Clock,
    error::Error,
    identity::{Verifier, demo},
    record::catalogue,
    store::Store,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;
use std::{path::Path, sync::Arc};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    args: TokenArgs,
}

fn ask(dir: &Path, words: &str) -> TokenArgs {
    let words = ["hub", "--dir"].into_iter().chain(dir.to_str()).chain(words.split(' '));
    Command::parse_from(words).args
}

fn clock() -> Clock {
    Clock::fixed(DateTime::from_timestamp(NOW, 0).unwrap())
}

const ADVISER: &str = "--agency northshire-leaving-care --role PA --worker pa-1";

#[tokio::test]
async fn a_demo_token_is_accepted_once_the_issuer_is_registered() {
    let (db, dir) = (database().await, tempfile::tempdir().unwrap());
    demo::register(&db, &demo::issuer(dir.path()).unwrap()).await.unwrap();
    demo::register(&db, &demo::issuer(dir.path()).unwrap()).await.unwrap();
    let token = token::run(&ask(dir.path(), &format!("{ADVISER} --acting-client screen")), &db, &clock()).await.unwrap();
    let verifier = Verifier::new(Arc::new(Registry::load(&db).await.unwrap()), clock());
    let caller = verifier.caller(Some(&token)).await.unwrap();
    assert_eq!(caller.global_worker().as_deref(), Some("northshire-leaving-care/pa-1"));
    assert_eq!(caller.acting_client().map(|c| &**c), Some("screen"));
    assert!(verifier.registry().demo_enabled());
}

#[tokio::test]
async fn there_is_no_demo_token_where_the_issuer_is_not_enabled() {
    let (db, dir) = (database().await, tempfile::tempdir().unwrap());
    let error = token::run(&ask(dir.path(), ADVISER), &db, &clock()).await.unwrap_err();
    assert!(error.to_string().contains("holds no demo key"), "{error}");
    demo::issuer(dir.path()).unwrap();
    let error = token::run(&ask(dir.path(), ADVISER), &db, &clock()).await.unwrap_err();
    assert!(error.to_string().contains("not enabled in this database"), "{error}");
    let other = tempfile::tempdir().unwrap();
    demo::register(&db, &demo::issuer(other.path()).unwrap()).await.unwrap();
    let error = token::run(&ask(dir.path(), ADVISER), &db, &clock()).await.unwrap_err();
    assert!(error.to_string().contains("not the one registered"), "{error}");
}

#[tokio::test]
async fn an_agency_that_came_later_has_tokens_once_the_issuer_speaks_for_it() {
    let (database, dir) = (TestDatabase::fresh().await, tempfile::tempdir().unwrap());
    let load = async || load_into(Store::open(&database.url).await.unwrap(), dir.path(), clock(), &Compiled, &|_| {}).await.unwrap();
    let loaded = load().await;
    let db = loaded.hub.store.writer();
    let agency = |id: &str| json!({"id": id, "kind": "LA_LEAVING_CARE", "name": id, "roles": ["PA"]});
    let token = async |id: &str| {
        let token = token::run(&ask(dir.path(), &format!("--agency {id} --role PA --worker pa-1")), db, &clock()).await?;
        let verifier = Verifier::new(Arc::new(Registry::load(db).await?), clock());
        Ok::<_, Error>(verifier.caller(Some(&token)).await.unwrap().agency().to_string())
    };
    // By a partnership file, while the demonstration runs.
    let file = File::read(&json!({"agencies": [agency("council-b")]}).to_string(), dir.path()).unwrap();
    let applied = async || apply(db, &file, &Compiled, catalogue(), clock().now()).await.unwrap();
    assert_eq!((applied().await.added, applied().await.added), (2, 0), "the agency, and that the issuer speaks for it");
    assert_eq!(token("council-b").await.unwrap(), "council-b");
    // Past the file: no token until the demonstration starts again.
    let row = entity::agency::Model { id: "council-c".into(), kind: "LA_LEAVING_CARE".into(), name: "C".into(), roles: json!(["PA"]) };
    row.into_active_model().insert(db).await.unwrap();
    let error = token("council-c").await.unwrap_err();
    assert!(error.to_string().contains("does not speak for `council-c` yet"), "{error}");
    load().await;
    assert_eq!(token("council-c").await.unwrap(), "council-c");
}

#[tokio::test]
async fn a_token_that_would_be_refused_is_not_made() {
    let (db, dir) = (database().await, tempfile::tempdir().unwrap());
    demo::register(&db, &demo::issuer(dir.path()).unwrap()).await.unwrap();
    let wrong = [
        ("--agency nowhere --role PA --worker pa-1", "no agency `nowhere`"),
        ("--agency northshire-housing --role PA --worker pa-1", "may hold LHA"),
        ("--agency hmp-northmoor --role KEYW --worker pom-1", "registered as POM"),
        ("--agency northshire-leaving-care --role PA --worker case-system", "no worker's id"),
        ("--agency northshire-leaving-care --role PA --worker pa-1 --acting-client x", "no system `x`"),
    ];
    for (words, expected) in wrong {
        let error = token::run(&ask(dir.path(), words), &db, &clock()).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn the_key_is_random_stays_the_same_and_is_nobody_elses_to_read() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    demo::issuer(one.path()).unwrap();
    demo::issuer(two.path()).unwrap();
    let read = |dir: &Path| std::fs::read_to_string(dir.join(demo::FILE)).unwrap();
    let first = read(one.path());
    demo::issuer(one.path()).unwrap();
    assert_eq!(first, read(one.path()));
    assert_ne!(first, read(two.path()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(one.path().join(demo::FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let shown = format!("{:?}", demo::issuer(one.path()).unwrap());
    assert!(!shown.contains("secret"), "{shown}");
}

#[test]
fn a_token_lives_a_day_at_most() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(ask(dir.path(), &format!("{ADVISER} --ttl 90s")).ttl, TimeDelta::seconds(90));
    assert!(Command::try_parse_from(["hub", "--agency", "a", "--role", "PA", "--worker", "w", "--ttl", "25h"]).is_err());
}
