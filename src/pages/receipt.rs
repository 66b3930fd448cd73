//! The receipt: printed for her, safe in a shared cell unless she asks for all of it.

use super::{
    page::{self, Frame},
    trouble::{Answer, Trouble},
    visitor::Worker,
};
use crate::{choices::receipt, words};
use askama::Template;
use axum::extract::Path;

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    frame: Frame,
    lines: Vec<String>,
    day: String,
    all: bool,
    talk: String,
}

/// The receipt that may lie in a shared cell.
pub(super) async fn short(worker: Worker, Path(id): Path<String>) -> Answer {
    receipt(&worker, &id, false).await
}

/// All of it, for her who asks for it.
pub(super) async fn all(worker: Worker, Path(id): Path<String>) -> Answer {
    receipt(&worker, &id, true).await
}

async fn receipt(worker: &Worker, id: &str, all: bool) -> Answer {
    let talk = worker.talk(id).await?;
    let receipt = receipt::receipt(&worker.acting(), id, all, None).await?.map_err(|_| Trouble::nothing_here())?;
    let day = words::day_of(worker.acting().now());
    let frame = worker.frame(receipt.title).back(talk.start());
    Ok(page::answer(frame.status(), &ReceiptPage { frame, lines: receipt.lines, day, all, talk: talk.start() }))
}
