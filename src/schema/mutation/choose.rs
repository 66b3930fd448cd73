//! Her answers are recorded and confirmed.

use super::{ChoiceObject, RefusalObject, acting, tried};
use crate::{
    choices::{answers, confirm},
    error::Error,
    schema::registered::{Coding, Day},
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
    /// Your talk with her.
    session_id: ID,
    /// How she said it.
    method: Coding<ConsentMethod>,
    /// Whether you read her answers back to her.
    read_back: bool,
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
    /// Your own talk with her.
    session_id: ID,
    /// The choice, as `choicesSession` lists it.
    choice_id: ID,
    /// Whether you read it back to her.
    read_back: bool,
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
    /// Records her answers. A no passes everywhere; a yes is guarded by room, hour and who takes it, never overrides an earlier no
    /// unless it names it, and waits for a second ear where your own organisation would gain from it.
    async fn record_choices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: RecordChoicesInput,
    ) -> Option<Result<RecordChoicesPayload, Error>> {
        tried(async {
            let acting = acting(ctx).await?;
            let ask = answers::Record {
                session: input.session_id.0,
                method: input.method.0,
                read_back: input.read_back,
                choices: input.choices.into_iter().map(Into::into).collect(),
                said_on: input.said_on,
                questions: input.questions_asked,
                capacity_concern: input.capacity_concern.unwrap_or(false),
                key: input.idempotency_key,
            };
            Ok(match answers::record(&acting, &ask).await? {
                Err(refusal) => RecordChoicesPayload { refusal: Some(refusal.into()), ..RecordChoicesPayload::default() },
                Ok(recorded) if recorded.conflicts.is_empty() => {
                    let choices = answers::told(&acting, &recorded).await?.into_iter().map(Into::into).collect();
                    RecordChoicesPayload { choices: Some(choices), ..RecordChoicesPayload::default() }
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

    /// Confirms a choice that the recipient's own worker took: in private, by somebody of another organisation.
    async fn confirm_choice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: ConfirmChoiceInput,
    ) -> Option<Result<ConfirmChoicePayload, Error>> {
        tried(async {
            let acting = acting(ctx).await?;
            let ask = confirm::Confirm {
                session: input.session_id.0,
                choice: input.choice_id.0,
                read_back: input.read_back,
                key: input.idempotency_key,
            };
            Ok(match confirm::confirm(&acting, &ask).await? {
                Ok(confirmed) => {
                    let recorded = answers::Recorded { choices: vec![confirmed.choice], conflicts: Vec::new() };
                    let choice = answers::told(&acting, &recorded).await?.into_iter().next().map(Into::into);
                    ConfirmChoicePayload { choice, refusal: None }
                }
                Err(refusal) => ConfirmChoicePayload { choice: None, refusal: Some(refusal.into()) },
            })
        })
        .await
    }
}

fn conflict(against: answers::Against) -> ChoiceConflict {
    ChoiceConflict {
        field: format!("choices[{}]", against.at),
        refusal_id: against.refusal.into(),
        said_on: against.said_on,
        is_wider: against.is_wider,
    }
}
