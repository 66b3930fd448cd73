//! The places of an organisation are read in the order of the persons: by role, or by role and worker.
//!
//! Without these, `SQLite` went through every live place of the partnership, because that came in the right order.

use crate::table;
use sea_orm_migration::prelude::{Alias, DbErr, Index, SchemaManager};

const TABLE: &str = "membership";
const NEW: [&[&str]; 2] = [&["agency_id", "role", "state", "person_id"], &["agency_id", "role", "worker", "state", "person_id"]];
const OLD: [&[&str]; 1] = [&["agency_id", "role", "worker"]];

fn name(columns: &[&str]) -> String {
    format!("ix_{TABLE}_{}", columns.join("_"))
}

async fn swap(manager: &SchemaManager<'_>, gone: &[&[&str]], come: &[&[&str]]) -> Result<(), DbErr> {
    for columns in come {
        let mut index = Index::create();
        index.name(name(columns)).table(Alias::new(TABLE));
        for column in *columns {
            index.col(Alias::new(*column));
        }
        manager.create_index(index).await?;
    }
    for columns in gone {
        let mut index = Index::drop();
        index.name(name(columns)).table(Alias::new(TABLE));
        manager.drop_index(index).await?;
    }
    Ok(())
}

table::migration!(|manager| swap(manager, &OLD, &NEW), |manager| swap(manager, &NEW, &OLD));
