//! Every error that leaves the hub has a code of the closed catalogue, and none says what the hub keeps to itself.

use super::Mark;
use crate::error::Error;
use async_graphql::{ErrorExtensionValues, Response, ServerError, Value};

/// The closed catalogue of codes (the README documents them).
pub const CODES: [&str; 9] =
    ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "INVALID_INPUT", "CONFLICT", "LIMIT_EXCEEDED", "RATE_LIMITED", "UNAVAILABLE", "INTERNAL"];

/// A document can have thousands of faults; this many are told.
const MOST_ERRORS: usize = 20;

/// How the library begins the message of an argument that it cannot read, the one fault of the question that it finds while executing.
const ARGUMENT_FAULTS: [&str; 2] = ["Failed to parse \"", "Expected input type \""];

/// An error as clients read it: its message, its code, and for `INVALID_INPUT` the field at fault.
///
/// The request id is not in it, so that two refusals of the same kind are the same byte for byte; [`settle`] adds it to `INTERNAL`.
pub fn to_server_error(error: &Error) -> ServerError {
    coded(error)
}

pub(super) fn coded(error: &Error) -> ServerError {
    let mut told = ServerError::new(error.to_string(), None);
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", error.code());
    if let Error::InvalidInput { field, .. } = error {
        extensions.set("field", field.as_str());
    }
    told.extensions = Some(extensions);
    told
}

/// Whether the errors of a response kept the operation from being run: such a response has no `data`, not even null.
pub fn is_request_error(response: &Response) -> bool {
    response.data == Value::Null && !response.errors.is_empty() && response.errors.iter().all(|error| error.path.is_empty())
}

/// Gives every error of a response its code and nothing else. What the hub must not say goes to the log, under the request's id.
pub fn settle(mut response: Response, mark: &Mark) -> Response {
    response.errors.truncate(MOST_ERRORS);
    response.errors = response.errors.into_iter().map(|error| settled(error, mark)).collect();
    response
}

fn settled(error: ServerError, mark: &Mark) -> ServerError {
    if let Some(known) = error.source::<Error>() {
        note(known, mark);
        return like(&error, coded(known), mark);
    }
    if code(&error).is_some_and(|code| CODES.contains(&code)) {
        return referenced(error, mark);
    }
    if of_the_question(&error) {
        let message = error.message.clone();
        return like(&error, coded(&Error::invalid(field_at_fault(&error), message)), mark);
    }
    // Its message may hold anything, also of a row.
    tracing::error!(request_id = mark.request_id, at = ?error.locations, "a resolver failed with an error of no known kind");
    like(&error, coded(&Error::internal("an error of no known kind")), mark)
}

/// The library's own errors have no source: all of them before execution, and arguments that cannot be read.
fn of_the_question(error: &ServerError) -> bool {
    error.source.is_none() && (error.path.is_empty() || ARGUMENT_FAULTS.iter().any(|start| error.message.starts_with(start)))
}

fn field_at_fault(error: &ServerError) -> &'static str {
    if error.path.is_empty() { "query" } else { "variables" }
}

/// The told error at the place of the original.
fn like(original: &ServerError, mut told: ServerError, mark: &Mark) -> ServerError {
    told.locations.clone_from(&original.locations);
    told.path.clone_from(&original.path);
    referenced(told, mark)
}

/// A fault of the hub can be quoted; nothing else names the request.
fn referenced(mut error: ServerError, mark: &Mark) -> ServerError {
    error.source = None;
    if code(&error) == Some("INTERNAL") {
        error.extensions.get_or_insert_default().set("reference", mark.request_id.as_str());
    }
    error
}

/// The code of an error that has one.
pub fn code(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        Value::Null | Value::Number(_) | Value::Boolean(_) | Value::Binary(_) | Value::Enum(_) | Value::List(_) | Value::Object(_) => None,
    }
}

fn note(error: &Error, mark: &Mark) {
    match error {
        Error::Internal(cause) => tracing::error!(request_id = mark.request_id, ?cause, "the hub failed"),
        Error::Unavailable(cause) => tracing::warn!(request_id = mark.request_id, ?cause, "the hub could not answer safely"),
        Error::Unauthenticated(_)
        | Error::Forbidden(_)
        | Error::NotFound
        | Error::InvalidInput { .. }
        | Error::Conflict(_)
        | Error::LimitExceeded(_)
        | Error::RateLimited => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::PathSegment;

    fn mark(id: &str) -> Mark {
        Mark { request_id: id.to_owned(), trace_id: "0".repeat(32) }
    }

    fn at_a_field(mut error: ServerError) -> Response {
        error.path = vec![PathSegment::Field("person".to_owned())];
        Response::from_errors(vec![error])
    }

    fn from_resolver(error: Error) -> Response {
        at_a_field(async_graphql::Error::from(error).into_server_error(async_graphql::Pos::default()))
    }

    fn told(response: Response, id: &str) -> serde_json::Value {
        serde_json::to_value(settle(response, &mark(id)).errors).unwrap()
    }

    #[test]
    fn a_resolvers_error_gets_its_code_and_nothing_of_its_cause() {
        let told = told(from_resolver(Error::internal("the password is 1234")), "r1");
        assert_eq!(told[0]["extensions"], serde_json::json!({ "code": "INTERNAL", "reference": "r1" }));
        assert!(!told.to_string().contains("1234"));
        assert_eq!(told[0]["path"], serde_json::json!(["person"]));
    }

    #[test]
    fn unknown_and_not_for_you_are_the_same_bytes_under_any_request_id() {
        assert_eq!(told(from_resolver(Error::NotFound), "r1").to_string(), told(from_resolver(Error::NotFound), "r2").to_string());
    }

    #[test]
    fn an_error_of_no_known_kind_says_nothing() {
        let plain = at_a_field(async_graphql::Error::new("column `secret` is missing").into_server_error(async_graphql::Pos::default()));
        let foreign =
            at_a_field(ServerError { source: Some(std::sync::Arc::new(1_u8)), ..ServerError::new("Failed to parse \"secret\"", None) });
        for response in [plain, foreign] {
            let told = told(response, "r1");
            assert_eq!(told[0]["extensions"]["code"], "INTERNAL");
            assert!(!told.to_string().contains("secret"));
        }
    }

    #[test]
    fn the_librarys_errors_are_faults_of_the_input() {
        let told = told(Response::from_errors(vec![ServerError::new("Unknown field", None)]), "r1");
        assert_eq!(told[0]["extensions"], serde_json::json!({ "code": "INVALID_INPUT", "field": "query" }));
    }

    #[test]
    fn only_faults_before_execution_leave_out_the_data() {
        assert!(is_request_error(&Response::from_errors(vec![ServerError::new("x", None)])));
        assert!(!is_request_error(&from_resolver(Error::NotFound)));
        assert!(!is_request_error(&Response::new(Value::Null)));
    }

    #[test]
    fn thousands_of_faults_are_cut_short() {
        let many = Response::from_errors(vec![to_server_error(&Error::NotFound); 5_000]);
        assert_eq!(settle(many, &mark("r1")).errors.len(), 20);
    }
}
