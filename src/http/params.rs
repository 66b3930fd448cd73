//! The parameters of a GraphQL-over-HTTP request, from a body or from a query string.

use crate::{error::Error, json};
use async_graphql::{Request, Variables};
use serde_json::{Map, Value};

/// How a document, or JSON, spells the one character that no text may have: `PostgreSQL` keeps it nowhere, and a statement with it would
/// fail for others too. A backslash that is itself escaped does not end in it, but nobody writes that.
const NUL: &str = "\\u0000";

/// The parameters of one request. `extensions` were checked and are not kept: the hub has none of its own.
#[derive(Debug)]
pub(super) struct Asked {
    /// The document's text.
    pub(super) query: String,
    /// The operation to run; never empty.
    pub(super) operation_name: Option<String>,
    /// The variables.
    pub(super) variables: Variables,
}

impl Asked {
    /// As the library takes it.
    pub(super) fn into_request(self) -> Request {
        let request = Request::new(self.query).variables(self.variables);
        match self.operation_name {
            Some(name) => request.operation_name(name),
            None => request,
        }
    }
}

/// What a body holds.
#[derive(Debug)]
pub(super) enum Body {
    /// One request.
    One(Asked),
    /// A batch, answered in its order.
    Many(Vec<Asked>),
}

/// Reads a body. Parameters of other names are reserved by the specification, and ignored.
///
/// # Errors
/// `INVALID_INPUT` for what is no well-formed request.
pub(super) fn from_body(bytes: &[u8]) -> Result<Body, Error> {
    let fault = || Error::invalid("body", "the body is no JSON: send an object with `query`");
    match value("body", std::str::from_utf8(bytes).map_err(|_| fault())?)? {
        Value::Object(parameters) => asked(parameters).map(Body::One),
        Value::Array(parts) if parts.is_empty() => Err(Error::invalid("body", "the batch is empty: send at least one request")),
        Value::Array(parts) => parts.into_iter().map(part).collect::<Result<_, _>>().map(Body::Many),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Err(Error::invalid("body", "the body is no object: send one with `query`"))
        }
    }
}

/// Reads JSON; what is at fault is named by its place.
fn value(name: &'static str, text: &str) -> Result<Value, Error> {
    if text.contains(NUL) {
        return Err(nul(name));
    }
    json::parse(text).map_err(|cause| Error::invalid(name, format!("`{name}` is no JSON that can be read: {cause}")))
}

fn nul(name: &str) -> Error {
    Error::invalid(name, format!("a text in `{name}` has the character U+0000: leave it out"))
}

fn part(value: Value) -> Result<Asked, Error> {
    match value {
        Value::Object(parameters) => asked(parameters),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(Error::invalid("body", "a part of the batch is no object: send objects with `query`"))
        }
    }
}

/// Reads a query string: the same parameters, `variables` and `extensions` as JSON in a string.
///
/// # Errors
/// `INVALID_INPUT` for what is no well-formed request, and for a parameter given twice.
pub(super) fn from_query_string(text: &str) -> Result<Asked, Error> {
    let mut parameters = Map::new();
    for (name, text) in form_urlencoded::parse(text.as_bytes()) {
        let Some(name) = ["query", "operationName", "variables", "extensions"].into_iter().find(|known| *known == name) else { continue };
        // JSON knows this character only as it is spelt; here it comes as it is.
        if text.contains('\0') {
            return Err(nul(name));
        }
        let value = match name {
            "variables" | "extensions" if text.is_empty() => Value::Null,
            "variables" | "extensions" => value(name, &text)?,
            _ => Value::String(text.into_owned()),
        };
        if parameters.insert(name.to_owned(), value).is_some() {
            return Err(Error::invalid(name, format!("`{name}` is given twice: give it once")));
        }
    }
    asked(parameters)
}

fn asked(mut parameters: Map<String, Value>) -> Result<Asked, Error> {
    let extensions = optional_map("extensions", parameters.remove("extensions"))?;
    let variables = optional_map("variables", parameters.remove("variables"))?;
    let operation_name = operation_name(parameters.remove("operationName"))?;
    let persisted = extensions.contains_key("persistedQuery") || parameters.contains_key("documentId");
    Ok(Asked {
        query: query(parameters.remove("query"), persisted)?,
        operation_name,
        variables: Variables::from_json(Value::Object(variables)),
    })
}

fn query(value: Option<Value>, persisted: bool) -> Result<String, Error> {
    match value {
        Some(Value::String(text)) if text.contains(NUL) => Err(nul("query")),
        Some(Value::String(text)) => Ok(text),
        None | Some(Value::Null) if persisted => {
            Err(Error::invalid("query", "documents kept at the hub are not supported: send the document's text in `query`"))
        }
        _ => Err(Error::invalid("query", "`query` must be a string: send the document's text in it")),
    }
}

fn operation_name(value: Option<Value>) -> Result<Option<String>, Error> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(name)) => Ok(Some(name).filter(|name| !name.is_empty())),
        Some(_) => Err(Error::invalid("operationName", "`operationName` must be a string")),
    }
}

fn optional_map(name: &str, value: Option<Value>) -> Result<Map<String, Value>, Error> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(map)) => Ok(map),
        Some(_) => Err(Error::invalid(name, format!("`{name}` must be an object"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(body: &str) -> String {
        let Error::InvalidInput { field, .. } = from_body(body.as_bytes()).expect_err(body) else { panic!("{body}") };
        field
    }

    #[test]
    fn malformed_parameters_are_named() {
        for (body, field) in [
            ("", "body"),
            ("7", "body"),
            ("[]", "body"),
            ("[7]", "body"),
            ("{}", "query"),
            (r#"{"query":{}}"#, "query"),
            (r#"{"query":null}"#, "query"),
            (r#"{"query":"{a(b: \"\\u0000\")}"}"#, "body"),
            (r#"{"query":"{a}","variables":{"b":"\u0000"}}"#, "body"),
            (r#"{"query":"{a}","query":"{b}"}"#, "body"),
            (r#"{"query":"{a}","operationName":0}"#, "operationName"),
            (r#"{"query":"{a}","variables":[]}"#, "variables"),
            (r#"{"query":"{a}","variables":"{}"}"#, "variables"),
            (r#"{"query":"{a}","extensions":false}"#, "extensions"),
            (r#"{"extensions":{"persistedQuery":{"sha256Hash":"x"}}}"#, "query"),
        ] {
            assert_eq!(fault(body), field, "{body}");
        }
        assert_eq!(fault(&"[".repeat(10_000)), "body");
    }

    #[test]
    fn nulls_and_unknown_parameters_are_ignored() {
        let body = br#"{"query":"{a}","variables":null,"operationName":null,"extensions":null,"colour":1}"#;
        let Body::One(asked) = from_body(body).unwrap() else { panic!("one request") };
        assert_eq!((asked.query.as_str(), asked.operation_name), ("{a}", None));
    }

    #[test]
    fn query_strings_are_decoded() {
        let asked = from_query_string("query=%7B+a%20%7D&variables=%7B%22n%22%3A1%7D&operationName=&x=1&extensions=").unwrap();
        assert_eq!((asked.query.as_str(), asked.operation_name), ("{ a }", None));
        assert_eq!(asked.variables.get("n"), Some(&async_graphql::Value::from(1)));
        for wrong in [
            "",
            "query=%7Ba(b:%22%5Cu0000%22)%7D",
            "query=%7Ba(b:%22%00%22)%7D",
            "query=%7Ba%7D&operationName=%00",
            "query=a&query=b",
            "query=a&variables=%5B%5D",
            "query=a&variables=nonsense",
            "query=a&extensions=1",
        ] {
            assert!(from_query_string(wrong).is_err(), "{wrong}");
        }
    }
}
