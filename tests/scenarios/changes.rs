//! What changes at once when something is recorded: each test sends a line as an agency's system would, and asks again.

use super::asking::never_learns;
use crate::support::{DemoHub, monday};
use connections_hub::import::{self, Import};
use serde_json::{Value, json};

/// Takes lines in as this agency's file.
fn takes_in(hub: &DemoHub, agency: &str, lines: &[Value]) {
    let text = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let taken = hub.wait_for(async {
        let inner = &hub.loaded.hub;
        let state = inner.agreed.at(inner.store.reader()).await.unwrap();
        let ask = Import { agency, dry_run: false, now: monday() };
        import::run(inner.store.writer(), &*state, &ask, vec![("lines".to_owned(), text.as_bytes())], &()).await
    });
    taken.unwrap_or_else(|refused| panic!("{agency}: {refused:?}"));
}

fn line(entity: &str, reference: &str, person: &str, worker: &str, fields: &Value) -> Value {
    json!({
        "entity": entity, "ref": reference, "person": person, "recordedBy": worker,
        "recordedAt": "2026-11-23T09:00:00Z", "fields": fields,
    })
}

fn under(parent: &str, mut line: Value) -> Value {
    line["parentRef"] = parent.into();
    line
}

#[test]
fn what_is_recorded_now_is_obeyed_now() {
    let hub = DemoHub::fresh();
    the_strictest_answer_about_reaching_her_wins(&hub);
    a_declared_release_without_a_date_opens_the_gate(&hub);
    of_a_place_never_to_be_stored_only_the_way_to_reach_her_is_told(&hub);
    whom_she_ticked_for_a_goal_she_ticked_for_its_steps(&hub);
    a_no_to_one_worker_reaches_that_worker_and_the_agencys_system(&hub);
}

fn the_strictest_answer_about_reaching_her_wins(hub: &DemoHub) {
    let question = "safeContact { okToText okToLeaveMessage } safeContactAccounts { okToText okToLeaveMessage }";
    let before = hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", question);
    assert_eq!(before.at("person.safeContact"), &json!({"okToText": true, "okToLeaveMessage": "ONLY_SAY_FIRST_NAME"}), "{}", before.text);
    let fields = json!({"okToText": false, "sharedPhone": true, "okToLeaveMessage": "YES"});
    takes_in(hub, "probation-northshire", &[line("SafeContact", "X100001-contact", "X100001", "com-1", &fields)]);
    let after = hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", question);
    assert!(after.all("okToText").iter().all(|ok| **ok == json!(false)), "{}", after.text);
    assert!(after.all("okToLeaveMessage").iter().all(|ok| **ok == "NO"), "a shared phone takes no message: {}", after.text);
}

fn a_declared_release_without_a_date_opens_the_gate(hub: &DemoHub) {
    let name = |hub: &DemoHub| hub.worker("hpw-1").asks_about("jas", "THROUGH_GATE", "knownAs").at("person.knownAs").clone();
    assert_eq!(name(hub), Value::Null, "six weeks before the planned day");
    let declared = json!({
        "metByName": "Priya, Northshire leaving care", "metByPhone": "+441632960101", "metByRole": "PA",
        "travel": "Priya drives. Stop for breakfast first.", "declaredBy": "PA",
    });
    takes_in(hub, "northshire-leaving-care", &[line("ReleaseDay", "LC-2041-release", "LC-2041", "pa-1", &declared)]);
    assert_eq!(name(hub), "Jas");
    let day = hub.worker("com-1").asks_about("jas", "THROUGH_GATE", "releaseDay { source }");
    assert_eq!(day.at("person.releaseDay.source"), "DECLARED");
}

fn of_a_place_never_to_be_stored_only_the_way_to_reach_her_is_told(hub: &DemoHub) {
    let place = json!({"kind": "CURRENT", "protection": "NEVER_STORE", "area": "Somewhere Safe", "contactRoute": "Through Nadia only"});
    takes_in(hub, "probation-northshire", &[line("Address", "X100007-place", "X100007", "com-1", &place)]);
    let told = hub.worker("idva-1").asks_about("belle", "JOINT_PLANNING", "addresses { area from contactRoute }");
    told.must_tell(&["Through Nadia only"]).never_tells(["Somewhere Safe"]);
    never_learns(&["idva-1", "pa-1", "wcw-1", "lha-1"].map(|w| hub.worker(w)), "belle", &["Somewhere Safe"], &[]);
}

fn whom_she_ticked_for_a_goal_she_ticked_for_its_steps(hub: &DemoHub) {
    let mut goal = line("Goal", "WC-17-goal-own", "WC-17", "ces-1", &json!({"title": "Write to my brother", "area": "COMMUNITY"}));
    goal["forHer"] = json!({"by": "ces-1", "readBack": true});
    goal["row"] = json!({"audience": ["role:CES"]});
    let step = json!({"title": "Find out where he lives", "due": "2026-12-18", "owner": "northshire-leaving-care/pa-1"});
    takes_in(hub, "womens-centre", &[goal, under("WC-17-goal-own", line("Step", "WC-17-step-own", "WC-17", "ces-1", &step))]);
    let plan = "plans { goals { title steps { title } } steps { title } }";
    let hers = hub.worker("ces-1").asks_about("jas", "JOINT_PLANNING", plan);
    hers.must_tell(&["Write to my brother", "Find out where he lives"]);
    let owner = hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", plan);
    owner.must_tell(&["Find out where he lives"]).never_tells(["Write to my brother"]);
    let others = ["com-1", "pom-1", "reset-1"].map(|worker| hub.worker(worker));
    never_learns(&others, "jas", &["Write to my brother", "Find out where he lives"], &[]);
}

fn a_no_to_one_worker_reaches_that_worker_and_the_agencys_system(hub: &DemoHub) {
    let plan = "plans { goals { title } }";
    hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", plan).must_tell(&["Start a catering course"]);
    let said = json!({
        "categories": ["PLAN_ACTIONS"], "purposes": ["JOINT_PLANNING"], "decision": "NO", "method": "VERBAL_WITH_WORKER",
        "readBack": true, "saidOn": "2026-11-23T09:00:00Z",
    });
    let named = json!({"agency": "northshire-leaving-care", "worker": "northshire-leaving-care/pa-1", "readAloudAs": "Priya"});
    let recipient = under("WC-17-choice-stop", line("ConsentRecipient", "WC-17-choice-stop-a", "WC-17", "ces-1", &named));
    takes_in(hub, "womens-centre", &[line("ConsentStatement", "WC-17-choice-stop", "WC-17", "ces-1", &said), recipient]);
    for actor in [hub.worker("pa-1"), hub.system("northshire-leaving-care")] {
        let answer = actor.asks_about("jas", "JOINT_PLANNING", plan);
        answer.never_tells(["Start a catering course"]);
    }
}
