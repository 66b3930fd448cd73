//! Tables as data: the columns, the key and the indexes that a migration creates, and the way back.

use sea_orm_migration::prelude::*;

/// The kind of a column.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// Text of any length.
    Text,
    /// A JSON value; never searched.
    Json,
    /// Yes or no.
    Flag,
    /// A whole number of 32 bits.
    Whole,
    /// A whole number of 64 bits.
    Long,
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A moment, UTC.
    Moment,
    /// Bytes.
    Bytes,
}

/// Whether a column may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always given.
    Given,
    /// May be empty.
    Null,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Columns of the primary key.
    pub key: &'static [&'static str],
    /// All columns.
    pub columns: &'static [(&'static str, Column, Need)],
    /// Indexes, and whether they are unique.
    pub indexes: &'static [(&'static [&'static str], bool)],
}

/// A table of rows about a person: its own columns, all of which may be empty.
#[derive(Debug)]
pub struct RowTable {
    /// Its name.
    pub name: &'static str,
    /// Its own columns.
    pub columns: &'static [(&'static str, Column)],
}

/// The columns of every table of rows.
const ROW: &[(&str, Column, Need)] = &[
    ("id", Column::Text, Need::Given),
    ("person_id", Column::Text, Need::Null),
    ("parent_id", Column::Text, Need::Null),
    ("held_by", Column::Text, Need::Given),
    ("recorded_by", Column::Text, Need::Given),
    ("recorded_by_worker", Column::Text, Need::Null),
    ("recorded_at", Column::Moment, Need::Given),
    ("leaf_times", Column::Json, Need::Null),
    ("confirmed_by_her_on", Column::Date, Need::Null),
    ("review_after", Column::Date, Need::Null),
    ("row_audience", Column::Json, Need::Null),
    ("source_ref", Column::Text, Need::Given),
    ("version", Column::Text, Need::Given),
    ("retracted_at", Column::Moment, Need::Null),
];

fn column(name: &str, kind: Column, need: Need) -> ColumnDef {
    let mut def = ColumnDef::new(Alias::new(name));
    match kind {
        Column::Text => def.text(),
        Column::Json => def.json(),
        Column::Flag => def.boolean(),
        Column::Whole => def.integer(),
        Column::Long => def.big_integer(),
        Column::Date => def.date(),
        Column::Time => def.time(),
        Column::Moment => def.timestamp_with_time_zone(),
        Column::Bytes => def.blob(),
    };
    if need == Need::Given {
        def.not_null();
    }
    def
}

fn index_name(table: &str, columns: &[&str]) -> String {
    format!("ix_{table}_{}", columns.join("_"))
}

/// Puts indexes of a table in the place of others.
pub async fn swap_indexes(manager: &SchemaManager<'_>, table: &str, gone: &[&[&str]], come: &[&[&str]]) -> Result<(), DbErr> {
    for columns in come {
        index(manager, table, columns, false).await?;
    }
    for columns in gone {
        let mut index = Index::drop();
        index.name(index_name(table, columns)).table(Alias::new(table));
        manager.drop_index(index).await?;
    }
    Ok(())
}

async fn index(manager: &SchemaManager<'_>, table: &str, columns: &[&str], unique: bool) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(index_name(table, columns)).table(Alias::new(table));
    columns.iter().for_each(|c| {
        index.col(Alias::new(*c));
    });
    if unique {
        index.unique();
    }
    manager.create_index(index.take()).await
}

/// Creates tables with their keys and indexes.
pub async fn create(manager: &SchemaManager<'_>, tables: &[Table]) -> Result<(), DbErr> {
    for table in tables {
        let mut create = sea_orm_migration::prelude::Table::create();
        create.table(Alias::new(table.name));
        for (name, kind, need) in table.columns {
            create.col(column(name, *kind, *need));
        }
        let mut key = Index::create();
        table.key.iter().for_each(|c| {
            key.col(Alias::new(*c));
        });
        create.primary_key(&mut key);
        manager.create_table(create.take()).await?;
        for (columns, unique) in table.indexes {
            index(manager, table.name, columns, *unique).await?;
        }
    }
    Ok(())
}

/// Creates tables of rows, findable by person and by their source's reference.
pub async fn create_rows(manager: &SchemaManager<'_>, tables: &[RowTable]) -> Result<(), DbErr> {
    for table in tables {
        let mut create = sea_orm_migration::prelude::Table::create();
        create.table(Alias::new(table.name));
        for (name, kind, need) in ROW {
            create.col(column(name, *kind, *need));
        }
        for (name, kind) in table.columns {
            create.col(column(name, *kind, Need::Null));
        }
        create.primary_key(Index::create().col(Alias::new("id")));
        manager.create_table(create.take()).await?;
        index(manager, table.name, &["person_id"], false).await?;
        // A source's reference names one row, but for a worker, who stands under one reference in the teams of many.
        let key: &[&str] =
            if table.name == "team_member" { &["recorded_by", "source_ref", "person_id"] } else { &["recorded_by", "source_ref"] };
        index(manager, table.name, key, true).await?;
    }
    Ok(())
}

/// Takes tables away again, last first.
pub async fn drop<'a>(manager: &SchemaManager<'_>, names: impl DoubleEndedIterator<Item = &'a str>) -> Result<(), DbErr> {
    for name in names.rev() {
        manager.drop_table(sea_orm_migration::prelude::Table::drop().table(Alias::new(name)).take()).await?;
    }
    Ok(())
}

/// A migration that creates these tables and, on the way back, drops them.
macro_rules! tables {
    ($($table:tt)*) => {
        const TABLES: &[Table] = &[$($table)*];
        crate::table::migration!(
            |manager| crate::table::create(manager, TABLES),
            |manager| crate::table::drop(manager, TABLES.iter().map(|t| t.name))
        );
    };
}

/// The same, with tables of rows.
macro_rules! row_tables {
    (plain { $($table:tt)* } rows { $($row:tt)* }) => {
        const TABLES: &[Table] = &[$($table)*];
        const ROWS: &[RowTable] = &[$($row)*];
        crate::table::migration!(
            |manager| async move {
                crate::table::create(manager, TABLES).await?;
                crate::table::create_rows(manager, ROWS).await
            },
            |manager| crate::table::drop(manager, TABLES.iter().map(|t| t.name).chain(ROWS.iter().map(|t| t.name)))
        );
    };
}

macro_rules! migration {
    (|$up:ident| $create:expr, |$down:ident| $drop:expr) => {
        /// The migration, named after its file.
        #[derive(sea_orm_migration::prelude::DeriveMigrationName)]
        pub struct Migration;

        #[async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            // SQLite does not wrap a migration in a transaction unless it is told to.
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
            async fn up(&self, $up: &sea_orm_migration::SchemaManager) -> Result<(), sea_orm_migration::DbErr> {
                $create.await
            }
            async fn down(&self, $down: &sea_orm_migration::SchemaManager) -> Result<(), sea_orm_migration::DbErr> {
                $drop.await
            }
        }
    };
}

pub(crate) use {migration, row_tables, tables};
