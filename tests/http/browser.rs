//! What a browser's window gets at `/graphql`.

use super::server::Server;
use connections_hub::http::HttpConfig;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async fn page(server: &Server) -> (String, String) {
    let response = server.get("/graphql").header("accept", BROWSER).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    (policy, response.text().await.unwrap())
}

/// The addresses that a page loads.
fn addresses(page: &str) -> Vec<String> {
    let after = page.split("\"/graphiql/").skip(1);
    after.filter_map(|rest| rest.split('"').next()).map(|name| format!("/graphiql/{name}")).collect()
}

#[tokio::test]
async fn graphiql_loads_from_the_hub_alone_and_nothing_stands_inline() {
    let server = Server::start().await;
    let (policy, page) = page(&server).await;
    assert!(page.contains("id=\"graphiql\""), "GraphiQL's files were not there when the tests were built: run `make web`");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    assert!(!page.contains("<style") && !page.contains("style=") && !page.contains("<script>") && !page.contains("http"), "{page}");
    let addresses = addresses(&page);
    assert_eq!(addresses.len(), 7);
    for address in addresses {
        let response = server.get(&address).send().await.unwrap();
        assert_eq!(response.status(), 200, "{address}");
        assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable", "{address}");
        assert!(!response.bytes().await.unwrap().is_empty(), "{address}");
    }
}

#[tokio::test]
async fn graphiql_can_be_left_out() {
    let server = Server::with(HttpConfig { graphiql: false, ..HttpConfig::default() }).await;
    let (policy, page) = page(&server).await;
    assert!(policy.starts_with("default-src 'none'; base-uri") && !page.contains("graphiql"));
    assert_eq!(server.get("/graphiql/index.html").send().await.unwrap().status(), 404);
}
