//! What the hub's own clocks look for: places that may be over, answers that may have ended, requests that nobody answered.

use crate::table::migration;
use sea_orm_migration::prelude::*;

const INDEXES: [(&str, &[&str]); 5] = [
    ("outbox", &["at"]),
    ("membership", &["state", "person_id"]),
    ("consent_statement", &["status", "ends_on"]),
    ("consent_statement", &["status", "said_on"]),
    ("sight_request", &["answered_at", "asked_at"]),
];

fn name(table: &str, columns: &[&str]) -> String {
    format!("ix_{table}_{}", columns.join("_"))
}

async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (table, columns) in INDEXES {
        let mut index = Index::create().name(name(table, columns)).table(Alias::new(table)).take();
        for column in columns {
            index.col(Alias::new(*column));
        }
        manager.create_index(index).await?;
    }
    Ok(())
}

async fn drop(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (table, columns) in INDEXES {
        manager.drop_index(Index::drop().name(name(table, columns)).table(Alias::new(table)).to_owned()).await?;
    }
    Ok(())
}

migration!(|manager| create(manager), |manager| drop(manager));
