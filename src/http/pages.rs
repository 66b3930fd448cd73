//! Everything that is not GraphQL: health, the SDL, GraphiQL's files, and the two small pages.

use super::Shared;
use super::embedded::{Embedded, GRAPHIQL};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use http::{HeaderValue, StatusCode};
use std::sync::Arc;

/// GraphiQL's own page. Its scripts and styles come from the hub alone, it speaks to the hub alone, and nothing stands inline; the fonts
/// are written into its stylesheet. A dialog's own style against scrolling behind it is refused by this, and not missed.
const GRAPHIQL_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src data:; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const LANDING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Connections hub</title>\
    <h1>Connections hub</h1><p>This hub answers GraphQL at <a href=\"/graphql\">/graphql</a>. \
    Its schema is at <a href=\"/schema.graphql\">/schema.graphql</a>. Her choices are recorded at <a href=\"/choices\">/choices</a>.</p></html>";

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
        None if path == "/choices" || path.starts_with("/choices/") => "/choices",
        None => "other",
    }
}

pub(super) fn text(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
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
        Ok(()) => {
            let warnings = hub.ready.warnings().await;
            let body = match warnings.as_slice() {
                [] => serde_json::json!({ "status": "ready" }),
                warnings => serde_json::json!({ "status": "ready", "warnings": warnings }),
            };
            text(StatusCode::OK, "application/json", body.to_string())
        }
        Err(reason) => {
            let body = serde_json::json!({ "status": "not ready", "reason": reason }).to_string();
            text(StatusCode::SERVICE_UNAVAILABLE, "application/json", body)
        }
    }
}

/// GraphiQL, or a page that says why it is not here.
pub(super) fn graphiql(hub: &Shared) -> Response {
    window(GRAPHIQL, hub.config.graphiql)
}

fn window(files: &'static [Embedded], wanted: bool) -> Response {
    let page = files.iter().find(|file| file.name == "index.html").filter(|_| wanted);
    let mut response = match page {
        Some(page) => html(page.bytes),
        None if wanted => html(NO_GRAPHIQL),
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
    let file = GRAPHIQL.iter().find(|file| file.name == name && name != "index.html");
    match file.filter(|_| hub.config.graphiql) {
        Some(file) => file.answer(),
        None => not_found().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    async fn shown(files: &'static [Embedded], wanted: bool) -> (bool, String) {
        let response = window(files, wanted);
        let relaxed = response.headers().contains_key(CONTENT_SECURITY_POLICY);
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (relaxed, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn the_window_says_why_graphiql_is_not_there() {
        const FILES: &[Embedded] = &[Embedded { name: "index.html", content_type: "text/html", bytes: b"the page" }];
        assert_eq!(shown(FILES, true).await, (true, "the page".to_owned()));
        let (relaxed, absent) = shown(&[], true).await;
        assert!(!relaxed && absent.contains("run <code>make web</code>"));
        let (relaxed, off) = shown(FILES, false).await;
        assert!(!relaxed && !off.contains("GraphiQL"));
    }

    #[test]
    fn the_log_keeps_no_path_that_somebody_made_up() {
        let paths = ["/graphql", "/graphiql/a.js", "/choices", "/choices/talk/1", "/people/Jas", "/choicesofjas"];
        assert_eq!(paths.map(route), ["/graphql", "/graphiql", "/choices", "/choices", "other", "other"]);
    }
}
