//! What clocks ask a worker to do.

use super::{
    mutation::acting,
    registered::{Coding, Day},
};
use crate::{
    choices::worklist::{self, Task},
    error::Error,
    vocabulary::{SourceClock, TaskKind},
};
use async_graphql::{Context, ID, SimpleObject};

/// Your tasks, soonest first.
#[derive(Debug, SimpleObject)]
pub struct Worklist {
    /// The tasks of this page of your caseload.
    tasks: Vec<WorkTask>,
    /// Ask again after this for the rest; null at the end.
    after: Option<ID>,
}

/// One thing to do. It names no topic and no answer of hers.
#[derive(Debug, SimpleObject)]
struct WorkTask {
    /// Her id in the hub.
    person_id: ID,
    /// What must be done.
    kind: Coding<TaskKind>,
    /// Which clock asks for it.
    source_clock: Coding<SourceClock>,
    /// By when.
    due: Day,
    /// Whose doing it is, by id; for data protection officers.
    organisation: Option<String>,
}

impl From<Task> for WorkTask {
    fn from(task: Task) -> Self {
        Self {
            person_id: task.person.into(),
            kind: Coding(task.kind),
            source_clock: Coding(task.clock),
            due: Day(task.due),
            organisation: task.organisation,
        }
    }
}

/// The worklist of a question.
pub async fn worklist(ctx: &Context<'_>, after: Option<ID>) -> Result<Worklist, Error> {
    if after.as_deref().is_some_and(|after| uuid::Uuid::parse_str(after).is_err()) {
        return Err(Error::invalid("after", "`after` is none that this list gave: begin without it"));
    }
    let found = worklist::worklist(&acting(ctx).await?, after.as_deref().map(String::as_str)).await?;
    Ok(Worklist { tasks: found.tasks.into_iter().map(Into::into).collect(), after: found.after.map(ID::from) })
}
