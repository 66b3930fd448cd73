//! The types of the graph, made from the catalogue: one object per served entity, one field per catalogue line.
//!
//! No interface and no union stands under a person: what a reader selects is always of one known type.

use crate::{
    record::catalogue,
    vocabulary::{Cardinality, Class, EntityMeta, FieldMeta, FieldNumber, Shape, Writer},
};
use indexmap::IndexMap;
use std::{collections::HashMap, sync::LazyLock};

/// What a field of the graph is made from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// A catalogue leaf.
    Leaf {
        /// Position among the entity's fields.
        position: usize,
        /// Its metadata.
        field: &'static FieldMeta,
        /// Whether only she may write it, so that it is always read from her own row.
        hers: bool,
    },
    /// A single entity under its parent: always an object.
    Single(&'static EntityMeta),
    /// The accounts of the other holders.
    Accounts(&'static EntityMeta),
    /// A list of rows.
    List(&'static EntityMeta),
    /// Every step of a plan, for readers who meet steps without goals.
    StepsOfPlan(&'static EntityMeta),
    /// The id of a row or of a person.
    Id,
    /// The token of a row that the caller's agency holds.
    Version,
    /// Who holds a row and since when.
    Provenance,
    /// Part of the provenance.
    Origin(Origin),
    /// Part of an organisation.
    Agency(AgencyPart),
    /// Part of a page.
    Page(PagePart),
}

/// Parts of a row's provenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The organisation that holds the row.
    HeldBy,
    /// Whether they are her own words.
    HerWords,
    /// When the selected fields were last written.
    RecordedAt,
    /// When she said that it is right.
    ConfirmedByHerOn,
    /// When to look again.
    ReviewAfter,
}

/// Parts of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgencyPart {
    /// Its id.
    Id,
    /// Its kind.
    Kind,
    /// Its name.
    Name,
}

/// Parts of a page of a caseload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagePart {
    /// The edges.
    Edges,
    /// The person of an edge.
    Node,
    /// Where an edge stands.
    Cursor,
    /// About the page.
    Info,
    /// Whether more persons follow.
    HasNext,
    /// Whether persons stand before.
    HasPrevious,
    /// The first cursor.
    Start,
    /// The last cursor.
    End,
}

/// A field of the graph.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is made from.
    pub source: Source,
    /// Its GraphQL type.
    pub of: String,
    /// What it is.
    pub doc: String,
}

impl Field {
    fn new(source: Source, of: impl Into<String>, doc: impl Into<String>) -> Self {
        Self { source, of: of.into(), doc: doc.into() }
    }

    /// Whether it takes `first` and `after`.
    pub fn is_paged(&self) -> bool {
        matches!(self.source, Source::List(_) | Source::StepsOfPlan(_))
    }

    /// The name of its type, without list and non-null.
    pub fn named_type(&self) -> &str {
        self.of.trim_matches(['[', ']', '!'])
    }
}

/// An object of the graph.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub doc: String,
    /// The entity it shows, where it shows one.
    pub entity: Option<&'static EntityMeta>,
    /// Its fields in order.
    pub fields: IndexMap<String, Field>,
}

/// Every object that answers are made of.
pub fn objects() -> &'static HashMap<&'static str, Object> {
    static OBJECTS: LazyLock<HashMap<&'static str, Object>> = LazyLock::new(build);
    &OBJECTS
}

/// Whether an entity has a type of its own in the graph: it is served, and something of it may be shared.
pub fn is_served(entity: &EntityMeta) -> bool {
    entity.table.is_some() && entity.fields.iter().any(is_shared)
}

fn is_shared(field: &FieldMeta) -> bool {
    matches!(field.class, Class::Of(_) | Class::Public)
}

fn build() -> HashMap<&'static str, Object> {
    let entities = catalogue().entities.iter().filter(|e| is_served(e)).map(|e| entity(e));
    entities.chain([provenance(), agency(), connection(), edge(), page_info()]).map(|o| (o.name, o)).collect()
}

fn entity(meta: &'static EntityMeta) -> Object {
    let mut fields = IndexMap::new();
    let is_list = meta.cardinality == Cardinality::Many;
    if is_list || meta.name == "Person" {
        fields.insert("id".into(), Field::new(Source::Id, "ID!", "Opaque id in the hub; no identifier of another system."));
    }
    for (position, field) in meta.fields.iter().enumerate().filter(|(_, f)| is_shared(f)) {
        let hers = !is_list && field.writers == [Writer::HerWords];
        let name = field.name();
        if !matches!(name.as_str(), "id" | "version") {
            fields.insert(name, Field::new(Source::Leaf { position, field, hers }, type_of(field.shape), describe(field)));
        }
    }
    for child in catalogue().children(meta.name).filter(|c| is_served(c)) {
        add_child(&mut fields, child);
    }
    if meta.name == "Plan" {
        let steps = catalogue().entity("Step");
        let doc = "Every step of the plan that you may see, also where you do not see its goal.";
        fields.extend(steps.map(|s| ("steps".to_owned(), Field::new(Source::StepsOfPlan(s), "[Step!]", doc))));
    }
    if is_public(meta) {
        return Object { name: meta.name, doc: format!("{}.", sentence(meta.doc)), entity: Some(meta), fields };
    }
    fields.insert(
        "version".into(),
        Field::new(Source::Version, "String", "Opaque token of this row, given only for rows that your agency holds."),
    );
    let doc = "Who holds this and since when; null unless you may know it and selected something recorded.";
    fields.insert("provenance".into(), Field::new(Source::Provenance, "RowMeta", doc));
    Object { name: meta.name, doc: format!("{}.", sentence(meta.doc)), entity: Some(meta), fields }
}

fn is_public(meta: &EntityMeta) -> bool {
    meta.fields.iter().all(|f| f.class == Class::Public)
}

fn add_child(fields: &mut IndexMap<String, Field>, child: &'static EntityMeta) {
    let doc = sentence(child.doc);
    match child.cardinality {
        Cardinality::Many => {
            let doc = format!("{doc}. Null when there is none for you.");
            fields.insert(child.field.into(), Field::new(Source::List(child), format!("[{}!]", child.name), doc));
        }
        Cardinality::One | Cardinality::OnePerHolder => {
            fields.insert(child.field.into(), Field::new(Source::Single(child), format!("{}!", child.name), format!("{doc}.")));
        }
    }
    if child.cardinality == Cardinality::OnePerHolder {
        let doc = format!("{doc}: the accounts of other holders, beside the first.");
        fields.insert(format!("{}Accounts", child.field), Field::new(Source::Accounts(child), format!("[{}!]", child.name), doc));
    }
}

/// The GraphQL type of a shape, nullable.
pub fn type_of(shape: Shape) -> String {
    match shape {
        Shape::Text(_) | Shape::Reader => "String".into(),
        Shape::Code(list) => list.name.into(),
        Shape::Date => "Date".into(),
        Shape::Moment => "DateTime".into(),
        Shape::Time => "Time".into(),
        Shape::Flag => "Boolean".into(),
        Shape::Whole => "Int".into(),
        Shape::Link(target) if links_to_object(target) => target.into(),
        Shape::Link(_) => "ID".into(),
        Shape::Many(inner) => format!("[{}!]", type_of(*inner)),
    }
}

/// Whether a link shows the row it points to; links to what is not served yet, and to workers, show an id.
pub fn links_to_object(target: &str) -> bool {
    target == "Agency" || catalogue().entity(target).is_some_and(is_served)
}

/// A doc comment as a sentence without its full stop.
fn sentence(doc: &str) -> &str {
    doc.trim().trim_end_matches('.')
}

/// Whose fact a field is, in words.
fn owners(owner: &str) -> String {
    owner.split(';').map(|o| if o == "WOMAN" { "herself" } else { o }).collect::<Vec<_>>().join(", ")
}

/// Label, category and view, unit or length, holder, and what to write.
fn describe(field: &FieldMeta) -> String {
    let mut parts = vec![format!("{}.", field.label)];
    if let Class::Of(category) = field.class {
        parts.push(format!("{} ({}).", crate::vocabulary::Coded::code(category), field.view.token()));
    }
    parts.extend(unit(field.shape));
    parts.push(if field.computed { "Computed by the hub.".to_owned() } else { format!("Held by: {}.", owners(field.owner)) });
    if !field.hint.is_empty() {
        parts.push(format!("Note: {}.", field.hint.trim_end_matches('.')));
    }
    parts.join(" ")
}

fn unit(shape: Shape) -> Option<String> {
    match shape {
        Shape::Text(most) => Some(format!("At most {most} characters.")),
        Shape::Date => Some("A day, YYYY-MM-DD.".into()),
        Shape::Moment => Some("A moment, RFC 3339, UTC.".into()),
        Shape::Time => Some("A time of day, HH:MM:SS.".into()),
        Shape::Many(inner) => unit(*inner).map(|u| format!("Each: {}", u.to_lowercase())),
        Shape::Code(_) | Shape::Flag | Shape::Whole | Shape::Link(_) | Shape::Reader => None,
    }
}

fn plain(name: &'static str, doc: &str, fields: &[(&str, Source, &str, &str)]) -> Object {
    let fields = fields.iter().map(|(name, source, of, doc)| ((*name).to_owned(), Field::new(*source, *of, *doc))).collect();
    Object { name, doc: doc.into(), entity: None, fields }
}

fn provenance() -> Object {
    let part = Source::Origin;
    plain(
        "RowMeta",
        "Facts beside a row: whose it is and since when.",
        &[
            ("heldBy", part(Origin::HeldBy), "Agency", "The organisation that wrote this down; null for her own words."),
            ("herWords", part(Origin::HerWords), "Boolean!", "Whether these are her own words, whoever typed them."),
            ("recordedAt", part(Origin::RecordedAt), "DateTime", "When what you selected was written; never the latest write of the row."),
            ("confirmedByHerOn", part(Origin::ConfirmedByHerOn), "Date", "When she said that this is right."),
            ("reviewAfter", part(Origin::ReviewAfter), "Date", "When to look at it again."),
        ],
    )
}

fn agency() -> Object {
    plain(
        "Agency",
        "An organisation that is party to an agreement.",
        &[
            ("id", Source::Agency(AgencyPart::Id), "ID!", "Its id."),
            ("kind", Source::Agency(AgencyPart::Kind), "AgencyKind!", "What kind of organisation it is."),
            ("name", Source::Agency(AgencyPart::Name), "String!", "Its name as it is read aloud to her."),
        ],
    )
}

fn connection() -> Object {
    plain(
        "PersonConnection",
        "A page of a caseload. There is no total: a count would count what you may not see.",
        &[
            ("edges", Source::Page(PagePart::Edges), "[PersonEdge!]!", "The persons of the page with their cursors."),
            ("pageInfo", Source::Page(PagePart::Info), "PageInfo!", "About the page."),
        ],
    )
}

fn edge() -> Object {
    plain(
        "PersonEdge",
        "A person and where she stands in the caseload.",
        &[
            ("node", Source::Page(PagePart::Node), "Person!", "The person."),
            ("cursor", Source::Page(PagePart::Cursor), "String!", "Opaque: ask for what comes after it."),
        ],
    )
}

fn page_info() -> Object {
    plain(
        "PageInfo",
        "About a page, as Relay has it.",
        &[
            ("hasNextPage", Source::Page(PagePart::HasNext), "Boolean!", "Whether persons follow."),
            ("hasPreviousPage", Source::Page(PagePart::HasPrevious), "Boolean!", "Whether this page came after a cursor."),
            ("startCursor", Source::Page(PagePart::Start), "String", "The cursor of the first person."),
            ("endCursor", Source::Page(PagePart::End), "String", "The cursor of the last person."),
        ],
    )
}

/// The catalogue number a field of the graph stands for in a record: its own, or that of the rows it lists.
pub fn number_of(object: &Object, name: &str, field: &Field) -> Option<FieldNumber> {
    match field.source {
        Source::Leaf { field, .. } => Some(field.number),
        Source::List(meta) | Source::StepsOfPlan(meta) => meta.rows.map(|(n, _)| n),
        Source::Id | Source::Version => {
            let meta = object.entity?;
            meta.position(name).and_then(|i| meta.fields.get(i)).map(|f| f.number)
        }
        Source::Single(_) | Source::Accounts(_) | Source::Provenance | Source::Origin(_) | Source::Agency(_) | Source::Page(_) => None,
    }
}
