//! The GraphQL-over-HTTP specification, beyond what its audits ask.

use super::server::{Server, code, told};
use reqwest::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use serde_json::json;
use std::{collections::BTreeSet, time::Duration};

const JSON: &str = "application/json; charset=utf-8";
const RESPONSE: &str = "application/graphql-response+json; charset=utf-8";

#[tokio::test]
async fn the_media_type_is_the_one_that_the_client_likes_best() {
    let server = Server::start().await;
    for (accept, kind) in [
        ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", RESPONSE),
        ("application/json, application/graphql-response+json;q=0.9", JSON),
        ("*/*", JSON),
    ] {
        let response =
            server.client.post(server.graphql()).json(&json!({ "query": "{__typename}" })).header(ACCEPT, accept).send().await.unwrap();
        assert_eq!((response.status().as_u16(), &response.headers()[CONTENT_TYPE]), (200, &kind.parse().unwrap()), "{accept}");
    }
}

#[tokio::test]
async fn what_nobody_can_read_is_not_sent_and_not_taken() {
    let server = Server::start().await;
    let (status, body) =
        told(server.client.post(server.graphql()).header(ACCEPT, "image/png").json(&json!({ "query": "{__typename}" }))).await;
    assert_eq!((status, code(&body)), (406, "INVALID_INPUT"));
    for kind in ["text/plain", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let request = server.client.post(server.graphql()).header(CONTENT_TYPE, kind).body("{\"query\":\"{__typename}\"}");
        assert_eq!(told(request).await.0, 415, "{kind}");
    }
}

#[tokio::test]
async fn a_mutation_by_get_is_refused_in_both_media_types_and_whatever_is_wrong_with_it() {
    let server = Server::start().await;
    for (accept, query) in [
        ("application/json", "mutation{poke}"),
        ("application/graphql-response+json", "mutation{poke}"),
        ("application/json", "mutation($n:Int!){poke}"),
        ("application/json", "query A{__typename} mutation B{poke}&operationName=B"),
    ] {
        let response = server.get(&format!("/graphql?query={query}")).header(ACCEPT, accept).send().await.unwrap();
        assert_eq!((response.status().as_u16(), &response.headers()[ALLOW]), (405, &"POST".parse().unwrap()), "{query}");
    }
    let beside = server.get("/graphql?query=query A{__typename} mutation B{poke}&operationName=A");
    assert_eq!(told(beside).await, (200, json!({ "data": { "__typename": "Query" } })));
    assert_eq!(server.ask("mutation{poke}").await, (200, json!({ "data": { "poke": true } })));
}

#[tokio::test]
async fn other_methods_are_refused() {
    let server = Server::start().await;
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"] {
        let response = server.client.request(method.parse().unwrap(), server.graphql()).send().await.unwrap();
        assert_eq!((response.status().as_u16(), &response.headers()[ALLOW]), (405, &"GET, POST".parse().unwrap()), "{method}");
    }
}

#[tokio::test]
async fn only_what_was_not_run_has_no_data() {
    let server = Server::start().await;
    for query in
        ["{", "{ unknown }", "query($n: Int!) { caseload(first: $n) }", "query A { viewer } query B { viewer }", "subscription { x }"]
    {
        let (status, body) = server.ask(query).await;
        assert_eq!((status, code(&body), body.get("data")), (400, "INVALID_INPUT", None), "{query}");
        let by_json = server.client.post(server.graphql()).header(ACCEPT, "application/json").json(&json!({ "query": query }));
        assert_eq!(told(by_json).await, (200, body), "{query}");
    }
    let (status, body) = server.ask("{ person(id: \"nobody\") }").await;
    assert_eq!((status, code(&body)), (200, "NOT_FOUND"));
    assert_eq!(body["data"], json!({ "person": null }));
    let (status, body) = server.ask("{ viewer }").await;
    assert_eq!((status, code(&body)), (200, "UNAUTHENTICATED"));
    assert!(body.get("data").is_some_and(serde_json::Value::is_null));
}

#[tokio::test]
async fn variables_that_do_not_fit_are_faults_of_the_input() {
    let server = Server::start().await;
    let body = json!({ "query": "query($n: Int) { caseload(first: $n) }", "variables": { "n": "many" } });
    let (status, body) = told(server.post(&body)).await;
    assert_eq!((status, code(&body)), (400, "INVALID_INPUT"));
}

#[tokio::test]
async fn documents_kept_at_the_hub_are_refused_clearly() {
    let server = Server::start().await;
    let (status, body) = told(server.post(&json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "x" } } }))).await;
    assert_eq!((status, code(&body)), (400, "INVALID_INPUT"));
    assert_eq!(body["errors"][0]["message"], "documents kept at the hub are not supported: send the document's text in `query`");
}

#[tokio::test]
async fn a_batch_is_answered_in_its_order() {
    let server = Server::start().await;
    let batch = json!([{ "query": "{ person(id: \"jas\") }" }, { "query": "{" }, { "query": "mutation { poke }" }]);
    let (status, body) = told(server.post(&batch)).await;
    assert_eq!((status, &body[0], &body[2]), (200, &json!({ "data": { "person": "Jas" } }), &json!({ "data": { "poke": true } })));
    assert_eq!((code(&body[1]), body[1].get("data")), ("INVALID_INPUT", None));
    assert_eq!(told(server.post(&json!([]))).await.0, 400);
}

#[tokio::test]
async fn a_change_goes_on_when_whoever_asked_has_gone_and_a_question_does_not() {
    let server = Server::start().await;
    for (name, query) in [("question", "{ linger(name: \"question\") }"), ("change", "mutation { linger(name: \"change\") }")] {
        let asked = server.post(&json!({ "query": query })).timeout(Duration::from_millis(100)).send().await;
        assert!(asked.unwrap_err().is_timeout(), "{name}");
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(*server.ended.lock().unwrap(), BTreeSet::from(["change".to_owned()]));
}
