//! The change feed.

use super::{
    MOST_ON_A_PAGE,
    mutation::acting,
    query::queryable,
    registered::{Coding, Day},
};
use crate::{
    changes::{self, Ask},
    error::Error,
    vocabulary::{ChangeKind, Purpose},
};
use async_graphql::{Context, ID, SimpleObject};

/// Lines on a page when nobody says how many.
const USUAL: i32 = 50;

/// A page of what you have to learn.
#[derive(Debug, SimpleObject)]
pub struct ChangePage {
    /// The lines, in the order in which they became known.
    changes: Vec<Change>,
    /// Where to go on. Keep it once you have done what the lines ask for; it holds for 90 days.
    end_cursor: String,
    /// Whether to ask again at once; a page with few lines or none may say so too.
    has_next_page: bool,
}

/// Something to learn. It points to what changed, and holds no value.
#[derive(Debug, SimpleObject)]
struct Change {
    /// The same whenever you read it; a stop is acknowledged by it.
    id: ID,
    /// What kind of news it is.
    kind: Coding<ChangeKind>,
    /// Her id in the hub; null for an invitation, which tells who she is once it is accepted.
    person_id: Option<ID>,
    /// The place on her team, for `INVITED` and `LEFT`: an invitation is accepted by it.
    place_id: Option<ID>,
    /// Fields, `Entity.field`: those that changed and that you may read now, or those that you must no longer use.
    fields: Vec<String>,
    /// Ids of rows that you had and that were taken back, or are no longer there for you.
    gone: Vec<ID>,
    /// The only worker of your organisation whom it concerns; null where it concerns everybody there in your role.
    worker: Option<String>,
    /// By when a stop is acknowledged.
    due: Option<Day>,
}

impl From<changes::Change> for Change {
    fn from(change: changes::Change) -> Self {
        Self {
            id: change.id.into(),
            kind: Coding(change.kind),
            person_id: change.person.map(ID::from),
            place_id: change.place.map(ID::from),
            fields: change.fields,
            gone: change.gone.into_iter().map(ID::from).collect(),
            worker: change.worker,
            due: change.due.map(Day),
        }
    }
}

/// A page of the feed.
pub async fn page(ctx: &Context<'_>, purpose: Purpose, after: Option<String>, first: Option<i32>) -> Result<ChangePage, Error> {
    let first = usize::try_from(first.unwrap_or(USUAL)).ok().filter(|n| (1..=MOST_ON_A_PAGE).contains(n));
    let first = first.ok_or_else(|| Error::invalid("first", format!("`first` must be 1 to {MOST_ON_A_PAGE}")))?;
    let ask = Ask { purpose: queryable(purpose)?, after, first };
    let page = changes::read(&acting(ctx).await?, &ask).await?;
    let lines = page.changes.into_iter().map(Into::into).collect();
    Ok(ChangePage { changes: lines, end_cursor: page.end, has_next_page: page.more })
}
