//! Headers, marks, origins, health.

use super::server::{Server, told};
use connections_hub::http::HttpConfig;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

const ORIGIN: &str = "https://case.example.org";

async fn headers(server: &Server, path: &str) -> HeaderMap {
    server.get(path).header("accept", "application/json").send().await.unwrap().headers().clone()
}

#[tokio::test]
async fn every_answer_is_strict() {
    let server = Server::start().await;
    for path in
        ["/", "/graphql", "/graphql?query={__typename}", "/schema.graphql", "/health/live", "/health/ready", "/graphiql/none", "/none"]
    {
        let headers = headers(&server, path).await;
        assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"), "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
        assert_eq!(headers["cache-control"], "no-store", "{path}");
        for name in ["strict-transport-security", "access-control-allow-origin", "server"] {
            assert!(!headers.contains_key(name), "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_there() {
    let server = Server::with(HttpConfig { behind_tls: true, ..HttpConfig::default() }).await;
    assert_eq!(headers(&server, "/graphql").await["strict-transport-security"], "max-age=63072000; includeSubDomains");
}

#[tokio::test]
async fn a_request_and_its_trace_are_named_in_and_out() {
    let server = Server::start().await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let asked = server.post(&json!({ "query": "{ mark }" })).header("x-request-id", "case-42");
    let response = asked.header("traceparent", format!("00-{trace}-00f067aa0ba902b7-01")).send().await.unwrap();
    assert_eq!(response.headers()["x-request-id"], "case-42");
    let parent = response.headers()["traceparent"].to_str().unwrap().to_owned();
    assert!(parent.starts_with(&format!("00-{trace}-")) && !parent.contains("00f067aa0ba902b7"), "{parent}");
    assert_eq!(response.json::<Value>().await.unwrap()["data"]["mark"], json!(["case-42", trace]));
    let strange = server.get("/").header("x-request-id", "a\"b").send().await.unwrap();
    assert_eq!(strange.headers()["x-request-id"].len(), 32);
}

#[tokio::test]
async fn only_listed_origins_may_ask() {
    let config = HttpConfig::default().with_origins(&[ORIGIN.to_owned()]).unwrap();
    let server = Server::with(config).await;
    let from = |origin: &str| {
        server.client.request(Method::OPTIONS, server.graphql()).header("origin", origin).header("access-control-request-method", "POST")
    };
    let listed = from(ORIGIN).send().await.unwrap();
    assert_eq!(listed.headers()["access-control-allow-origin"], ORIGIN);
    assert!(!listed.headers().contains_key("access-control-allow-credentials"));
    assert_eq!(listed.headers()["x-content-type-options"], "nosniff");
    let other = from("https://other.example.org").send().await.unwrap();
    assert!(!other.headers().contains_key("access-control-allow-origin"));
    let nobody = Server::start().await;
    let refused = nobody.client.request(Method::OPTIONS, nobody.graphql()).header("origin", ORIGIN).send().await.unwrap();
    assert!(!refused.headers().contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn health_is_told_by_a_code_and_nothing_else() {
    let server = Server::start().await;
    assert_eq!(told(server.get("/health/live")).await, (200, json!({ "status": "live" })));
    assert_eq!(told(server.get("/health/ready")).await, (200, json!({ "status": "ready" })));
    server.break_down();
    assert_eq!(told(server.get("/health/live")).await.0, 200);
    assert_eq!(told(server.get("/health/ready")).await, (503, json!({ "status": "not ready", "reason": "DATABASE" })));
}

#[tokio::test]
async fn the_schema_is_served() {
    let server = Server::start().await;
    let response = server.get("/schema.graphql").send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
    assert!(response.text().await.unwrap().contains("type Query"));
}

#[tokio::test]
async fn the_server_stops_when_told_and_finishes_what_is_under_way() {
    let server = Server::start().await;
    assert_eq!(server.ask("{ __typename }").await.0, 200);
    let address = server.graphql();
    server.stop().await;
    assert!(reqwest::Client::new().get(address).send().await.is_err());
}
