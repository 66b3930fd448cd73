//! From text to a document: guarded, and read once.

use super::answer::{coded, to_server_error};
use super::limits::{Limits, wide, within};
use crate::error::Error;
use async_graphql::ServerError;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::{Error as ParseError, parse_query};

/// Reads a document's text, after refusing what the parser must not be given: it works by recursion, one step a brace.
///
/// # Errors
/// `LIMIT_EXCEEDED` for text too long or nested too deeply; `INVALID_INPUT`, with the place, for text that is no GraphQL document.
pub fn parse(text: &str, limits: &Limits) -> Result<ExecutableDocument, ServerError> {
    guard(text, limits).map_err(|error| to_server_error(&error))?;
    parse_query(text).map_err(|error| syntax(&error))
}

fn guard(text: &str, limits: &Limits) -> Result<(), Error> {
    within("bytes of document", wide(text.len()), wide(limits.document_bytes), "send a shorter document")?;
    within("levels of braces", wide(deepest(text)), wide(limits.nesting), "nest less deeply")
}

/// How many braces, brackets and parentheses are open at most at once, outside comments and strings.
///
/// Where the text is malformed it counts too much rather than too little: a string ends at the end of its line.
pub(super) fn deepest(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0_usize);
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = match byte {
            b'{' | b'[' | b'(' => {
                open += 1;
                most = most.max(open);
                after
            }
            b'}' | b']' | b')' => {
                open = open.saturating_sub(1);
                after
            }
            b'#' => past_comment(after),
            b'"' => past_string(rest),
            _ => after,
        };
    }
    most
}

fn past_comment(mut rest: &[u8]) -> &[u8] {
    while let [byte, after @ ..] = rest {
        if matches!(byte, b'\n' | b'\r') {
            break;
        }
        rest = after;
    }
    rest
}

fn past_string(text: &[u8]) -> &[u8] {
    match text {
        [b'"', b'"', b'"', rest @ ..] => past_block(rest),
        [_, rest @ ..] => past_line(rest),
        [] => text,
    }
}

fn past_block(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = match rest {
            [b'"', b'"', b'"', after @ ..] => return after,
            [b'\\', b'"', b'"', b'"', after @ ..] | [_, after @ ..] => after,
            [] => return rest,
        };
    }
}

fn past_line(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = match rest {
            [b'"' | b'\n' | b'\r', after @ ..] => return after,
            [b'\\', b'"' | b'\\', after @ ..] | [_, after @ ..] => after,
            [] => return rest,
        };
    }
}

/// The library's message is a drawing over several lines; its last line says what was expected, and the place travels as a location.
fn syntax(error: &ParseError) -> ServerError {
    let text = error.to_string();
    let said = text.lines().next_back().unwrap_or_default().trim().trim_start_matches("= ").trim_end_matches('.');
    let mut told = coded(&Error::invalid("query", format!("the document cannot be read: {}", said.to_lowercase())));
    told.locations = error.positions().collect();
    told
}
