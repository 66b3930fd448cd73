//! What the feed reads: news in its order, the places it is about, and who had what.

use super::{cursor::Place, told::Dropped};
use crate::{
    error::Error,
    outbox::EVERYBODY,
    team::Who,
    vocabulary::{ChangeKind, Coded, MembershipState, Purpose},
};
use entity::{access_record, membership, outbox};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Statement,
    sea_query::{Expr, SimpleExpr},
};
use std::collections::HashSet;

/// Rows that were taken back of which is asked in one statement.
const GONE_AT_ONCE: usize = 50;

/// The place below which everything has been committed or given up: from here on news may still come that is not yet seen.
///
/// On `PostgreSQL` a number is drawn before its transaction commits, so that the oldest one that is still running is what bounds the
/// feed. `SQLite` has one writer, whose numbers come in the order of its commits.
pub async fn horizon(db: &impl ConnectionTrait) -> Result<Place, Error> {
    let backend = db.get_database_backend();
    let postgres = backend == DbBackend::Postgres;
    let query = if postgres {
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    } else {
        "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0) + 1"
    };
    let row = db.query_one_raw(Statement::from_string(backend, query)).await?;
    let number: i64 = row.ok_or_else(|| Error::unavailable("the database tells no horizon"))?.try_get_by_index(0)?;
    Ok(if postgres { Place { tx: number, id: 0 } } else { Place { tx: 0, id: number } })
}

/// A comparison of a place with this one.
fn at(compared: &str, place: Place) -> SimpleExpr {
    Expr::cust(format!("(tx, id) {compared} ({}, {})", place.tx, place.id))
}

/// Between which places news is read.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// From this place on.
    pub next: Place,
    /// Where the reader began.
    pub since: Place,
    /// Below this place.
    pub horizon: Place,
}

/// So much news that may concern a reader, in its order. Whether it does is decided afterwards.
pub async fn news(db: &impl ConnectionTrait, who: &Who<'_>, span: &Span, limit: usize) -> Result<Vec<outbox::Model>, Error> {
    use outbox::Column;
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let within = |next: Place| Condition::all().add(at(">=", next)).add(at("<", span.horizon));
    let page =
        |condition: Condition| outbox::Entity::find().filter(condition).order_by_asc(Column::Tx).order_by_asc(Column::Id).limit(limit);
    let waits = Condition::all().add(Column::Kind.eq(ChangeKind::StopUsing.code())).add(Column::AcknowledgedAt.is_null());
    let waits = Condition::any().add(at(">=", span.since)).add(Column::Kind.eq(ChangeKind::Invited.code())).add(waits);
    let role = Condition::any().add(Column::Role.is_null()).add(Column::Role.eq(who.role.code()));
    let own = within(span.next).add(Column::AgencyId.eq(who.agency)).add(role).add(waits);
    let mut found = page(own).all(db).await?;
    let team = within(span.next.max(span.since)).add(Column::AgencyId.eq(EVERYBODY)).add(Column::PersonId.in_subquery(her_teams(who)));
    found.extend(page(team).all(db).await?);
    found.sort_by_key(|row| (row.tx, row.id));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// Persons on whose team the reader may be.
fn her_teams(who: &Who<'_>) -> sea_orm::sea_query::SelectStatement {
    use membership::Column;
    let mut query = membership::Entity::find().select_only().column(Column::PersonId);
    query = query.filter(Column::AgencyId.eq(who.agency)).filter(Column::Role.eq(who.role.code()));
    query = query.filter(Column::State.eq(MembershipState::Live.code()));
    if let Some(worker) = who.worker {
        query = query.filter(Column::Worker.eq(worker));
    }
    query.into_query()
}

/// Places with these ids.
pub async fn places(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<membership::Model>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(membership::Entity::find().filter(membership::Column::Id.is_in(ids)).all(db).await?)
}

/// Which of these rows were let through to the reader for this purpose before they were dropped, as the record of a look names them.
pub async fn had(db: &impl ConnectionTrait, who: &Who<'_>, purpose: Purpose, rows: &[Dropped<'_>]) -> Result<HashSet<String>, Error> {
    use access_record::Column;
    let mut had = HashSet::new();
    for chunk in rows.chunks(GONE_AT_ONCE) {
        let about =
            |dropped: &Dropped<'_>| Condition::all().add(Column::Person.eq(dropped.person)).add(Column::Rows.contains(quoted(dropped.row)));
        let any = chunk.iter().fold(Condition::any(), |any, dropped| any.add(about(dropped)));
        let mut query = access_record::Entity::find().select_only().columns([Column::Person, Column::Rows]).distinct();
        query = query.filter(Column::Agency.eq(who.agency)).filter(Column::Role.eq(who.role.code())).filter(Column::Known.eq(true));
        query = query.filter(Column::Purpose.eq(purpose.code()));
        if let Some(worker) = who.worker {
            query = query.filter(Column::Worker.eq(worker));
        }
        let looks: Vec<(String, String)> = query.filter(any).into_tuple().all(db).await?;
        let was_told =
            |dropped: &&Dropped<'_>| looks.iter().any(|(person, rows)| person == dropped.person && rows.contains(&quoted(dropped.row)));
        had.extend(chunk.iter().filter(was_told).map(|dropped| dropped.row.to_owned()));
    }
    Ok(had)
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// The news with this id.
pub async fn one(db: &impl ConnectionTrait, id: &str) -> Result<Option<outbox::Model>, Error> {
    Ok(outbox::Entity::find().filter(outbox::Column::NewsId.eq(id)).one(db).await?)
}

/// Writes down that a stop was obeyed.
pub async fn acknowledged(
    db: &impl ConnectionTrait,
    row: i64,
    by: &str,
    kept: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    let row = outbox::ActiveModel {
        id: Set(row),
        acknowledged_at: Set(Some(now)),
        acknowledged_by: Set(Some(by.to_owned())),
        kept_under_law: Set(Some(kept.to_owned())),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}
