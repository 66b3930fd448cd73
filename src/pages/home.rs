//! Where a worker begins.

use super::{
    page::{self, Frame},
    trouble::Answer,
    visitor::Worker,
};
use askama::Template;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    enrols: bool,
}

/// What a worker can do here.
pub(super) async fn show(worker: Worker) -> Answer {
    let frame = worker.frame("Her choices");
    Ok(page::answer(frame.status(), &HomePage { frame, enrols: worker.acting().enrols() }))
}
