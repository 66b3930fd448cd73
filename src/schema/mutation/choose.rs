//! Her answers are recorded and confirmed.

use super::{ChoiceObject, RefusalObject, acting, only_workers_say, tried};
use crate::{
    choices::{Acting, Done, answers, confirm, own},
    disclosure::{self, Hub, Own},
    error::Error,
    identity::{Bearer, Herself},
    schema::{
        query::{bearer, request},
        registered::{Coding, Day},
    },
    vocabulary::{AloneItem, Category, ConsentDecision, ConsentMethod, ConsentTopic, Role},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

/// One answer of hers, to one organisation by name.
#[derive(Debug, InputObject)]
struct ChoiceInput {
    /// The topic that you read to her.
    topic: Coding<ConsentTopic>,
    /// The organisation, by id; never a group.
    organisation: String,
    /// Only this kind of worker there.
    role: Option<Coding<Role>>,
    /// Only this worker there, by the organisation's own id.
    worker: Option<String>,
    /// What she said.
    decision: Coding<ConsentDecision>,
    /// Whether it was asked on its own; it is then the only answer of its batch.
    separate: Option<bool>,
    /// Only this part of the topic.
    part: Option<Coding<Category>>,
    /// Only this, which is always asked on its own.
    item: Option<Coding<AloneItem>>,
    /// Only these lines, `Entity.field`.
    lines: Option<Vec<String>>,
    /// The last day of a yes; twelve months at most, which is also what holds if not said.
    ends_on: Option<Day>,
    /// Earlier refusals that this answer replaces, by the ids that `conflicts` gave.
    replaces: Option<Vec<ID>>,
}

/// A batch of answers.
#[derive(Debug, InputObject)]
struct RecordChoicesInput {
    /// Your talk with her; nothing where she signed in herself.
    session_id: Option<ID>,
    /// How she said it; `DIGITAL` by her own sign-in alone.
    method: Coding<ConsentMethod>,
    /// Whether you read her answers back to her; by her own sign-in, whether she looked at them again before she sent them.
    read_back: bool,
    /// By her own sign-in: whether nobody else can see what she does. In a talk the talk says it.
    private: Option<bool>,
    /// The answers; recorded all, or none.
    choices: Vec<ChoiceInput>,
    /// When she said it, for a form on paper.
    said_on: Option<DateTime<Utc>>,
    /// What she asked; no health, abuse or offence facts.
    questions_asked: Option<String>,
    /// Whether there is a worry about her deciding today. A yes opens nothing then.
    capacity_concern: Option<bool>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// An earlier refusal that stands against an answer.
#[derive(Debug, SimpleObject)]
struct ChoiceConflict {
    /// The answer, `choices[n]`.
    field: String,
    /// The refusal: name it in `replaces` if she changed her mind.
    refusal_id: ID,
    /// When she said it.
    said_on: DateTime<Utc>,
    /// Whether it was named, and speaks of more than the answer: ask her about all of it.
    is_wider: bool,
}

/// What came of a batch.
#[derive(Debug, Default, SimpleObject)]
struct RecordChoicesPayload {
    /// Her choices as recorded.
    choices: Option<Vec<ChoiceObject>>,
    /// Refusals that stand against it; nothing was recorded then.
    conflicts: Option<Vec<ChoiceConflict>>,
    /// Why nothing was recorded.
    refusal: Option<RefusalObject>,
}

/// What to confirm.
#[derive(Debug, InputObject)]
struct ConfirmChoiceInput {
    /// Your own talk with her; nothing where she signed in herself.
    session_id: Option<ID>,
    /// The choice, as `choicesSession` lists it, or `myChoices` to her.
    choice_id: ID,
    /// Whether you read it back to her; by her own sign-in, whether she looked at it again.
    read_back: bool,
    /// By her own sign-in: whether nobody else can see what she does. In a talk the talk says it.
    private: Option<bool>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// What came of a confirmation.
#[derive(Debug, SimpleObject)]
struct ConfirmChoicePayload {
    /// The choice, live now.
    choice: Option<ChoiceObject>,
    /// Why nothing was changed.
    refusal: Option<RefusalObject>,
}

impl From<ChoiceInput> for answers::Choice {
    fn from(input: ChoiceInput) -> Self {
        Self {
            topic: input.topic.0,
            organisation: input.organisation,
            role: input.role.map(|r| r.0),
            worker: input.worker,
            decision: input.decision.0,
            separate: input.separate.unwrap_or(false),
            part: input.part.map(|p| p.0),
            item: input.item.map(|i| i.0),
            lines: input.lines.unwrap_or_default(),
            ends_on: input.ends_on.map(|d| d.0),
            replaces: input.replaces.unwrap_or_default().into_iter().map(|id| id.0).collect(),
        }
    }
}

/// Changes of what she chose.
#[derive(Debug, Default)]
pub struct ChooseMutation;

#[Object]
impl ChooseMutation {
    /// Records her answers, that a worker took or she gives herself. A no passes everywhere; a yes is guarded by room, hour and who takes it, never overrides an earlier no
    /// unless it names it, and waits for a second ear where your own organisation would gain from it.
    async fn record_choices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: RecordChoicesInput,
    ) -> Option<Result<RecordChoicesPayload, Error>> {
        tried(ctx, async {
            let (outcome, teller) = match bearer(ctx)? {
                Bearer::Herself(herself) => (chosen_by_herself(ctx, herself, input).await?, Teller::herself(ctx, herself)?),
                Bearer::Caller(_) => {
                    let acting = acting(ctx).await?;
                    let session = in_a_talk(input.session_id.as_ref(), input.private)?;
                    let (key, told_in) = (input.idempotency_key.clone(), session.clone());
                    let outcome = answers::record(&acting, &answers::Record { session, batch: input.into(), key }).await?;
                    (outcome, Teller::Worker(acting, told_in))
                }
            };
            Ok(match outcome {
                Err(refusal) => RecordChoicesPayload { refusal: Some(refusal.into()), ..RecordChoicesPayload::default() },
                Ok(recorded) if recorded.conflicts.is_empty() => {
                    let choices = Some(teller.told(recorded.choices).await?);
                    RecordChoicesPayload { choices, ..RecordChoicesPayload::default() }
                }
                Ok(recorded) => RecordChoicesPayload {
                    choices: None,
                    conflicts: Some(recorded.conflicts.into_iter().map(conflict).collect()),
                    refusal: Some(answers::conflict().into()),
                },
            })
        })
        .await
    }

    /// Confirms a choice that the recipient's own worker took: in private, by somebody of another organisation or by her own sign-in.
    async fn confirm_choice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: ConfirmChoiceInput,
    ) -> Option<Result<ConfirmChoicePayload, Error>> {
        tried(ctx, async {
            let (outcome, teller) = match bearer(ctx)? {
                Bearer::Herself(herself) => (confirmed_by_herself(ctx, herself, input).await?, Teller::herself(ctx, herself)?),
                Bearer::Caller(_) => {
                    let acting = acting(ctx).await?;
                    let session = in_a_talk(input.session_id.as_ref(), input.private)?;
                    let (choice, read_back, key, told_in) = (input.choice_id.0, input.read_back, input.idempotency_key, session.clone());
                    let outcome = confirm::confirm(&acting, &confirm::Confirm { session, choice, read_back, key }).await?;
                    (outcome, Teller::Worker(acting, told_in))
                }
            };
            Ok(match outcome {
                Ok(confirmed) => {
                    let choice = teller.told(vec![confirmed.choice]).await?.into_iter().next();
                    ConfirmChoicePayload { choice, refusal: None }
                }
                Err(refusal) => ConfirmChoicePayload { choice: None, refusal: Some(refusal.into()) },
            })
        })
        .await
    }
}

/// To whom choices are told back once they are recorded: a disclosure of its own.
enum Teller<'a> {
    /// The worker of a talk.
    Worker(Acting<'a>, String),
    /// She.
    Herself(&'a Hub, Own<'a>),
}

impl<'a> Teller<'a> {
    fn herself(ctx: &'a Context<'_>, herself: &'a Herself) -> Result<Self, Error> {
        let (hub, trace) = request(ctx)?;
        Ok(Self::Herself(hub, Own { herself, operation: "myChoices", trace }))
    }

    async fn told(self, choices: Vec<String>) -> Result<Vec<ChoiceObject>, Error> {
        let told = match self {
            Self::Worker(acting, session) => match answers::told_in(&acting, &session, &choices).await {
                // It was done, and the talk is over: nothing more is shown.
                Err(Error::NotFound) => Vec::new(),
                told => told?,
            },
            Self::Herself(hub, own) => disclosure::open_own(hub, &own, &own::MyAnswers { choices }).await?,
        };
        Ok(told.into_iter().map(Into::into).collect())
    }
}

impl From<RecordChoicesInput> for answers::Batch {
    fn from(input: RecordChoicesInput) -> Self {
        Self {
            method: input.method.0,
            read_back: input.read_back,
            choices: input.choices.into_iter().map(Into::into).collect(),
            said_on: input.said_on,
            questions: input.questions_asked,
            capacity_concern: input.capacity_concern.unwrap_or(false),
        }
    }
}

/// The talk that a worker names.
fn in_a_talk(session: Option<&ID>, private: Option<bool>) -> Result<String, Error> {
    if private.is_some() {
        return Err(Error::invalid("private", "`private` is hers: a talk says it itself"));
    }
    session.map(|id| id.to_string()).ok_or_else(|| Error::invalid("sessionId", "`sessionId` names your talk with her"))
}

async fn chosen_by_herself(ctx: &Context<'_>, herself: &Herself, input: RecordChoicesInput) -> Result<Done<answers::Recorded>, Error> {
    only_workers_say(&[
        ("sessionId", input.session_id.is_some()),
        ("saidOn", input.said_on.is_some()),
        ("capacityConcern", input.capacity_concern.is_some()),
    ])?;
    let (hub, trace) = request(ctx)?;
    let (private, key) = (input.private.unwrap_or(false), input.idempotency_key.clone());
    own::record(hub, &Own { herself, operation: "recordChoices", trace }, &input.into(), private, key.as_ref()).await
}

async fn confirmed_by_herself(ctx: &Context<'_>, herself: &Herself, input: ConfirmChoiceInput) -> Result<Done<confirm::Confirmed>, Error> {
    only_workers_say(&[("sessionId", input.session_id.is_some())])?;
    let (hub, trace) = request(ctx)?;
    let heard = confirm::Heard { private: input.private.unwrap_or(false), read_back: input.read_back };
    let own = Own { herself, operation: "confirmChoice", trace };
    own::confirm(hub, &own, &input.choice_id, heard, input.idempotency_key.as_ref()).await
}

fn conflict(against: answers::Against) -> ChoiceConflict {
    ChoiceConflict {
        field: format!("choices[{}]", against.at),
        refusal_id: against.refusal.into(),
        said_on: against.said_on,
        is_wider: against.is_wider,
    }
}
