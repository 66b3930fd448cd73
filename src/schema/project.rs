//! From what was let through to the answer, along the plan. Whatever was not let through, and whatever is not recorded, is null.

use super::{
    plan::{Out, Plan, link_target},
    shape::{AgencyPart, Origin, Source},
};
use crate::{
    agency::{Holder, Registry},
    disclosure::{Disclosed, Shown},
    vocabulary::{Coded, EntityMeta, Plain, Shape},
};
use async_graphql::{Name, Value, indexmap::IndexMap};
use chrono::SecondsFormat;

/// Where in a person's data an object of the answer stands.
#[derive(Clone, Copy)]
enum At<'a> {
    /// A single entity: the default account, her own row and what the hub computed, under a parent row where it has one.
    Single { meta: &'static EntityMeta, parent: Option<&'a Shown>, account: Option<&'a Shown> },
    /// One row: of a list, or an account of another holder.
    Row(&'a Shown),
    /// An organisation.
    Agency(&'a str),
}

/// Lays one person out.
pub struct Projection<'a> {
    /// What was let through.
    pub person: &'a Disclosed,
    /// Names of organisations.
    pub registry: &'a Registry,
}

impl<'a> Projection<'a> {
    /// The person as the plan has her.
    pub fn person(&self, plan: &Plan) -> Value {
        self.object(self.single(&crate::record::Person::META, None), plan)
    }

    /// A public row as the plan has it.
    pub fn row(&self, shown: &'a Shown, plan: &Plan) -> Value {
        self.object(At::Row(shown), plan)
    }

    fn single(&self, meta: &'static EntityMeta, parent: Option<&'a Shown>) -> At<'a> {
        let account = self.person.accounts(meta.name, parent.map(|p| p.released.row.id.as_str())).into_iter().next();
        At::Single { meta, parent, account }
    }

    fn object(&self, at: At<'a>, plan: &Plan) -> Value {
        let mut object = IndexMap::with_capacity(plan.outs.len());
        for out in &plan.outs {
            let value = match out.source {
                None => Value::String(plan.of.to_owned()),
                Some(source) => self.value(at, source, out, plan),
            };
            object.insert(out.key.clone(), value);
        }
        Value::Object(object)
    }

    fn value(&self, at: At<'a>, source: Source, out: &Out, plan: &Plan) -> Value {
        match (source, at) {
            (Source::Leaf { position, field, hers }, _) => self.leaf(self.released(at, position, field.computed, hers), field.shape, out),
            (Source::Id, At::Row(shown)) => text(&shown.released.row.id),
            (Source::Id, _) => text(&self.person.person),
            (Source::Version, At::Row(shown) | At::Single { account: Some(shown), .. }) if shown.own => text(&shown.released.row.version),
            (Source::Provenance, At::Row(shown) | At::Single { account: Some(shown), .. }) => self.provenance(shown, plan, out),
            (Source::Single(meta), At::Single { .. }) => under(out, |plan| self.object(self.single(meta, None), plan)),
            (Source::Single(meta), At::Row(row)) => under(out, |plan| self.object(self.single(meta, Some(row)), plan)),
            (Source::Accounts(meta), At::Single { .. }) => self.accounts(meta, None, out),
            (Source::Accounts(meta), At::Row(row)) => self.accounts(meta, Some(&row.released.row.id), out),
            (Source::List(meta), At::Single { .. }) => self.list(self.person.list(meta.name, None), out),
            (Source::List(meta), At::Row(row)) if row.released.meta.cardinality == crate::vocabulary::Cardinality::Many => {
                self.list(self.person.list(meta.name, Some(&row.released.row.id)), out)
            }
            (Source::StepsOfPlan(_), At::Row(row)) => self.list(self.person.steps_of(&row.released.row.id), out),
            (Source::Agency(part), At::Agency(id)) => self.agency(id, part),
            _ => Value::Null,
        }
    }

    /// What a leaf says: what the hub computed, her own words, or the account.
    fn released(&self, at: At<'a>, position: usize, computed: bool, hers: bool) -> Option<&'a Plain> {
        let shown = match at {
            At::Row(shown) => Some(shown),
            At::Single { meta, parent: None, .. } if computed => self.person.computed(meta.name),
            At::Single { meta, parent: None, .. } if hers => return self.person.hers(meta.name, position),
            At::Single { account, .. } => account,
            At::Agency(_) => None,
        };
        shown?.released.at(position)
    }

    fn leaf(&self, value: Option<&'a Plain>, shape: Shape, out: &Out) -> Value {
        match (value, link_target(shape)) {
            (None, _) => Value::Null,
            (Some(Plain::Many(items)), target) => {
                let shown: Vec<_> = items.iter().map(|i| self.one(i, target, out)).filter(|v| *v != Value::Null).collect();
                if shown.is_empty() { Value::Null } else { Value::List(shown) }
            }
            (Some(value), target) => self.one(value, target, out),
        }
    }

    fn one(&self, value: &'a Plain, target: Option<&'static str>, out: &Out) -> Value {
        match (value, target) {
            (Plain::Link(id), Some("Agency")) => under(out, |plan| self.object(At::Agency(id), plan)),
            // A link opens through the gate of the row it points to: what was not let through is not there.
            (Plain::Link(id), Some(target)) => match self.person.linked(target, id) {
                Some(row) => under(out, |plan| self.object(At::Row(row), plan)),
                None => Value::Null,
            },
            _ => plain(value),
        }
    }

    fn accounts(&self, meta: &EntityMeta, parent: Option<&str>, out: &Out) -> Value {
        self.list(self.person.accounts(meta.name, parent).into_iter().skip(1).collect(), out)
    }

    fn list(&self, rows: Vec<&'a Shown>, out: &Out) -> Value {
        let start = match &out.after {
            Some(after) => rows.iter().position(|r| r.released.row.id == *after).map_or(rows.len(), |i| i + 1),
            None => 0,
        };
        let page: Vec<_> = rows.into_iter().skip(start).take(out.first).collect();
        match (&out.under, page.is_empty()) {
            (Some(plan), false) => Value::List(page.into_iter().map(|row| self.object(At::Row(row), plan)).collect()),
            _ => Value::Null,
        }
    }

    /// Provenance stands only beside a recorded field that was selected and let through.
    fn provenance(&self, shown: &'a Shown, beside: &Plan, out: &Out) -> Value {
        if !shown.provenance || selected_stamp(shown, beside).is_none() {
            return Value::Null;
        }
        under(out, |plan| {
            let mut object = IndexMap::new();
            for part in &plan.outs {
                let value = match part.source {
                    None => Value::String(plan.of.to_owned()),
                    Some(Source::Origin(origin)) => self.origin(shown, beside, origin, part),
                    Some(_) => Value::Null,
                };
                object.insert(part.key.clone(), value);
            }
            Value::Object(object)
        })
    }

    fn origin(&self, shown: &'a Shown, beside: &Plan, part: Origin, out: &Out) -> Value {
        let row = &shown.released.row;
        match (part, &row.holder) {
            (Origin::HeldBy, Holder::Agency(id)) => under(out, |plan| self.object(At::Agency(id), plan)),
            (Origin::HeldBy, Holder::Herself | Holder::Hub) => Value::Null,
            (Origin::HerWords, holder) => Value::Boolean(*holder == Holder::Herself),
            (Origin::RecordedAt, _) => selected_stamp(shown, beside).map_or(Value::Null, |at| plain(&Plain::Moment(at))),
            (Origin::ConfirmedByHerOn, _) => row.confirmed_by_her_on.map_or(Value::Null, |d| plain(&Plain::Date(d))),
            (Origin::ReviewAfter, _) => row.review_after.map_or(Value::Null, |d| plain(&Plain::Date(d))),
        }
    }

    fn agency(&self, id: &str, part: AgencyPart) -> Value {
        let known = self.registry.agency(id);
        match part {
            AgencyPart::Id => text(id),
            AgencyPart::Kind => known.map_or(Value::Null, |a| Value::Enum(Name::new(a.kind.code()))),
            AgencyPart::Name => text(known.map_or(id, |a| &a.name)),
        }
    }
}

/// When the selected recorded fields of a row were last written; `None` when none was selected and let through with a value.
fn selected_stamp(shown: &Shown, beside: &Plan) -> Option<chrono::DateTime<chrono::Utc>> {
    let leaves = beside.outs.iter().filter_map(|out| match out.source {
        Some(Source::Leaf { position, field, .. }) if !field.computed => Some((position, field)),
        _ => None,
    });
    leaves.filter(|(position, _)| shown.released.at(*position).is_some()).map(|(_, field)| shown.released.row.stamp(field.column)).max()
}

fn under(out: &Out, lay: impl FnOnce(&Plan) -> Value) -> Value {
    out.under.as_ref().map_or(Value::Null, lay)
}

fn text(value: &str) -> Value {
    Value::String(value.to_owned())
}

/// A value as JSON and GraphQL have it.
pub fn plain(value: &Plain) -> Value {
    match value {
        Plain::Text(text) | Plain::Link(text) => Value::String(text.clone()),
        Plain::Code(code) => Value::Enum(Name::new(code)),
        Plain::Date(date) => Value::String(date.to_string()),
        Plain::Moment(at) => Value::String(at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        Plain::Time(time) => Value::String(time.to_string()),
        Plain::Flag(flag) => Value::Boolean(*flag),
        Plain::Whole(number) => Value::from(*number),
        Plain::Many(items) => Value::List(items.iter().map(plain).collect()),
    }
}
