//! What is asked for again, and what changes while it is read: told like something new, or not at all.

use super::story::{Story, choice, does, opening, story, talks};
use crate::support::Answer;
use entity::{access_block, agency, client, worker};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use serde_json::{Value, json};
use std::{thread, time::Duration};

/// Looks that are recorded of this root, about somebody or about nobody.
fn looks(story: &Story, operation: &str, known: bool) -> i64 {
    let known = if known { "known" } else { "NOT known" };
    story.count(&format!("SELECT COUNT(*) FROM access_log WHERE operation = '{operation}' AND {known}"))
}

/// Blocks the worker who asks, in a talk of another's.
fn is_blocked(story: &Story, worker: &str) {
    let keyw = story.hub.worker("keyw-1");
    let session = talks(&keyw, "A1001JN", "Jas", true);
    let blocked = does(&keyw, "blockWorker", &json!({"sessionId": session, "worker": worker}), "done refusal { code }");
    assert_eq!(blocked.at("blockWorker.done"), &json!(true), "{}", blocked.text);
}

#[test]
fn whoever_sends_a_change_again_is_recorded_again_and_told_nothing_once_she_blocked_them() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let batch = json!({
        "sessionId": session, "method": "VERBAL_WITH_WORKER", "readBack": true,
        "choices": [choice("T5_HEALTH", "northshire-leaving-care", "NO")],
    });
    let changes: [(&str, Value, &str); 6] = [
        ("recordChoices", batch, "choices { id topic status organisations } refusal { code }"),
        ("openChoicesSession", opening("A1001JN", "Jas", true), "matches sessionId refusal { code }"),
        ("receipt", json!({"sessionId": session, "sheAsksForAll": true}), "lines refusal { code }"),
        (
            "printForm",
            json!({"sessionId": session, "organisations": ["abuse-service"], "topics": ["T5_HEALTH"]}),
            "formId refusal { code }",
        ),
        ("correct", json!({"sessionId": session, "fields": ["Person.knownAs"], "words": "It is Jas."}), "requestId refusal { code }"),
        ("stop", json!({"sessionId": session, "scope": {"all": true}, "sheWantsTheList": true}), "passedOn list { goesOn }"),
    ];
    let changes = changes.map(|(root, mut input, back)| {
        input["idempotencyKey"] = json!(format!("my {root}"));
        (root, input, back)
    });
    let sends = |(root, input, back): &(&str, Value, &str)| does(&ces, root, input, back);
    for change in &changes {
        let (root, before) = (change.0, sends(change));
        assert_eq!(before.code(), None, "{}", before.text);
        let recorded = looks(&story, root, true);
        assert_eq!(sends(change).text, before.text, "{root}");
        assert!(looks(&story, root, true) > recorded, "{root} was asked for again, and is on record again");
    }
    is_blocked(&story, "womens-centre/ces-1");
    for change in &changes {
        let on_record = || looks(&story, change.0, true) + looks(&story, change.0, false);
        let before = on_record();
        let again = sends(change);
        if change.0 == "stop" {
            assert_eq!(again.at("stop"), &json!({"passedOn": true, "list": null}), "a stop always passes: {}", again.text);
            continue;
        }
        let refused = again.at(&format!("{}.refusal.code", change.0)).is_string();
        assert!(again.code() == Some("NOT_FOUND") || refused, "{}: {}", change.0, again.text);
        again.never_says("T5_HEALTH").never_says("lines\":[");
        assert!(on_record() > before, "that {} was refused is on record", change.0);
    }
}

/// What a question read before a block is not given out after it, however often it is recorded anew.
#[test]
fn a_block_that_comes_while_something_is_read_wins() {
    let story = story();
    let jas = story.hub.id("jas").to_owned();
    let pa = story.hub.worker("pa-1");
    does(&pa, "requestToSee", &json!({"personId": jas, "topic": "T5_HEALTH"}), "passedOn");
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let asks = || ces.asks(&format!(r#"{{ choicesSession(id: "{session}") {{ requests {{ topic organisation }} }} }}"#));
    assert!(asks().text.contains("T5_HEALTH"), "{}", asks().text);
    let tasks = || ces.asks("{ worklist { tasks { personId kind } } }");
    assert!(tasks().text.contains(&jas), "{}", tasks().text);
    let store = &story.hub.loaded.hub.store;
    let writing = story.hub.wait_for(store.writing_about(std::slice::from_ref(&jas))).unwrap();
    let (waiting, list) = thread::scope(|scope| {
        let (waiting, list) = (scope.spawn(asks), scope.spawn(tasks));
        // Time to read; whoever reads later reads of the block.
        thread::sleep(Duration::from_millis(700));
        story.hub.wait_for(async {
            access_block::Entity::insert(block(&story, &jas)).exec_without_returning(writing.db()).await.unwrap();
            writing.commit().await.unwrap();
        });
        (waiting.join().unwrap(), list.join().unwrap())
    });
    assert_eq!(waiting.code(), Some("NOT_FOUND"), "{}", waiting.text);
    waiting.never_says("T5_HEALTH");
    list.never_says(&jas);
}

fn block(story: &Story, person: &str) -> access_block::ActiveModel {
    access_block::ActiveModel {
        id: Set("block-1".into()),
        person_id: Set(Some(person.to_owned())),
        held_by: Set("HERSELF".into()),
        recorded_by: Set("hmp-northmoor".into()),
        recorded_at: Set(story.now()),
        source_ref: Set("block-1".into()),
        version: Set("1".into()),
        blocked_worker: Set(Some("womens-centre/ces-1".into())),
        ..Default::default()
    }
}

#[test]
fn a_root_that_is_refused_to_a_role_is_on_record_like_any_other_refusal() {
    let story = story();
    let pa = story.hub.worker("pa-1");
    let enrol = || does(&pa, "enrol", &json!({"reference": "WC-9", "knownAs": "Nia"}), "id");
    for (operation, refused) in [
        ("rightsRequests", pa.asks("{ mine: rightsRequests { id } }")),
        ("worklist", story.hub.herself("jas").asks("{ again: worklist { tasks { kind } } }")),
        ("enrol", enrol()),
    ] {
        assert_eq!(refused.code(), Some("FORBIDDEN"), "{operation}: {}", refused.text);
        assert_eq!(looks(&story, operation, false), 1, "{operation}: {}", refused.text);
    }
    assert_eq!((enrol().code(), looks(&story, "enrol", false)), (Some("FORBIDDEN"), 2));
}

/// Whoever waited for the very change that took the role away has none any more.
#[test]
fn a_change_that_waited_while_the_callers_role_was_ended_is_not_made() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let blocks = || story.count("SELECT COUNT(*) FROM access_block");
    let before = blocks();
    let writing = story.hub.wait_for(story.hub.loaded.hub.store.writing_agreed()).unwrap();
    let input = json!({"sessionId": session, "worker": "northshire-leaving-care/pa-1"});
    let answer = thread::scope(|scope| {
        let asking = scope.spawn(|| does(&ces, "blockWorker", &input, "done"));
        // Time to come as far as the change.
        thread::sleep(Duration::from_millis(700));
        story.hub.wait_for(async {
            let roles = agency::Entity::update_many().col_expr(agency::Column::Roles, Expr::value(json!([])));
            roles.filter(agency::Column::Id.eq("womens-centre")).exec(writing.db()).await.unwrap();
            let systems = client::Entity::update_many().col_expr(client::Column::Role, Expr::value(Option::<String>::None));
            systems.filter(client::Column::AgencyId.eq("womens-centre")).exec(writing.db()).await.unwrap();
            worker::Entity::delete_many().filter(worker::Column::AgencyId.eq("womens-centre")).exec(writing.db()).await.unwrap();
            writing.commit().await.unwrap();
        });
        asking.join().unwrap()
    });
    assert_eq!(answer.code(), Some("UNAUTHENTICATED"), "{}", answer.text);
    assert_eq!(blocks(), before);
}

/// Whoever waits with a change while their place ends, or while she blocks them, is not on her team when its turn comes.
#[test]
fn a_change_that_waited_while_the_callers_place_was_ended_is_not_made() {
    let left = |agency: &str| format!("UPDATE membership SET state = 'ENDED' WHERE agency_id = '{agency}'");
    let until = json!("2026-12-20T10:00:00Z");
    let kept = json!({
        "item": {"field": "CustodyStatus.legalStatus"}, "ground": "COULD_PUT_SOMEONE_IN_DANGER", "reason": "he reads her post",
        "reviewOn": "2026-12-01",
    });
    let changes = [
        ("pa-1", "coverFor", json!({"worker": "pa-9", "until": until}), "placeId", left("northshire-leaving-care"), "membership"),
        (
            "com-1",
            "recordMove",
            json!({"toPrison": "hmp-northmoor", "movedAt": "2026-11-22T10:00:00Z"}),
            "placeId",
            left("probation-northshire"),
            "membership",
        ),
        ("com-1", "keepFromHer", kept, "holdId", left("probation-northshire"), "do_not_show"),
    ];
    for (worker, root, mut input, back, sql, table) in changes {
        let story = story();
        input["personId"] = json!(story.hub.id("jas"));
        let rows = || story.count(&format!("SELECT COUNT(*) FROM {table}"));
        let before = rows();
        let asks = || does(&story.hub.worker(worker), root, &input, back);
        let answer = waits_while(&story, &sql, asks);
        assert_eq!((answer.code(), rows()), (Some("NOT_FOUND"), before), "{root}: {}", answer.text);
        assert_eq!(looks(&story, root, false), 1, "{root} is on record about nobody");
    }
}

#[test]
fn a_talk_that_waited_while_she_blocked_the_worker_matches_nobody() {
    let story = story();
    let jas = story.hub.id("jas").to_owned();
    let block = format!(
        "INSERT INTO access_block (id, person_id, held_by, recorded_by, recorded_at, source_ref, version, blocked_worker) \
         VALUES ('b', '{jas}', 'HERSELF', 'hmp-northmoor', '2026-11-23T10:00:00+00:00', 'b', '1', 'womens-centre/ces-1')"
    );
    let opens =
        || does(&story.hub.worker("ces-1"), "openChoicesSession", &opening("A1001JN", "Jas", true), "matches sessionId refusal { code }");
    let answer = waits_while(&story, &block, opens);
    assert_eq!(answer.at("openChoicesSession.refusal.code"), "NO_MATCH", "{}", answer.text);
    assert_eq!((story.count("SELECT COUNT(*) FROM choices_session"), looks(&story, "openChoicesSession", true)), (0, 0));
}

/// Asks, and while what is asked waits for Jas's turn, something else is done about her and acknowledged.
fn waits_while(story: &Story, sql: &str, asks: impl FnOnce() -> Answer + Send) -> Answer {
    let writing = story.hub.wait_for(story.hub.loaded.hub.store.writing_about(&[story.hub.id("jas").to_owned()])).unwrap();
    thread::scope(|scope| {
        let asking = scope.spawn(asks);
        // Time to come as far as the change.
        thread::sleep(Duration::from_millis(700));
        story.hub.wait_for(async {
            writing.db().execute_unprepared(sql).await.unwrap();
            writing.commit().await.unwrap();
        });
        asking.join().unwrap()
    })
}
