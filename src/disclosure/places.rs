//! Places of the public directory to which released values point.
//!
//! Only what was let through is looked up, in two queries for the whole page, so that neither the answer nor its time tells of a link
//! that was kept back. A place holds no personal data.

use super::Disclosed;
use crate::{
    decision::Lens,
    error::Error,
    record::{DirectoryContact, DirectoryEntry, Sealed, Stored, catalogue},
    vocabulary::{FieldSet, Plain, Shape},
};
use entity::{directory_contact, directory_entry};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

/// The fields that point to a place.
fn pointing() -> FieldSet {
    static POINTING: LazyLock<FieldSet> =
        LazyLock::new(|| FieldSet::of(catalogue().fields().filter(|f| is_place(f.shape)).map(|f| f.number)));
    *POINTING
}

fn is_place(shape: Shape) -> bool {
    match shape {
        Shape::Link(target) => target == DirectoryEntry::META.name,
        Shape::Many(inner) => is_place(*inner),
        Shape::Text(_) | Shape::Code(_) | Shape::Date | Shape::Moment | Shape::Time | Shape::Flag | Shape::Whole | Shape::Reader => false,
    }
}

/// Puts the places beside the persons whose released values point to them.
pub(super) async fn look_up(db: &impl ConnectionTrait, selected: FieldSet, persons: &mut [Disclosed]) -> Result<(), Error> {
    if !selected.meets(&pointing()) {
        return Ok(());
    }
    let wanted: Vec<BTreeSet<String>> = persons.iter().map(places_of).collect();
    let all: BTreeSet<&String> = wanted.iter().flatten().collect();
    if all.is_empty() {
        return Ok(());
    }
    let found = load(db, all).await?;
    for (person, wanted) in persons.iter_mut().zip(wanted) {
        let rows = wanted.iter().filter_map(|id| found.get(id)).flatten().cloned();
        person.add_public(rows.collect(), &Lens::public(catalogue()));
    }
    Ok(())
}

/// The places to which something that was let through points.
fn places_of(person: &Disclosed) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    let values = person.rows().flat_map(|row| row.released.fields());
    for value in values.filter(|(field, _)| is_place(field.shape)).filter_map(|(_, value)| value) {
        match value {
            Plain::Link(id) => drop(places.insert(id.clone())),
            Plain::Many(items) => places.extend(items.iter().filter_map(|i| if let Plain::Link(id) = i { Some(id.clone()) } else { None })),
            Plain::Text(_) | Plain::Code(_) | Plain::Date(_) | Plain::Moment(_) | Plain::Time(_) | Plain::Flag(_) | Plain::Whole(_) => {}
        }
    }
    places
}

/// Each place with its contacts.
async fn load(db: &impl ConnectionTrait, ids: BTreeSet<&String>) -> Result<HashMap<String, Vec<Sealed>>, Error> {
    let entries = directory_entry::Entity::find()
        .filter(directory_entry::Column::Id.is_in(ids.iter().copied()))
        .filter(directory_entry::Column::RetractedAt.is_null());
    let mut found: HashMap<String, Vec<Sealed>> =
        entries.all(db).await?.into_iter().map(|e| (e.id.clone(), vec![DirectoryEntry::from_model(e).seal()])).collect();
    let contacts = directory_contact::Entity::find()
        .filter(directory_contact::Column::ParentId.is_in(ids))
        .filter(directory_contact::Column::RetractedAt.is_null());
    for contact in contacts.all(db).await? {
        let place = contact.parent_id.as_ref().and_then(|parent| found.get_mut(parent));
        place.into_iter().for_each(|rows| rows.push(DirectoryContact::from_model(contact.clone()).seal()));
    }
    Ok(found)
}
