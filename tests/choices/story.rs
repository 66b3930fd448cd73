//! A hub in which time passes, and the sentences by which its actors act.

use crate::support::{Actor, Answer, DemoHub, monday};
use chrono::{DateTime, TimeDelta, Utc};
use connections_hub::{
    clock::Clock,
    import::{self, Import, Summary},
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// A hub of its own, and its time.
pub struct Story {
    pub hub: DemoHub,
    now: Arc<Mutex<DateTime<Utc>>>,
}

pub fn story() -> Story {
    let now = Arc::new(Mutex::new(monday()));
    let read = Arc::clone(&now);
    Story { hub: DemoHub::at(Clock::imposed_by(move || *read.lock().unwrap())), now }
}

impl Story {
    pub fn passes(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    pub fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    /// Takes in what an organisation's own system sends, one line each.
    pub fn sends(&self, agency: &str, lines: &[Value]) -> Summary {
        let text = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
        let hub = &self.hub.loaded.hub;
        let import = Import { agency, dry_run: false, now: self.now() };
        let taken = self.hub.wait_for(async {
            let agreed = hub.agreed.at(hub.store.reader()).await.unwrap();
            import::run(hub.store.writer(), agreed.as_ref(), &import, vec![("lines".to_owned(), text.as_bytes())], &()).await
        });
        taken.unwrap_or_else(|refused| panic!("{refused:?}"))
    }

    /// Changes the database behind the hub's back.
    pub fn runs(&self, sql: &str) {
        use sea_orm::ConnectionTrait;
        self.hub.wait_for(self.hub.loaded.hub.store.writer().execute_unprepared(sql)).unwrap();
    }

    /// Asks the database for a number.
    pub fn count(&self, sql: &str) -> i64 {
        use sea_orm::ConnectionTrait;
        let db = self.hub.loaded.hub.store.reader();
        let statement = sea_orm::Statement::from_string(db.get_database_backend(), sql.to_owned());
        let row = self.hub.wait_for(db.query_one_raw(statement)).unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }
}

/// Changes something: a root with its input and what is asked back.
pub fn does(actor: &Actor<'_>, root: &str, input: &Value, back: &str) -> Answer {
    let name = format!("{}{}Input", root[..1].to_uppercase(), &root[1..]);
    let name = if matches!(root, "unblockWorker") { "BlockWorkerInput".to_owned() } else { name };
    actor.asks_with(&format!("mutation($input: {name}!) {{ {root}(input: $input) {{ {back} }} }}"), &json!({"input": input}))
}

/// What is typed to open a talk.
pub fn opening(reference: &str, known_as: &str, private: bool) -> Value {
    json!({
        "reference": reference, "knownAs": known_as, "place": "PRISON", "private": private,
        "scriptVersion": "2026-1", "language": "en", "format": "READ_ALOUD",
    })
}

/// Opens a talk; gives back its id.
pub fn talks(actor: &Actor<'_>, reference: &str, known_as: &str, private: bool) -> String {
    let answer = does(actor, "openChoicesSession", &opening(reference, known_as, private), "matches sessionId refusal { code }");
    answer.at("openChoicesSession.sessionId").as_str().unwrap_or_else(|| panic!("a talk: {}", answer.text)).to_owned()
}

pub fn choice(topic: &str, organisation: &str, decision: &str) -> Value {
    json!({"topic": topic, "organisation": organisation, "decision": decision})
}

/// Records a batch in a talk.
pub fn chooses(actor: &Actor<'_>, session: &str, choices: &[Value]) -> Answer {
    let input = json!({"sessionId": session, "method": "VERBAL_WITH_WORKER", "readBack": true, "choices": choices});
    records(actor, &input)
}

pub fn records(actor: &Actor<'_>, input: &Value) -> Answer {
    let back = "choices { id topic decision status organisations } conflicts { field refusalId isWider } refusal { code field }";
    does(actor, "recordChoices", input, back)
}

/// Records yes to a topic for an organisation, naming whatever stands against it.
pub fn says_yes_by_name(actor: &Actor<'_>, session: &str, yes: &Value) -> Answer {
    let first = chooses(actor, session, std::slice::from_ref(yes));
    let Some(conflicts) = first.at("recordChoices.conflicts").as_array() else { return first };
    let ids: Vec<&Value> = conflicts.iter().map(|c| &c["refusalId"]).collect();
    let mut named = yes.clone();
    named["replaces"] = json!(ids);
    chooses(actor, session, &[named])
}

pub fn refusal(answer: &Answer, root: &str) -> String {
    answer.at(&format!("{root}.refusal.code")).as_str().unwrap_or_default().to_owned()
}

/// Jas's goals as she, the prison and probation hold them. Leaving care has two of its own, which no stop takes from it.
const GOALS_OF_OTHERS: [&str; 6] = [
    "Keep my flat and go home to it",
    "Have a plan for the nights that are hard",
    "Start a catering course",
    "Have the right people round me",
    "Use the weeks inside to get ready to leave",
    "Finish the licence without another knock-back",
];

/// Whether the answer has a goal of Jas that leaving care does not hold itself.
pub fn shows_goals_of_others(answer: &Answer) -> bool {
    GOALS_OF_OTHERS.iter().any(|goal| answer.text.contains(goal))
}
