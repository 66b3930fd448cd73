//! Questions that are too large, by every way in.

use super::server::{Server, code, told};
use connections_hub::http::HttpConfig;
use serde_json::json;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn bomb() -> String {
    let mut text = "{...A0}".to_owned();
    (0..26).for_each(|n| write!(text, "fragment A{n} on Query{{...A{} ...A{}}}", n + 1, n + 1).unwrap());
    text + "fragment A26 on Query{__typename}"
}

#[tokio::test]
async fn a_fragment_bomb_is_refused_by_post_by_get_and_in_a_batch() {
    let server = Server::start().await;
    let start = Instant::now();
    let (status, body) = server.ask(&bomb()).await;
    assert_eq!((status, code(&body)), (400, "LIMIT_EXCEEDED"));
    let by_get =
        server.get(&format!("/graphql?{}", form_urlencoded::Serializer::new(String::new()).append_pair("query", &bomb()).finish()));
    let (status, body) = told(by_get.header("accept", "application/graphql-response+json")).await;
    assert_eq!((status, code(&body)), (400, "LIMIT_EXCEEDED"));
    let (_, body) = told(server.post(&json!([{ "query": bomb() }, { "query": "{__typename}" }]))).await;
    assert_eq!((code(&body[0]), &body[1]), ("LIMIT_EXCEEDED", &json!({ "data": { "__typename": "Query" } })));
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[tokio::test]
async fn the_roots_of_a_batch_are_added_up() {
    let server = Server::start().await;
    let one = json!({ "query": "{ a: person(id: \"jas\") b: person(id: \"jas\") c: person(id: \"jas\") }" });
    assert_eq!(told(server.post(&json!([one]))).await.0, 200);
    let (status, body) = told(server.post(&json!([one, one]))).await;
    assert_eq!((status, code(&body)), (400, "LIMIT_EXCEEDED"));
    let message = "the question comes to 6 root fields that disclose, the limit is 4: use `caseload`, or ask in several requests";
    assert_eq!(body["errors"][0]["message"], message);
}

#[tokio::test]
async fn a_batch_has_at_most_ten_parts() {
    let server = Server::start().await;
    let batch = |parts: usize| server.post(&json!(vec![json!({ "query": "{__typename}" }); parts]));
    assert_eq!(told(batch(10)).await.0, 200);
    let (status, body) = told(batch(11)).await;
    assert_eq!((status, code(&body)), (400, "LIMIT_EXCEEDED"));
}

#[tokio::test]
async fn a_body_that_says_it_is_too_long_is_not_read() {
    let server = Server::with(HttpConfig { body_bytes: 1_000, ..HttpConfig::default() }).await;
    let (status, body) = told(server.post(&json!({ "query": "{__typename}", "padding": "x".repeat(1_000) }))).await;
    assert_eq!((status, code(&body)), (413, "LIMIT_EXCEEDED"));
    assert_eq!(told(server.post(&json!({ "query": "{__typename}", "padding": "x".repeat(900) }))).await.0, 200);
}

#[tokio::test]
async fn a_body_that_goes_on_and_on_is_cut_off() {
    let server = Server::with(HttpConfig { body_bytes: 10_000, ..HttpConfig::default() }).await;
    let mut stream = TcpStream::connect(server.address.trim_start_matches("http://")).await.unwrap();
    let head = "POST /graphql HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
    for _ in 0..3 {
        stream.write_all(chunk.as_bytes()).await.unwrap();
    }
    let mut answer = [0_u8; 12];
    tokio::time::timeout(Duration::from_secs(5), stream.read_exact(&mut answer))
        .await
        .expect("the body never ends, the answer comes")
        .unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

/// What tools ask when they start, with everything that the newest of them ask for.
fn introspection() -> String {
    let type_ref = format!("{} kind name {}", "kind name ofType { ".repeat(9), "}".repeat(9));
    format!(
        "query IntrospectionQuery {{ __schema {{ description queryType {{ name kind }} mutationType {{ name kind }}
           subscriptionType {{ name kind }} types {{ ...FullType }}
           directives {{ name description isRepeatable locations args(includeDeprecated: true) {{ ...InputValue }} }} }} }}
         fragment FullType on __Type {{ kind name description specifiedByURL isOneOf
           fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) {{ ...InputValue }}
             type {{ ...TypeRef }} isDeprecated deprecationReason }}
           inputFields(includeDeprecated: true) {{ ...InputValue }} interfaces {{ ...TypeRef }}
           enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }} possibleTypes {{ ...TypeRef }} }}
         fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue isDeprecated deprecationReason }}
         fragment TypeRef on __Type {{ {type_ref} }}"
    )
}

#[tokio::test]
async fn the_usual_question_about_the_schema_passes() {
    let server = Server::start().await;
    let (status, body) = server.ask(&introspection()).await;
    assert_eq!((status, body["errors"].is_null()), (200, true), "{body}");
}

#[tokio::test]
async fn a_client_that_dawdles_over_its_headers_loses_the_connection() {
    let server = Server::with(HttpConfig { header_timeout: Duration::from_millis(200), ..HttpConfig::default() }).await;
    let mut stream = TcpStream::connect(server.address.strip_prefix("http://").unwrap()).await.unwrap();
    stream.write_all(b"POST /graphql HTTP/1.1\r\nhost: hub\r\nx-slow: ").await.unwrap();
    let mut rest = Vec::new();
    tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await.expect("the hub closes the connection").unwrap();
    assert!(!rest.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&rest));
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_its_answer_loses_the_connection() {
    let server = Server::with(HttpConfig { header_timeout: Duration::from_millis(300), ..HttpConfig::default() }).await;
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(1_024).unwrap();
    let mut stream = socket.connect(server.address.strip_prefix("http://").unwrap().parse().unwrap()).await.unwrap();
    // Answers enough for every buffer in between, none of them read.
    let asks = "GET /schema.graphql HTTP/1.1\r\nhost: hub\r\n\r\n".repeat(100_000);
    let _ = tokio::time::timeout(Duration::from_secs(3), stream.write_all(asks.as_bytes())).await;
    let mut rest = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut rest)).await.expect("the hub closes the connection");
    let whole = rest.windows(12).filter(|part| part == b"HTTP/1.1 200").count();
    assert!(whole > 0 && whole < 100_000, "{whole} answers, {read:?}");
}
