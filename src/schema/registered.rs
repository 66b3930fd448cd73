//! The objects of the catalogue as the library knows types: what introspection, validation and the SDL see.

use super::shape::{Field, Object, Source, objects};
use crate::vocabulary::{Class, CodeList, Coded};
use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, OutputType, Positioned, ServerResult, TypeDirective, Value,
    indexmap::IndexMap,
    parser::types,
    registry::{Deprecation, MetaDirectiveInvocation, MetaEnumValue, MetaField, MetaInputValue, MetaType, Registry},
};

/// Category and view of a field, as the agreements name them.
#[TypeDirective(location = "FieldDefinition")]
pub fn shared(
    #[graphql(desc = "The category that her yes and the agreements speak of.")] category: String,
    #[graphql(desc = "Whether it lies in the category's summary, in the whole of it, or is asked about by itself.")] view: String,
) {
}

/// Puts every object of answers into the registry, with the closed lists they use.
pub fn register(registry: &mut Registry) {
    TypeDirective::register(&shared, registry);
    scalar(registry, "Date", "A day as ISO 8601 writes it: YYYY-MM-DD.");
    scalar(registry, "DateTime", "A moment as RFC 3339 writes it, in UTC.");
    scalar(registry, "Time", "A time of day as ISO 8601 writes it: HH:MM:SS.");
    let mut names: Vec<_> = objects().keys().collect();
    names.sort();
    for object in names.into_iter().filter_map(|name| objects().get(name)) {
        registry.types.entry(object.name.to_owned()).or_insert_with(|| meta_object(object));
    }
    for list in crate::record::catalogue().code_lists().into_iter().chain([crate::vocabulary::AgencyKind::LIST]) {
        code_list(registry, list);
    }
}

/// Puts a closed list into the registry.
pub fn code_list(registry: &mut Registry, list: &'static CodeList) {
    registry.types.entry(list.name.to_owned()).or_insert_with(|| meta_enum(list));
}

fn meta_object(object: &Object) -> MetaType {
    MetaType::Object {
        name: object.name.to_owned(),
        description: Some(object.doc.clone()),
        fields: object.fields.iter().map(|(name, field)| (name.clone(), meta_field(name, field))).collect(),
        cache_control: async_graphql::CacheControl::default(),
        extends: false,
        shareable: false,
        resolvable: true,
        keys: None,
        visible: None,
        inaccessible: false,
        interface_object: false,
        tags: Vec::new(),
        is_subscription: false,
        rust_typename: None,
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

fn meta_field(name: &str, field: &Field) -> MetaField {
    let mut args = IndexMap::new();
    if field.is_paged() {
        args.insert("first".to_owned(), input("first", "Int", "How many at most; 100 if not said, and never more."));
        args.insert("after".to_owned(), input("after", "ID", "The id after which to go on."));
    }
    MetaField {
        name: name.to_owned(),
        description: Some(field.doc.clone()),
        args,
        ty: field.of.clone(),
        deprecation: Deprecation::NoDeprecated,
        cache_control: async_graphql::CacheControl::default(),
        external: false,
        requires: None,
        provides: None,
        visible: None,
        shareable: false,
        inaccessible: false,
        tags: Vec::new(),
        override_from: None,
        compute_complexity: None,
        directive_invocations: classified(field),
        requires_scopes: Vec::new(),
    }
}

/// The `@shared` directive of a catalogue field.
fn classified(field: &Field) -> Vec<MetaDirectiveInvocation> {
    let Source::Leaf { field, .. } = field.source else { return Vec::new() };
    let Class::Of(category) = field.class else { return Vec::new() };
    let args = [("category", category.code()), ("view", field.view.token())];
    let args = args.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
    vec![MetaDirectiveInvocation { name: "shared".into(), args }]
}

/// An argument or an input field.
pub fn input(name: &str, of: &str, doc: &str) -> MetaInputValue {
    MetaInputValue {
        name: name.to_owned(),
        description: Some(doc.to_owned()),
        ty: of.to_owned(),
        deprecation: Deprecation::NoDeprecated,
        default_value: None,
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        is_secret: false,
        directive_invocations: Vec::new(),
    }
}

fn meta_enum(list: &'static CodeList) -> MetaType {
    let value = |v: &crate::vocabulary::CodeValue| {
        let meta = MetaEnumValue {
            name: v.code.to_owned(),
            description: Some(v.label.to_owned()),
            deprecation: Deprecation::NoDeprecated,
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            directive_invocations: Vec::new(),
        };
        (v.code.to_owned(), meta)
    };
    MetaType::Enum {
        name: list.name.to_owned(),
        description: Some(describe_list(list)),
        enum_values: list.values.iter().map(value).collect(),
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        rust_typename: None,
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

fn describe_list(list: &CodeList) -> String {
    format!("{}, as a closed list. Values may be added: expect ones you do not know.", words(list.name))
}

/// A name such as `CircleCloseness` in words.
fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

/// A scalar whose values are texts.
pub fn scalar(registry: &mut Registry, name: &str, doc: &str) {
    registry.types.entry(name.to_owned()).or_insert_with(|| MetaType::Scalar {
        name: name.to_owned(),
        description: Some(doc.to_owned()),
        is_valid: None,
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        specified_by_url: None,
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    });
}

/// A value of a closed list as an argument.
#[derive(Clone, Copy, Debug)]
pub struct Coding<T>(pub T);

impl<T: Coded> InputType for Coding<T> {
    type RawValueType = T;

    fn type_name() -> std::borrow::Cow<'static, str> {
        T::LIST.name.into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        code_list(registry, T::LIST);
        format!("{}!", T::LIST.name)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let code = match &value {
            Some(Value::Enum(name)) => Some(name.as_str()),
            Some(Value::String(text)) => Some(text.as_str()),
            _ => None,
        };
        code.and_then(T::parse).map(Self).ok_or_else(|| InputValueError::expected_type(value.unwrap_or_default()))
    }

    fn to_value(&self) -> Value {
        Value::Enum(async_graphql::Name::new(self.0.code()))
    }

    fn as_raw_value(&self) -> Option<&T> {
        Some(&self.0)
    }
}

impl<T: Coded> OutputType for Coding<T> {
    fn type_name() -> std::borrow::Cow<'static, str> {
        T::LIST.name.into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        code_list(registry, T::LIST);
        format!("{}!", T::LIST.name)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<types::Field>) -> ServerResult<Value> {
        Ok(Value::Enum(async_graphql::Name::new(self.0.code())))
    }
}

/// A calendar day as an argument and in an answer.
#[derive(Clone, Copy, Debug)]
pub struct Day(pub chrono::NaiveDate);

impl InputType for Day {
    type RawValueType = chrono::NaiveDate;

    fn type_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        day(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let day = match &value {
            Some(Value::String(text)) => text.parse().ok(),
            _ => None,
        };
        day.map(Self).ok_or_else(|| InputValueError::expected_type(value.unwrap_or_default()))
    }

    fn to_value(&self) -> Value {
        self.0.to_string().into()
    }

    fn as_raw_value(&self) -> Option<&chrono::NaiveDate> {
        Some(&self.0)
    }
}

impl OutputType for Day {
    fn type_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        day(registry)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<types::Field>) -> ServerResult<Value> {
        Ok(self.0.to_string().into())
    }
}

fn day(registry: &mut Registry) -> String {
    scalar(registry, "Date", "A day as ISO 8601 writes it: YYYY-MM-DD.");
    "Date!".to_owned()
}
