//! The graph: its types from the catalogue, its roots, and nothing that decides.
//!
//! Architecture invariant: no guards, no `visible`, no extensions of the library. Whether a field is open is decided once, in
//! `disclosure`; a resolver lays out what came back.

mod answer;
mod caseload;
mod changes;
mod directory;
mod disclosures;
mod filter;
mod hers;
mod mutation;
mod plan;
mod project;
mod query;
mod registered;
mod shape;
mod viewer;
mod worklist;

pub use mutation::Mutation;
pub use query::Query;

use crate::disclosure::Hub;
use async_graphql::{EmptySubscription, Request, Response, SDLExportOptions, Schema, parser::types::DocumentOperations};
use std::sync::Arc;

/// Rows on a page, and in a list, at most.
pub const MOST_ON_A_PAGE: usize = 100;

/// The schema with its hub.
#[derive(Clone)]
pub struct Graph(Schema<Query, Mutation, EmptySubscription>);

impl Graph {
    /// The graph of this hub.
    pub fn new(hub: Arc<Hub>) -> Self {
        Self(builder().data(hub).finish())
    }

    /// Executes a request that passed the gate.
    pub async fn execute(&self, request: Request) -> Response {
        self.0.execute(with_defaults(request)).await
    }
}

/// Fills in the defaults of variables that were not given, so that `@skip`, `@include` and arguments all see the same values.
fn with_defaults(mut request: Request) -> Request {
    let name = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else { return request };
    let operation = match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(operation),
        (DocumentOperations::Multiple(all), Some(name)) => all.get(name.as_str()),
        // The only operation is run whether or not it is named.
        (DocumentOperations::Multiple(all), None) if all.len() == 1 => all.values().next(),
        (DocumentOperations::Multiple(_), None) => None,
    };
    let definitions = operation.map(|o| o.node.variable_definitions.clone()).unwrap_or_default();
    for definition in definitions {
        if let Some(default) = definition.node.default_value {
            request.variables.entry(definition.node.name.node).or_insert(default.node);
        }
    }
    request
}

fn builder() -> async_graphql::SchemaBuilder<Query, Mutation, EmptySubscription> {
    // The gate has counted the document before it comes here: the library's own limits would only count again.
    // Nor does it guess what an unknown name meant: that costs an edit distance for each name there is, and whoever asks needs no token.
    Schema::build(Query, Mutation::default(), EmptySubscription).disable_suggestions()
}

/// The schema in the schema definition language, as `schema.graphql` holds it.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    builder().finish().sdl_with_options(options)
}
