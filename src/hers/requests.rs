//! What she asks herself of those who hold her data, by her own sign-in, and what they answered.

use crate::{
    agency::Registry,
    audit::Decided,
    disclosure::{Hub, OwnRead, OwnView},
    error::Error,
    rights::{self, Request},
    vocabulary::{Coded, RightsKind},
    words,
};
use sea_orm::DatabaseTransaction;
use serde_json::json;

/// What she asks for.
#[derive(Clone, Copy, Debug)]
pub struct MyRequests;

/// A request of hers, as she is told of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// What she asked, and what came of it.
    pub sentence: String,
    /// What she said, in her words.
    pub words: String,
}

impl OwnRead for MyRequests {
    type Answer = Vec<Told>;

    async fn read(&self, _: &Hub, db: &DatabaseTransaction, view: &OwnView) -> Result<(Vec<Told>, Decided), Error> {
        let all = rights::of_person(db, &view.person).await?;
        let told = all.into_iter().map(|request| told(request, &view.agreed.registry)).collect();
        Ok((told, Decided::hers(&json!({}))))
    }
}

fn told(request: Request, registry: &Registry) -> Told {
    let on = words::day_of(request.received_at);
    let whom = request.controller.as_deref().and_then(|id| registry.agency(id)).map(|a| format!(" by {}", a.name)).unwrap_or_default();
    let said = match request.kind {
        RightsKind::Complaint => "that you complain",
        RightsKind::Rectification => "that something is not right",
        RightsKind::Access | RightsKind::Erasure | RightsKind::Restriction | RightsKind::Objection => "what you want",
    };
    let then = match &request.answered {
        None => format!("You will be answered{whom} until {}.", words::day(request.due_on)),
        Some((decision, answer, at)) => {
            format!("The answer{whom} on {}: {}. {answer}", words::day_of(*at), decision.entry().label.to_lowercase())
        }
    };
    Told { sentence: format!("On {on} you said {said}. {then}"), words: request.words, id: request.id }
}
