//! `/graphql`.

use super::accept::{Media, choose, is_json};
use super::finish::finished;
use super::params::{self, Asked};
use super::reply::{self, Refusal};
use super::seam::Admitted;
use super::{Shared, pages};
use crate::error::Error;
use crate::gate::{self, Counted, Mark, to_server_error};
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Request as Question, Response as Answer, ServerError};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::num::NonZeroU32;
use std::sync::Arc;

const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

/// GraphQL over HTTP: queries by `GET`, queries and mutations by `POST`, batches by `POST`; GraphiQL for a browser's window.
pub(super) async fn graphql(State(hub): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mark = parts.extensions.get::<Mark>().cloned().unwrap_or_else(|| Mark { request_id: String::new(), trace_id: String::new() });
    let offered = if parts.method == Method::GET { &Media::ALL[..] } else { &Media::DATA[..] };
    let Some(media) = choose(&parts.headers, offered) else {
        return unacceptable().respond(Media::Json, &mark);
    };
    if media == Media::Html {
        return pages::graphiql(&hub);
    }
    let call = Call { hub: &hub, mark: &mark, media };
    match tokio::time::timeout(hub.config.timeout, call.answer(&parts, body)).await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.respond(media, &mark),
        Err(_) => Refusal::from(Error::unavailable("the request took too long")).respond(media, &mark),
    }
}

fn unacceptable() -> Refusal {
    let message = "the hub answers in `application/graphql-response+json` and `application/json`: accept one of them";
    Refusal::new(StatusCode::NOT_ACCEPTABLE, Error::invalid("Accept", message))
}

/// A question that passed the gate and what it comes to, or why it did not pass.
type Gated = Result<(Question, Counted), ServerError>;

/// One call of the endpoint.
struct Call<'a> {
    hub: &'a Shared,
    mark: &'a Mark,
    media: Media,
}

impl Call<'_> {
    async fn answer(&self, parts: &Parts, body: Body) -> Result<Response, Refusal> {
        match parts.method {
            Method::POST => self.post(parts, body).await,
            Method::GET => self.get(parts).await,
            _ => Err(Refusal::method("GET, POST", "`/graphql` takes GET and POST")),
        }
    }

    async fn post(&self, parts: &Parts, body: Body) -> Result<Response, Refusal> {
        if !is_json(&parts.headers) {
            return Err(unreadable());
        }
        let caller = self.admit(&parts.headers).await?;
        let bytes = read(&parts.headers, body, self.hub.config.body_bytes).await?;
        match params::from_body(&bytes)? {
            params::Body::One(asked) => Ok(reply::one(&self.answered(self.read(asked), &caller).await, self.media)),
            params::Body::Many(all) => self.batch(all, &caller).await,
        }
    }

    async fn get(&self, parts: &Parts) -> Result<Response, Refusal> {
        let caller = self.admit(&parts.headers).await?;
        let asked = params::from_query_string(parts.uri.query().unwrap_or_default())?;
        let document = self.document(&asked);
        if document.as_ref().is_ok_and(|document| is_mutation(document, &asked)) {
            return Err(Refusal::method("POST", "a mutation changes something: send it by POST"));
        }
        let gated = document.and_then(|document| self.gated(asked, document));
        Ok(reply::one(&self.answered(gated, &caller).await, self.media))
    }

    /// Who is asking, counted once. A token that is not to be trusted is counted among the unknown.
    async fn admit(&self, headers: &HeaderMap) -> Result<Admitted, Refusal> {
        let admitted = match bearer(headers) {
            Ok(token) => self.hub.door.admit(token).await,
            Err(error) => Err(error),
        };
        let key = admitted.as_ref().ok().and_then(|caller| caller.rate_key.as_ref());
        self.hub.rate.take(key, NonZeroU32::MIN).map_err(Refusal::wait)?;
        admitted.map_err(Refusal::from)
    }

    /// Gates every part, holds all together against the limits, and only then runs them, one after the other.
    async fn batch(&self, all: Vec<Asked>, caller: &Admitted) -> Result<Response, Refusal> {
        let limits = &self.hub.config.limits;
        limits.hold_batch(all.len())?;
        let more = u32::try_from(all.len()).unwrap_or(u32::MAX).saturating_sub(1);
        if let Some(more) = NonZeroU32::new(more) {
            self.hub.rate.take(caller.rate_key.as_ref(), more).map_err(Refusal::wait)?;
        }
        let gated: Vec<_> = all.into_iter().map(|asked| self.read(asked)).collect();
        let counted = gated.iter().flatten().map(|(_, counted)| *counted);
        if let Some(together) = counted.reduce(|sum, one| sum.plus(&one)) {
            limits.hold(&together)?;
        }
        let mut answers = Vec::with_capacity(gated.len());
        for part in gated {
            answers.push(self.answered(part, caller).await);
        }
        Ok(reply::many(&answers, self.media))
    }

    fn document(&self, asked: &Asked) -> Result<ExecutableDocument, ServerError> {
        gate::parse(&asked.query, &self.hub.config.limits)
    }

    fn read(&self, asked: Asked) -> Gated {
        let document = self.document(&asked)?;
        self.gated(asked, document)
    }

    /// A question that passed the gate; its document is read once and goes on as it is.
    fn gated(&self, asked: Asked, document: ExecutableDocument) -> Gated {
        let counted = gate::check(&document, asked.operation_name.as_deref(), &asked.variables, &self.hub.config.limits);
        let counted = counted.map_err(|error| to_server_error(&error))?;
        tracing::debug!(counted.fields, counted.depth, counted.roots, counted.complexity, "a document passed the gate");
        let mut question = asked.into_request();
        question.set_parsed_query(document);
        Ok((question, counted))
    }

    async fn answered(&self, gated: Gated, caller: &Admitted) -> Answer {
        let answer = match gated {
            Ok((question, _)) => self.execute(question, caller).await,
            Err(error) => Answer::from_errors(vec![error]),
        };
        gate::settle(answer, self.mark)
    }

    async fn execute(&self, question: Question, caller: &Admitted) -> Answer {
        let mut question = caller.attach(question).data(self.mark.clone());
        let changes = changes(&mut question);
        let graphql = Arc::clone(&self.hub.graphql);
        let answered = finished(changes, async move { graphql.answer(question).await }).await;
        answered.unwrap_or_else(|| Answer::from_errors(vec![panicked()]))
    }
}

/// Whether a question changes something. Its document was read when it passed the gate.
fn changes(question: &mut Question) -> bool {
    let operation = question.operation_name.clone();
    let kind = question.parsed_query().map(|document| gate::kind(document, operation.as_deref()));
    matches!(kind, Ok(Ok(OperationType::Mutation)))
}

/// Only the panic's hook knows its text; a client is told the request's id.
fn panicked() -> ServerError {
    let source = Arc::new(Error::internal("a resolver panicked"));
    ServerError { source: Some(source.clone()), ..to_server_error(&source) }
}

fn unreadable() -> Refusal {
    let error = Error::invalid("Content-Type", "the body must be JSON in UTF-8, uncompressed: send `Content-Type: application/json`");
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, error).with(ACCEPT_POST, HeaderValue::from_static("application/json"))
}

/// The bearer token, if the request shows any credentials at all (RFC 6750).
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let fault = Error::Unauthenticated("the credentials are no bearer token: send `Authorization: Bearer` and one token");
    match (value.to_str().ok().and_then(|text| text.split_once(' ')), values.next()) {
        (Some((scheme, token)), None) if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() => Ok(Some(token.trim())),
        _ => Err(fault),
    }
}

/// Reads a body of at most `most` bytes; a longer one is refused when its headers say so, or as soon as it has come that far.
async fn read(headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, Refusal> {
    let too_long = || {
        let message = format!("the body is longer than {most} bytes: ask for less at once");
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, Error::LimitExceeded(message))
    };
    let said = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|said| said > most) {
        return Err(too_long());
    }
    match Limited::new(body, most).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(cause) if cause.is::<LengthLimitError>() => Err(too_long()),
        Err(_) => Err(Error::invalid("body", "the body broke off").into()),
    }
}

fn is_mutation(document: &ExecutableDocument, asked: &Asked) -> bool {
    gate::kind(document, asked.operation_name.as_deref()).is_ok_and(|kind| kind == OperationType::Mutation)
}
