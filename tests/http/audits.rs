//! The audits of the public package `graphql-http`, all of them.

use super::server::Server;
use std::path::Path;
use std::process::Command;

/// Runs the audits; whether all passed, and what was said.
async fn audited(address: String) -> (bool, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http-audit");
    assert!(folder.join("node_modules/graphql-http").is_dir(), "the audits are not installed: run `make test-tools`");
    let run = tokio::task::spawn_blocking(move || Command::new("node").arg(folder.join("audit.mjs")).arg(address).output());
    let output = run.await.unwrap().expect("node is not installed: run `make test-tools`");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), said)
}

#[tokio::test]
async fn every_audit_of_graphql_over_http_passes() {
    let server = Server::start().await;
    let (passed, said) = audited(server.graphql()).await;
    assert!(passed && said.contains(" audits, "), "{said}");
}

#[tokio::test]
async fn the_audits_can_fail() {
    let server = Server::start().await;
    let (passed, said) = audited(format!("{}/health/live", server.address)).await;
    assert!(!passed && said.contains("MUST accept POST requests"), "{said}");
}
