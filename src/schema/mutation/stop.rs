//! Stop, and requests that reach her.

use super::{acting, only_workers_say, tried};
use crate::{
    choices::{own, request as requests, stop, stopped},
    disclosure::{Own, open_own},
    error::Error,
    identity::{Bearer, Herself},
    schema::{
        query::{bearer, request},
        registered::Coding,
    },
    vocabulary::{ConsentMethod, ConsentTopic},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

/// What is to stop.
#[derive(Debug, InputObject)]
struct StopScope {
    /// Everything; nothing else is named then.
    all: Option<bool>,
    /// Organisations, by id.
    organisations: Option<Vec<String>>,
    /// Topics.
    topics: Option<Vec<Coding<ConsentTopic>>>,
    /// Named people, `AGENCY/WORKER`.
    people: Option<Vec<String>>,
}

/// Who says stop, and to what. A worker names her by a talk, by her id, or by a typed number and the name she goes by; by her own sign-in
/// she names nobody.
#[derive(Debug, InputObject)]
struct StopInput {
    /// Your talk with her.
    session_id: Option<ID>,
    /// Her id in the hub, if you are on her team.
    person_id: Option<ID>,
    /// A number of yours for her, or her prison number.
    reference: Option<String>,
    /// The name she goes by, beside the number.
    known_as: Option<String>,
    /// What is to stop.
    scope: StopScope,
    /// When she said it, if earlier: on paper it counts from the day she gave it to you.
    said_on: Option<DateTime<Utc>>,
    /// How she said it; aloud if not said.
    method: Option<Coding<ConsentMethod>>,
    /// Whether she wants you to read her what goes on, what breaks and who had it.
    she_wants_the_list: Option<bool>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// An organisation that had something of what she stopped.
#[derive(Debug, SimpleObject)]
struct HadIt {
    /// Its name.
    organisation: String,
    /// When it last looked.
    last: DateTime<Utc>,
}

impl From<stopped::HadIt> for HadIt {
    fn from(had: stopped::HadIt) -> Self {
        Self { organisation: had.organisation, last: had.last }
    }
}

/// What to read to her.
#[derive(Debug, SimpleObject)]
struct StopList {
    /// Since when it has stopped.
    stopped_on: Option<DateTime<Utc>>,
    /// What goes on, and by which law.
    goes_on: Vec<String>,
    /// What breaks.
    breaks: Vec<String>,
    /// Who had it. Each is asked to stop using it.
    had_it: Vec<HadIt>,
    /// Who looked between the moment she said it and the moment it was typed in.
    looked_between: Vec<HadIt>,
}

/// What came of a stop. It is the same for everybody who is neither on her team nor in a talk with her, whether or not she is here.
#[derive(Debug, SimpleObject)]
struct StopPayload {
    /// Always true: a stop is never refused.
    passed_on: bool,
    /// The list for her, if she wants it read to her and you may know that she is here.
    list: Option<StopList>,
}

/// What somebody asks to see.
#[derive(Debug, InputObject)]
struct RequestToSeeInput {
    /// Her id in the hub.
    person_id: ID,
    /// The topic.
    topic: Coding<ConsentTopic>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// What came of a request: always the same.
#[derive(Debug, SimpleObject)]
struct RequestToSeePayload {
    /// Always true.
    passed_on: bool,
}

/// Stops and requests.
#[derive(Debug, Default)]
pub struct StopMutation;

#[Object]
impl StopMutation {
    /// Stops sharing, all of it or a part, from any worker or by her own sign-in, and at once: no disclosure recorded after this returns
    /// holds what she stopped. It needs no reason and no second person.
    async fn stop(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: StopInput,
    ) -> Option<Result<StopPayload, Error>> {
        tried(ctx, async {
            let wants_the_list = input.she_wants_the_list.unwrap_or(false);
            if let Bearer::Herself(herself) = bearer(ctx)? {
                return by_herself(ctx, herself, input, wants_the_list).await;
            }
            let acting = acting(ctx).await?;
            let ask = asked(input)?;
            let stopped = stop::stop(&acting, &ask).await?;
            let list = match (stopped.told.filter(|_| wants_the_list), &ask.from) {
                (Some((_, stop)), stop::From::Talk(session)) => Some(list(stopped::told_in(&acting, session, &stop).await?)),
                (Some((person, stop)), stop::From::Person(_) | stop::From::Typed(..)) => {
                    Some(list(stopped::told(&acting, &person, &stop).await?))
                }
                (None, _) => None,
            };
            Ok(StopPayload { passed_on: true, list })
        })
        .await
    }

    /// Asks to see what she wants to be asked about each time. The request reaches her if she is here; the answer is always the same,
    /// and after seven days without hers it is a no.
    async fn request_to_see(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: RequestToSeeInput,
    ) -> Option<Result<RequestToSeePayload, Error>> {
        tried(ctx, async {
            let ask = requests::Request { person: input.person_id.0, topic: input.topic.0, key: input.idempotency_key };
            requests::request(&acting(ctx).await?, &ask).await?;
            Ok(RequestToSeePayload { passed_on: true })
        })
        .await
    }
}

fn asked(input: StopInput) -> Result<stop::Stop, Error> {
    let from = match (input.session_id, input.person_id, input.reference, input.known_as) {
        (Some(session), None, None, None) => stop::From::Talk(session.0),
        (None, Some(person), None, None) => stop::From::Person(person.0),
        (None, None, Some(reference), Some(name)) => stop::From::Typed(reference, name),
        _ => return Err(Error::invalid("input", "name her by `sessionId`, by `personId`, or by `reference` and `knownAs`")),
    };
    Ok(stop::Stop {
        from,
        scope: input.scope.into(),
        said_on: input.said_on,
        method: input.method.map_or(ConsentMethod::VerbalWithWorker, |m| m.0),
        key: input.idempotency_key,
    })
}

impl From<StopScope> for stop::Scope {
    fn from(scope: StopScope) -> Self {
        Self {
            all: scope.all.unwrap_or(false),
            organisations: scope.organisations.unwrap_or_default(),
            topics: scope.topics.unwrap_or_default().into_iter().map(|t| t.0).collect(),
            people: scope.people.unwrap_or_default(),
        }
    }
}

/// She stops by herself. Whatever would name a woman is refused unread, hers and another's alike.
async fn by_herself(ctx: &Context<'_>, herself: &Herself, input: StopInput, wants_the_list: bool) -> Result<StopPayload, Error> {
    let workers = [
        ("sessionId", input.session_id.is_some()),
        ("personId", input.person_id.is_some()),
        ("reference", input.reference.is_some()),
        ("knownAs", input.known_as.is_some()),
        ("saidOn", input.said_on.is_some()),
    ];
    only_workers_say(&workers)?;
    if input.method.is_some_and(|method| method.0 != ConsentMethod::Digital) {
        return Err(Error::invalid("method", "by your own sign-in `method` is `DIGITAL`"));
    }
    let (hub, trace) = request(ctx)?;
    let (scope, key) = (input.scope.into(), input.idempotency_key);
    let stop = own::stop(hub, &Own { herself, operation: "stop", trace }, &scope, key.as_ref()).await?;
    let list = if wants_the_list {
        Some(list(open_own(hub, &Own { herself, operation: "stopped", trace }, &own::MyStop { stop }).await?))
    } else {
        None
    };
    Ok(StopPayload { passed_on: true, list })
}

fn list(told: stopped::Told) -> StopList {
    let named = |had: Vec<stopped::HadIt>| had.into_iter().map(HadIt::from).collect();
    StopList {
        stopped_on: told.said_on,
        goes_on: told.goes_on,
        breaks: told.breaks,
        had_it: named(told.had_it),
        looked_between: named(told.looked_between),
    }
}
