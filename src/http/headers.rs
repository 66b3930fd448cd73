//! What every answer carries, and the line that the log keeps of it.

use super::config::HttpConfig;
use super::trace::{Marked, REQUEST_ID, TRACEPARENT};
use super::{Shared, pages};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY, RETRY_AFTER,
    STRICT_TRANSPORT_SECURITY, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_http::cors::{AllowOrigin, CorsLayer};
use tracing::Instrument;

/// The policy of everything that is no page of the hub's own: nothing may be loaded, and nobody may frame it.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What an answer says unless its handler said otherwise.
const USUAL: [(HeaderName, &str); 8] = [
    (CONTENT_SECURITY_POLICY, NOTHING),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Two years, as browsers' lists ask for.
const ONLY_TLS: &str = "max-age=63072000; includeSubDomains";

/// Marks a request on its way in, and on its way out adds the headers and writes one line of log: never its query string or its body.
pub(super) async fn around(State(hub): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let marked = Marked::from_headers(request.headers());
    request.extensions_mut().insert(marked.mark.clone());
    let route = pages::route(request.uri().path());
    let (mark, method) = (&marked.mark, method(request.method()));
    let span = tracing::info_span!("request", id = mark.request_id, trace = mark.trace_id, method, route);
    marked.join(&span);
    let start = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    strict(response.headers_mut(), &hub.config);
    marked.write(response.headers_mut());
    let status = response.status();
    metrics::counter!("hub_requests_total", "route" => route, "status" => status.as_str().to_owned()).increment(1);
    metrics::histogram!("hub_request_seconds", "route" => route).record(start.elapsed());
    span.in_scope(|| tracing::info!(status = status.as_u16(), ms = start.elapsed().as_millis(), "answered"));
    response
}

/// A method as a log may name it: whoever asks may make others up.
fn method(method: &Method) -> &'static str {
    let known = [Method::GET, Method::POST, Method::HEAD, Method::OPTIONS, Method::PUT, Method::PATCH, Method::DELETE];
    let names = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];
    known.iter().zip(names).find_map(|(known, name)| (known == method).then_some(name)).unwrap_or("other")
}

fn strict(headers: &mut HeaderMap, config: &HttpConfig) {
    for (name, value) in USUAL {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if config.behind_tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONLY_TLS));
    }
}

/// Lets the pages of the listed origins ask; without any, no answer says a word about other origins.
pub(super) fn cors(config: &HttpConfig) -> Option<CorsLayer> {
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::list(config.origins.iter().cloned()))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, REQUEST_ID, TRACEPARENT])
        .expose_headers([REQUEST_ID, TRACEPARENT, RETRY_AFTER, WWW_AUTHENTICATE])
        .max_age(Duration::from_hours(1));
    (!config.origins.is_empty()).then_some(layer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_that_somebody_made_up_is_not_named() {
        assert_eq!([method(&Method::GET), method(&Method::POST), method(&Method::DELETE)], ["GET", "POST", "DELETE"]);
        assert_eq!(method(&Method::from_bytes(b"JAS_EXAMPLE_A1234AA").unwrap()), "other");
    }
}
