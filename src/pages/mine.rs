//! Her own view: what she chose, and who looked. Only her own sign-in opens it.

use super::{
    page::{self, Frame},
    trouble::Answer,
    visitor::Woman,
};
use crate::{
    disclosure::open_own,
    error::Error,
    hers::{
        choices::{Choice, MyChoices},
        looks::{Copy, Look, Place, WhoLooked},
    },
    words,
};
use askama::Template;
use axum::extract::RawQuery;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::DateTime;

/// Looks on one page.
const LOOKS: usize = 50;

#[derive(Template)]
#[template(path = "mine.html")]
struct MinePage {
    frame: Frame,
    choices: Vec<String>,
    stops: Vec<String>,
}

/// What she chose.
pub(super) async fn choices(her: Woman) -> Answer {
    let chosen = open_own(&her.desk.hub, &her.own("myChoices"), &MyChoices).await?;
    let choices = chosen.answers.into_iter().map(|c: Choice| c.sentence).collect();
    let page = MinePage { frame: her.frame("What I chose"), choices, stops: chosen.stops };
    Ok(page::answer(page.frame.status(), &page))
}

#[derive(Template)]
#[template(path = "looked.html")]
struct LookedPage {
    frame: Frame,
    looks: Vec<(String, String)>,
    copies: Vec<String>,
    older: Option<String>,
}

/// Who looked, the newest first.
pub(super) async fn looked(her: Woman, RawQuery(query): RawQuery) -> Answer {
    let after = query.as_deref().and_then(|query| query.strip_prefix("after=")).map(place).transpose()?;
    let page = open_own(&her.desk.hub, &her.own("whoLooked"), &WhoLooked { first: LOOKS, after }).await?;
    let shown = LookedPage {
        looks: page.looks.into_iter().map(|look: Look| (words::day_of(look.at), look.sentence)).collect(),
        copies: page.copies.into_iter().map(|copy: Copy| copy.sentence).collect(),
        older: page
            .end
            .map(|(at, id)| format!("/choices/mine/looked?after={}", URL_SAFE_NO_PAD.encode(format!("{}|{id}", at.to_rfc3339())))),
        frame: her.frame("Who looked at my plan"),
    };
    Ok(page::answer(shown.frame.status(), &shown))
}

/// Where a page begins: a moment and a record's id, and nothing of hers.
fn place(cursor: &str) -> Result<Place, Error> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let read = text.as_deref().and_then(|text| {
        let (at, id) = text.split_once('|').filter(|(_, id)| !id.contains('\0'))?;
        Some((DateTime::parse_from_rfc3339(at).ok()?.to_utc(), id.to_owned()))
    });
    read.ok_or_else(|| Error::invalid("after", "that is no place in this list: begin at its start"))
}
