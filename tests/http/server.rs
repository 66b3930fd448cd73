//! A server with a small schema, and a client that speaks to it.

use async_graphql::{Context, EmptySubscription, Object, Request, Response, Schema};
use async_trait::async_trait;
use connections_hub::error::Error;
use connections_hub::gate::Mark;
use connections_hub::http::{Authenticator, CallerData, GraphQl, HttpConfig, Ready, router, serve};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// Who asks: the token is `good-<name>`.
#[derive(Clone)]
pub struct Named(String);

impl CallerData for Named {
    fn rate_key(&self) -> String {
        self.0.clone()
    }
}

struct Names;

#[async_trait]
impl Authenticator for Names {
    type Caller = Named;

    async fn caller(&self, bearer: Option<&str>) -> Result<Named, Error> {
        match bearer {
            Some("keys-are-away") => Err(Error::unavailable("the issuer does not answer")),
            Some(token) => {
                token.strip_prefix("good-").map(|name| Named(name.to_owned())).ok_or(Error::Unauthenticated("the token is not valid"))
            }
            None => Err(Error::Unauthenticated("there is no token: send one")),
        }
    }
}

fn burst(text: &str) -> i32 {
    panic!("{text}")
}

/// Names of what came to its end.
pub type Ended = Arc<Mutex<BTreeSet<String>>>;

async fn lingers(ctx: &Context<'_>, name: String) -> bool {
    tokio::time::sleep(Duration::from_millis(400)).await;
    ctx.data_unchecked::<Ended>().lock().unwrap().insert(name)
}

struct Query;

#[expect(clippy::unused_async, reason = "the library takes no other resolvers")]
#[Object]
impl Query {
    /// Who asks: the only personal data here.
    async fn viewer(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        match ctx.data::<Result<Named, Error>>()? {
            Ok(caller) => Ok(caller.0.clone()),
            Err(Error::Unauthenticated(why)) => Err(Error::Unauthenticated(why).into()),
            Err(_) => Err(Error::NotFound.into()),
        }
    }

    /// An error inside an `Option` leaves this field null; one around it would leave the whole answer null.
    async fn person(&self, id: String) -> Option<async_graphql::Result<String>> {
        Some(if id == "jas" { Ok("Jas".to_owned()) } else { Err(Error::NotFound.into()) })
    }

    async fn caseload(&self, first: Option<i32>) -> Vec<i32> {
        (0..first.unwrap_or(50)).collect()
    }

    async fn mark(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<String>> {
        let mark = ctx.data::<Mark>()?;
        Ok(vec![mark.request_id.clone(), mark.trace_id.clone()])
    }

    async fn broken(&self) -> Result<Option<i32>, Error> {
        Err(Error::internal("the inner text"))
    }

    async fn foreign(&self) -> async_graphql::Result<Option<i32>> {
        Err(async_graphql::Error::new("the inner text"))
    }

    async fn panics(&self) -> i32 {
        ["the inner text"].into_iter().map(burst).sum()
    }

    async fn linger(&self, ctx: &Context<'_>, name: String) -> bool {
        lingers(ctx, name).await
    }

    async fn slow(&self) -> i32 {
        tokio::time::sleep(Duration::from_mins(1)).await;
        0
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn poke(&self) -> bool {
        true
    }

    /// Takes a while, and leaves a mark under the name when it comes to its end.
    async fn linger(&self, ctx: &Context<'_>, name: String) -> bool {
        lingers(ctx, name).await
    }
}

struct Small(Schema<Query, Mutation, EmptySubscription>);

#[async_trait]
impl GraphQl for Small {
    async fn answer(&self, request: Request) -> Response {
        self.0.execute(request).await
    }

    fn sdl(&self) -> String {
        self.0.sdl()
    }
}

struct Switch(AtomicBool);

#[async_trait]
impl Ready for Switch {
    async fn ready(&self) -> Result<(), &'static str> {
        if self.0.load(Ordering::SeqCst) { Ok(()) } else { Err("DATABASE") }
    }
}

/// A running server; it stops when it is dropped.
pub struct Server {
    pub address: String,
    pub client: reqwest::Client,
    pub ended: Ended,
    ready: Arc<Switch>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    served: Option<tokio::task::JoinHandle<()>>,
}

impl Server {
    pub async fn start() -> Self {
        Self::with(HttpConfig::default()).await
    }

    pub async fn with(config: HttpConfig) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let ready = Arc::new(Switch(AtomicBool::new(true)));
        let ended = Ended::default();
        let schema = Schema::build(Query, Mutation, EmptySubscription).data(Arc::clone(&ended)).finish();
        let header_timeout = config.header_timeout;
        let router = router(config, Arc::new(Small(schema)), Arc::new(Names), ready.clone());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let served = tokio::spawn(serve(listener, router, header_timeout, async {
            let _ = stopped.await;
        }));
        Self { address, client: reqwest::Client::new(), ended, ready, stop: Some(stop), served: Some(served) }
    }

    /// Tells the server to stop, and waits until it has.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        self.served.take().unwrap().await.unwrap();
    }

    pub fn break_down(&self) {
        self.ready.0.store(false, Ordering::SeqCst);
    }

    pub fn graphql(&self) -> String {
        format!("{}/graphql", self.address)
    }

    pub fn post(&self, body: &Value) -> reqwest::RequestBuilder {
        self.client.post(self.graphql()).header("accept", "application/graphql-response+json").json(body)
    }

    pub fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.address))
    }

    /// Asks by POST, without a token.
    pub async fn ask(&self, query: &str) -> (u16, Value) {
        told(self.post(&json!({ "query": query }))).await
    }
}

/// The status and the body.
pub async fn told(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

/// The code of the first error.
pub fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}
