//! The roots that read.

use super::{
    answer::{Answer, DirectoryObject, PageObject, PersonObject},
    caseload::{self, Asked},
    changes, directory,
    disclosures::{self, DisclosurePage},
    filter::{Filter, Order},
    hers::{self, MyChoices, WhoLooked},
    mutation::{self, ChoicesSession, SharedList},
    plan::{Plan, Query as Selected},
    project::Projection,
    registered::Coding,
    viewer::{self, Viewer},
    worklist,
};
use crate::{
    choices::notice,
    disclosure::{self, Hub, Opened, Question, Whom},
    error::Error,
    gate::Mark,
    identity::{Bearer, Caller},
    vocabulary::{AgencyKind, FieldSet, Purpose},
};
use async_graphql::{Context, ID, Object};
use std::sync::Arc;

/// What the roots need of a request.
pub(super) struct Asking<'a> {
    /// The hub.
    pub hub: &'a Hub,
    /// Who asks.
    pub caller: &'a Caller,
    /// The request's id.
    pub trace: &'a str,
}

/// The worker or system that asks; a question without a good token, and one with a woman's own, are refused here.
pub(super) fn asking<'a>(ctx: &'a Context<'_>) -> Result<Asking<'a>, Error> {
    let (hub, trace) = request(ctx)?;
    match bearer(ctx)? {
        Bearer::Caller(caller) => Ok(Asking { hub, caller, trace }),
        Bearer::Herself(_) => {
            let message = format!("`{}` is for workers: ask `myPlan`, `myChoices` or `whoLooked`", ctx.field().name());
            Err(Error::Forbidden(message))
        }
    }
}

/// The hub, and the request's id.
pub(super) fn request<'a>(ctx: &'a Context<'_>) -> Result<(&'a Hub, &'a str), Error> {
    let hub = ctx.data::<Arc<Hub>>().map_err(|_| Error::internal("no hub in the request"))?;
    let mark = ctx.data::<Mark>().map_err(|_| Error::internal("no mark in the request"))?;
    Ok((hub, &mark.request_id))
}

/// Whoever shows a good token.
pub(super) fn bearer<'a>(ctx: &'a Context<'_>) -> Result<&'a Bearer, Error> {
    match ctx.data::<Result<Bearer, Error>>() {
        Ok(Ok(bearer)) => Ok(bearer),
        Ok(Err(Error::Unauthenticated(why))) => Err(Error::Unauthenticated(why)),
        Ok(Err(_)) | Err(_) => Err(Error::Unauthenticated("a valid bearer token is needed")),
    }
}

/// The plan of a root field's own selection.
pub(super) fn plan(ctx: &Context<'_>, type_name: &str) -> Result<Plan, Error> {
    let query = Selected { fragments: &ctx.query_env.fragments, variables: &ctx.query_env.variables };
    Plan::of(&query, type_name, &[&ctx.item.node.selection_set.node])
}

/// Purposes that are never a query: safeguarding is pushed, statistics are fixed tables.
pub(super) fn queryable(purpose: Purpose) -> Result<Purpose, Error> {
    match purpose {
        Purpose::Safeguarding | Purpose::Statistics => {
            Err(Error::Forbidden("`purpose`: safeguarding is pushed and statistics are fixed tables: neither is asked for".into()))
        }
        Purpose::JointPlanning
        | Purpose::ReleasePrep
        | Purpose::HousingReferral
        | Purpose::ThroughGate
        | Purpose::ReviewHandover
        | Purpose::CareTreatment
        | Purpose::Supervision => Ok(purpose),
    }
}

/// The roots that read.
#[derive(Debug)]
pub struct Query;

/// What can be asked. You see the parts shared with you. There may be more.
#[Object]
impl Query {
    /// Who you are to the hub, for which purposes you may ask, and what your role may see under the agreements in force. Never about
    /// one person.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Result<Viewer, Error>> {
        tried(ctx, async { viewer::viewer(&asking(ctx)?).await }).await
    }

    /// A person on your caseload, as far as she and the agreements let you see. `NOT_FOUND` for a person that does not exist and for
    /// one that is not for you: the same.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Her id in the hub.")] id: ID,
        #[graphql(desc = "What you ask for; the answer is recorded under it.")] purpose: Coding<Purpose>,
    ) -> Option<Result<Answer<PersonObject>, Error>> {
        Some(one(ctx, "person", purpose.0, Whom::Person(&id)).await)
    }

    /// The same by your own organisation's number for her. It is no search: a number of another system finds nobody.
    async fn person_by_own_reference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Your organisation's own number for her.")] reference: String,
        #[graphql(desc = "What you ask for; the answer is recorded under it.")] purpose: Coding<Purpose>,
    ) -> Option<Result<Answer<PersonObject>, Error>> {
        Some(one(ctx, "personByOwnReference", purpose.0, Whom::OwnReference(&reference)).await)
    }

    /// The persons on whose team you are, page by page. Filters and orders work on what you may see: what you may not see behaves as
    /// if it were not recorded.
    async fn caseload(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you ask for; the answer is recorded under it.")] purpose: Coding<Purpose>,
        #[graphql(desc = "How many at most: 1 to 100, 50 if not said.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which to go on.")] after: Option<String>,
        #[graphql(desc = "Only persons whose released values fit.")] filter: Option<Filter>,
        #[graphql(desc = "In which order; by an opaque, stable one if not said.")] order_by: Option<Vec<Order>>,
    ) -> Option<Result<Answer<PageObject>, Error>> {
        Some(page(ctx, Asked { purpose: purpose.0, first, after, filter, order: order_by.unwrap_or_default() }).await)
    }

    /// Whom to contact in each prison, council and service. Public.
    async fn directory(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only this kind of organisation.")] kind: Option<Coding<AgencyKind>>,
        #[graphql(desc = "Only entries that serve this area.")] area: Option<String>,
    ) -> Option<Result<Vec<Answer<DirectoryObject>>, Error>> {
        tried(ctx, async {
            let rows = directory::directory(request(ctx)?.0, &plan(ctx, "DirectoryEntry")?, kind.map(|k| k.0), area).await?;
            Ok(rows.into_iter().map(Answer::new).collect())
        })
        .await
    }

    /// What each organisation sees without asking her, in sentences to read to her. No person is in it.
    async fn shared_without_asking(&self, ctx: &Context<'_>) -> Option<Result<Vec<SharedList>, Error>> {
        tried(ctx, async {
            let lists = notice::shared_without_asking(&mutation::acting(ctx).await?).await?;
            Ok(lists.into_iter().map(Into::into).collect())
        })
        .await
    }

    /// What clocks ask you to do about her choices: read her a list, ask her again, hear a choice, look whether somebody still supports
    /// her. A task is gone when it was done.
    async fn worklist(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where the page before ended.")] after: Option<ID>,
    ) -> Option<Result<worklist::Worklist, Error>> {
        tried(ctx, async { worklist::worklist(ctx, after).await }).await
    }

    /// What your organisation has to learn since a cursor: invitations, changes of what you may read, what you must stop using, teams you
    /// have left. Begin without `after`: you get what still waits for your answer, and a cursor to keep; then load your caseload, and go
    /// on with the cursor. An `INVALID_INPUT` at `after` says that the cursor has expired: load afresh.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you ask for: you are told of what you may read for this.")] purpose: Coding<Purpose>,
        #[graphql(desc = "The cursor after which to go on.")] after: Option<String>,
        #[graphql(desc = "How many at most: 1 to 100, 50 if not said.")] first: Option<i32>,
    ) -> Option<Result<changes::ChangePage, Error>> {
        Some(feed(ctx, purpose.0, after, first).await)
    }

    /// What waits for her in a talk that you opened.
    async fn choices_session(&self, #[graphql(desc = "Your talk with her.")] id: ID) -> Option<ChoicesSession> {
        Some(ChoicesSession(id.0))
    }

    /// Your own plan, for a woman who signs in herself: everything about you, from everybody who wrote something down, with who did
    /// and when. A worker's token never opens it.
    async fn my_plan(&self, ctx: &Context<'_>) -> Option<Result<Answer<PersonObject>, Error>> {
        Some(hers::my_plan(ctx).await)
    }

    /// What you chose, for a woman who signs in herself: every answer you gave, in plain words, and what came of it.
    async fn my_choices(&self, ctx: &Context<'_>) -> Option<Result<MyChoices, Error>> {
        Some(hers::my_choices(ctx).await)
    }

    /// What you said is not right, and your complaints, for a woman who signs in herself, with the answers.
    async fn my_requests(&self, ctx: &Context<'_>) -> Option<Result<Vec<hers::MyRequest>, Error>> {
        Some(hers::my_requests(ctx).await)
    }

    /// What women said is not right and complained of, for a data protection officer: what the officer's controllers have to answer.
    async fn rights_requests(&self, ctx: &Context<'_>) -> Option<Result<Vec<mutation::RightsRequestObject>, Error>> {
        tried(ctx, async { mutation::rights_requests(ctx).await }).await
    }

    /// Who looked at your plan, for a woman who signs in herself, in plain words: everybody who did, everybody who tried and was
    /// refused, and the computers that keep a copy.
    async fn who_looked(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most: 1 to 100, 50 if not said.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which to go on.")] after: Option<String>,
    ) -> Option<Result<WhoLooked, Error>> {
        Some(hers::who_looked(ctx, first, after).await)
    }

    /// Who saw what, for a data protection officer: the records of what the officer's controllers hold or received. Looking up a
    /// person needs a case reference, which she is shown; the look itself is recorded.
    async fn disclosures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only records about this person; needs a case reference.")] person: Option<ID>,
        #[graphql(desc = "The case for which you look; at most 40 characters.")] case_reference: Option<String>,
        #[graphql(desc = "From this moment on.")] from: Option<chrono::DateTime<chrono::Utc>>,
        #[graphql(desc = "Before this moment.")] until: Option<chrono::DateTime<chrono::Utc>>,
        #[graphql(desc = "How many at most: 1 to 100, 50 if not said.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which to go on.")] after: Option<String>,
    ) -> Option<Result<DisclosurePage, Error>> {
        let asked = disclosures::Asked { person: person.map(|p| p.0), case_reference, from, until, first, after };
        Some(officer(ctx, asked).await)
    }
}

/// A root's own outcome, once a refusal of it stands in the record. Each root is nullable by itself: a refusal of one leaves the
/// others standing.
pub(super) async fn tried<T>(ctx: &Context<'_>, root: impl Future<Output = Result<T, Error>>) -> Option<Result<T, Error>> {
    let outcome = root.await;
    Some(match &outcome {
        Err(Error::Forbidden(_)) => refused(ctx).await.and(outcome),
        _ => outcome,
    })
}

/// Records that a root was refused to whoever shows this token.
async fn refused(ctx: &Context<'_>) -> Result<(), Error> {
    let ((hub, trace), operation) = (request(ctx)?, ctx.item.node.name.node.as_str());
    match bearer(ctx)? {
        Bearer::Caller(caller) => disclosure::refused(hub, caller, operation, None, FieldSet::EMPTY, trace).await,
        Bearer::Herself(her) => disclosure::refused(hub, her, operation, None, FieldSet::EMPTY, trace).await,
    }
}

pub(super) async fn one(
    ctx: &Context<'_>,
    operation: &'static str,
    purpose: Purpose,
    whom: Whom<'_>,
) -> Result<Answer<PersonObject>, Error> {
    let plan = plan(ctx, "Person")?;
    not_herself(ctx, operation, plan.selected()).await?;
    let asking = asking(ctx)?;
    let about = About { operation, purpose: Some(purpose), selected: plan.selected() };
    about.or_recorded(&asking, person(&asking, &plan, operation, purpose, whom).await).await
}

async fn person(
    asking: &Asking<'_>,
    plan: &Plan,
    operation: &'static str,
    purpose: Purpose,
    whom: Whom<'_>,
) -> Result<Answer<PersonObject>, Error> {
    let purpose = queryable(purpose)?;
    let question = Question { caller: asking.caller, purpose, selected: plan.selected(), operation, trace: asking.trace };
    let lay_out = |opened: Opened| {
        let person = opened.persons.first()?;
        Some(Projection { person, registry: &opened.agreed.registry }.person(plan))
    };
    let answer = disclosure::open(asking.hub, &question, whom, lay_out).await?;
    answer.map(Answer::new).ok_or(Error::NotFound)
}

async fn page(ctx: &Context<'_>, asked: Asked) -> Result<Answer<PageObject>, Error> {
    let plan = plan(ctx, "PersonConnection")?;
    not_herself(ctx, "caseload", plan.selected()).await?;
    let asking = asking(ctx)?;
    let about = About { operation: "caseload", purpose: Some(asked.purpose), selected: plan.selected() | asked.reads() };
    let answer = match queryable(asked.purpose) {
        Ok(_) => caseload::caseload(&asking, &plan, asked).await.map(Answer::new),
        Err(error) => Err(error),
    };
    about.or_recorded(&asking, answer).await
}

async fn feed(ctx: &Context<'_>, purpose: Purpose, after: Option<String>, first: Option<i32>) -> Result<changes::ChangePage, Error> {
    not_herself(ctx, "changes", FieldSet::EMPTY).await?;
    let asking = asking(ctx)?;
    let about = About { operation: "changes", purpose: Some(purpose), selected: FieldSet::EMPTY };
    about.or_recorded(&asking, changes::page(ctx, purpose, after, first).await).await
}

async fn officer(ctx: &Context<'_>, asked: disclosures::Asked) -> Result<DisclosurePage, Error> {
    not_herself(ctx, "disclosures", FieldSet::EMPTY).await?;
    let asking = asking(ctx)?;
    let about = About { operation: "disclosures", purpose: None, selected: FieldSet::EMPTY };
    about.or_recorded(&asking, disclosures::disclosures(&asking, asked).await).await
}

/// Records that a woman's own token was shown where workers ask; [`asking`] then refuses it.
async fn not_herself(ctx: &Context<'_>, operation: &'static str, selected: FieldSet) -> Result<(), Error> {
    let (hub, trace) = request(ctx)?;
    match bearer(ctx)? {
        Bearer::Caller(_) => Ok(()),
        Bearer::Herself(her) => disclosure::refused(hub, her, operation, None, selected, trace).await,
    }
}

/// A question as the record names it when it is refused outright.
struct About {
    operation: &'static str,
    purpose: Option<Purpose>,
    selected: FieldSet,
}

impl About {
    /// The answer, once a refusal stands in the record. A person that was not found is in the record already.
    async fn or_recorded<T>(&self, asking: &Asking<'_>, answer: Result<T, Error>) -> Result<T, Error> {
        if let Err(Error::Forbidden(_)) = &answer {
            disclosure::refused(asking.hub, asking.caller, self.operation, self.purpose, self.selected, asking.trace).await?;
        }
        answer
    }
}
