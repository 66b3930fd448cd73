//! A council's system, night after night: nothing is missed, nothing comes twice, and no list of names is ever sent.

use super::{council, cursor, goal, lines, page};
use crate::{
    choices::story::{Story, choice, chooses, does, story, talks},
    support::Actor,
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: usize = 120;
const COUNCIL: &str = "northshire-leaving-care";

/// What the council keeps, and where it is in the feed.
#[derive(Default)]
struct Copy {
    cursor: Option<String>,
    /// What it reads of each person.
    people: BTreeMap<String, Value>,
    /// Lines that it has read.
    seen: BTreeSet<String>,
    /// Numbers of its own under which it takes invitations up, as its workers heard them on the telephone.
    numbers: BTreeMap<String, String>,
    read: BTreeMap<&'static str, usize>,
}

impl Copy {
    /// One night: everything since the last one is read and done.
    fn follows(&mut self, system: &Actor<'_>) -> BTreeMap<&'static str, usize> {
        self.read.clear();
        loop {
            let answer = page(system, "JOINT_PLANNING", self.cursor.as_deref(), 50);
            answer.never_says("Nia");
            for line in lines(&answer) {
                assert!(self.seen.insert(line["id"].as_str().unwrap().to_owned()), "twice: {line}");
                self.does(system, &line);
            }
            self.cursor = Some(cursor(&answer));
            if answer.at("changes.hasNextPage") == &json!(false) {
                return std::mem::take(&mut self.read);
            }
        }
    }

    fn does(&mut self, system: &Actor<'_>, line: &Value) {
        let person = line["personId"].as_str().map(str::to_owned);
        let kind = match line["kind"].as_str().unwrap() {
            "INVITED" => {
                assert_eq!(person, None, "who is invited is not named");
                let number = &self.numbers[line["placeId"].as_str().unwrap()];
                let input = json!({"invitationId": line["placeId"], "reference": number, "worker": "pa-1"});
                does(system, "acceptInvitation", &input, "personId").must_see("acceptInvitation.personId");
                "INVITED"
            }
            "CHANGED" => {
                let id = person.unwrap();
                self.people.insert(id.clone(), read(system, &id));
                "CHANGED"
            }
            "STOP_USING" => {
                // What it may no longer use is taken out of the copy, by name.
                let fields = line["fields"].to_string();
                assert!(fields.contains("Goal.title"), "{line}");
                self.people.get_mut(&person.unwrap()).unwrap()["plans"] = json!(null);
                let input = json!({"changeId": line["id"]});
                assert_eq!(does(system, "acknowledge", &input, "done").at("acknowledge.done"), &json!(true));
                "STOP_USING"
            }
            other => panic!("{other}"),
        };
        *self.read.entry(kind).or_default() += 1;
    }

    /// Loads everything afresh.
    fn loads(&mut self, system: &Actor<'_>) {
        self.people = caseload(system);
    }
}

const WHAT: &str = "id knownAs plans { goals { title } }";

fn read(system: &Actor<'_>, id: &str) -> Value {
    system.asks(&format!(r#"{{ person(id: "{id}", purpose: JOINT_PLANNING) {{ {WHAT} }} }}"#)).at("person").clone()
}

/// Everything that it may read now, page by page.
fn caseload(system: &Actor<'_>) -> BTreeMap<String, Value> {
    let (mut people, mut after) = (BTreeMap::new(), json!(null));
    loop {
        let query = format!(
            "query($after: String) {{ caseload(purpose: JOINT_PLANNING, first: 50, after: $after) \
             {{ edges {{ node {{ {WHAT} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let answer = system.asks_with(&query, &json!({"after": after}));
        for edge in answer.at("caseload.edges").as_array().unwrap() {
            people.insert(edge["node"]["id"].as_str().unwrap().to_owned(), edge["node"].clone());
        }
        after = answer.at("caseload.pageInfo.endCursor").clone();
        if answer.at("caseload.pageInfo.hasNextPage") == &json!(false) {
            return people;
        }
    }
}

/// Enrols a woman, who says yes to the council and what it may see; gives back the invitation.
fn enrolled(story: &Story, n: usize) -> String {
    let ces = story.hub.worker("ces-1");
    does(&ces, "enrol", &json!({"reference": number(n), "knownAs": format!("Nia-{n}")}), "id").must_see("enrol.id");
    let session = talks(&ces, &number(n), &format!("Nia-{n}"), true);
    let input = json!({"sessionId": session, "organisation": COUNCIL, "role": "PA", "herYes": true});
    let place = does(&ces, "inviteAgency", &input, "placeId").at("inviteAgency.placeId").as_str().unwrap().to_owned();
    let yes = |topic: &str| choice(topic, COUNCIL, "YES");
    chooses(&ces, &session, &[yes("T1_NAME_CONTACT"), yes("T2_PLAN_TEAM_RELEASE")]).must_see("recordChoices.choices.0.id");
    place
}

fn number(n: usize) -> String {
    format!("WC-9{n:03}")
}

fn plan(story: &Story, n: usize) -> Value {
    json!({
        "entity": "Plan", "ref": format!("plan-{n}"), "person": number(n), "recordedAt": story.now(), "recordedBy": "ces-1",
        "forHer": {"by": "ces-1", "readBack": true}, "fields": {"agreementStatus": "AGREED", "coWritten": true},
    })
}

fn stops(story: &Story, n: usize) {
    let input = json!({
        "reference": number(n), "knownAs": format!("Nia-{n}"),
        "scope": {"organisations": [COUNCIL], "topics": ["T2_PLAN_TEAM_RELEASE"]},
    });
    does(&story.hub.worker("ces-1"), "stop", &input, "passedOn").must_see("stop.passedOn");
}

#[test]
fn a_council_follows_a_hundred_and_twenty_women_and_misses_nothing() {
    let story = story();
    let mut copy = Copy::default();
    let system = || council(&story);
    for n in 0..PEOPLE {
        let place = enrolled(&story, n);
        copy.numbers.insert(place, format!("LC-9{n:03}"));
    }
    let first: Vec<Value> = (0..PEOPLE).flat_map(|n| [plan(&story, n), goal(&story, &number(n), &format!("g-{n}"), "A home")]).collect();
    story.sends("womens-centre", &first);

    // The first night: the invitations are taken up, and everything is loaded.
    let mut first = copy.follows(&system());
    assert_eq!(first["INVITED"], PEOPLE);
    copy.loads(&system());
    assert!(copy.people.len() >= PEOPLE && copy.people.values().filter(|her| her.to_string().contains("A home")).count() >= PEOPLE);
    // That it has joined each team comes as news once, that night or the next one.
    first.entry("CHANGED").or_default();
    let second = copy.follows(&system()).get("CHANGED").copied().unwrap_or_default();
    assert_eq!(first["CHANGED"] + second, PEOPLE);
    assert_eq!(copy.people, caseload(&system()));
    assert_eq!(copy.follows(&system()), BTreeMap::new(), "nothing happened");

    // Three changes and two stops.
    story.passes(TimeDelta::days(1));
    story.sends("womens-centre", &[1, 2, 3].map(|n| goal(&story, &number(n), &format!("g-{n}"), "A home with a garden")));
    stops(&story, 4);
    stops(&story, 5);
    assert_eq!(copy.follows(&system()), [("CHANGED", 3), ("STOP_USING", 2)].into());
    assert_eq!(copy.people, caseload(&system()));
    assert_eq!(story.count("SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING' AND acknowledged_at IS NULL"), 0);

    // The cursor is lost before a third stop was read: the stop still waits, and everything else is loaded afresh.
    story.passes(TimeDelta::days(1));
    stops(&story, 6);
    story.sends("womens-centre", &[goal(&story, &number(7), "g-7", "A home by the sea")]);
    copy.cursor = None;
    assert_eq!(copy.follows(&system()), [("STOP_USING", 1)].into());
    copy.loads(&system());
    assert!(copy.people.values().any(|her| her.to_string().contains("by the sea")));

    // A restart: another hub on the same database knows the cursor.
    story.sends("womens-centre", &[goal(&story, &number(8), "g-8", "A home with a cat")]);
    let other = story.hub.another();
    assert_eq!(copy.follows(&system().at(&other)), [("CHANGED", 1)].into());
    assert_eq!(copy.follows(&system()), BTreeMap::new());
    assert_eq!(copy.people, caseload(&system()));

    // A cursor that was left lying for a season has expired, and says what to do.
    story.passes(TimeDelta::days(90));
    let expired = page(&system(), "JOINT_PLANNING", copy.cursor.as_deref(), 50);
    assert_eq!((expired.code(), &expired.json["errors"][0]["extensions"]["field"]), (Some("INVALID_INPUT"), &json!("after")));
    assert!(expired.text.contains("load afresh"), "{}", expired.text);
}
