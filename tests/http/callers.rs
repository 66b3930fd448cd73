//! Tokens, rates, and errors that say nothing they should not.

use super::server::{Server, code, told};
use connections_hub::http::{HttpConfig, RateLimits};
use reqwest::header::{AUTHORIZATION, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::{Value, json};
use std::num::NonZeroU32;
use std::time::Duration;

const VIEWER: &str = "{ viewer }";

async fn with_credentials(server: &Server, credentials: &str) -> (u16, bool, Value) {
    let response = server.post(&json!({ "query": VIEWER })).header(AUTHORIZATION, credentials).send().await.unwrap();
    let challenged = response.headers().contains_key(WWW_AUTHENTICATE);
    (response.status().as_u16(), challenged, response.json().await.unwrap())
}

#[tokio::test]
async fn a_good_token_is_told_who_it_is() {
    let server = Server::start().await;
    for credentials in ["Bearer good-pa-1", "bearer  good-pa-1"] {
        assert_eq!(with_credentials(&server, credentials).await, (200, false, json!({ "data": { "viewer": "pa-1" } })));
    }
}

#[tokio::test]
async fn credentials_that_are_not_to_be_trusted_are_challenged() {
    let server = Server::start().await;
    for credentials in ["Bearer forged", "Bearer ", "Bearer", "Basic Z29vZC1wYS0x", "good-pa-1", ""] {
        let (status, challenged, body) = with_credentials(&server, credentials).await;
        assert_eq!((status, challenged, code(&body), body.get("data")), (401, true, "UNAUTHENTICATED", None), "{credentials}");
    }
    let twice = server.post(&json!({ "query": VIEWER })).header(AUTHORIZATION, "Bearer good-a").header(AUTHORIZATION, "Bearer good-b");
    assert_eq!(told(twice).await.0, 401);
}

#[tokio::test]
async fn without_a_token_only_personal_data_is_refused() {
    let server = Server::start().await;
    assert_eq!(server.ask("{ __typename }").await, (200, json!({ "data": { "__typename": "Query" } })));
    assert_eq!(code(&server.ask(VIEWER).await.1), "UNAUTHENTICATED");
}

#[tokio::test]
async fn when_keys_are_away_nothing_is_answered() {
    let server = Server::start().await;
    let (status, challenged, body) = with_credentials(&server, "Bearer keys-are-away").await;
    assert_eq!((status, challenged, code(&body)), (503, false, "UNAVAILABLE"));
    assert!(!body.to_string().contains("issuer"));
}

fn count(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap()
}

#[tokio::test]
async fn each_caller_may_ask_only_so_often_and_batches_count_each_part() {
    let rate = RateLimits { per_second: count(1), burst: count(3), anonymous_per_second: count(1), anonymous_burst: count(1) };
    let server = Server::with(HttpConfig { rate, ..HttpConfig::default() }).await;
    let three = json!([{ "query": VIEWER }, { "query": VIEWER }, { "query": VIEWER }]);
    let ask = |name: &str| server.post(&three).header(AUTHORIZATION, format!("Bearer good-{name}"));
    assert_eq!(told(ask("a")).await.0, 200);
    let response = ask("a").send().await.unwrap();
    assert_eq!(response.status(), 429);
    assert!(response.headers()[RETRY_AFTER].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(code(&response.json().await.unwrap()), "RATE_LIMITED");
    assert_eq!(told(ask("b")).await.0, 200);
    assert_eq!(server.ask("{ __typename }").await.0, 200);
    assert_eq!(with_credentials(&server, "Bearer forged").await.0, 429, "guesses count among the unknown");
}

#[tokio::test]
async fn faults_of_the_hub_are_quoted_by_the_request_id_and_say_no_more() {
    let server = Server::start().await;
    for (query, status) in [("{ broken }", 200), ("{ foreign }", 200), ("{ panics }", 500)] {
        let response = server.post(&json!({ "query": query })).header("x-request-id", "quote-me").send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{query}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["errors"][0]["extensions"], json!({ "code": "INTERNAL", "reference": "quote-me" }), "{query}");
        assert!(!body.to_string().contains("inner"), "{query}");
    }
}

#[tokio::test]
async fn unknown_and_not_for_you_are_the_same_bytes() {
    let server = Server::start().await;
    let mut answers = Vec::new();
    for id in ["nobody", "em----"] {
        let response = server.post(&json!({ "query": "query($id: String!) { person(id: $id) }", "variables": { "id": id } }));
        answers.push(response.send().await.unwrap().bytes().await.unwrap());
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn what_takes_too_long_is_given_up() {
    let server = Server::with(HttpConfig { timeout: Duration::from_millis(100), ..HttpConfig::default() }).await;
    let (status, body) = server.ask("{ slow }").await;
    assert_eq!((status, code(&body)), (503, "UNAVAILABLE"));
}
