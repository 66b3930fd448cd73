//! The one door for every write about persons or about what is agreed.
//!
//! A decision is made from a snapshot and recorded later; between the two, something may change. So whoever changes something takes
//! the stripes of those it concerns, raises their versions and commits; whoever records takes the same stripes, reads the versions
//! again, and records only what was decided from the newest. What was acknowledged first always wins.

use super::{
    AGREED, hint,
    stripe::{Stripes, Taking},
};
use crate::error::Error;
use entity::{enrolment, hub_version};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter, Set,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sea_query::{Expr, ExprTrait, OnConflict},
};

/// Persons in one statement.
const CHUNK: usize = 1_000;

/// A transaction that changes something. Dropped, it changes nothing.
#[derive(Debug)]
#[must_use = "what is written stands only once it is committed"]
pub struct Writing {
    transaction: DatabaseTransaction,
    persons: Vec<String>,
    agreed: bool,
}

impl Writing {
    /// Begins, and takes the stripes of those it concerns for itself.
    pub(super) async fn about(db: &DatabaseConnection, persons: &[String], agreed: bool) -> Result<Self, Error> {
        let writing = Self { transaction: begin(db).await?, persons: persons.to_vec(), agreed };
        Stripes::of(persons.iter().map(String::as_str), agreed).take(&writing.transaction, Taking::Alone).await?;
        Ok(writing)
    }

    /// Begins for a file whose end tells whom it concerned: it takes their stripes only in [`Writing::commit_about`], for as long as
    /// it takes to raise the versions, so that a long file keeps nobody from recording.
    pub async fn at_large(db: &DatabaseConnection) -> Result<Self, Error> {
        let transaction = begin(db).await?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            // A file may come slowly, from a pipe.
            transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        }
        Ok(Self { transaction, persons: Vec::new(), agreed: false })
    }

    /// Keeps what is agreed as it is until the end, together with others who rest on it.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database fails.
    pub async fn under_what_is_agreed(&self) -> Result<(), Error> {
        Ok(Stripes::of([], true).take(&self.transaction, Taking::Shared).await?)
    }

    /// Where to write.
    pub fn db(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Makes it stand, and every decision that saw the old state stale.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it could not be committed; nothing was changed then.
    pub async fn commit(self) -> Result<(), Error> {
        raise(&self.transaction, &self.persons, self.agreed).await?;
        Ok(self.transaction.commit().await?)
    }

    /// Makes what a file said stand: takes the stripes of those it turned out to concern, and raises their versions.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it could not be committed; nothing was changed then.
    pub async fn commit_about(self, persons: &[&str], agreed: bool) -> Result<(), Error> {
        Stripes::of(persons.iter().copied(), agreed).take(&self.transaction, Taking::Alone).await?;
        raise(&self.transaction, persons, agreed).await?;
        Ok(self.transaction.commit().await?)
    }

    /// Takes everything back.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }
}

/// Begins a transaction that writes. Under `PostgreSQL` each statement sees what is committed when it begins, which is how a wait for
/// a stripe ends with the newest versions; on `SQLite` it takes the one writer's place at once, so that it never fails half way.
pub(crate) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    db.begin_with_options(options).await
}

async fn raise(db: &DatabaseTransaction, persons: &[impl AsRef<str>], agreed: bool) -> Result<(), DbErr> {
    for chunk in persons.chunks(CHUNK) {
        let next = Expr::col(enrolment::Column::Version).add(1i64);
        let these = enrolment::Column::PersonId.is_in(chunk.iter().map(AsRef::as_ref));
        enrolment::Entity::update_many().col_expr(enrolment::Column::Version, next).filter(these).exec(db).await?;
    }
    if agreed {
        let count = hub_version::ActiveModel { name: Set(AGREED.to_owned()), version: Set(1) };
        let next = Expr::col((hub_version::Entity, hub_version::Column::Version)).add(1);
        let again = OnConflict::column(hub_version::Column::Name).value(hub_version::Column::Version, next).to_owned();
        hub_version::Entity::insert(count).on_conflict(again).exec_without_returning(db).await?;
        hint::give(db).await?;
    }
    Ok(())
}
