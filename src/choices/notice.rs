//! What is shared without asking, and that it was read to her (`domain.md` D3, `NOTICE_GIVEN`).

use super::{
    Acting, Done,
    change::{Asked, Begun},
    refused, store,
};
use crate::{
    consent::{by_law, topics},
    disclosure::AgreedState,
    error::Error,
    record::catalogue,
    vocabulary::{Category, Coded, ConsentItem, ConsentTopic, FieldSet, Purpose, ReadFormat, RefusalCode, Role},
};
use chrono::{DateTime, NaiveDate, Utc};
use entity::notice_given;
use serde_json::json;
use uuid::Uuid;

/// The list of one organisation.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The organisation, by id.
    pub organisation: String,
    /// Its name as it is read aloud.
    pub name: String,
    /// The sentences, to be read aloud.
    pub lines: Vec<String>,
    /// The version that `noticeGiven` names.
    pub version: String,
}

/// What an organisation is told about her in these roles, and for what.
fn told(agreed: &AgreedState, agency: &str, role: Role, today: NaiveDate) -> (FieldSet, Vec<Purpose>) {
    let Some(kind) = agreed.registry.agency(agency).map(|a| a.kind) else { return (FieldSet::EMPTY, Vec::new()) };
    let mut fields = FieldSet::EMPTY;
    let mut purposes = Vec::new();
    for purpose in Purpose::ALL {
        let before = fields;
        for (holder, holder_kind) in agreed.holders() {
            for flow in agreed.agreements.policies_between(&holder, holder_kind, agency, kind, today) {
                if let Some((_, grants)) = agreed.grants(&flow.policy, role, *purpose) {
                    let denied = agreed.agreements.denied(&holder, holder_kind, agency, kind, role);
                    fields |= grants.told & !denied;
                }
            }
        }
        if fields != before {
            purposes.push(*purpose);
        }
    }
    (fields, purposes)
}

/// The sentences about these roles of an organisation.
pub(super) fn lines(agreed: &AgreedState, agency: &str, roles: &[Role], today: NaiveDate) -> Vec<String> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    roles.iter().flat_map(|role| by_law::sentences(catalogue(), *role, told(agreed, agency, *role, today).0)).collect()
}

/// The topics of which an organisation sees something without her yes.
pub(super) fn topics(agreed: &AgreedState, agency: &str, today: NaiveDate) -> Vec<ConsentTopic> {
    let roles = agreed.registry.roles(agency);
    let fields = roles.iter().fold(FieldSet::EMPTY, |all, role| all | told(agreed, agency, *role, today).0);
    let of = |item: &ConsentItem| match item {
        ConsentItem::Category(category) => catalogue().category(*category),
        ConsentItem::Alone(_) => FieldSet::EMPTY,
    };
    let some = |topic: &ConsentTopic| topics::items(*topic).iter().any(|item| of(item).meets(&fields));
    ConsentTopic::ALL.iter().copied().filter(some).collect()
}

/// The list of an organisation; nothing for one that sees nothing without her yes.
fn notice(agreed: &AgreedState, agency: &str, today: NaiveDate) -> Option<Notice> {
    let known = agreed.registry.agency(agency)?;
    let lines = lines(agreed, agency, &known.roles, today);
    let version = by_law::version(&lines);
    (!lines.is_empty()).then(|| Notice { organisation: agency.to_owned(), name: known.name.clone(), lines, version })
}

/// The lists of every organisation that sees something without her yes. No person is in them.
pub async fn shared_without_asking(acting: &Acting<'_>) -> Result<Vec<Notice>, Error> {
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    let today = acting.now().date_naive();
    Ok(agreed.registry.agencies().into_iter().filter_map(|a| notice(&agreed, &a.id, today)).collect())
}

/// That a list was read to her.
#[derive(Clone, Debug)]
pub struct Given {
    /// The talk.
    pub session: String,
    /// The organisation whose list it is.
    pub organisation: String,
    /// The version that was read.
    pub version: String,
    /// When, if earlier.
    pub given_on: Option<DateTime<Utc>>,
    /// How.
    pub format: ReadFormat,
    /// In which language.
    pub language: String,
    /// Whether she has a copy.
    pub copy_given: bool,
    /// The caller's key.
    pub key: Option<String>,
}

/// Writes down that a list was read to her.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's, `INVALID_INPUT` for an organisation without a list.
pub async fn given(acting: &Acting<'_>, ask: &Given) -> Result<Done<String>, Error> {
    let worker = acting.worker("noticeGiven")?;
    let person = acting.talking_with(&ask.session).await?;
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    let today = acting.now().date_naive();
    let Some(list) = notice(&agreed, &ask.organisation, today) else {
        return Err(Error::invalid("organisation", "`organisation` sees nothing without her yes: there is nothing to read"));
    };
    if ask.given_on.is_some_and(|given| given > acting.now()) {
        return Err(Error::invalid("givenOn", "`givenOn` lies in the future"));
    }
    let change = match acting.begin(Asked::new("noticeGiven", ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.told(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let outcome = match acting.talking(&change, &ask.session).await? {
        Err(refusal) => Err(refusal),
        Ok(_) if list.version != ask.version => Err(refused(RefusalCode::NoticeChanged).at("version")),
        Ok(_) => {
            let row = row(acting, ask, &person, &worker, &agreed);
            let id = row.id.clone();
            store::add_notice(change.db(), row).await?;
            Ok(id)
        }
    };
    change.done(acting, Some(&person), outcome).await
}

fn row(acting: &Acting<'_>, ask: &Given, person: &str, worker: &str, agreed: &AgreedState) -> notice_given::Model {
    let today = acting.now().date_naive();
    let roles = agreed.registry.roles(&ask.organisation);
    let all: Vec<_> = roles.iter().map(|role| told(agreed, &ask.organisation, *role, today)).collect();
    let fields = all.iter().fold(FieldSet::EMPTY, |fields, (more, _)| fields | *more);
    let purposes: std::collections::BTreeSet<&str> = all.iter().flat_map(|(_, p)| p.iter().map(|p| p.code())).collect();
    let categories = Category::ALL.iter().filter(|c| catalogue().category(**c).meets(&fields)).map(|c| c.code());
    let id = Uuid::new_v4().to_string();
    notice_given::Model {
        person_id: person.to_owned(),
        notice_version: ask.version.clone(),
        categories: json!(categories.collect::<Vec<_>>()),
        purposes: json!(purposes),
        recipient_agencies: json!([ask.organisation]),
        given_by_worker: Some(worker.to_owned()),
        given_by_role: Some(acting.caller.role().code().to_owned()),
        given_by_agency: acting.caller.agency().to_string(),
        given_on: ask.given_on.unwrap_or(acting.now()),
        entered_on: acting.now(),
        format: Some(ask.format.code().to_owned()),
        language: Some(ask.language.clone()),
        copy_given: ask.copy_given,
        source_ref: id.clone(),
        id,
    }
}
