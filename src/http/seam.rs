//! Where the hub's other parts come in.

use crate::error::Error;
use async_graphql::{Request, Response};
use async_trait::async_trait;
use std::sync::Arc;

/// Answers GraphQL requests: the schema, seen from the transport.
#[async_trait]
pub trait GraphQl: Send + Sync {
    /// Executes a request that passed the gate. Its data has a `Result<Caller, Error>` of the authenticator's caller, and a
    /// [`crate::gate::Mark`].
    async fn answer(&self, request: Request) -> Response;

    /// The schema in the schema definition language.
    fn sdl(&self) -> String;
}

/// Who is asking, as far as the transport needs to know.
pub trait CallerData: Clone + Send + Sync + 'static {
    /// What the caller's rate is counted under: the same for every request of one worker at one agency.
    fn rate_key(&self) -> String;
}

/// Turns a bearer token into a caller.
#[async_trait]
pub trait Authenticator: Send + Sync + 'static {
    /// Who is asking.
    type Caller: CallerData;

    /// The caller that the token names.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` for no token and for one that is not to be trusted; `UNAVAILABLE` when that cannot be told just now.
    async fn caller(&self, bearer: Option<&str>) -> Result<Self::Caller, Error>;
}

/// Whether the hub can answer.
#[async_trait]
pub trait Ready: Send + Sync {
    /// Checks what the hub needs.
    ///
    /// # Errors
    /// A code such as `DATABASE` of the first thing that is missing; never inner text.
    async fn ready(&self) -> Result<(), &'static str>;

    /// Codes of what somebody should look after, while the hub answers all the same.
    async fn warnings(&self) -> Vec<&'static str> {
        Vec::new()
    }
}

/// Somebody whom the door let in, known or not.
pub(super) struct Admitted {
    /// What the rate is counted under; `None` without a token.
    pub(super) rate_key: Option<String>,
    attach: Box<dyn Fn(Request) -> Request + Send + Sync>,
}

impl Admitted {
    /// Puts `Result<Caller, Error>` into the request's data, where resolvers of personal data look for it.
    pub(super) fn attach(&self, request: Request) -> Request {
        (self.attach)(request)
    }
}

/// An authenticator whose type of caller is not seen from outside.
#[async_trait]
pub(super) trait Door: Send + Sync {
    /// Lets in a caller with a good token, and one without any, who will be refused by each resolver of personal data.
    async fn admit(&self, bearer: Option<&str>) -> Result<Admitted, Error>;
}

/// The door that an authenticator keeps.
pub(super) struct Doorway<A>(pub(super) Arc<A>);

#[async_trait]
impl<A: Authenticator> Door for Doorway<A> {
    async fn admit(&self, bearer: Option<&str>) -> Result<Admitted, Error> {
        match (self.0.caller(bearer).await, bearer) {
            (Ok(caller), _) => Ok(Admitted {
                rate_key: Some(caller.rate_key()),
                attach: Box::new(move |request| request.data(Ok::<A::Caller, Error>(caller.clone()))),
            }),
            (Err(Error::Unauthenticated(why)), None) => Ok(Admitted {
                rate_key: None,
                attach: Box::new(move |request| request.data(Err::<A::Caller, Error>(Error::Unauthenticated(why)))),
            }),
            (Err(error), _) => Err(error),
        }
    }
}
