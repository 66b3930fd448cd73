//! What was agreed when everybody was last told, so that what agreements open and close can be told.

use crate::table::{Column::*, Need::*, Table, create, drop, migration};
use sea_orm_migration::prelude::*;

const TABLES: &[Table] = &[Table {
    name: "agreed_terms",
    key: &["id"],
    columns: &[("id", Text, Given), ("kind", Text, Given), ("terms", Json, Given), ("after", Text, Given)],
    indexes: &[],
}];

migration!(|manager| create(manager, TABLES), |manager| drop(manager, TABLES.iter().map(|t| t.name)));
