//! The graph: its types from the catalogue, its roots, and nothing that decides.
//!
//! Architecture invariant: no guards, no `visible`, no extensions of the library. Whether a field is open is decided once, in
//! `disclosure`; a resolver lays out what came back.

mod answer;
mod caseload;
mod directory;
mod disclosures;
mod filter;
mod plan;
mod project;
mod query;
mod registered;
mod shape;
mod viewer;

pub use query::Query;

use crate::{
    disclosure::Hub,
    http::GraphQl,
    identity::{Caller, Verifier},
};
use async_graphql::{EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema, TypeDirective, Value};
use async_trait::async_trait;
use std::sync::Arc;

/// Rows on a page, and in a list, at most.
pub const MOST_ON_A_PAGE: usize = 100;

/// The schema with its hub.
#[derive(Clone)]
pub struct Graph(Schema<Query, EmptyMutation, EmptySubscription>);

impl Graph {
    /// The graph of this hub.
    pub fn new(hub: Arc<Hub>) -> Self {
        Self(builder().data(hub).finish())
    }
}

fn builder() -> async_graphql::SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    // The gate has counted the document before it comes here: the library's own limits would only count again.
    Schema::build(Query, EmptyMutation, EmptySubscription).type_directive(registered::shared)
}

/// The schema in the schema definition language, as `schema.graphql` holds it.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    builder().finish().sdl_with_options(options)
}

#[async_trait]
impl GraphQl for Graph {
    async fn answer(&self, request: Request) -> Response {
        self.0.execute(with_defaults(request)).await
    }

    fn sdl(&self) -> String {
        sdl()
    }
}
