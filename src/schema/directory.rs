//! The public directory: whom to contact where.

use super::{plan::Plan, project::Projection};
use crate::{
    decision::Lens,
    disclosure::{Disclosed, Hub},
    error::Error,
    record::{DirectoryContact, DirectoryEntry, Sealed, Stored, catalogue},
    vocabulary::{AgencyKind, Code},
};
use async_graphql::Value;
use sea_orm::EntityTrait;

/// Entries of this kind and area with their contacts, laid out along the plan. There is no personal data in them.
pub async fn directory(hub: &Hub, plan: &Plan, kind: Option<AgencyKind>, area: Option<String>) -> Result<Vec<Value>, Error> {
    let db = hub.store.reader();
    let agreed = hub.agreed.at(db).await?;
    let entries: Vec<_> = entity::directory_entry::Entity::find().all(db).await?.into_iter().map(DirectoryEntry::from_model).collect();
    let contacts: Vec<_> = entity::directory_contact::Entity::find().all(db).await?.into_iter().map(DirectoryContact::from_model).collect();
    let fits = |e: &&DirectoryEntry| {
        e.row.retracted_at.is_none()
            && kind.is_none_or(|kind| e.agency_kind == Some(Code(kind)))
            && area.as_ref().is_none_or(|area| e.area.as_deref().is_some_and(|a| a.eq_ignore_ascii_case(area)))
    };
    let mut shown: Vec<&DirectoryEntry> = entries.iter().filter(fits).collect();
    shown.sort_by_key(|e| (e.organisation.as_deref().map(str::to_owned), e.row.id.clone()));
    Ok(shown.into_iter().map(|entry| one(entry, &contacts, plan, &agreed.registry)).collect())
}

fn one(entry: &DirectoryEntry, contacts: &[DirectoryContact], plan: &Plan, registry: &crate::agency::Registry) -> Value {
    let own = contacts.iter().filter(|c| c.row.parent_id.as_ref() == Some(&entry.row.id) && c.row.retracted_at.is_none());
    let rows: Vec<Sealed> = [entry.clone().seal()].into_iter().chain(own.cloned().map(Stored::seal)).collect();
    let disclosed = Disclosed::public(rows, &Lens::public(catalogue()));
    disclosed.list("DirectoryEntry", None).first().map_or(Value::Null, |row| Projection { person: &disclosed, registry }.row(row, plan))
}
