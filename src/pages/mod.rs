//! The pages at `/choices`: what a worker does with her, and what she sees herself, in a browser without any script.
//!
//! A request passes, in order: the time limit and the net for panics (here), the cookie, the token in it and the rate (`visitor`), for a
//! form its own secret (`form`), and then the very functions that GraphQL's roots use. Nothing of a person is in an address.
//!
//! Architecture invariant: a page reads and changes through `choices`, `hers` and `disclosure`, under their guards and their record, and
//! through nothing else.

mod ask;
mod cookie;
mod desk;
mod draft;
mod form;
mod govuk;
mod home;
mod meet;
mod mine;
mod my_stop;
mod names;
mod page;
mod paper;
mod read_back;
mod receipt;
mod rights;
mod script;
mod sign_in;
mod speaker;
mod stop;
mod talk;
mod tasks;
mod told;
mod trouble;
mod visitor;
mod waiting;

use crate::{
    disclosure::Hub,
    http::{CHOICES, HttpConfig, Rate, finished},
    identity::Verifier,
};
use axum::{
    Router,
    extract::{Path, Request, State},
    http::Method,
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use desk::Desk;
use std::sync::Arc;
use trouble::{Answer, Trouble};

/// The pages, over this hub.
pub fn routes(hub: Arc<Hub>, verifier: Arc<Verifier>) -> impl FnOnce(&HttpConfig, Arc<Rate>) -> Router {
    move |config, rate| {
        let desk = Arc::new(Desk { hub, verifier, rate, timeout: config.timeout });
        Router::new()
            .route("/choices", get(home::show))
            .route("/choices/sign-in", get(sign_in::show).post(sign_in::sign_in))
            .route("/choices/sign-out", post(sign_in::sign_out))
            .route("/choices/files/{file}", get(file))
            .route("/choices/meet", get(meet::first).post(meet::enrol))
            .route("/choices/talk", get(meet::another).post(meet::open))
            .route("/choices/stop", get(stop::show).post(stop::stop))
            .route("/choices/passed-on", get(stop::passed_on))
            .route("/choices/tasks", get(tasks::show))
            .nest("/choices/mine", by_herself().merge(by_either()))
            .nest("/choices/talk/{talk}", in_a_talk().merge(by_either()))
            .layer(from_fn_with_state(Arc::clone(&desk), guarded))
            .with_state(desk)
    }
}

/// Her own pages.
fn by_herself() -> Router<Arc<Desk>> {
    Router::new()
        .route("/", get(mine::choices))
        .route("/looked", get(mine::looked))
        .route("/stop", get(my_stop::show).post(my_stop::stop))
        .route("/stopped/{stop}", get(my_stop::list))
        .route("/asked", get(rights::mine))
}

/// The pages on which she speaks herself, or to a worker in a talk, in the order in which they come.
fn by_either() -> Router<Arc<Desk>> {
    Router::new()
        .route("/names", get(names::show).post(names::choose))
        .route("/ask", get(ask::show).post(ask::answer))
        .route("/read-back", get(read_back::show).post(read_back::record))
        .route("/waiting", get(waiting::show).post(waiting::confirm))
        .route("/not-right", get(rights::not_right).post(rights::correct))
        .route("/complain", get(rights::complaint).post(rights::complain))
}

/// The pages of a talk in which only the worker speaks.
fn in_a_talk() -> Router<Arc<Desk>> {
    Router::new()
        .route("/", get(talk::show))
        .route("/told", get(told::show).post(told::given))
        .route("/sheet", get(told::sheet))
        .route("/receipt", get(receipt::short))
        .route("/receipt/all", get(receipt::all))
        .route("/stop", get(stop::show_in).post(stop::stop_in))
        .route("/stopped/{stop}", get(stop::list))
        .route("/paper", get(paper::show).post(paper::print))
        .route("/paper/{form}", get(paper::form))
        .route("/written-down", get(rights::written_down))
        .route("/close", post(talk::close))
}

/// Holds every page to the time a request may take, and answers for one that broke or that no address can name.
async fn guarded(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    // PostgreSQL keeps this character in no text, so that nothing here has it in its name.
    if request.uri().path().contains("%00") {
        return Trouble::nothing_here().into_response();
    }
    let changes = request.method() == Method::POST;
    match tokio::time::timeout(desk.timeout, finished(changes, next.run(request))).await {
        Ok(Some(response)) => response,
        Ok(None) => Trouble::internal("a page panicked").into_response(),
        Err(_) => Trouble::from(crate::error::Error::unavailable("a page took too long")).into_response(),
    }
}

/// The styles, under the name of their content.
async fn file(Path(name): Path<String>) -> Answer {
    CHOICES.iter().find(|file| file.name == name).map(crate::http::Embedded::answer).ok_or(Trouble::nothing_here())
}
