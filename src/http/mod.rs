//! The only code that knows axum: our own handler for GraphQL over HTTP, health, the SDL, GraphiQL, and the headers of every answer.
//!
//! A request for `/graphql` passes, in order: headers and marks (`headers`), the media type of the answer (`accept`), the caller and the
//! rate (`seam`, `rate`), the body within its limit and the parameters (`params`), the document gate ([`crate::gate`]), the schema, and
//! back as a response of the right status (`reply`). Nothing of a person is in a URL that the hub makes, and no log line has variables.
//!
//! Architecture invariant: the schema's type is not known here; the hub's parts come in through the traits of `seam`.

mod accept;
mod caller;
mod config;
mod embedded;
mod endpoint;
mod finish;
mod graph;
mod headers;
mod metrics;
mod pages;
mod params;
mod rate;
mod reply;
mod seam;
mod serve;
mod trace;

pub use config::{HttpConfig, RateLimits};
pub(crate) use embedded::CHOICES;
pub use embedded::Embedded;
pub(crate) use finish::finished;
pub use metrics::metrics;
pub use rate::Rate;
pub use seam::{Authenticator, CallerData, GraphQl, Ready};
pub use serve::serve;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use bytes::Bytes;
use std::sync::Arc;

/// What every handler needs.
struct Shared {
    config: HttpConfig,
    graphql: Arc<dyn GraphQl>,
    door: Box<dyn seam::Door>,
    ready: Arc<dyn Ready>,
    rate: Arc<Rate>,
    sdl: Bytes,
}

/// The hub's paths: `/graphql`, `/schema.graphql`, `/health/live`, `/health/ready`, `/graphiql/<file>` and a landing page.
pub fn router<A: Authenticator>(config: HttpConfig, graphql: Arc<dyn GraphQl>, auth: Arc<A>, ready: Arc<dyn Ready>) -> Router {
    router_with(config, graphql, auth, ready, |_, _| Router::new())
}

/// The same, and pages of the hub's own. They count their visitors in the buckets of those who ask by GraphQL, carry the same headers and
/// stand in the same log; no page of another origin may ask them.
pub fn router_with<A: Authenticator>(
    config: HttpConfig,
    graphql: Arc<dyn GraphQl>,
    auth: Arc<A>,
    ready: Arc<dyn Ready>,
    pages: impl FnOnce(&HttpConfig, Arc<Rate>) -> Router,
) -> Router {
    let sdl = Bytes::from(graphql.sdl());
    let cors = headers::cors(&config);
    let rate = Arc::new(Rate::new(&config.rate));
    let own = pages(&config, Arc::clone(&rate));
    let shared = Arc::new(Shared { door: Box::new(seam::Doorway(auth)), config, graphql, ready, rate, sdl });
    let routes = Router::new()
        .route("/", get(pages::landing))
        .route("/graphql", any(endpoint::graphql))
        .route("/graphiql/{file}", get(pages::graphiql_file))
        .route("/schema.graphql", get(pages::sdl))
        .route("/health/live", get(pages::live))
        .route("/health/ready", get(pages::ready))
        .fallback(pages::not_found);
    let routes = match cors {
        Some(cors) => routes.layer(cors),
        None => routes,
    };
    let routes = routes.with_state(Arc::clone(&shared)).merge(own);
    routes.layer(from_fn_with_state(Arc::clone(&shared), headers::around))
}
