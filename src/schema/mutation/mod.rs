//! The roots that change something. Each takes one `input` and gives a payload: what was changed, or a refusal as data.
//!
//! A payload shows her only through a disclosure of its own, made after the change and recorded like any other.

mod choose;
mod feed;
mod holding;
mod rights;
mod stop;
mod talk;
mod team;

use super::{
    answer::{Answer, PersonObject},
    query::{asking, one, tried},
    registered::{Coding, Day},
};
use crate::{
    choices::{Acting, Choice, Refusal},
    disclosure::Whom,
    error::Error,
    store::moment,
    vocabulary::{Coded, ConsentDecision, ConsentStatus, ConsentTopic, Purpose, RefusalCode},
};
use async_graphql::{Context, ID, MergedObject, SimpleObject};
use chrono::{DateTime, Utc};

pub use rights::{RightsRequestObject, rights_requests};
pub use talk::{ChoicesSession, SharedList};

/// What can be changed. An `idempotencyKey` of your own makes a change safe to send again: the outcome is the same, and what it shows is
/// decided anew.
#[derive(Debug, Default, MergedObject)]
pub struct Mutation(
    team::TeamMutation,
    talk::TalkMutation,
    choose::ChooseMutation,
    stop::StopMutation,
    feed::FeedMutation,
    rights::RightsMutation,
    holding::HoldMutation,
);

/// What only a worker says, by the name of the input: by her own sign-in it is refused unread, whatever it holds.
fn only_workers_say(inputs: &[(&str, bool)]) -> Result<(), Error> {
    let given = inputs.iter().find(|(_, given)| *given);
    given.map_or(Ok(()), |(field, _)| Err(Error::invalid(*field, format!("`{field}` is a worker's: leave it out"))))
}

/// Who changes something.
pub(super) async fn acting<'a>(ctx: &'a Context<'_>) -> Result<Acting<'a>, Error> {
    let asking = asking(ctx)?;
    asking.caller.still(&asking.hub.agreed.at(asking.hub.store.reader()).await?.registry)?;
    let at = moment(asking.hub.store.reader(), &asking.hub.clock).await?;
    Ok(Acting { hub: asking.hub, caller: asking.caller, trace: asking.trace, at })
}

/// Why nothing was changed.
#[derive(Debug, SimpleObject)]
#[graphql(name = "Refusal")]
struct RefusalObject {
    /// What kind of refusal it is.
    code: Coding<RefusalCode>,
    /// The same in words that can be shown to a worker.
    message: &'static str,
    /// The input at fault, such as `choices[2]`.
    field: Option<String>,
}

impl From<Refusal> for RefusalObject {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code();
        Self { code: Coding(code), message: code.entry().label, field: refusal.field }
    }
}

/// A choice of hers, as it was just recorded.
#[derive(Debug, SimpleObject)]
#[graphql(name = "Choice")]
struct ChoiceObject {
    /// Its id.
    id: ID,
    /// The topic; null for a stop that is about everything.
    topic: Option<Coding<ConsentTopic>>,
    /// What she said.
    decision: Coding<ConsentDecision>,
    /// Where it is up to; `PROVISIONAL` opens nothing.
    status: Coding<ConsentStatus>,
    /// The organisations, by name as they were read aloud.
    organisations: Vec<String>,
    /// When she said it.
    said_on: DateTime<Utc>,
    /// The last day of a yes.
    ends_on: Option<Day>,
}

impl From<Choice> for ChoiceObject {
    fn from(choice: Choice) -> Self {
        Self {
            id: choice.id.into(),
            topic: choice.topic.map(Coding),
            decision: Coding(choice.decision),
            status: Coding(choice.status),
            organisations: choice.recipients.into_iter().map(|(_, name)| name).collect(),
            said_on: choice.said_on,
            ends_on: choice.ends_on.map(Day),
        }
    }
}

/// She, as far as the caller may see her now.
async fn shown(
    ctx: &Context<'_>,
    operation: &'static str,
    person: Option<&String>,
    purpose: Coding<Purpose>,
) -> Option<Result<Answer<PersonObject>, Error>> {
    Some(one(ctx, operation, purpose.0, Whom::Person(person?)).await)
}
