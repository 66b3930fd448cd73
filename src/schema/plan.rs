//! What a query selects, worked out once per root field: which fields are decided and recorded, and how the answer is laid out.
//!
//! The same plan gives the record its fields and the answer its shape, so that nothing can be answered that was not selected,
//! decided and recorded. `@skip` and `@include` were resolved before execution; aliases and fragments are resolved here.

use super::{
    MOST_ON_A_PAGE,
    shape::{self, Source, objects},
};
use crate::{
    error::Error,
    vocabulary::{FieldSet, Shape},
};
use async_graphql::{
    Name, Positioned, Value, Variables,
    parser::types::{Field, FragmentDefinition, Selection, SelectionSet},
};
use indexmap::IndexMap;
use std::collections::HashMap;

/// Fragments of a document by name.
pub type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// One output of an object.
#[derive(Debug)]
pub struct Out {
    /// The response key: the alias, or the name.
    pub key: Name,
    /// What it is made from; `None` is `__typename`.
    pub source: Option<Source>,
    /// What is laid out under it.
    pub under: Option<Plan>,
    /// How many rows of a list at most.
    pub first: usize,
    /// The row after which a list goes on.
    pub after: Option<String>,
}

/// How an object of the answer is laid out.
#[derive(Debug)]
pub struct Plan {
    /// The object's type.
    pub of: &'static str,
    /// Its outputs in order.
    pub outs: Vec<Out>,
}

/// What laying out a selection needs of the query.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// Its fragments.
    pub fragments: &'a Fragments,
    /// Its variables, defaults filled in.
    pub variables: &'a Variables,
}

impl Plan {
    /// A plan of the same type under which nothing is selected.
    pub fn empty(&self) -> Self {
        Self { of: self.of, outs: Vec::new() }
    }

    /// The plan of these selections on a type. Selections of one response key are merged, as the specification has it.
    ///
    /// # Errors
    /// `INVALID_INPUT` when a list is asked for more rows than a page has.
    pub fn of(query: &Query<'_>, type_name: &str, sets: &[&SelectionSet]) -> Result<Self, Error> {
        let object = objects().get(type_name).ok_or_else(|| Error::internal("a field returns no known type"))?;
        let mut merged: IndexMap<Name, Vec<&Field>> = IndexMap::new();
        sets.iter().for_each(|set| collect(query, set, &mut merged));
        let outs = merged.into_iter().map(|(key, fields)| out(query, object, key, &fields)).collect::<Result<_, _>>()?;
        Ok(Self { of: object.name, outs })
    }

    /// Every catalogue field that the plan selects, under persons and under the rows that links point to.
    pub fn selected(&self) -> FieldSet {
        let Some(object) = objects().get(self.of) else { return FieldSet::EMPTY };
        let mut selected = FieldSet::EMPTY;
        for out in &self.outs {
            let name = out.source.and_then(|s| object.fields.iter().find(|(_, f)| same(f.source, s)));
            if let Some(number) = name.and_then(|(name, field)| shape::number_of(object, name, field)) {
                selected.insert(number);
            }
            if let Some(under) = &out.under {
                // A link shows a row that stands in a list elsewhere: whether it does is met too, whatever is asked of it.
                if let (Some(Source::Leaf { .. }), Some((rows, _))) = (out.source, objects().get(under.of).and_then(|o| o.entity?.rows)) {
                    selected.insert(rows);
                }
                selected |= under.selected();
            }
        }
        selected
    }
}

fn same(a: Source, b: Source) -> bool {
    match (a, b) {
        (Source::Leaf { field: a, .. }, Source::Leaf { field: b, .. }) => a.number == b.number,
        (Source::List(a), Source::List(b)) | (Source::StepsOfPlan(a), Source::StepsOfPlan(b)) => a.name == b.name,
        (Source::Id, Source::Id) | (Source::Version, Source::Version) => true,
        _ => false,
    }
}

fn collect<'a>(query: &Query<'a>, set: &'a SelectionSet, into: &mut IndexMap<Name, Vec<&'a Field>>) {
    for item in &set.items {
        match &item.node {
            Selection::Field(field) => into.entry(field.node.response_key().node.clone()).or_default().push(&field.node),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = query.fragments.get(&spread.node.fragment_name.node) {
                    collect(query, &fragment.node.selection_set.node, into);
                }
            }
            Selection::InlineFragment(fragment) => collect(query, &fragment.node.selection_set.node, into),
        }
    }
}

fn out(query: &Query<'_>, object: &'static shape::Object, key: Name, fields: &[&Field]) -> Result<Out, Error> {
    let name = fields.first().map(|f| f.name.node.as_str()).unwrap_or_default();
    let known = object.fields.get(name);
    let sets: Vec<&SelectionSet> = fields.iter().map(|f| &f.selection_set.node).filter(|s| !s.items.is_empty()).collect();
    let argument = |name: &str| fields.first().and_then(|f| argument(query, f, name));
    let first = match argument("first") {
        Some(Value::Number(n)) => page_size("first", n.as_i64())?,
        _ => MOST_ON_A_PAGE,
    };
    let after = match argument("after") {
        Some(Value::String(id)) => Some(id),
        _ => None,
    };
    let under = known.filter(|_| !sets.is_empty()).map(|f| Plan::of(query, f.named_type(), &sets)).transpose()?;
    Ok(Out { key, source: known.map(|f| f.source), under, first, after })
}

/// How many rows a page may have.
///
/// # Errors
/// `INVALID_INPUT` outside 1 to [`MOST_ON_A_PAGE`].
pub fn page_size(argument: &'static str, asked: Option<i64>) -> Result<usize, Error> {
    let size = asked.and_then(|n| usize::try_from(n).ok()).filter(|n| (1..=MOST_ON_A_PAGE).contains(n));
    size.ok_or_else(|| Error::invalid(argument, format!("`{argument}` must be 1 to {MOST_ON_A_PAGE}")))
}

/// An argument's value, with variables put in.
fn argument(query: &Query<'_>, field: &Field, name: &str) -> Option<Value> {
    let value = field.get_argument(name)?.node.clone();
    value.into_const_with(|name| query.variables.get(&name).cloned().ok_or(())).ok()
}

/// The target of a link, where it shows the row it points to.
pub fn link_target(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Link(target) => Some(target).filter(|t| shape::links_to_object(t)),
        Shape::Many(inner) => link_target(*inner),
        Shape::Text(_) | Shape::Code(_) | Shape::Date | Shape::Moment | Shape::Time | Shape::Flag | Shape::Whole | Shape::Reader => None,
    }
}
