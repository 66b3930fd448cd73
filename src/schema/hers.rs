//! The roots that are hers: her plan, her choices, who looked. A worker's token never opens them, and hers opens nothing else.

use super::{
    answer::{Answer, PersonObject},
    plan::page_size,
    project::Projection,
    query::{bearer, plan, request},
    registered::{Coding, Day},
};
use crate::{
    disclosure::{self, Hub, Own, OwnPlan, OwnRead, open_own},
    error::Error,
    hers::{choices, looks, requests},
    identity::Bearer,
    vocabulary::{ConsentDecision, ConsentStatus, FieldSet},
};
use async_graphql::{Context, ID, SimpleObject};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};

/// Looks on a page when nobody says how many.
const USUAL: i32 = 50;

/// What you chose.
#[derive(Debug, SimpleObject)]
pub struct MyChoices {
    /// Every answer you gave, the newest first.
    answers: Vec<MyAnswer>,
    /// Who was told to stop using something of yours, and whether they said that they did, in plain words.
    stops: Vec<String>,
}

/// An answer you gave.
#[derive(Debug, SimpleObject)]
pub struct MyAnswer {
    /// Its id.
    id: ID,
    /// What you said, about whom, and what came of it, in plain words.
    sentence: String,
    /// Yes, no, or ask me each time.
    decision: Coding<ConsentDecision>,
    /// What came of it. A no that is `LIVE` stands.
    status: Coding<ConsentStatus>,
    /// Whom it names, in words; empty where it is about everybody.
    whom: Vec<String>,
    /// What it is about, in words; empty where it is about everything.
    about: Vec<String>,
    /// When you said it.
    said_on: DateTime<Utc>,
    /// The last day of a yes, unless you stop it before.
    ends_on: Option<Day>,
    /// The earlier answer that it took the place of.
    instead_of: Option<ID>,
}

/// Something you asked of those who hold your data.
#[derive(Debug, SimpleObject)]
pub struct MyRequest {
    /// Its id.
    id: ID,
    /// What you asked, and what came of it, in plain words.
    sentence: String,
    /// What you said.
    words: String,
}

/// Who looked at your plan, the newest first.
#[derive(Debug, SimpleObject)]
pub struct WhoLooked {
    /// The looks, and the tries that were refused.
    looks: Vec<Look>,
    /// Computers that keep a copy; the same on every page.
    copies: Vec<KeptCopy>,
    /// The cursor to go on with; null at the end.
    end_cursor: Option<String>,
    /// Whether older looks follow.
    has_next_page: bool,
}

/// Somebody who looked, or tried to.
#[derive(Debug, SimpleObject)]
pub struct Look {
    /// Opaque id; quote it when you ask about it.
    id: ID,
    /// When.
    at: DateTime<Utc>,
    /// What happened, in plain words.
    sentence: String,
    /// The organisation, by name; null where you looked yourself.
    organisation: Option<String>,
    /// The worker's name, where the organisation gave it.
    name: Option<String>,
}

/// A computer of an organisation that keeps a copy of something of yours.
#[derive(Debug, SimpleObject)]
pub struct KeptCopy {
    /// What it keeps, in plain words.
    sentence: String,
    /// The organisation, by name.
    organisation: String,
    /// What the organisation calls the computer.
    system: Option<String>,
    /// Since when.
    since: DateTime<Utc>,
    /// When it last looked.
    last: DateTime<Utc>,
    /// How often it looked.
    times: i64,
}

/// Answers her with this, once her token is her own.
async fn hers<R: OwnRead>(ctx: &Context<'_>, operation: &'static str, what: &R) -> Result<R::Answer, Error> {
    let (hub, trace): (&Hub, &str) = request(ctx)?;
    match bearer(ctx)? {
        Bearer::Herself(herself) => open_own(hub, &Own { herself, operation, trace }, what).await,
        Bearer::Caller(caller) => {
            disclosure::refused(hub, caller, operation, None, FieldSet::EMPTY, trace).await?;
            Err(Error::Forbidden(format!("`{operation}` is for a woman's own sign-in: a worker asks `person`")))
        }
    }
}

/// Her plan, laid out along the selection.
pub async fn my_plan(ctx: &Context<'_>) -> Result<Answer<PersonObject>, Error> {
    let plan = plan(ctx, "Person")?;
    let (person, agreed) = hers(ctx, "myPlan", &OwnPlan { selected: plan.selected() }).await?;
    Ok(Answer::new(Projection { person: &person, registry: &agreed.registry }.person(&plan)))
}

/// What she chose.
pub async fn my_choices(ctx: &Context<'_>) -> Result<MyChoices, Error> {
    let chosen = hers(ctx, "myChoices", &choices::MyChoices).await?;
    Ok(MyChoices { answers: chosen.answers.into_iter().map(answer).collect(), stops: chosen.stops })
}

fn answer(choice: choices::Choice) -> MyAnswer {
    MyAnswer {
        id: choice.id.into(),
        sentence: choice.sentence,
        decision: Coding(choice.decision),
        status: Coding(choice.status),
        whom: choice.whom,
        about: choice.about,
        said_on: choice.said_on,
        ends_on: choice.ends_on.map(Day),
        instead_of: choice.instead_of.map(Into::into),
    }
}

/// What she asked for.
pub async fn my_requests(ctx: &Context<'_>) -> Result<Vec<MyRequest>, Error> {
    let told = hers(ctx, "myRequests", &requests::MyRequests).await?;
    Ok(told.into_iter().map(|told| MyRequest { id: told.id.into(), sentence: told.sentence, words: told.words }).collect())
}

/// Who looked.
pub async fn who_looked(ctx: &Context<'_>, first: Option<i32>, after: Option<String>) -> Result<WhoLooked, Error> {
    let first = page_size("first", Some(first.unwrap_or(USUAL).into()))?;
    let after = after.as_deref().map(place).transpose()?;
    let page = hers(ctx, "whoLooked", &looks::WhoLooked { first, after }).await?;
    Ok(WhoLooked {
        has_next_page: page.end.is_some(),
        end_cursor: page.end.map(|(at, id)| URL_SAFE_NO_PAD.encode(format!("{}|{id}", at.to_rfc3339()))),
        looks: page.looks.into_iter().map(look).collect(),
        copies: page.copies.into_iter().map(copy).collect(),
    })
}

fn place(cursor: &str) -> Result<looks::Place, Error> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let parts = text.as_deref().and_then(|t| t.split_once('|'));
    let read = parts.and_then(|(at, id)| Some((DateTime::parse_from_rfc3339(at).ok()?.to_utc(), id.to_owned())));
    read.ok_or_else(|| Error::invalid("after", "`after` is no cursor of this list: begin without it"))
}

fn look(look: looks::Look) -> Look {
    Look { id: look.id.into(), at: look.at, sentence: look.sentence, organisation: look.organisation, name: look.name }
}

fn copy(copy: looks::Copy) -> KeptCopy {
    let looks::Copy { sentence, organisation, system, since, last, times } = copy;
    KeptCopy { sentence, organisation, system, since, last, times }
}
