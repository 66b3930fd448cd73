//! Asking for everything the schema offers, so that a field that comes later is asked for too.

use crate::support::{Actor, Answer, DemoHub};
use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use connections_hub::vocabulary::{Coded, Role};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

/// Every purpose a query may name, and the two that never are one.
pub const PURPOSES: [&str; 9] = [
    "JOINT_PLANNING",
    "RELEASE_PREP",
    "HOUSING_REFERRAL",
    "THROUGH_GATE",
    "REVIEW_HANDOVER",
    "CARE_TREATMENT",
    "SUPERVISION",
    "SAFEGUARDING",
    "STATISTICS",
];

type Objects = BTreeMap<String, Vec<(String, String)>>;

/// The objects of the committed schema with their fields and the named types of those.
static OBJECTS: LazyLock<Objects> = LazyLock::new(|| {
    let schema = parse_schema(include_str!("../../schema.graphql")).expect("the committed schema parses");
    let mut objects = Objects::new();
    for definition in schema.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let definition = definition.node;
        if let TypeKind::Object(object) = definition.kind {
            let named = |ty: String| ty.trim_matches(['[', ']', '!']).to_owned();
            let fields = object.fields.iter().map(|f| (f.node.name.node.to_string(), named(f.node.ty.node.to_string())));
            objects.insert(definition.name.node.to_string(), fields.collect());
        }
    }
    objects
});

/// Names of the values of an enum of the committed schema.
pub fn values_of(name: &str) -> Vec<String> {
    let schema = parse_schema(include_str!("../../schema.graphql")).unwrap();
    let of = |definition| {
        let TypeSystemDefinition::Type(definition) = definition else { return None };
        let TypeKind::Enum(values) = definition.node.kind else { return None };
        let named = definition.node.name.node == name;
        named.then(|| values.values.iter().map(|v| v.node.value.node.to_string()).collect())
    };
    schema.definitions.into_iter().find_map(of).expect("an enum of the schema")
}

/// A selection of every field under a type, each link followed until it comes round.
fn selection(of: &str, above: &mut Vec<String>) -> String {
    let mut parts = vec!["__typename".to_owned()];
    for (field, ty) in &OBJECTS[of] {
        match OBJECTS.contains_key(ty) {
            false => parts.push(field.clone()),
            true if above.contains(ty) => {}
            true => {
                above.push(ty.clone());
                parts.push(format!("{field} {{ {} }}", selection(ty, above)));
                above.pop();
            }
        }
    }
    parts.join(" ")
}

/// Every field of a person that the schema offers.
pub fn everything() -> &'static str {
    static ALL: OnceLock<String> = OnceLock::new();
    ALL.get_or_init(|| selection("Person", &mut vec!["Person".to_owned()]))
}

impl Actor<'_> {
    /// Asks for everything there is about a person.
    pub fn asks_everything_about(&self, label: &str, purpose: &str) -> Answer {
        self.asks_about(label, purpose, everything())
    }

    /// Asks for everything for every purpose there is; in this order of purposes.
    pub fn asks_everything_ever_about(&self, label: &str) -> Vec<Answer> {
        PURPOSES.iter().map(|purpose| self.asks_everything_about(label, purpose)).collect()
    }
}

impl DemoHub {
    /// The case system of an agency, asking for itself.
    pub fn system(&self, agency: &str) -> Actor<'_> {
        let file: Value = serde_json::from_str(include_str!("../../demo/partnership.json")).unwrap();
        let clients = file["clients"].as_array().unwrap();
        let client = clients.iter().find(|c| c["agency"] == agency).unwrap_or_else(|| panic!("`{agency}` has no system"));
        self.actor(agency, Role::parse(client["role"].as_str().unwrap()).unwrap(), client["id"].as_str().unwrap())
    }
}

/// Every text in an answer's data.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.to_lowercase()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether the words stand in the text as words of their own.
fn stands_in(text: &str, words: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + words.len()..].chars().next()))
}

impl Answer {
    /// The value of the answer that holds these words.
    fn telling(&self, words: &str) -> Option<String> {
        let mut all = Vec::new();
        texts(&self.json["data"], &mut all);
        all.into_iter().find(|text| stands_in(text, &words.to_lowercase()))
    }

    /// Fails unless a value of the answer holds each of these.
    pub fn must_tell(&self, words: &[&str]) -> &Self {
        words.iter().for_each(|w| assert!(self.telling(w).is_some(), "must tell `{w}`: {}", self.text));
        self
    }

    /// Fails when a value of the answer holds any of these.
    pub fn never_tells<S: AsRef<str>>(&self, words: impl IntoIterator<Item = S>) -> &Self {
        for words in words {
            let told = self.telling(words.as_ref());
            assert!(told.is_none(), "must not tell `{}`, told in {told:?}: {}", words.as_ref(), self.text);
        }
        self
    }

    /// Fails unless the person does not exist for whoever asked.
    pub fn finds_nobody(&self) -> &Self {
        assert!(matches!(self.code(), Some("NOT_FOUND" | "FORBIDDEN")) && self.at("person").is_null(), "must find nobody: {}", self.text);
        self
    }

    /// Every value at a key, wherever it stands in the answer.
    pub fn all(&self, key: &str) -> Vec<&Value> {
        fn walk<'a>(value: &'a Value, key: &str, into: &mut Vec<&'a Value>) {
            match value {
                Value::Object(fields) => fields.iter().for_each(|(name, field)| {
                    if name == key && !field.is_null() {
                        into.push(field);
                    }
                    walk(field, key, into);
                }),
                Value::Array(items) => items.iter().for_each(|item| walk(item, key, into)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let mut found = Vec::new();
        walk(&self.json["data"], key, &mut found);
        found
    }

    /// Fails when any of these fields has a value anywhere in the answer.
    pub fn never_shows(&self, keys: &[&str]) -> &Self {
        keys.iter().for_each(|key| assert!(self.all(key).is_empty(), "must not show `{key}`, shown {:?}: {}", self.all(key), self.text));
        self
    }
}

/// Somebody who must not learn something asks for everything, ever: as the worker, and as the worker's system where there is one.
pub fn never_learns<S: AsRef<str>>(actors: &[Actor<'_>], label: &str, secrets: &[S], fields: &[&str]) {
    for answer in actors.iter().flat_map(|actor| actor.asks_everything_ever_about(label)) {
        answer.never_tells(secrets).never_shows(fields);
    }
}

#[test]
fn the_whole_schema_is_asked_for() {
    let all = everything();
    for entity in ["custodyStatus", "offenceSentenceAccounts", "unsafePeople", "addressDetail", "licenceConditions", "provenance"] {
        assert!(all.contains(entity), "{entity}");
    }
    let offered: usize = OBJECTS["Person"].len();
    assert!(offered > 40 && OBJECTS["Person"].iter().all(|(field, _)| all.contains(field.as_str())));
}
