//! Everything that is not GraphQL: health, the SDL, GraphiQL's files, and the two small pages.

use super::Shared;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use http::{HeaderValue, StatusCode};
use std::sync::Arc;

/// A file that was there when the hub was built.
struct Embedded {
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/graphiql_files.rs"));

/// GraphiQL's own page. Its scripts and styles come from the hub alone, it speaks to the hub alone, and nothing stands inline; the fonts
/// are written into its stylesheet. A dialog's own style against scrolling behind it is refused by this, and not missed.
const GRAPHIQL_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src data:; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const LANDING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Connections hub</title>\
    <h1>Connections hub</h1><p>This hub answers GraphQL at <a href=\"/graphql\">/graphql</a>. \
    Its schema is at <a href=\"/schema.graphql\">/schema.graphql</a>.</p></html>";

const NO_GRAPHIQL: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Connections hub</title>\
    <h1>GraphQL is answered here</h1><p>Send questions by POST as JSON with <code>query</code>.</p>\
    <p>GraphiQL is not part of this hub: its files were not there when the hub was built. \
    To get them, install npm, run <code>make web</code> and build the hub again.</p></html>";

const GRAPHIQL_OFF: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Connections hub</title>\
    <h1>GraphQL is answered here</h1><p>Send questions by POST as JSON with <code>query</code>.</p></html>";

/// The known route of a path, for the log: an unknown path may hold anything.
pub(super) fn route(path: &str) -> &'static str {
    let known = ["/", "/graphql", "/schema.graphql", "/health/live", "/health/ready"];
    match known.into_iter().find(|route| *route == path) {
        Some(route) => route,
        None if path.starts_with("/graphiql/") => "/graphiql",
        None => "other",
    }
}

fn text(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn html(body: impl Into<Body>) -> Response {
    text(StatusCode::OK, "text/html; charset=utf-8", body)
}

/// What is here.
pub(super) async fn landing() -> Response {
    html(LANDING)
}

/// Any path that is none of the hub's.
pub(super) async fn not_found() -> Response {
    text(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "there is nothing at this path: GraphQL is answered at /graphql\n")
}

/// The SDL.
pub(super) async fn sdl(State(hub): State<Arc<Shared>>) -> Response {
    text(StatusCode::OK, "text/plain; charset=utf-8", hub.sdl.clone())
}

/// The process is alive.
pub(super) async fn live() -> Response {
    text(StatusCode::OK, "application/json", "{\"status\":\"live\"}")
}

/// The hub can answer; otherwise a code says what is missing.
pub(super) async fn ready(State(hub): State<Arc<Shared>>) -> Response {
    let checked = tokio::time::timeout(hub.config.timeout, hub.ready.ready()).await;
    match checked.unwrap_or(Err("TIMEOUT")) {
        Ok(()) => text(StatusCode::OK, "application/json", "{\"status\":\"ready\"}"),
        Err(reason) => {
            let body = serde_json::json!({ "status": "not ready", "reason": reason }).to_string();
            text(StatusCode::SERVICE_UNAVAILABLE, "application/json", body)
        }
    }
}

/// GraphiQL, or a page that says why it is not here.
pub(super) fn graphiql(hub: &Shared) -> Response {
    let page = EMBEDDED.iter().find(|file| file.name == "index.html").filter(|_| hub.config.graphiql);
    let mut response = match page {
        Some(page) => html(page.bytes),
        None if hub.config.graphiql => html(NO_GRAPHIQL),
        None => html(GRAPHIQL_OFF),
    };
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("Accept"));
    if page.is_some() {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(GRAPHIQL_POLICY));
    }
    response
}

/// A file of GraphiQL. Its name holds a hash of its content, so that it may be kept for ever.
pub(super) async fn graphiql_file(State(hub): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    let file = EMBEDDED.iter().find(|file| file.name == name && name != "index.html");
    match file.filter(|_| hub.config.graphiql) {
        Some(file) => {
            let mut response = text(StatusCode::OK, file.content_type, file.bytes);
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
            response
        }
        None => not_found().await,
    }
}
