//! Reading JSON so that every fault names its path: all faults of a file are found in one reading, not the first alone.

use crate::agency::is_id;
use crate::agreement::Faults;
use crate::vocabulary::Coded;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Something that a place of the file may hold.
pub(in crate::agreement) trait Part: Sized {
    /// Reads it; `None` after its fault was added.
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self>;

    /// What stands when nothing is written there; `None` when it must be written.
    fn absent() -> Option<Self> {
        None
    }
}

/// Text that is an id of ours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub String);

/// The id of a worker or a system, as its identity provider spells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(pub String);

fn text<'a>(path: &str, value: &'a Value, faults: &mut Faults) -> Option<&'a str> {
    let text = value.as_str();
    faults.unless(text.is_some(), path, format!("it is {}", kind(value)), "write a text in double quotes");
    text
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn parsed<T>(path: &str, value: &Value, faults: &mut Faults, read: impl Fn(&str) -> Option<T>, mend: &str) -> Option<T> {
    let text = text(path, value, faults)?;
    let part = read(text);
    faults.unless(part.is_some(), path, format!("`{}` cannot stand here", text.chars().take(80).collect::<String>()), mend);
    part
}

impl Part for String {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        let sound = |t: &str| {
            (!t.trim().is_empty() && t.chars().count() <= 2000 && !t.chars().any(|c| c.is_control() && c != '\n')).then(|| t.to_owned())
        };
        parsed(path, value, faults, sound, "write 1 to 2,000 characters")
    }
}

impl Part for Id {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        let id = |t: &str| is_id(t).then(|| Self(t.to_owned()));
        parsed(path, value, faults, id, "write 1 to 64 of the small letters a to z, digits and `-`")
    }
}

impl Part for Subject {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        let id = |t: &str| crate::identity::is_subject(t).then(|| Self(t.to_owned()));
        parsed(path, value, faults, id, "write 1 to 64 letters, digits, `-`, `_` and `.`, exactly as the token's `sub`")
    }
}

impl Part for NaiveDate {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        parsed(path, value, faults, |t| NaiveDate::parse_from_str(t, "%Y-%m-%d").ok(), "write a day such as `2026-04-01`")
    }
}

impl Part for DateTime<Utc> {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        // Microseconds are what every database keeps: a finer moment would look changed at the next import.
        let moment = |t: &str| DateTime::parse_from_rfc3339(t).ok().map(|m| m.with_timezone(&Utc).trunc_subsecs(6));
        parsed(path, value, faults, moment, "write a moment such as `2026-06-01T09:00:00Z`")
    }
}

impl Part for bool {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        faults.unless(value.is_boolean(), path, format!("it is {}", kind(value)), "write true or false");
        value.as_bool()
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
}

impl Part for Value {
    fn read(_: &str, value: &Value, _: &mut Faults) -> Option<Self> {
        Some(value.clone())
    }
}

impl<T: Coded> Part for T {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        let codes = || T::LIST.values.iter().map(|v| v.code).collect::<Vec<_>>().join(", ");
        let text = text(path, value, faults)?;
        let code = T::parse(text);
        if code.is_none() {
            faults.add(path, format!("`{text}` is no {}", T::LIST.name), format!("write one of {}", codes()));
        }
        code
    }
}

impl<T: Part> Part for Option<T> {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        T::read(path, value, faults).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Part> Part for Vec<T> {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        let list = value.as_array();
        faults.unless(list.is_some(), path, format!("it is {}", kind(value)), "write a list in square brackets");
        let read: Vec<_> = list?.iter().enumerate().map(|(n, item)| T::read(&format!("{path}[{n}]"), item, faults)).collect();
        read.into_iter().collect()
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Part> Part for BTreeMap<String, T> {
    fn read(path: &str, value: &Value, faults: &mut Faults) -> Option<Self> {
        let map = object(path, value, faults)?;
        let read: Vec<_> = map.iter().map(|(key, item)| Some((key.clone(), T::read(&format!("{path}.{key}"), item, faults)?))).collect();
        read.into_iter().collect()
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// The members of an object.
pub(super) fn object<'a>(path: &str, value: &'a Value, faults: &mut Faults) -> Option<&'a Map<String, Value>> {
    let map = value.as_object();
    faults.unless(map.is_some(), path, format!("it is {}", kind(value)), "write an object in braces");
    map
}

/// A member of an object; an empty one counts as not written.
pub(super) fn member<T: Part>(path: &str, map: &Map<String, Value>, name: &str, faults: &mut Faults) -> Option<T> {
    let path = join(path, name);
    if let Some(value) = map.get(name).filter(|value| !value.is_null()) {
        return T::read(&path, value, faults);
    }
    let absent = T::absent();
    faults.unless(absent.is_some(), path, "it is missing", "write it");
    absent
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Adds a fault for every member that the hub does not know: it would otherwise mean nothing, silently.
pub(super) fn no_others(path: &str, map: &Map<String, Value>, known: &[String], faults: &mut Faults) {
    for name in map.keys().filter(|name| !known.contains(name)) {
        faults.add(join(path, name), "the hub knows no such key", format!("take it out, or write one of {}", known.join(", ")));
    }
}

/// Declares objects of the file: a key is the field's name in camelCase.
macro_rules! parts {
    ($($(#[doc = $doc:literal])+ pub struct $Name:ident { $($(#[doc = $field_doc:literal])+ pub $field:ident: $Type:ty,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub struct $Name { $($(#[doc = $field_doc])+ pub $field: $Type,)+ }

        impl $crate::agreement::file::part::Part for $Name {
            fn read(path: &str, value: &serde_json::Value, faults: &mut $crate::agreement::Faults) -> Option<Self> {
                use $crate::agreement::file::part::{member, no_others, object};
                let map = object(path, value, faults)?;
                no_others(path, map, &[$($crate::vocabulary::camel(stringify!($field))),+], faults);
                $(let $field = member::<$Type>(path, map, &$crate::vocabulary::camel(stringify!($field)), faults);)+
                Some(Self { $($field: $field?,)+ })
            }
        }
    )+};
}
pub(super) use parts;
