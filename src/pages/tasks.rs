//! What clocks ask a worker to do about choices. A task names no topic and no answer.

use super::{
    page::{self, Frame},
    trouble::Answer,
    visitor::Worker,
};
use crate::{
    choices::worklist::{self, Task},
    vocabulary::Coded,
    words,
};
use askama::Template;
use axum::extract::RawQuery;

#[derive(Template)]
#[template(path = "tasks.html")]
struct TasksPage {
    frame: Frame,
    /// By when, what, and about whom by hub id.
    tasks: Vec<(String, &'static str, String)>,
    more: Option<String>,
}

/// The tasks, soonest first, a page of the caseload at a time.
pub(super) async fn show(worker: Worker, RawQuery(query): RawQuery) -> Answer {
    let after = query.as_deref().and_then(|query| query.strip_prefix("after="));
    let found = worklist::worklist(&worker.acting(), after).await?;
    let task = |task: Task| (words::day(task.due), task.kind.entry().label, task.person);
    let page = TasksPage {
        tasks: found.tasks.into_iter().map(task).collect(),
        more: found.after.map(|after| format!("/choices/tasks?after={after}")),
        frame: worker.frame("Tasks").back("/choices"),
    };
    Ok(page::answer(page.frame.status(), &page))
}
