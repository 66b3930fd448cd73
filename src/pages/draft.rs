//! What is chosen, in a talk or by her own sign-in, before it is read back and recorded: carried by the browser in a cookie of its own.
//!
//! It holds codes and no name, is believed in nothing (whatever it says passes every guard when it is recorded), and is gone when the
//! answers are recorded, when she says stop, when whoever signed in signs out, or after two hours.

use super::cookie;
use crate::vocabulary::{Coded, ConsentDecision, ConsentTopic, Role};
use axum::response::Response;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use http::{HeaderMap, HeaderValue, header::SET_COOKIE};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const NAME: &str = "__Host-choices-draft";
/// Hours after which a draft is forgotten.
const HOURS: i64 = 2;
/// Answers of one batch at most, as everywhere.
pub(super) const MOST: usize = 75;

/// What is chosen so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    /// The talk by id, or her own session by a digest.
    talk: String,
    until: DateTime<Utc>,
    /// Whether it is a first meeting.
    pub(super) first: bool,
    /// The organisations that are read aloud, by id.
    pub(super) organisations: Vec<String>,
    topics: Vec<String>,
    /// For each organisation the role in which she wants it to join, or nothing.
    joins: Vec<String>,
    /// For each topic and, in it, for each organisation, the first letter of her answer, or a dash.
    answers: String,
    /// The day on which she ticked a form.
    pub(super) said_on: Option<NaiveDate>,
    /// By her own sign-in: whether nobody else can see what she does. In a talk the talk says it.
    #[serde(default)]
    pub(super) private: bool,
}

impl Draft {
    /// A draft of a talk, with nothing chosen.
    pub(super) fn of(talk: &str, now: DateTime<Utc>, first: bool) -> Self {
        Self {
            talk: talk.to_owned(),
            until: now + TimeDelta::hours(HOURS),
            first,
            organisations: Vec::new(),
            topics: Vec::new(),
            joins: Vec::new(),
            answers: String::new(),
            said_on: None,
            private: false,
        }
    }

    /// The draft of this talk that the browser carries.
    pub(super) fn carried(headers: &HeaderMap, talk: &str, now: DateTime<Utc>) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cookie::named(headers, NAME)?).ok()?;
        let draft: Self = serde_json::from_slice(&bytes).ok()?;
        // A topic of another release would move what was said to a topic beside it.
        let known = draft.topics().len() == draft.topics.len();
        let bounded = draft.organisations.len() * draft.topics.len() <= MOST;
        (draft.talk == talk && now < draft.until && known && bounded).then_some(draft)
    }

    /// The same, or one with nothing chosen where the browser carries none.
    pub(super) fn kept(headers: &HeaderMap, talk: &str, now: DateTime<Utc>) -> Self {
        Self::carried(headers, talk, now).unwrap_or_else(|| Self::of(talk, now, false))
    }

    /// Lets the browser carry it on.
    pub(super) fn carry(&self, mut response: Response) -> Response {
        let value = serde_json::to_vec(self).ok().map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        let set = value.and_then(|value| HeaderValue::from_str(&format!("{NAME}={value}; {}", cookie::ATTRIBUTES)).ok());
        response.headers_mut().extend(set.map(|set| (SET_COOKIE, set)));
        response
    }

    /// Lets the browser forget it.
    pub(super) fn forget(mut response: Response) -> Response {
        response.headers_mut().extend(cookie::forget(NAME).map(|set| (SET_COOKIE, set)));
        response
    }

    /// The topics that are read aloud.
    pub(super) fn topics(&self) -> Vec<ConsentTopic> {
        self.topics.iter().filter_map(|code| ConsentTopic::parse(code)).collect()
    }

    /// Names whom and what is read aloud. What she said before about the same stays.
    pub(super) fn name(self, organisations: Vec<String>, topics: &[ConsentTopic]) -> Self {
        let kept = |organisation: &String| self.organisations.iter().position(|o| o == organisation);
        let joins = organisations.iter().map(|o| kept(o).and_then(|at| self.joins.get(at).cloned()).unwrap_or_default()).collect();
        let letter = |topic: &ConsentTopic, organisation: &String| {
            let topic = self.topics().iter().position(|t| t == topic)?;
            self.letter(topic, kept(organisation)?)
        };
        let answers = topics.iter().flat_map(|t| organisations.iter().map(move |o| letter(t, o).unwrap_or('-'))).collect();
        Self { topics: topics.iter().map(|t| t.code().to_owned()).collect(), joins, answers, organisations, ..self }
    }

    /// Whether nobody else can see what she does.
    pub(super) fn in_private(self, private: bool) -> Self {
        Self { private, ..self }
    }

    /// What she says, by the places of the topic and the organisation.
    pub(super) fn say(
        self,
        joins: impl Fn(usize) -> Option<Role>,
        answers: impl Fn(usize, usize) -> Option<ConsentDecision>,
        said_on: Option<NaiveDate>,
    ) -> Self {
        let organisations = 0..self.organisations.len();
        let letter = |t: usize, o: usize| answers(t, o).and_then(|said| said.code().chars().next()).unwrap_or('-');
        let said = (0..self.topics.len()).flat_map(|t| organisations.clone().map(move |o| (t, o))).map(|(t, o)| letter(t, o)).collect();
        let joins = organisations.clone().map(|o| joins(o).map(|role| role.code().to_owned()).unwrap_or_default()).collect();
        Self { answers: said, joins, said_on, ..self }
    }

    /// What a page that asks is about: a form of it that was shown for others is not taken.
    pub(super) fn asks(&self) -> String {
        mark(&(&self.organisations, &self.topics))
    }

    /// What a page that is read back says: no other answers are recorded by its form.
    pub(super) fn says(&self) -> String {
        mark(&(&self.organisations, &self.topics, &self.joins, &self.answers, &self.said_on))
    }

    /// In which role she wants an organisation to join.
    pub(super) fn joins(&self, organisation: usize) -> Option<Role> {
        self.joins.get(organisation).and_then(|code| Role::parse(code))
    }

    /// What she said about a topic to an organisation, by their places.
    pub(super) fn answer(&self, topic: usize, organisation: usize) -> Option<ConsentDecision> {
        let letter = self.letter(topic, organisation)?;
        ConsentDecision::ALL.iter().copied().find(|said| said.code().starts_with(letter))
    }

    fn letter(&self, topic: usize, organisation: usize) -> Option<char> {
        self.answers.chars().nth(topic * self.organisations.len() + organisation)
    }
}

/// A short text that is the same for the same things.
fn mark(things: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(things).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConsentTopic::{T1NameContact as T1, T2PlanTeamRelease as T2};
    use axum::body::Body;
    use http::header::COOKIE;

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn sent(draft: &Draft) -> HeaderMap {
        let response = draft.carry(Response::new(Body::empty()));
        let set = response.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(&set).unwrap())])
    }

    #[test]
    fn a_draft_is_of_one_talk_and_forgotten_in_time() {
        let draft = Draft::of("talk", now(), true).name(texts(&["a", "b"]), &[T1]);
        let draft = draft.say(|o| (o == 1).then_some(Role::Pa), |_, o| (o == 1).then_some(ConsentDecision::AskMeEachTime), None);
        let back = Draft::carried(&sent(&draft), "talk", now()).unwrap();
        assert_eq!((back.answer(0, 0), back.answer(0, 1)), (None, Some(ConsentDecision::AskMeEachTime)));
        assert_eq!((back.joins(0), back.joins(1)), (None, Some(Role::Pa)));
        assert!(Draft::carried(&sent(&draft), "another", now()).is_none());
        assert!(Draft::carried(&sent(&draft), "talk", now() + TimeDelta::hours(2)).is_none());
    }

    #[test]
    fn other_names_keep_what_was_said_about_the_same() {
        let draft = Draft::of("talk", now(), false).name(texts(&["a", "b"]), &[T1, T2]);
        let draft = draft.say(|_| Some(Role::Pa), |t, o| (t == 1 && o == 1).then_some(ConsentDecision::No), None);
        let draft = draft.name(texts(&["c", "b"]), &[T2]);
        assert_eq!((draft.answer(0, 0), draft.answer(0, 1)), (None, Some(ConsentDecision::No)));
        assert_eq!((draft.joins(0), draft.joins(1)), (None, Some(Role::Pa)));
    }

    #[test]
    fn the_largest_draft_fits_into_a_cookie() {
        let organisations = (0..10).map(|n| format!("{n}{}", "x".repeat(63))).collect();
        let topics: Vec<_> = ConsentTopic::ALL.iter().copied().take(7).collect();
        let draft = Draft::of(&"t".repeat(43), now(), false).name(organisations, &topics);
        let draft = draft.say(|_| Some(Role::CommunityWorker), |_, _| Some(ConsentDecision::Yes), NaiveDate::from_ymd_opt(2026, 11, 27));
        assert!(draft.carry(Response::new(Body::empty())).headers()[SET_COOKIE].len() < 4_096);
    }

    #[test]
    fn what_was_made_up_is_no_draft() {
        for value in ["", "e30", "bm90IGpzb24"] {
            let cookie = HeaderValue::from_str(&format!("{NAME}={value}")).unwrap();
            assert!(Draft::carried(&HeaderMap::from_iter([(COOKIE, cookie)]), "talk", now()).is_none());
        }
    }
}
