//! The tables of her choices: answers, to whom they were read, and notices. They are the hub's own and have no catalogue columns, so
//! the columns are named here; what a field looks like still comes from the catalogue.

use super::cell::Kind;
use super::layout::{Field, Layout};
use crate::record::{ConsentRecipient, ConsentStatement, NoticeGiven};
use crate::vocabulary::{AloneItem, Coded, EntityMeta, Shape, camel};
use std::sync::LazyLock;

/// Columns that every table of her choices has.
const COMMON: [(&str, Kind); 3] = [("id", Kind::Text), ("person_id", Kind::Text), ("source_ref", Kind::Text)];

/// A field of a choice: its name, its column and its shape.
type Sent = (String, &'static str, Shape);

/// The fields of an entity as the catalogue shapes them, less those that the hub fills in.
fn sent(entity: &'static EntityMeta, not: &[&str]) -> Vec<Sent> {
    let kept = entity.fields.iter().filter(|f| !not.contains(&f.column));
    kept.map(|f| (f.name(), f.column, f.shape)).collect()
}

fn table(table: &'static str, agency: &'static str, fields: Vec<Sent>, hub: &[(&'static str, Kind)], never: &[&str]) -> Layout {
    let own = fields.iter().map(|(_, column, shape)| (*column, Kind::of(*shape)));
    let columns = COMMON.into_iter().chain(hub.iter().copied()).chain(own).collect();
    let mut layout = Layout::plain(table, agency, columns);
    for (name, column, shape) in fields {
        let column = layout.position(column);
        layout.fields.insert(name, Field { column, shape, meta: None });
    }
    for column in never {
        layout.fields.insert(camel(column), Field { column: None, shape: Shape::Flag, meta: None });
    }
    layout
}

static STATEMENT: LazyLock<Layout> = LazyLock::new(|| {
    let never = ["session", "status", "entered_on", "confirmed_by_agency", "confirmed_on"];
    let mut fields = sent(&ConsentStatement::META, &never);
    fields.push(("items".to_owned(), "items", Shape::Many(&Shape::Code(AloneItem::LIST))));
    fields.push(("privateSetting".to_owned(), "private_setting", Shape::Flag));
    let hub = [
        ("status", Kind::Text),
        ("entered_on", Kind::Moment),
        ("confirmed_by_agency", Kind::Text),
        ("confirmed_on", Kind::Moment),
        ("taken_by_agency", Kind::Text),
        ("taken_by_worker", Kind::Text),
        ("taken_by_role", Kind::Text),
    ];
    table("consent_statement", "taken_by_agency", fields, &hub, &never)
});

static RECIPIENT: LazyLock<Layout> = LazyLock::new(|| {
    let mut fields = sent(&ConsentRecipient::META, &["agency"]);
    fields.push(("agency".to_owned(), "agency_id", Shape::Link("Agency")));
    let hub = [("statement_id", Kind::Text), ("recorded_by", Kind::Text)];
    let mut layout = table("consent_recipient", "recorded_by", fields, &hub, &[]);
    // No index of its own finds one by the agency's reference alone; by person it is found.
    layout.within_person = true;
    layout
});

static NOTICE: LazyLock<Layout> = LazyLock::new(|| {
    let never = ["given_by_worker", "given_by_role", "given_by_agency", "entered_on"];
    let mut fields = sent(&NoticeGiven::META, &["given_by_worker", "given_by_role", "given_by_agency", "entered_on", "recipient_agencies"]);
    fields.push(("recipientAgencies".to_owned(), "recipient_agencies", Shape::Many(&Shape::Link("Agency"))));
    let texts = ["given_by_worker", "given_by_role", "given_by_agency"].map(|c| (c, Kind::Text));
    let hub: Vec<_> = texts.into_iter().chain([("entered_on", Kind::Moment)]).collect();
    table("notice_given", "given_by_agency", fields, &hub, &never)
});

/// Her answers.
pub(super) fn statements() -> &'static Layout {
    &STATEMENT
}

/// To whom an answer was read.
pub(super) fn recipients() -> &'static Layout {
    &RECIPIENT
}

/// The table of her choices that the entity with this name is written to.
pub(super) fn layout(entity: &str) -> Option<&'static Layout> {
    match entity {
        "ConsentStatement" => Some(&STATEMENT),
        "ConsentRecipient" => Some(&RECIPIENT),
        "NoticeGiven" => Some(&NOTICE),
        _ => None,
    }
}
