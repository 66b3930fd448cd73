//! Enrolment, invitation, leaving: nobody is matched, and nobody comes onto a team by knowing a number.

use super::story::{does, opening, refusal, story, talks};
use chrono::TimeDelta;
use connections_hub::vocabulary::Role;
use serde_json::{Value, json};

const BACK: &str = "id alreadyEnrolled person(purpose: JOINT_PLANNING) { id knownAs } refusal { code field }";

#[test]
fn whoever_enrols_her_is_her_team_and_nobody_else_is() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let first = does(&ces, "enrol", &json!({"reference": "WC-900", "knownAs": "Nia", "idempotencyKey": "k1"}), BACK);
    let id = first.at("enrol.id").as_str().unwrap().to_owned();
    assert_eq!(first.at("enrol.person.id"), &json!(id), "{}", first.text);
    let again = does(&ces, "enrol", &json!({"reference": "WC-900", "knownAs": "Nia", "idempotencyKey": "k1"}), BACK);
    assert_eq!(again.at("enrol.id"), &json!(id));
    assert_eq!(again.at("enrol.alreadyEnrolled"), &json!(false), "the outcome of then");
    let other = does(&ces, "enrol", &json!({"reference": "WC-901", "knownAs": "Nia", "idempotencyKey": "k1"}), BACK);
    assert_eq!(refusal(&other, "enrol"), "KEY_USED");

    // A colleague who knows the number finds that she is here, and is not on her team for it.
    let wcw = story.hub.worker("wcw-1");
    let colleague = does(&wcw, "enrol", &json!({"reference": "WC-900", "knownAs": " nia "}), BACK);
    assert_eq!((colleague.at("enrol.id"), colleague.at("enrol.alreadyEnrolled")), (&json!(null), &json!(true)));
    let mistyped = does(&wcw, "enrol", &json!({"reference": "WC-900", "knownAs": "Mia"}), BACK);
    assert_eq!(refusal(&mistyped, "enrol"), "NO_MATCH");
    let ask = format!(r#"{{ person(id: "{id}", purpose: JOINT_PLANNING) {{ id }} }}"#);
    assert_eq!(wcw.asks(&ask).code(), Some("NOT_FOUND"));

    // The same number at another organisation is another woman.
    let pom = does(&story.hub.worker("pom-1"), "enrol", &json!({"reference": "WC-900", "knownAs": "Nia"}), BACK);
    assert_ne!(pom.at("enrol.id"), &json!(id));
    pom.must_see("enrol.id");
    for worker in ["pa-1", "keyw-1", "lha-1", "dpo-1"] {
        let answer = does(&story.hub.worker(worker), "enrol", &json!({"reference": "X", "knownAs": "Nia"}), BACK);
        assert_eq!(answer.code(), Some("FORBIDDEN"), "{worker}");
    }
}

/// What she says of who she is, as an organisation's own file has it.
fn says(by: &str, reference: &str, person: &str, at: &str, fields: &Value) -> Value {
    let for_her = json!({"by": by, "readBack": true});
    json!({"entity": "Person", "ref": reference, "person": person, "recordedAt": at, "forHer": for_her, "fields": fields})
}

#[test]
fn what_she_says_is_shown_whoever_typed_it_and_what_was_typed_last() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    does(&ces, "enrol", &json!({"reference": "WC-903", "knownAs": "Nia"}), BACK).must_see("enrol.id");
    let called = || story.hub.worker("pom-1").asks_about("jas", "JOINT_PLANNING", "knownAs").at("person.knownAs").clone();
    // The enrolling organisation's own file goes on with the row of the enrolment, under a reference of its own, as often as it comes.
    let line = says("ces-1", "NIA", "WC-903", "2026-11-20T10:00:00Z", &json!({"knownAs": "Nia J.", "pronouns": "SHE_HER"}));
    let taken = story.sends("womens-centre", std::slice::from_ref(&line));
    assert_eq!((taken.added, taken.changed), (0, 1), "{taken:?}");
    assert_eq!(story.count("SELECT COUNT(*) FROM person WHERE known_as = 'Nia J.' AND source_ref = 'NIA'"), 1);
    assert_eq!(story.sends("womens-centre", &[line]).unchanged, 1);
    // What another organisation wrote down for her counts where it is newer, and where nobody else did.
    let before = called();
    let older = says("pa-1", "JAS-1", "LC-2041", "2020-01-01T10:00:00Z", &json!({"knownAs": "Jasmine", "pronouns": "THEY_THEM"}));
    story.sends("northshire-leaving-care", &[older]);
    assert_eq!(called(), before, "an older account");
    let newer = says("pa-1", "JAS-1", "LC-2041", "2026-11-22T10:00:00Z", &json!({"knownAs": "Jazz", "pronouns": "SHE_HER"}));
    story.sends("northshire-leaving-care", &[newer]);
    assert_eq!(called(), json!("Jazz"));
}

#[test]
fn an_organisation_comes_after_her_yes_and_under_its_own_number() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let enrolled = does(&ces, "enrol", &json!({"reference": "WC-902", "knownAs": "Nia"}), BACK);
    let id = enrolled.at("enrol.id").as_str().unwrap().to_owned();
    let session = talks(&ces, "WC-902", "Nia", true);
    let invite = |her_yes: bool| {
        let input = json!({"sessionId": session, "organisation": "northshire-leaving-care", "role": "PA", "herYes": her_yes});
        does(&ces, "inviteAgency", &input, "placeId refusal { code }")
    };
    assert_eq!(refusal(&invite(false), "inviteAgency"), "HER_YES_NEEDED");
    let place = invite(true).at("inviteAgency.placeId").as_str().unwrap().to_owned();
    assert_eq!(invite(true).at("inviteAgency.placeId"), &json!(place), "twice is once");
    assert_eq!(story.count("SELECT COUNT(*) FROM outbox WHERE kind = 'INVITED' AND agency_id = 'northshire-leaving-care'"), 1);

    let pa = story.hub.worker("pa-2");
    let ask = format!(r#"{{ person(id: "{id}", purpose: JOINT_PLANNING) {{ id knownAs }} }}"#);
    assert_eq!(pa.asks(&ask).code(), Some("NOT_FOUND"), "invited reads nothing");
    let accept = |worker: &str, reference: &str| {
        let input = json!({"invitationId": place, "reference": reference});
        does(&story.hub.worker(worker), "acceptInvitation", &input, "personId refusal { code }")
    };
    assert_eq!(accept("lha-1", "NH-902").code(), Some("NOT_FOUND"), "not theirs to accept");
    story.runs(&format!(r#"UPDATE membership SET "to" = "from" WHERE id = '{place}'"#));
    assert_eq!(refusal(&accept("pa-2", "LC-902"), "acceptInvitation"), "INVITATION_GONE", "its own end has come");
    story.runs(&format!(r#"UPDATE membership SET "to" = NULL WHERE id = '{place}'"#));
    assert_eq!(refusal(&accept("pa-2", "LC-2041"), "acceptInvitation"), "REFERENCE_TAKEN", "the number of somebody else");
    assert_eq!(pa.asks(&ask).code(), Some("NOT_FOUND"));
    assert_eq!(accept("pa-2", "LC-902").at("acceptInvitation.personId"), &json!(id));
    assert_eq!(pa.asks(&ask).code(), None, "on her team");
    assert_eq!(refusal(&accept("pa-2", "LC-902"), "acceptInvitation"), "INVITATION_GONE");
    let unknown = does(&pa, "acceptInvitation", &json!({"invitationId": "nothing", "reference": "LC-1"}), "personId");
    assert_eq!(unknown.code(), Some("NOT_FOUND"));

    // Nobody brings himself onto her team: another has to take the invitation up.
    let own = json!({"sessionId": session, "organisation": "womens-centre", "role": "CES", "worker": "ces-2", "herYes": true});
    let own = does(&ces, "inviteAgency", &own, "placeId").at("inviteAgency.placeId").clone();
    let other = story.hub.actor("womens-centre", connections_hub::vocabulary::Role::Ces, "ces-2");
    let mine = json!({"sessionId": session, "organisation": "womens-centre", "role": "WCW", "herYes": true});
    does(&ces, "inviteAgency", &mine, "placeId").must_see("inviteAgency.placeId");
    let taken = does(&ces, "acceptInvitation", &json!({"invitationId": own, "reference": "WC-902"}), "personId");
    assert_eq!(taken.code(), Some("NOT_FOUND"), "it names somebody else");
    does(&other, "acceptInvitation", &json!({"invitationId": own, "reference": "WC-902"}), "personId")
        .must_see("acceptInvitation.personId");

    // They leave, and meet her no more.
    let leave = json!({
        "personId": id, "organisation": "northshire-leaving-care", "role": "PA", "worker": "pa-2", "reason": "ROLE_ENDED",
    });
    let by_another = does(&story.hub.worker("lha-1"), "endMembership", &leave, "done");
    assert_eq!(by_another.code(), Some("NOT_FOUND"), "not on her team");
    assert_eq!(does(&ces, "endMembership", &leave, "done").at("endMembership.done"), &json!(true));
    assert_eq!(pa.asks(&ask).code(), Some("NOT_FOUND"));
}

#[test]
fn nobody_brings_himself_onto_her_team() {
    let story = story();
    // A prison offender manager who knows her number and name is not on her team for it.
    let pom = story.hub.actor("hmp-northmoor", Role::Pom, "pom-9");
    let session = talks(&pom, "A1001JN", "Jas", true);
    let input = json!({"sessionId": session, "organisation": "hmp-northmoor", "role": "POM", "worker": "pom-9", "herYes": true});
    let place = does(&pom, "inviteAgency", &input, "placeId").at("inviteAgency.placeId").clone();
    let accepted = does(&pom, "acceptInvitation", &json!({"invitationId": place, "reference": "A1001JN"}), "personId refusal { code }");
    assert_eq!(refusal(&accepted, "acceptInvitation"), "OWN_RECIPIENT");
    assert_eq!(pom.asks_about("jas", "JOINT_PLANNING", "id").code(), Some("NOT_FOUND"));
}

#[test]
fn a_talk_answers_match_or_no_match_and_tells_nothing_else() {
    let story = story();
    let back = "matches sessionId refusal { code }";
    let open = |worker: &str, reference: &str, name: &str| {
        does(&story.hub.worker(worker), "openChoicesSession", &opening(reference, name, true), back)
    };
    assert_eq!(open("ces-1", "A1001JN", "jas").at("openChoicesSession.matches"), &json!(true), "by her prison number");
    assert_eq!(open("pa-1", "LC-2041", "Jas").at("openChoicesSession.matches"), &json!(true), "by a number of the own system");
    let unknown = open("ces-1", "A9999XX", "Jas");
    for (worker, reference, name, why) in [
        ("ces-1", "A1001JN", "Em", "another name"),
        ("pa-2", "LC-2041", "Jas", "a colleague who is not on her team"),
        ("pa-1", "A1001JN", "Jas", "another system's number"),
        ("lha-2", "NH-31", "Em", "whom she blocked"),
    ] {
        assert_eq!(open(worker, reference, name).text, unknown.text, "{why}");
    }
    assert_eq!(open("dpo-1", "A1001JN", "Jas").code(), Some("FORBIDDEN"));
    // Every attempt is on the record, and what was typed is not.
    let tries = "SELECT COUNT(*) FROM access_record WHERE operation = 'openChoicesSession' AND person = '*'";
    assert_eq!(story.count(tries), 6);
}

#[test]
fn a_talk_is_for_the_worker_who_opened_it_and_is_over_some_day() {
    let story = story();
    let session = talks(&story.hub.worker("ces-1"), "A1001JN", "Jas", true);
    let receipt = |worker: &str, id: &str| does(&story.hub.worker(worker), "receipt", &json!({"sessionId": id}), "lines refusal { code }");
    let other = receipt("keyw-1", &session);
    assert_eq!(other.code(), Some("NOT_FOUND"));
    assert_eq!(receipt("keyw-1", "no such talk").json["errors"][0]["message"], other.json["errors"][0]["message"]);
    story.passes(TimeDelta::hours(13));
    assert_eq!(refusal(&receipt("ces-1", &session), "receipt"), "SESSION_OVER");
}

#[test]
fn a_block_works_at_once_and_is_not_lifted_by_whom_it_is_about() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let pa = story.hub.worker("pa-1");
    let colleague = story.hub.actor("northshire-leaving-care", Role::Pa, "pa-9");
    assert_eq!(pa.asks_about("jas", "JOINT_PLANNING", "id").code(), None);
    let cover = json!({"personId": story.hub.id("jas"), "worker": "pa-9", "until": story.now() + TimeDelta::days(7)});
    does(&pa, "coverFor", &cover, "placeId").must_see("coverFor.placeId");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let input = json!({"sessionId": session, "worker": "northshire-leaving-care/pa-1"});
    does(&ces, "blockWorker", &input, "done");
    assert_eq!(pa.asks_about("jas", "JOINT_PLANNING", "id").code(), Some("NOT_FOUND"));
    assert_eq!(colleague.asks_about("jas", "JOINT_PLANNING", "id").code(), None, "a colleague is another worker");
    let theirs = talks(&colleague, "LC-2041", "Jas", true);
    let lifted =
        does(&colleague, "unblockWorker", &json!({"sessionId": theirs, "worker": "northshire-leaving-care/pa-1"}), "refusal { code }");
    assert_eq!(refusal(&lifted, "unblockWorker"), "OWN_RECIPIENT");
    does(&ces, "unblockWorker", &input, "done");
    assert_eq!(pa.asks_about("jas", "JOINT_PLANNING", "id").code(), None);
    story.passes(TimeDelta::days(8));
    let colleague = story.hub.actor("northshire-leaving-care", Role::Pa, "pa-9");
    assert_eq!(colleague.asks_about("jas", "JOINT_PLANNING", "id").code(), Some("NOT_FOUND"), "the cover is over");
}

#[test]
fn a_block_works_at_once_also_where_one_lies_ahead_or_runs_out() {
    let story = story();
    let ces = || story.hub.worker("ces-1");
    let pa = || story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "id").code().map(str::to_owned);
    let ahead = json!({
        "entity": "AccessBlock", "ref": "B-1", "person": "WC-17", "recordedAt": story.now(), "recordedBy": "ces-1",
        "forHer": {"by": "ces-1", "readBack": true},
        "fields": {"blockedWorker": "northshire-leaving-care/pa-1", "from": "2026-11-25", "to": "2026-11-30"},
    });
    story.sends("womens-centre", &[ahead]);
    assert_eq!(pa(), None, "not before its day");
    let input = || json!({"sessionId": talks(&ces(), "A1001JN", "Jas", true), "worker": "northshire-leaving-care/pa-1"});
    does(&ces(), "blockWorker", &input(), "done").must_see("blockWorker.done");
    assert_eq!(pa().as_deref(), Some("NOT_FOUND"), "from now on");
    story.passes(TimeDelta::days(10));
    assert_eq!(pa().as_deref(), Some("NOT_FOUND"), "and after the other has run out");
    does(&ces(), "unblockWorker", &input(), "done").must_see("unblockWorker.done");
    assert_eq!(pa(), None);
    story.runs("UPDATE access_block SET \"from\" = '2026-12-10', \"to\" = '2026-12-20' WHERE source_ref = 'B-1'");
    does(&ces(), "unblockWorker", &input(), "done").must_see("unblockWorker.done");
    story.passes(TimeDelta::days(10));
    assert_eq!(pa(), None, "what lay ahead is lifted too");
}

#[test]
fn lifting_a_block_tells_nobody_whether_there_is_one() {
    let story = story();
    let pom = story.hub.actor("hmp-northmoor", Role::Pom, "pom-9");
    let ces = story.hub.worker("ces-1");
    let (theirs, overheard) = (talks(&pom, "A1001JN", "Jas", true), talks(&ces, "A1001JN", "Jas", false));
    let block = json!({"sessionId": talks(&ces, "A1001JN", "Jas", true), "worker": "hmp-northmoor/keyw-1"});
    let lifts = |actor: &crate::support::Actor<'_>, session: &str| {
        let input = json!({"sessionId": session, "worker": "hmp-northmoor/keyw-1"});
        does(actor, "unblockWorker", &input, "done refusal { code field }").text
    };
    let before = (lifts(&pom, &theirs), lifts(&ces, &overheard));
    assert!(before.0.contains("OWN_RECIPIENT") && before.1.contains("NOT_PRIVATE"), "{before:?}");
    does(&ces, "blockWorker", &block, "done").must_see("blockWorker.done");
    // Whom she blocked meets her no more; a colleague does.
    assert_eq!((lifts(&pom, &theirs), lifts(&ces, &overheard)), before);
}

#[test]
fn the_id_of_an_invitation_tells_nobody_who_is_on_her_team() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let invite = |worker: Option<&str>| {
        let input = json!({
            "sessionId": session, "organisation": "northshire-leaving-care", "role": "PA", "worker": worker, "herYes": true,
        });
        does(&ces, "inviteAgency", &input, "placeId").at("inviteAgency.placeId").as_str().unwrap().to_owned()
    };
    let live = "SELECT COUNT(*) FROM membership WHERE state = 'LIVE' AND id = ";
    let (anybody, there, nobody) = (invite(None), invite(Some("pa-1")), invite(Some("pa-4")));
    assert!(anybody != there && there != nobody && anybody != nobody);
    for id in [&anybody, &there, &nobody] {
        assert_eq!(story.count(&format!("{live}'{id}'")), 0, "the place of somebody who is there");
        assert_eq!(id.len(), anybody.len());
    }
    assert_eq!((invite(None), invite(Some("pa-1")), invite(Some("pa-4"))), (anybody, there, nobody), "twice is once");
    let invited = "SELECT COUNT(*) FROM membership WHERE state = 'INVITED' AND agency_id = 'northshire-leaving-care' AND worker = 'pa-";
    assert_eq!((story.count(&format!("{invited}1'")), story.count(&format!("{invited}4'"))), (0, 1));
}
