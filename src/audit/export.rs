//! Exporting: checkpoints and records as NDJSON, whole or as far as they concern one party.

use super::{
    canonical,
    checkpoint::Checkpoint,
    key::hex,
    walk::{Stop, rows},
};
use crate::error::Error;
use entity::{access_record, audit_checkpoint, audit_head};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Rows that are read at once.
const PAGE: u64 = 500;

/// What a record says was released of some holders' rows.
#[derive(Deserialize)]
struct Part {
    holders: Vec<String>,
    fields: Value,
}

/// Writes every checkpoint, then every record: for a `party` its own reads whole, and of other parties' reads what concerns its data.
/// Gives back how many lines were written.
pub async fn export(db: &impl ConnectionTrait, party: Option<&str>, out: &mut (dyn Write + Send)) -> Result<u64, Error> {
    let mut lines = 0;
    let mut after = 0;
    loop {
        use audit_checkpoint::Column::Number;
        let page = audit_checkpoint::Entity::find().filter(Number.gt(after)).order_by_asc(Number).limit(PAGE).all(db).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for row in page {
            line(out, &json!({ "checkpoint": Checkpoint { document: row.document, signature: row.signature } }))?;
            lines += 1;
        }
    }
    for head in audit_head::Entity::find().order_by_asc(audit_head::Column::Log).all(db).await? {
        lines += of_log(db, head.log, party, out).await?;
    }
    Ok(lines)
}

async fn of_log(db: &impl ConnectionTrait, log: i32, party: Option<&str>, out: &mut (dyn Write + Send)) -> Result<u64, Error> {
    use access_record::Column::{Log, Position};
    let (mut lines, mut after) = (0, -1);
    loop {
        let of_log = access_record::Entity::find().filter(Log.eq(log)).filter(Position.gt(after));
        let page = rows(db, of_log.order_by_asc(Position).limit(PAGE)).await.map_err(Stop::into_error)?;
        let Some(last) = page.last().and_then(|record| record.position) else { return Ok(lines) };
        after = last;
        for shown in page.iter().filter_map(|record| shown(record, party)) {
            line(out, &shown)?;
            lines += 1;
        }
    }
}

/// A record as a party may have it. Its leaf can be hashed again only from a record that is whole.
fn shown(record: &access_record::Model, party: Option<&str>) -> Option<Value> {
    let leaf = hex(&canonical::leaf(record));
    if party.is_none_or(|party| party == record.agency) {
        let salt = hex(record.salt.as_deref().unwrap_or_default());
        let record = canonical::list(record);
        return Some(json!({ "record": record, "salt": salt, "leaf": leaf }));
    }
    let parts: Vec<Part> = serde_json::from_str(&record.released).unwrap_or_default();
    let theirs: Vec<Value> =
        parts.into_iter().filter(|part| part.holders.iter().any(|holder| Some(holder.as_str()) == party)).map(|part| part.fields).collect();
    let access_record::Model { id, at, person, agency, role, worker, purpose, log, position, .. } = record;
    (!theirs.is_empty()).then(|| {
        json!({ "about": { "id": id, "at": at, "person": person, "agency": agency, "role": role, "worker": worker, "purpose": purpose,
            "fields": theirs, "log": log, "position": position }, "leaf": leaf })
    })
}

/// Whoever takes what is exported does not take more.
pub fn unwritable(cause: &io::Error) -> Error {
    Error::invalid("output", format!("what is exported could not be written ({cause}): the export is not whole"))
}

fn line(out: &mut (dyn Write + Send), value: &Value) -> Result<(), Error> {
    writeln!(out, "{value}").map_err(|cause| unwritable(&cause))
}
