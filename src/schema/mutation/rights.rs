//! "This is not right", and complaints.

use super::{RefusalObject, acting, team::DonePayload, tried};
use crate::{
    choices::{self, own, rights as taken},
    disclosure::Own,
    error::Error,
    identity::Bearer,
    rights::{Ask, Request},
    schema::{
        query::{bearer, request},
        registered::{Coding, Day},
    },
    vocabulary::{RightsDecision, RightsKind},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

/// What is not right.
#[derive(Debug, InputObject)]
struct CorrectInput {
    /// Your talk with her; nothing where she signed in herself.
    session_id: Option<ID>,
    /// What is not right, `Entity.field`.
    fields: Vec<String>,
    /// What she says, in her words.
    words: String,
    /// Who wrote it, by id, where she knows.
    organisation: Option<String>,
    /// A key of your own that makes the change safe to send again; for workers.
    idempotency_key: Option<String>,
}

/// What she complains of.
#[derive(Debug, InputObject)]
struct ComplainInput {
    /// Your talk with her; nothing where she signed in herself.
    session_id: Option<ID>,
    /// What she says, in her words.
    words: String,
    /// Of whom, by id, where she knows.
    organisation: Option<String>,
    /// A key of your own that makes the change safe to send again; for workers.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
struct RequestPayload {
    /// Its id.
    request_id: Option<ID>,
    /// Why nothing was written down.
    refusal: Option<RefusalObject>,
}

/// What is answered.
#[derive(Debug, InputObject)]
struct AnswerRequestInput {
    /// The request.
    request_id: ID,
    /// What was decided.
    decision: Coding<RightsDecision>,
    /// Why, in words that she reads.
    words: String,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// Something a woman asked of those who hold her data.
#[derive(Debug, SimpleObject)]
#[graphql(name = "RightsRequestForOfficer")]
pub struct RightsRequestObject {
    /// Its id.
    id: ID,
    /// Her id in the hub.
    person_id: ID,
    /// What kind it is.
    kind: Coding<RightsKind>,
    /// What she said.
    words: String,
    /// What is not right, `Entity.field`.
    fields: Vec<String>,
    /// Who must answer, by id; nobody where she did not know.
    organisation: Option<String>,
    /// When it was received.
    received_at: DateTime<Utc>,
    /// By when she is answered.
    due: Day,
}

impl From<Request> for RightsRequestObject {
    fn from(request: Request) -> Self {
        Self {
            id: request.id.into(),
            person_id: request.person.into(),
            kind: Coding(request.kind),
            words: request.words,
            fields: request.fields,
            organisation: request.controller,
            received_at: request.received_at,
            due: Day(request.due_on),
        }
    }
}

/// What waits for an officer.
pub async fn rights_requests(ctx: &Context<'_>) -> Result<Vec<RightsRequestObject>, Error> {
    Ok(taken::waiting(&acting(ctx).await?).await?.into_iter().map(Into::into).collect())
}

/// Requests of hers, and their answers.
#[derive(Debug, Default)]
pub struct RightsMutation;

#[Object]
impl RightsMutation {
    /// She says that something is not right: by her own sign-in, or to a worker in a talk. Whoever must answer has a month, and tells
    /// her what was decided.
    async fn correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: CorrectInput,
    ) -> Option<Result<RequestPayload, Error>> {
        tried(ctx, async {
            let ask = Ask { kind: RightsKind::Rectification, words: input.words, fields: input.fields, controller: input.organisation };
            asked(ctx, input.session_id, &ask, input.idempotency_key.as_ref()).await
        })
        .await
    }

    /// She complains: by her own sign-in, or to a worker in a talk. No worker reads it afterwards; an officer answers within a month.
    async fn complain(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: ComplainInput,
    ) -> Option<Result<RequestPayload, Error>> {
        tried(ctx, async {
            let ask = Ask { kind: RightsKind::Complaint, words: input.words, fields: Vec::new(), controller: input.organisation };
            asked(ctx, input.session_id, &ask, input.idempotency_key.as_ref()).await
        })
        .await
    }

    /// Answers her request, for the data protection officer of whoever must answer. The first answer stands.
    async fn answer_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: AnswerRequestInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async {
            let ask =
                taken::Answer { request: input.request_id.0, decision: input.decision.0, words: input.words, key: input.idempotency_key };
            Ok(taken::answer(&acting(ctx).await?, &ask).await?.into())
        })
        .await
    }
}

async fn asked(ctx: &Context<'_>, session: Option<ID>, ask: &Ask, key: Option<&String>) -> Result<RequestPayload, Error> {
    let (hub, trace) = request(ctx)?;
    let done: choices::Done<String> = match (bearer(ctx)?, session) {
        (Bearer::Herself(herself), None) => {
            own::asks(hub, &Own { herself, operation: taken::operation(ask.kind), trace }, ask, key).await?
        }
        (Bearer::Herself(_), Some(_)) => return Err(Error::invalid("sessionId", "`sessionId` is a worker's: leave it out")),
        (Bearer::Caller(_), Some(session)) => taken::taken(&acting(ctx).await?, &session, ask, key).await?,
        (Bearer::Caller(_), None) => return Err(Error::invalid("sessionId", "`sessionId` names your talk with her")),
    };
    Ok(match done {
        Ok(id) => RequestPayload { request_id: Some(id.into()), refusal: None },
        Err(refusal) => RequestPayload { request_id: None, refusal: Some(refusal.into()) },
    })
}
