//! What was agreed when everybody was last told, and since; and how far the telling has come.

use crate::{agreement::Agreements, error::Error};
use entity::agreed_terms::{self, Column};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use uuid::Uuid;

/// What everybody was last told of, or is being told of.
const TOLD: &str = "TOLD";
/// What was agreed since, for a while.
const SINCE: &str = "SINCE";
/// What has changed, while those are told whom it concerns.
const WALK: &str = "WALK";

/// What is kept.
#[derive(Debug, Default)]
pub struct Terms {
    /// What everybody was last told of; nothing before the first look.
    pub told: Option<Value>,
    /// What was agreed for a while since then, each by its id.
    pub since: Vec<(String, Value)>,
    /// What those whom it concerns are being told of.
    pub walk: Option<Walk>,
}

/// A change of what is agreed, person by person told to those whom it concerns.
#[derive(Debug)]
pub struct Walk {
    id: String,
    /// What was agreed before: first what everybody knew of, then whatever was in force for a while.
    pub before: Vec<Agreements>,
    /// The last person who was done.
    pub after: String,
}

impl Walk {
    /// The same, once this person was done.
    #[must_use]
    pub fn past(self, person: &str) -> Self {
        Self { after: person.to_owned(), ..self }
    }
}

/// Reads it.
pub async fn terms(db: &impl ConnectionTrait) -> Result<Terms, Error> {
    let mut terms = Terms::default();
    for row in agreed_terms::Entity::find().all(db).await? {
        match row.kind.as_str() {
            TOLD => terms.told = Some(row.terms),
            SINCE => terms.since.push((row.id, row.terms)),
            _ => {
                let before = row.terms.as_array().into_iter().flatten().filter_map(Agreements::from_json).collect();
                terms.walk = Some(Walk { id: row.id, before, after: row.after });
            }
        }
    }
    Ok(terms)
}

async fn add(db: &impl ConnectionTrait, id: String, kind: &str, terms: Value) -> Result<(), Error> {
    let row = agreed_terms::Model { id, kind: kind.to_owned(), terms, after: String::new() };
    agreed_terms::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Keeps what a file leaves behind, until those have been told whom it concerns.
pub async fn leave(db: &impl ConnectionTrait, before: &Agreements) -> Result<(), Error> {
    add(db, Uuid::new_v4().to_string(), SINCE, before.to_json()).await
}

/// Says that everybody is told of this from now on, by way of what was agreed before; nobody, where nothing was.
pub async fn tell(db: &impl ConnectionTrait, now: &Agreements, before: &[Agreements], since: &[(String, Value)]) -> Result<(), Error> {
    agreed_terms::Entity::delete_many().filter(Column::Kind.eq(TOLD)).exec(db).await?;
    add(db, TOLD.to_owned(), TOLD, now.to_json()).await?;
    let done = since.iter().map(|(id, _)| id.as_str());
    agreed_terms::Entity::delete_many().filter(Column::Id.is_in(done)).exec(db).await?;
    if before.is_empty() {
        return Ok(());
    }
    let before: Vec<Value> = before.iter().map(Agreements::to_json).collect();
    add(db, Uuid::new_v4().to_string(), WALK, json!(before)).await
}

/// Goes on to this person, or ends; false when another hub has gone on meanwhile.
pub async fn walked(db: &impl ConnectionTrait, walk: &Walk, to: Option<&str>) -> Result<bool, Error> {
    let here = Condition::all().add(Column::Id.eq(&walk.id)).add(Column::After.eq(&walk.after));
    let done = if let Some(person) = to {
        let update = agreed_terms::Entity::update_many().col_expr(Column::After, Expr::value(person));
        update.filter(here).exec(db).await?.rows_affected
    } else {
        agreed_terms::Entity::delete_many().filter(here).exec(db).await?.rows_affected
    };
    Ok(done == 1)
}
