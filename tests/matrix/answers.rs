//! Asking for everything, and reading which fields came back.

use super::{
    rows::Written,
    world::{World, id},
};
use connections_hub::{
    record::catalogue,
    vocabulary::{Coded, FieldMeta, Purpose, Shape, Writer},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Fields of every object, by name, each with the name of its own type and whether that is an object: as introspection tells them.
pub struct Schema(BTreeMap<String, Vec<(String, String, bool)>>);

impl Schema {
    pub fn of(world: &World, token: &str) -> Self {
        let query = "{ __schema { types { name kind fields { name type { ...T ofType { ...T ofType { ...T ofType { ...T } } } } } } } } fragment T on __Type { name kind }";
        let told = world.asks(token, query);
        let types = told["data"]["__schema"]["types"].as_array().expect("types");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let field = |field: &Value| {
            let mut of = &field["type"];
            while of["name"].is_null() {
                of = &of["ofType"];
            }
            (text(&field["name"]), text(&of["name"]), of["kind"] == "OBJECT")
        };
        let objects = types.iter().filter(|t| t["kind"] == "OBJECT");
        Self(objects.map(|t| (text(&t["name"]), t["fields"].as_array().unwrap().iter().map(field).collect())).collect())
    }

    fn fields(&self, of: &str) -> &[(String, String, bool)] {
        self.0.get(of).map_or(&[], Vec::as_slice)
    }

    /// Everything that can be selected on an object: leaves, links as the mere fact that they lead somewhere, and whatever hangs under it.
    pub fn everything(&self, of: &str) -> String {
        let part = |(name, under, is_object): &(String, String, bool)| match (is_object, is_link(of, name)) {
            (false, _) => name.clone(),
            (true, true) => format!("{name} {{ __typename }}"),
            (true, false) if under == "RowMeta" => String::new(),
            (true, false) => format!("{name} {{ {} }}", self.everything(under)),
        };
        self.fields(of).iter().map(part).collect::<Vec<_>>().join(" ")
    }

    /// Every `Entity.field` with a value anywhere in an answer, and what is wrong with any value: each must be one that was written there.
    pub fn shown(&self, of: &str, object: &Value, written: &Written, shown: &mut BTreeSet<String>, wrong: &mut Vec<String>) {
        for (name, under, _) in self.fields(of) {
            let Some(value) = object.get(name).filter(|v| !v.is_null()) else { continue };
            if let Some(field) = catalogue().path(&format!("{of}.{name}")).filter(|_| !matches!(name.as_str(), "id" | "version")) {
                shown.insert(field.path());
                wrong.extend(misplaced(field, value, written));
            } else if let Value::Array(rows) = value {
                assert!(!rows.is_empty(), "`{of}.{name}` is an empty list, where nothing must be null");
                rows.iter().for_each(|row| self.shown(under, row, written, shown, wrong));
            } else if value.is_object() {
                self.shown(under, value, written, shown, wrong);
            }
        }
    }
}

fn is_link(of: &str, name: &str) -> bool {
    catalogue().path(&format!("{of}.{name}")).is_some()
}

/// What is wrong with a value: it is none of those that were written in its field. Computed values and links are looked at elsewhere.
fn misplaced(field: &FieldMeta, value: &Value, written: &Written) -> Option<String> {
    let known = written.get(&field.path()).filter(|_| is_as_written(field))?;
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    let values = value.as_array().map_or_else(|| vec![text(value)], |all| all.iter().map(text).collect());
    let strange: Vec<_> = values.into_iter().filter(|v| !known.contains(v)).collect();
    (!strange.is_empty()).then(|| format!("{}: {strange:?} was never written there", field.path()))
}

fn is_as_written(field: &FieldMeta) -> bool {
    let links = matches!(field.shape, Shape::Link(_) | Shape::Many(Shape::Link(_)));
    !field.computed && !field.writers.contains(&Writer::Hub) && !links
}

/// A question about a person by label.
pub fn about(label: &str, purpose: Purpose, selection: &str) -> String {
    format!("{{ person(id: \"{}\", purpose: {}) {{ {selection} }} }}", id(label), purpose.code())
}
