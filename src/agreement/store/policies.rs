//! Policies of the partnership file: compiled once for each source, and adopted by their hash.

use super::{Outcome, put};
use crate::agreement::{Faults, File, Published, Publisher};
use crate::error::Error;
use chrono::{DateTime, TimeDelta, Utc};
use entity::policy;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};

/// A policy that the file names: stored already, or compiled just now.
#[derive(Debug)]
pub(super) struct Ready {
    name: String,
    rows: String,
    published: Published,
}

/// The stored policies, oldest first.
pub(super) async fn stored(db: &impl ConnectionTrait) -> Result<Vec<policy::Model>, Error> {
    Ok(policy::Entity::find().order_by_asc(policy::Column::PublishedAt).order_by_asc(policy::Column::Hash).all(db).await?)
}

/// The hashes of the stored policies, without their tables.
pub(super) async fn hashes(db: &impl ConnectionTrait) -> Result<BTreeSet<String>, Error> {
    let hashes = policy::Entity::find().select_only().column(policy::Column::Hash).into_tuple::<String>().all(db).await?;
    Ok(hashes.into_iter().collect())
}

/// Makes the file's policies ready. Compiling takes seconds, so it is done before the transaction and only for a new source.
pub(super) fn ready(file: &File, stored: &[policy::Model], publisher: &dyn Publisher, outcome: &mut Outcome) -> Result<Vec<Ready>, Faults> {
    let mut faults = Faults::default();
    let mut all = Vec::new();
    for (n, part) in file.policies.iter().enumerate() {
        let name = part.name.0.clone();
        let Some(rows) = part.file.as_deref().or_else(|| publisher.standard(&name)) else {
            faults.add(format!("policies[{n}].name"), format!("there is no standard policy `{name}`"), "give its rows in `file`");
            continue;
        };
        let source_hash = publisher.source_hash(&name, rows);
        let known = stored.iter().find(|p| p.name == name && p.source_hash == source_hash).map(already);
        let made = known.map_or_else(|| publisher.publish(&name, rows).inspect(|_| outcome.compiled.push(name.clone())), Ok);
        match made {
            Ok(table) => all.push(Ready { name, rows: rows.to_owned(), published: table }),
            Err(reasons) => {
                let path = format!("policies[{n}]");
                for reason in reasons {
                    faults.add(path.as_str(), reason, "mend the policy's rows");
                }
            }
        }
    }
    same_table(&all, stored, &mut faults);
    faults.none().map(|()| all)
}

fn already(row: &policy::Model) -> Published {
    Published {
        hash: row.hash.clone(),
        source_hash: row.source_hash.clone(),
        compiled: row.compiled.clone(),
        highest: u16::try_from(row.highest).unwrap_or_default(),
    }
}

/// A table is stored under one name: a second name for it would hide which of the two is meant.
fn same_table(all: &[Ready], stored: &[policy::Model], faults: &mut Faults) {
    for (n, ready) in all.iter().enumerate() {
        let before = all.iter().take(n).filter(|other| other.published.hash == ready.published.hash).map(|other| &other.name);
        let kept = stored.iter().filter(|p| p.hash == ready.published.hash).map(|p| &p.name);
        if let Some(other) = before.chain(kept).find(|other| **other != ready.name) {
            let what = format!("it opens exactly what the policy `{other}` opens");
            faults.add(format!("policies[{n}].name"), what, format!("adopt `{other}` instead"));
        }
    }
}

/// Stores the policies, and says under which hash each name is now adopted: every stored name, the newest of each.
/// A return to earlier rows is a new publication.
pub(super) async fn store(
    db: &impl ConnectionTrait,
    ready: Vec<Ready>,
    now: DateTime<Utc>,
    outcome: &mut Outcome,
) -> Result<BTreeMap<String, String>, Error> {
    for policy in ready {
        let before = stored(db).await?;
        let newest = before.iter().rev().find(|p| p.name == policy.name);
        let published_at = match newest {
            Some(newest) if newest.hash == policy.published.hash => newest.published_at,
            // Later than the one it replaces, even within one tick of the clock.
            Some(newest) => now.max(newest.published_at + TimeDelta::microseconds(1)),
            None => now,
        };
        let old = before.into_iter().find(|p| p.hash == policy.published.hash);
        let row = policy::Model {
            hash: policy.published.hash,
            name: policy.name,
            rows: policy.rows,
            source_hash: policy.published.source_hash,
            compiled: policy.published.compiled,
            highest: i32::from(policy.published.highest),
            published_at,
        };
        put::put(db, old, row, outcome).await?;
    }
    Ok(stored(db).await?.into_iter().map(|p| (p.name, p.hash)).collect())
}
