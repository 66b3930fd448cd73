//! What may not be read is not told of: not by a line, a gap, a count, a cursor or a record.

use super::{Follower, council, cursor, goal, lines, page, told};
use crate::choices::story::{Story, choice, chooses, does, says_yes_by_name, story, talks};
use chrono::TimeDelta;
use connections_hub::vocabulary::Role;
use serde_json::{Value, json};

/// How many records of the feed there are about a person.
fn recorded(story: &Story, label: &str) -> i64 {
    let person = story.hub.id(label);
    story.count(&format!("SELECT COUNT(*) FROM access_record WHERE operation = 'changes' AND person = '{person}'"))
}

fn gone(story: &Story, reference: &str) -> Value {
    json!({"entity": "Goal", "ref": reference, "person": "WC-17", "recordedAt": story.now(), "retracted": true})
}

#[test]
fn a_change_of_what_is_kept_back_looks_like_a_night_on_which_nothing_happened() {
    let story = story();
    let system = || council(&story);
    let mut follower = Follower::from_now(&system(), "JOINT_PLANNING");
    let quiet = page(&system(), "JOINT_PLANNING", follower.cursor.as_deref(), 100);
    // What no yes of hers opens to the council: her safety, her health, her offence.
    let abuse = |n: usize| {
        json!({
            "entity": "DomesticAbuse", "ref": "HL-31-abuse", "person": "HL-31", "recordedAt": story.now(), "recordedBy": "idva-1",
            "fields": {"safetyNote": format!("Use the back door {n}.")},
        })
    };
    for n in 0..5 {
        story.passes(TimeDelta::minutes(1));
        story.sends("abuse-service", &[abuse(n)]);
    }
    let hidden = page(&system(), "JOINT_PLANNING", follower.cursor.as_deref(), 1);
    assert_eq!(lines(&hidden), [json!(null); 0], "{}", hidden.text);
    assert_eq!(hidden.at("changes.hasNextPage"), &json!(false));
    assert_eq!(hidden.text.len(), quiet.text.len(), "as long as on a quiet night");
    assert_ne!(cursor(&hidden), cursor(&quiet), "and a cursor of its own each time, as on any night");
    assert_eq!(recorded(&story, "em"), 0);
    // Other readers, one with nothing at all.
    for worker in ["pa-2", "csw-1", "peerp-1", "dpo-1"] {
        let answer = page(&story.hub.worker(worker), "JOINT_PLANNING", None, 100);
        assert_eq!(lines(&answer), [json!(null); 0], "{worker}: {}", answer.text);
    }
    // And the change that may be read is told exactly, and recorded so.
    story.sends("womens-centre", &[goal(&story, "WC-17", "seen", "To be seen")]);
    let read = follower.follows(&system());
    assert_eq!(read.len(), 1, "{read:?}");
    assert_eq!(read[0]["personId"], story.hub.id("jas"));
    let fields = told(&read).remove(0).1;
    assert_eq!(fields, ["Goal.title", "Goal.area", "Goal.priority", "Goal.status"]);
    let released = format!(
        "SELECT COUNT(*) FROM access_record WHERE operation = 'changes' AND person = '{}' AND released LIKE '%\"Goal.title\",\"Goal.area\"%' \
         AND released NOT LIKE '%Person.knownAs%' AND rows NOT LIKE '%,%'",
        story.hub.id("jas")
    );
    assert_eq!(story.count(&released), 1);
}

#[test]
fn what_she_stopped_is_no_longer_told_of_and_a_new_yes_is() {
    let story = story();
    let system = || council(&story);
    council(&story).asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }").must_see("person.plans");
    let mut follower = Follower::from_now(&system(), "JOINT_PLANNING");
    let stop = json!({
        "personId": story.hub.id("jas"), "scope": {"organisations": ["northshire-leaving-care"], "topics": ["T2_PLAN_TEAM_RELEASE"]},
    });
    does(&story.hub.worker("ces-1"), "stop", &stop, "passedOn").must_see("stop.passedOn");
    story.passes(TimeDelta::minutes(1));
    story.sends("womens-centre", &[goal(&story, "WC-17", "hidden", "Not for the council")]);
    let read = follower.follows(&system());
    assert_eq!(read.iter().map(|line| line["kind"].clone()).collect::<Vec<_>>(), ["STOP_USING"], "{read:?}");
    let keys: Vec<_> = read[0].as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["id", "kind", "personId", "fields", "gone", "due"], "which fields, and never why");
    // She says yes again, by name: only now the council learns that there is something to read.
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    says_yes_by_name(&ces, &session, &choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "YES"))
        .must_see("recordChoices.choices.0.id");
    let again = told(&follower.follows(&system()));
    assert!(again.iter().any(|(kind, fields)| kind == "CHANGED" && fields.contains(&"Goal.title".to_owned())), "{again:?}");
}

#[test]
fn a_yes_that_opens_nothing_that_is_recorded_is_not_told_of() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    does(&ces, "enrol", &json!({"reference": "WC-77", "knownAs": "Nia"}), "id").must_see("enrol.id");
    let session = talks(&ces, "WC-77", "Nia", true);
    let invite = json!({"sessionId": session, "organisation": "northshire-leaving-care", "role": "PA", "herYes": true});
    let place = does(&ces, "inviteAgency", &invite, "placeId").at("inviteAgency.placeId").clone();
    let accept = json!({"invitationId": place, "reference": "LC-77", "worker": "pa-1"});
    does(&council(&story), "acceptInvitation", &accept, "personId").must_see("acceptInvitation.personId");
    let mut follower = Follower::from_now(&council(&story), "JOINT_PLANNING");
    chooses(
        &ces,
        &session,
        &[choice("T1_NAME_CONTACT", "northshire-housing", "NO"), choice("T1_NAME_CONTACT", "northshire-leaving-care", "NO")],
    )
    .must_see("recordChoices.choices.0.id");
    story.passes(TimeDelta::minutes(1));
    says_yes_by_name(&ces, &session, &choice("T10_LEARN_WORK_MONEY", "northshire-leaving-care", "YES"))
        .must_see("recordChoices.choices.0.id");
    assert_eq!(follower.follows(&council(&story)), [json!(null); 0], "a yes and no yes look the same while there is nothing to read");
}

#[test]
fn a_row_that_was_taken_back_is_told_to_whoever_had_it_and_to_nobody_else() {
    let story = story();
    let pa = || story.hub.worker("pa-1");
    let com = || story.hub.worker("com-1");
    story.sends("womens-centre", &[goal(&story, "WC-17", "taken-back", "To be taken back")]);
    pa().asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }").must_see("person.plans");
    let (mut had, mut had_not) = (Follower::from_now(&pa(), "JOINT_PLANNING"), Follower::from_now(&com(), "JOINT_PLANNING"));
    story.passes(TimeDelta::minutes(1));
    story.sends("womens-centre", &[gone(&story, "taken-back")]);
    let lines = had.follows(&pa());
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["gone"].as_array().unwrap().len(), 1);
    assert_eq!(had_not.follows(&com()), [json!(null); 0], "who never had it learns nothing");
}

#[test]
fn a_stop_and_a_place_are_told_to_those_whom_they_concern() {
    let story = story();
    let leaving_care = |worker: &str| story.hub.actor("northshire-leaving-care", Role::Pa, worker);
    let cover = json!({"personId": story.hub.id("jas"), "worker": "pa-7", "until": story.now() + TimeDelta::days(1)});
    does(&leaving_care("pa-1"), "coverFor", &cover, "placeId").must_see("coverFor.placeId");
    for worker in ["pa-1", "pa-7"] {
        leaving_care(worker).asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }").must_see("person.plans");
    }
    let stop = json!({"personId": story.hub.id("jas"), "scope": {"people": ["northshire-leaving-care/pa-1"]}});
    does(&story.hub.worker("ces-1"), "stop", &stop, "passedOn").must_see("stop.passedOn");
    let feed = |worker: &str| lines(&page(&leaving_care(worker), "JOINT_PLANNING", None, 100));
    // A place that a mailbox had and left is news of hers to nobody who was not in it.
    story.runs(&format!(
        "INSERT INTO membership (id, person_id, agency_id, role, state, \"from\", \"to\") VALUES ('mailbox', '{}', \
         'northshire-leaving-care', 'PA', 'LIVE', '2026-01-01T00:00:00+00:00', '2026-11-01T00:00:00+00:00')",
        story.hub.id("gail")
    ));
    let begun = cursor(&page(&leaving_care("pa-2"), "JOINT_PLANNING", None, 100));
    story.hub.wait_for(connections_hub::choices::sweep::round(&story.hub.loaded.hub)).unwrap();
    assert_eq!(lines(&page(&leaving_care("pa-2"), "JOINT_PLANNING", Some(&begun), 100)), [json!(null); 0]);
    let own = feed("pa-1");
    assert_eq!((own.len(), &own[0]["kind"], &own[0]["worker"]), (1, &json!("STOP_USING"), &json!("pa-1")), "{own:?}");
    assert_eq!(feed("pa-7"), [json!(null); 0], "she did not stop the colleague");
    assert_eq!(feed("pa-2"), [json!(null); 0], "who does not know her learns nothing of her");
    let system = lines(&page(&council(&story), "JOINT_PLANNING", None, 100));
    assert_eq!((system.len(), &system[0]["worker"]), (1, &json!("pa-1")), "its system speaks for all of them");

    // Only those whom it concerns acknowledge it; the first word stands.
    let acknowledges = |actor: &crate::support::Actor<'_>, law: &str| {
        let input = json!({"changeId": own[0]["id"], "keptUnderLaw": law});
        does(actor, "acknowledge", &input, "done refusal { code }")
    };
    for stranger in [leaving_care("pa-7"), leaving_care("pa-2"), story.hub.worker("lha-1"), story.hub.worker("ces-1")] {
        assert_eq!(acknowledges(&stranger, "NOTHING").code(), Some("NOT_FOUND"));
    }
    assert_eq!(acknowledges(&leaving_care("pa-1"), "OWN_STATUTORY_RECORD").at("acknowledge.done"), &json!(true));
    assert_eq!(acknowledges(&council(&story), "NOTHING").at("acknowledge.done"), &json!(true));
    assert_eq!(
        story.count("SELECT COUNT(*) FROM outbox WHERE kept_under_law = 'OWN_STATUTORY_RECORD' AND acknowledged_by LIKE '%/pa-1'"),
        1
    );
    assert_eq!(feed("pa-1"), [json!(null); 0], "what was acknowledged waits no more");

    // A cursor is of no use to anybody else, nor is anything made up.
    let theirs = cursor(&page(&leaving_care("pa-1"), "JOINT_PLANNING", None, 1));
    for after in [theirs.as_str(), "", "AAAA", "' OR 1=1"] {
        let answer = page(&leaving_care("pa-7"), "JOINT_PLANNING", Some(after), 10);
        assert_eq!(answer.code(), Some("INVALID_INPUT"), "{after}: {}", answer.text);
    }
    let herself = story.hub.herself("jas").asks("{ changes(purpose: JOINT_PLANNING) { endCursor } }");
    assert_eq!(herself.code(), Some("FORBIDDEN"));
    let pushed = story.hub.worker("pa-1").asks("{ changes(purpose: SAFEGUARDING) { endCursor } }");
    assert_eq!(pushed.code(), Some("FORBIDDEN"));

    // The cover leaves: the colleague is told, the system has not left.
    story.passes(TimeDelta::days(2));
    story.hub.wait_for(connections_hub::choices::sweep::round(&story.hub.loaded.hub)).unwrap();
    let left = lines(&page(&leaving_care("pa-7"), "JOINT_PLANNING", None, 100));
    assert_eq!(left, [json!(null); 0], "whoever begins anew has nothing to take out of a copy");
}

#[test]
fn whoever_is_blocked_is_told_to_stop_and_of_nothing_after() {
    let story = story();
    let pa = || story.hub.worker("pa-1");
    pa().asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }").must_see("person.plans");
    let mut follower = Follower::from_now(&pa(), "JOINT_PLANNING");
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    does(&ces, "blockWorker", &json!({"sessionId": session, "worker": "northshire-leaving-care/pa-1"}), "done");
    story.sends("womens-centre", &[goal(&story, "WC-17", "after", "After the block")]);
    let read = told(&follower.follows(&pa()));
    assert_eq!(read.len(), 1, "{read:?}");
    assert_eq!(read[0].0, "STOP_USING");
    does(&ces, "unblockWorker", &json!({"sessionId": session, "worker": "northshire-leaving-care/pa-1"}), "done");
    let read = told(&follower.follows(&pa()));
    assert!(read.iter().any(|(kind, fields)| kind == "CHANGED" && fields.contains(&"Goal.title".to_owned())), "{read:?}");
}
