//! Table `do_not_show`: something that is kept from her own view for now, why, and until when it is looked at again.

use sea_orm::entity::prelude::*;

/// Something that is kept from her own view for now, why, and until when it is looked at again.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "do_not_show")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `do_not_show`.
    pub id: String,
    /// Column of `do_not_show`.
    pub person_id: String,
    /// Column of `do_not_show`: `LOOK`, `ROW` or `FIELD`.
    pub kind: String,
    /// Column of `do_not_show`: the id of a record or a row, or `Entity.field`.
    pub item: String,
    /// Column of `do_not_show`: who answers for keeping it back.
    pub agency_id: String,
    /// Column of `do_not_show`: `AGENCY/WORKER`.
    pub asked_by: String,
    /// Column of `do_not_show`: another one, `AGENCY/WORKER`.
    pub approved_by: String,
    /// Column of `do_not_show`.
    pub ground: String,
    /// Column of `do_not_show`.
    pub reason: String,
    /// Column of `do_not_show`.
    pub from: DateTimeUtc,
    /// Column of `do_not_show`.
    pub review_on: Date,
    /// Column of `do_not_show`.
    pub released_at: Option<DateTimeUtc>,
    /// Column of `do_not_show`: `AGENCY/WORKER`.
    pub released_by: Option<String>,
    /// Column of `do_not_show`: ids of the records of what was done with it. Without the first of them on disk it holds nothing back.
    pub records: Json,
    /// Column of `do_not_show`.
    pub approved_at: Option<DateTimeUtc>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
