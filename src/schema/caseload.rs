//! A page of the persons on whose team the caller is.

use super::{
    filter::{self, Filter, Order, Place},
    plan::{Plan, page_size},
    project::Projection,
    query::Asking,
    shape::{PagePart, Source},
};
use crate::{
    disclosure::{self, Disclosed, Looked, Opened, Question, Whom, kept_changing},
    error::Error,
    team,
    vocabulary::{FieldSet, Purpose},
};
use async_graphql::{Value, indexmap::IndexMap};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Persons on a page when nobody says how many.
const USUAL: usize = 50;
/// Persons over whom a filter or an order may run; beyond, a caseload is read page by page.
const MOST_TO_LOOK_AT: usize = 5_000;

/// What was asked of a caseload.
pub struct Asked {
    /// What for.
    pub purpose: Purpose,
    /// How many.
    pub first: Option<i32>,
    /// After which cursor.
    pub after: Option<String>,
    /// Which.
    pub filter: Option<Filter>,
    /// In which order.
    pub order: Vec<Order>,
}

impl Asked {
    /// The fields that its filter and its order read.
    pub fn reads(&self) -> FieldSet {
        filter::reads(self.filter.as_ref(), &self.order)
    }
}

/// Where the caseload of a page begins and how long the page is.
struct Window {
    size: usize,
    after: Option<String>,
}

/// Answers with a page, laid out along the plan.
pub async fn caseload(asking: &Asking<'_>, plan: &Plan, asked: Asked) -> Result<Value, Error> {
    let window = Window { size: size(asked.first)?, after: asked.after.as_deref().map(person_of).transpose()? };
    let question =
        Question { caller: asking.caller, purpose: asked.purpose, selected: plan.selected(), operation: "caseload", trace: asking.trace };
    let page = if asked.filter.is_none() && asked.order.is_empty() {
        in_stable_order(asking, &question, &window, plan).await?
    } else {
        looked_at(asking, &question, &window, &asked, plan).await?
    };
    Ok(page.laid_out(plan, window.after.is_some()))
}

/// Persons of a page, laid out.
struct Page {
    edges: Vec<Edge>,
    /// Whether there are more.
    more: bool,
}

/// A person of a page: her id, and her edge for each time that edges are selected.
struct Edge {
    id: String,
    laid_out: Vec<Value>,
}

fn size(first: Option<i32>) -> Result<usize, Error> {
    first.map_or(Ok(USUAL), |n| page_size("first", Some(n.into())))
}

fn cursor_of(person: &str) -> String {
    URL_SAFE_NO_PAD.encode(person)
}

fn person_of(cursor: &str) -> Result<String, Error> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.filter(|id| uuid::Uuid::parse_str(id).is_ok()).ok_or_else(bad_cursor)
}

fn bad_cursor() -> Error {
    Error::invalid("after", "`after` is no cursor of this list: begin without it")
}

/// The opaque order of ids: each page goes on where the last one ended, whoever joined or left meanwhile.
async fn in_stable_order(asking: &Asking<'_>, question: &Question<'_>, window: &Window, plan: &Plan) -> Result<Page, Error> {
    let mut after = window.after.clone();
    let mut page = Page { edges: Vec::new(), more: false };
    loop {
        let missing = window.size - page.edges.len();
        let ids = members(asking, after.as_deref(), missing + 1).await?;
        let last = ids.len() <= missing;
        after = ids.last().cloned();
        let part = disclosure::open(asking.hub, question, Whom::Page(&ids, missing), |opened| Page::of(plan, &opened)).await?;
        page.edges.extend(part.edges);
        if last || part.more {
            return Ok(Page { more: part.more, ..page });
        }
    }
}

async fn members(asking: &Asking<'_>, after: Option<&str>, limit: usize) -> Result<Vec<String>, Error> {
    let caller = asking.caller;
    let who = team::Who { agency: caller.agency(), role: caller.role(), worker: caller.worker().map(AsRef::as_ref) };
    team::persons(asking.hub.store.reader(), &who, after, limit).await
}

/// Looks at every person of the caseload with the fields that the filter and the order read, then opens the page. What was looked
/// at is recorded for every person together with the page.
async fn looked_at(asking: &Asking<'_>, question: &Question<'_>, window: &Window, asked: &Asked, plan: &Plan) -> Result<Page, Error> {
    let reads = asked.reads();
    let agreed = asking.hub.agreed.at(asking.hub.store.reader()).await?;
    question.caller.still(&agreed.registry)?;
    filter::permitted(asked.filter.as_ref(), &asked.order, agreed.ever(question.caller.role(), asking.hub.clock.now().date_naive()))?;
    let tests = asked.filter.as_ref().map(filter::ready).transpose()?.unwrap_or_default();
    for _ in 0..disclosure::TRIES {
        let looked = look(asking, question, reads).await?;
        let fitting = looked.persons.iter().filter(|p| filter::fits(&tests, p));
        let mut places: Vec<Place> = fitting.map(|p| Place::of(&asked.order, p)).collect();
        places.sort_by(|a, b| a.compare(b, &asked.order));
        let start = match &window.after {
            None => 0,
            Some(id) => match place(id, &looked, &asked.order) {
                Ok(after) => places.partition_point(|p| p.compare(&after, &asked.order).is_le()),
                // What was looked at is recorded, whatever came of it.
                Err(gone) => match disclosure::try_open(asking.hub, question, Whom::Page(&[], 0), &looked, drop).await? {
                    Some(()) => return Err(gone),
                    None => continue,
                },
            },
        };
        let ids: Vec<String> = places.iter().skip(start).take(window.size + 1).map(|p| p.person.clone()).collect();
        let question = Question { selected: question.selected | reads, ..*question };
        let (whom, lay_out) = (Whom::Page(&ids, window.size), |opened| Page::of(plan, &opened));
        if let Some(page) = disclosure::try_open(asking.hub, &question, whom, &looked, lay_out).await? {
            return Ok(page);
        }
    }
    Err(kept_changing())
}

/// Where a person stands, also when she fits the filter no longer.
fn place(id: &str, looked: &Looked, order: &[Order]) -> Result<Place, Error> {
    if order.is_empty() {
        return Ok(Place::of_id(id));
    }
    let gone = || Error::invalid("after", "`after` stands at a person who is no longer on this list: begin without it");
    looked.persons.iter().find(|p| p.person == id).map(|p| Place::of(order, p)).ok_or_else(gone)
}

async fn look(asking: &Asking<'_>, question: &Question<'_>, reads: FieldSet) -> Result<Looked, Error> {
    let ids = members(asking, None, MOST_TO_LOOK_AT + 1).await?;
    if ids.len() > MOST_TO_LOOK_AT {
        return Err(Error::LimitExceeded(format!(
            "a filter or an order runs over at most {MOST_TO_LOOK_AT} persons: read the caseload page by page"
        )));
    }
    let question = Question { selected: reads, ..*question };
    disclosure::look(asking.hub, &question, &ids).await
}

impl Page {
    /// Lays out the persons of a part.
    fn of(plan: &Plan, opened: &Opened) -> Self {
        let wanted = || plan.outs.iter().filter(|out| matches!(out.source, Some(Source::Page(PagePart::Edges))));
        let laid_out = |person| wanted().map(|out| edge(out.under.as_ref().unwrap_or(&plan.empty()), opened, person)).collect();
        let edges = opened.persons.iter().map(|person| Edge { id: person.person.clone(), laid_out: laid_out(person) });
        Self { edges: edges.collect(), more: opened.more }
    }

    /// The whole connection.
    fn laid_out(self, plan: &Plan, came_after: bool) -> Value {
        let end = |edge: Option<&Edge>| edge.map_or(Value::Null, |edge| cursor_of(&edge.id).into());
        let (start, stop) = (end(self.edges.first()), end(self.edges.last()));
        let mut edges: Vec<_> = self.edges.into_iter().map(|edge| edge.laid_out.into_iter()).collect();
        object(plan, |part, under| match part {
            PagePart::Edges => Value::List(edges.iter_mut().filter_map(Iterator::next).collect()),
            PagePart::Info => object(under, |part, _| match part {
                PagePart::HasNext => Value::Boolean(self.more),
                PagePart::HasPrevious => Value::Boolean(came_after),
                PagePart::Start => start.clone(),
                PagePart::End => stop.clone(),
                PagePart::Edges | PagePart::Node | PagePart::Cursor | PagePart::Info => Value::Null,
            }),
            PagePart::Node | PagePart::Cursor | PagePart::HasNext | PagePart::HasPrevious | PagePart::Start | PagePart::End => Value::Null,
        })
    }
}

fn edge(plan: &Plan, page: &Opened, person: &Disclosed) -> Value {
    object(plan, |part, under| match part {
        PagePart::Node => Projection { person, registry: &page.agreed.registry }.person(under),
        PagePart::Cursor => cursor_of(&person.person).into(),
        PagePart::Edges | PagePart::Info | PagePart::HasNext | PagePart::HasPrevious | PagePart::Start | PagePart::End => Value::Null,
    })
}

/// Lays out an object of the page; a part under which nothing was selected gets an empty plan.
fn object(plan: &Plan, mut lay: impl FnMut(PagePart, &Plan) -> Value) -> Value {
    let nothing = plan.empty();
    let mut value = |out: &super::plan::Out| match out.source {
        None => Value::String(plan.of.to_owned()),
        Some(Source::Page(part)) => lay(part, out.under.as_ref().unwrap_or(&nothing)),
        Some(_) => Value::Null,
    };
    Value::Object(plan.outs.iter().map(|out| (out.key.clone(), value(out))).collect::<IndexMap<_, _>>())
}
