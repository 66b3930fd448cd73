//! Schema migrations, oldest first; each has a tested way back.

pub use sea_orm_migration::{MigratorTrait, SchemaManager};
use sea_orm_migration::{
    prelude::*,
    sea_orm::{DatabaseConnection, EntityTrait},
    seaql_migrations,
};
use std::collections::BTreeSet;

mod m20261123_000001_create_registry;
mod m20261123_000002_create_agreements;
mod m20261123_000003_create_people;
mod m20261123_000004_create_choices;
mod m20261123_000005_create_records;
mod m20261123_000006_create_access_log;
mod m20261125_000001_create_audit_log;
mod m20261125_000001_create_sessions;
mod m20261125_000002_create_outbox;
mod m20261125_000004_create_own_view;
mod m20261127_000001_find_answers_by_talk;
mod m20261127_000010_address_outbox;
mod m20261127_000011_index_clocks;
mod m20261127_000012_create_feed_key;
mod m20261127_000013_create_rights;
mod m20261127_000014_create_purpose_window;
mod m20261127_000015_create_agreed_terms;
mod m20261128_000001_share_wordings;
mod m20261128_000002_index_records_by_time;
mod m20261128_000003_index_places;
mod m20261201_000001_keep_planned_windows;
mod table;

/// Every migration of the hub.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_registry::Migration),
            Box::new(m20261123_000002_create_agreements::Migration),
            Box::new(m20261123_000003_create_people::Migration),
            Box::new(m20261123_000004_create_choices::Migration),
            Box::new(m20261123_000005_create_records::Migration),
            Box::new(m20261123_000006_create_access_log::Migration),
            Box::new(m20261125_000001_create_audit_log::Migration),
            Box::new(m20261125_000001_create_sessions::Migration),
            Box::new(m20261125_000002_create_outbox::Migration),
            Box::new(m20261125_000004_create_own_view::Migration),
            Box::new(m20261127_000001_find_answers_by_talk::Migration),
            Box::new(m20261127_000010_address_outbox::Migration),
            Box::new(m20261127_000011_index_clocks::Migration),
            Box::new(m20261127_000012_create_feed_key::Migration),
            Box::new(m20261127_000013_create_rights::Migration),
            Box::new(m20261127_000014_create_purpose_window::Migration),
            Box::new(m20261127_000015_create_agreed_terms::Migration),
            Box::new(m20261128_000001_share_wordings::Migration),
            Box::new(m20261128_000002_index_records_by_time::Migration),
            Box::new(m20261128_000003_index_places::Migration),
            Box::new(m20261201_000001_keep_planned_windows::Migration),
        ]
    }
}

/// Names of the migrations that a database has had, of whichever release. It only reads.
///
/// # Errors
/// What the database says.
pub async fn applied(db: &DatabaseConnection) -> Result<BTreeSet<String>, DbErr> {
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(BTreeSet::new());
    }
    Ok(seaql_migrations::Entity::find().all(db).await?.into_iter().map(|migration| migration.version).collect())
}
