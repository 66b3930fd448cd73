//! Request ids and W3C trace context (<https://www.w3.org/TR/trace-context/>, version 00).

use crate::gate::Mark;
use http::header::HeaderName;
use http::{HeaderMap, HeaderValue};
use opentelemetry::{
    Context, SpanId, TraceFlags, TraceId,
    trace::{SpanContext, TraceContextExt, TraceState},
};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The header that names a request, in and out.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The header that names a trace and a step of it, in and out.
pub(super) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The longest request id that is taken over from a client, in characters.
const LONGEST: usize = 64;

/// Which request this is, and the hub's own step in its trace.
pub(super) struct Marked {
    pub(super) mark: Mark,
    step: u64,
    // The client's own step, if it told one.
    before: Option<u64>,
    sampled: bool,
}

impl Marked {
    /// Takes over what the client says, where it is well-formed, and makes new ids otherwise.
    pub(super) fn from_headers(headers: &HeaderMap) -> Self {
        let request_id = only(headers, &REQUEST_ID).filter(|id| is_request_id(id)).map_or_else(new_request_id, str::to_owned);
        let told = only(headers, &TRACEPARENT).and_then(parent);
        let before = told.as_ref().map(|told| told.1);
        let (trace_id, sampled) = told.map_or_else(|| (format!("{:032x}", nonzero()), false), |(trace_id, _, sampled)| (trace_id, sampled));
        Self { mark: Mark { request_id, trace_id }, step: rand::random::<u64>() | 1, before, sampled }
    }

    /// Makes a span part of the trace, where traces are sent to a collector.
    pub(super) fn join(&self, span: &Span) {
        let Ok(trace) = TraceId::from_hex(&self.mark.trace_id) else { return };
        let step = SpanId::from(self.before.unwrap_or(self.step));
        let before = SpanContext::new(trace, step, TraceFlags::SAMPLED, true, TraceState::default());
        // Without a collector there is nothing to be part of.
        let _ = span.set_parent(Context::new().with_remote_span_context(before));
    }

    /// The two headers of the answer.
    pub(super) fn write(&self, headers: &mut HeaderMap) {
        let parent = format!("00-{}-{:016x}-{:02x}", self.mark.trace_id, self.step, u8::from(self.sampled));
        for (name, text) in [(REQUEST_ID, &self.mark.request_id), (TRACEPARENT, &parent)] {
            if let Ok(value) = HeaderValue::from_str(text) {
                headers.insert(name, value);
            }
        }
    }
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

fn is_request_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

fn new_request_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

fn nonzero() -> u128 {
    rand::random::<u128>() | 1
}

/// The trace id of a parent, its step, and whether it is sampled. A later version may add to the end.
fn parent(text: &str) -> Option<(String, u64, bool)> {
    let mut parts = text.splitn(5, '-');
    let [version, trace, step, flags] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    let lengths = [(version, 2), (trace, 32), (step, 16), (flags, 2)];
    let hexadecimal = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let whole = lengths.iter().all(|(part, length)| part.len() == *length && hexadecimal(part));
    let zero = |text: &str| text.bytes().all(|byte| byte == b'0');
    let known = version != "ff" && (version != "00" || parts.next().is_none());
    let sampled = u8::from_str_radix(flags, 16).is_ok_and(|flags| flags & 1 == 1);
    let number = u64::from_str_radix(step, 16).ok()?;
    (whole && known && !zero(trace) && !zero(step)).then(|| (trace.to_owned(), number, sampled))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    fn marked(name: HeaderName, text: &str) -> Marked {
        Marked::from_headers(&HeaderMap::from_iter([(name, HeaderValue::from_str(text).unwrap())]))
    }

    #[test]
    fn good_request_ids_are_kept_and_others_replaced() {
        assert_eq!(marked(REQUEST_ID, "case-42_A").mark.request_id, "case-42_A");
        for wrong in ["", "a b", "x\"y", &"a".repeat(65), "é"] {
            let id = marked(REQUEST_ID, wrong).mark.request_id;
            assert!(id != wrong && is_request_id(&id), "{wrong}");
        }
    }

    #[test]
    fn a_trace_is_joined_with_a_step_of_our_own() {
        let marked = marked(TRACEPARENT, &format!("00-{TRACE}-00f067aa0ba902b7-01"));
        let mut headers = HeaderMap::new();
        marked.write(&mut headers);
        let out = headers[TRACEPARENT].to_str().unwrap();
        assert!(out.starts_with(&format!("00-{TRACE}-")) && out.ends_with("-01") && !out.contains("00f067aa0ba902b7"));
        assert!(parent(out).is_some());
    }

    #[test]
    fn malformed_parents_start_a_new_trace() {
        let zero = "0".repeat(32);
        for wrong in [
            format!("ff-{TRACE}-00f067aa0ba902b7-01"),
            format!("00-{zero}-00f067aa0ba902b7-01"),
            format!("00-{TRACE}-0000000000000000-01"),
            format!("00-{TRACE}-00f067aa0ba902b7-01-more"),
            format!("00-{}-00f067aa0ba902b7-01", TRACE.to_uppercase()),
            format!("00-{TRACE}-00f067aa0ba902b7"),
        ] {
            assert_ne!(marked(TRACEPARENT, &wrong).mark.trace_id, TRACE, "{wrong}");
        }
        assert_eq!(marked(TRACEPARENT, &format!("01-{TRACE}-00f067aa0ba902b7-00-more")).mark.trace_id, TRACE);
    }
}
