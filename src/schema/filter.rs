//! Filters and orders over released values: what is not released behaves exactly as what is not recorded.

use super::shape;
use crate::{
    disclosure::Disclosed,
    error::Error,
    record::catalogue,
    vocabulary::{Cardinality, Class, EntityMeta, FieldMeta, FieldNumber, FieldSet, Plain, Shape, Writer},
};
use async_graphql::{
    Enum, InputObject, InputType, InputValueError, InputValueResult, Name, Value,
    indexmap::IndexMap,
    registry::{MetaEnumValue, MetaType, Registry},
};
use std::{borrow::Cow, cmp::Ordering, sync::LazyLock};

/// A single value of a person that a filter or an order may read.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its entity, a single one under the person.
    pub entity: &'static EntityMeta,
    /// Its position there.
    pub position: usize,
    /// The field.
    pub field: &'static FieldMeta,
}

impl Key {
    /// The released value: as the answer would show it.
    pub fn of<'a>(&self, person: &'a Disclosed) -> Option<&'a Plain> {
        let shown = if self.field.computed {
            person.computed(self.entity.name)
        } else if self.field.writers == [Writer::HerWords] {
            return person.hers(self.entity.name, self.position);
        } else {
            person.accounts(self.entity.name, None).into_iter().next()
        };
        shown?.released.at(self.position)
    }
}

/// Every key by its name in the schema: `ENTITY_FIELD`.
fn keys() -> &'static IndexMap<String, Key> {
    static KEYS: LazyLock<IndexMap<String, Key>> = LazyLock::new(|| {
        let singles = catalogue().entities.iter().filter(|e| shape::is_served(e) && e.cardinality != Cardinality::Many);
        let singles = singles.filter(|e| matches!(e.parent, "" | "Person"));
        singles
            .flat_map(|e| {
                e.fields.iter().enumerate().filter(|(_, f)| is_key(f)).map(|(p, f)| (name(e, f), Key { entity: e, position: p, field: f }))
            })
            .collect()
    });
    &KEYS
}

fn is_key(field: &FieldMeta) -> bool {
    matches!(field.class, Class::Of(_)) && !matches!(field.shape, Shape::Many(_) | Shape::Link(_) | Shape::Reader)
}

fn name(entity: &EntityMeta, field: &FieldMeta) -> String {
    let mut name = String::new();
    for letter in entity.name.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter);
    }
    format!("{name}_{}", field.column.trim_start_matches("r#")).to_uppercase()
}

/// The name of a key, as an argument.
#[derive(Clone, Copy, Debug)]
pub struct KeyName(pub Key);

impl InputType for KeyName {
    type RawValueType = Key;

    fn type_name() -> Cow<'static, str> {
        "PersonKey".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.types.entry("PersonKey".into()).or_insert_with(meta_keys);
        Self::qualified_type_name()
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let found = match &value {
            Some(Value::Enum(name)) => keys().get(name.as_str()),
            Some(Value::String(name)) => keys().get(name.as_str()),
            _ => None,
        };
        found.copied().map(Self).ok_or_else(|| InputValueError::expected_type(value.unwrap_or_default()))
    }

    fn to_value(&self) -> Value {
        Value::Enum(Name::new(name(self.0.entity, self.0.field)))
    }

    fn as_raw_value(&self) -> Option<&Key> {
        Some(&self.0)
    }
}

fn meta_keys() -> MetaType {
    let value = |(name, key): (&String, &Key)| {
        let meta = MetaEnumValue {
            name: name.clone(),
            description: Some(format!("`{}`: {}.", key.field.path(), key.field.label)),
            deprecation: async_graphql::registry::Deprecation::NoDeprecated,
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            directive_invocations: Vec::new(),
        };
        (name.clone(), meta)
    };
    MetaType::Enum {
        name: "PersonKey".into(),
        description: Some(
            "A single value of a person that a filter or an order may read. Values may be added: expect ones you do not know.".into(),
        ),
        enum_values: keys().iter().map(value).collect(),
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        rust_typename: None,
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

/// Conditions that must all hold.
#[derive(Debug, Default, InputObject)]
#[graphql(name = "CaseloadFilter")]
pub struct Filter {
    /// Conditions on single values; all must hold.
    pub all: Vec<Test>,
}

/// One condition on one value. Give exactly one of the tests.
#[derive(Debug, InputObject)]
#[graphql(name = "CaseloadTest")]
pub struct Test {
    /// The value.
    pub key: KeyName,
    /// It is this: a text, a code, a day, a moment, `true` or `false`, a number, written as text.
    pub equals: Option<String>,
    /// It is one of these.
    pub one_of: Option<Vec<String>>,
    /// It contains this text, whatever the case.
    pub contains: Option<String>,
    /// It is this or later, or more.
    pub from: Option<String>,
    /// It is this or earlier, or less.
    pub to: Option<String>,
    /// Whether there is a value for you: what you may not see counts as not recorded.
    pub recorded: Option<bool>,
}

/// Which way an order runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Direction {
    /// Least first; persons without a value for you last.
    Asc,
    /// Greatest first; persons without a value for you last.
    Desc,
}

/// One key of an order.
#[derive(Debug, InputObject)]
#[graphql(name = "CaseloadOrder")]
pub struct Order {
    /// The value.
    pub key: KeyName,
    /// Which way.
    #[graphql(default_with = "Direction::Asc")]
    pub direction: Direction,
}

/// The fields that a filter and an order read.
pub fn reads(filter: Option<&Filter>, order: &[Order]) -> FieldSet {
    let tested = filter.into_iter().flat_map(|f| &f.all).map(|t| t.key.0.field.number);
    FieldSet::of(tested.chain(order.iter().map(|o| o.key.0.field.number)))
}

/// Refuses keys that the agreements give to nobody in the caller's role, naming the argument.
pub fn permitted(filter: Option<&Filter>, order: &[Order], ever: FieldSet) -> Result<(), Error> {
    let forbidden = |number: FieldNumber| !ever.contains(number);
    let refuse = |argument: &str, key: &Key| {
        Err(Error::Forbidden(format!("`{argument}`: your role never has `{}`: leave it out", key.field.path())))
    };
    let tested = filter.into_iter().flat_map(|f| &f.all).find(|t| forbidden(t.key.0.field.number));
    let ordered = order.iter().find(|o| forbidden(o.key.0.field.number));
    match (tested, ordered) {
        (Some(test), _) => refuse("filter", &test.key.0),
        (None, Some(order)) => refuse("orderBy", &order.key.0),
        (None, None) => Ok(()),
    }
}

/// A condition with its values read as the field's own type.
#[derive(Debug)]
pub struct Ready {
    key: Key,
    test: Compare,
}

#[derive(Debug)]
enum Compare {
    OneOf(Vec<Plain>),
    Contains(String),
    Between(Option<Plain>, Option<Plain>),
    Recorded(bool),
}

/// Reads the values of a filter.
///
/// # Errors
/// `INVALID_INPUT` that names the key and the mend.
pub fn ready(filter: &Filter) -> Result<Vec<Ready>, Error> {
    filter.all.iter().map(|test| Ok(Ready { key: test.key.0, test: compare(test)? })).collect()
}

fn compare(test: &Test) -> Result<Compare, Error> {
    let field = test.key.0.field;
    let read = |text: &String| {
        read(field.shape, text)
            .ok_or_else(|| Error::invalid("filter", format!("`{text}` is no value of `{}`: write it as the field does", field.path())))
    };
    let range = (test.from.is_some() || test.to.is_some()).then_some((test.from.as_ref(), test.to.as_ref()));
    match (&test.equals, &test.one_of, &test.contains, range, test.recorded) {
        (Some(value), None, None, None, None) => Ok(Compare::OneOf(vec![read(value)?])),
        (None, Some(values), None, None, None) => Ok(Compare::OneOf(values.iter().map(read).collect::<Result<_, _>>()?)),
        (None, None, Some(text), None, None) => Ok(Compare::Contains(text.to_lowercase())),
        (None, None, None, Some((from, to)), None) => Ok(Compare::Between(from.map(read).transpose()?, to.map(read).transpose()?)),
        (None, None, None, None, Some(recorded)) => Ok(Compare::Recorded(recorded)),
        _ => Err(Error::invalid(
            "filter",
            format!("`{}` needs exactly one test: equals, oneOf, contains, from and to, or recorded", field.path()),
        )),
    }
}

fn read(shape: Shape, text: &str) -> Option<Plain> {
    match shape {
        Shape::Text(_) => Some(Plain::Text(text.to_owned())),
        Shape::Code(list) => list.find(text).map(|v| Plain::Code(v.code)),
        Shape::Date => text.parse().ok().map(Plain::Date),
        Shape::Moment => text.parse().ok().map(Plain::Moment),
        Shape::Time => text.parse().ok().map(Plain::Time),
        Shape::Flag => text.parse().ok().map(Plain::Flag),
        Shape::Whole => text.parse().ok().map(Plain::Whole),
        Shape::Link(_) | Shape::Reader | Shape::Many(_) => None,
    }
}

/// Whether a person fits. A value that was not released is no value.
pub fn fits(tests: &[Ready], person: &Disclosed) -> bool {
    tests.iter().all(|ready| {
        let value = ready.key.of(person);
        match &ready.test {
            Compare::Recorded(recorded) => value.is_some() == *recorded,
            Compare::OneOf(values) => value.is_some_and(|v| values.contains(v)),
            Compare::Contains(text) => matches!(value, Some(Plain::Text(v)) if v.to_lowercase().contains(text)),
            Compare::Between(from, to) => value.is_some_and(|v| from.as_ref().is_none_or(|f| v >= f) && to.as_ref().is_none_or(|t| v <= t)),
        }
    })
}

/// A person's place in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    values: Vec<Option<Plain>>,
    /// The person, which settles what the values leave open.
    pub person: String,
}

impl Place {
    /// The place of a person.
    pub fn of(order: &[Order], person: &Disclosed) -> Self {
        Self { values: order.iter().map(|o| o.key.0.of(person).cloned()).collect(), person: person.person.clone() }
    }

    /// The place of a person of whom only the id is known, in a list that has no order but that of ids.
    pub fn of_id(person: &str) -> Self {
        Self { values: Vec::new(), person: person.to_owned() }
    }

    /// Whether this place comes before another.
    pub fn compare(&self, other: &Self, order: &[Order]) -> Ordering {
        let values = self.values.iter().zip(&other.values).zip(order).map(|((a, b), o)| match (a, b) {
            (Some(a), Some(b)) if o.direction == Direction::Desc => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        values.fold(Ordering::Equal, Ordering::then).then_with(|| self.person.cmp(&other.person))
    }
}
