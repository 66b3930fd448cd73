//! The logs by which records can be proved: leaves, heads, signed checkpoints, and each record's place in them.
//!
//! Expand only: records that are there already stay, and a hub of the release before can go on writing beside this one.

use crate::table::{self, Column::*, Need::*, Table};
use sea_orm_migration::prelude::{Alias, ColumnDef, ConnectionTrait, DbErr, Index, SchemaManager, Table as Alter};

const TABLES: &[Table] = &[
    Table {
        name: "audit_leaf",
        key: &["log", "position"],
        columns: &[("log", Whole, Given), ("position", Long, Given), ("hash", Bytes, Given)],
        indexes: &[],
    },
    Table {
        name: "audit_head",
        key: &["log"],
        columns: &[("log", Whole, Given), ("size", Long, Given), ("frontier", Bytes, Given)],
        indexes: &[],
    },
    Table {
        name: "audit_checkpoint",
        key: &["number"],
        columns: &[
            ("number", Long, Given),
            ("at", Moment, Given),
            ("document", Text, Given),
            ("key_id", Text, Given),
            ("signature", Text, Given),
            ("frontiers", Text, Given),
        ],
        indexes: &[],
    },
];

/// Where a record stands: its log, its place there, and the salt with which it was hashed.
fn places() -> [ColumnDef; 3] {
    let column = |name: &str| ColumnDef::new(Alias::new(name));
    [column("log").integer().take(), column("position").big_integer().take(), column("salt").blob().take()]
}

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    table::create(manager, TABLES).await?;
    for mut column in places() {
        manager.alter_table(Alter::alter().table(Alias::new("access_log")).add_column(&mut column).take()).await?;
    }
    let mut index = Index::create();
    index.name("ix_access_log_log_position").table(Alias::new("access_log")).col(Alias::new("log")).col(Alias::new("position")).unique();
    manager.create_index(index.take()).await?;
    // What was deleted after its time is few, and looked up whenever the logs are walked through.
    let few = "CREATE INDEX ix_access_log_retention ON access_log (operation) WHERE operation = 'retention'";
    manager.get_connection().execute_unprepared(few).await.map(|_| ())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for name in ["ix_access_log_retention", "ix_access_log_log_position"] {
        let mut index = Index::drop();
        index.name(name).table(Alias::new("access_log"));
        manager.drop_index(index).await?;
    }
    for name in ["salt", "position", "log"] {
        manager.alter_table(Alter::alter().table(Alias::new("access_log")).drop_column(Alias::new(name)).take()).await?;
    }
    table::drop(manager, TABLES.iter().map(|t| t.name)).await
}

table::migration!(|manager| up(manager), |manager| down(manager));
