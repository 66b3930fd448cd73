//! What is read, printed and asked in a talk.

use super::story::{choice, chooses, does, refusal, story, talks};
use chrono::TimeDelta;
use serde_json::{Value, json};

#[test]
fn a_receipt_is_safe_in_a_shared_cell_unless_she_asks_for_all() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let no = |topic: &str| choice(topic, "northshire-leaving-care", "NO");
    let telling = choice("T1_NAME_CONTACT", "abuse-service", "NO");
    let batch = [telling, no("T1_NAME_CONTACT"), no("T3_CARE"), no("T7_DRUGS_ALCOHOL"), no("T12_PRISON_PROBATION")];
    chooses(&ces, &session, &batch).must_see("recordChoices.choices.0.id");
    let receipt = |all: Value| does(&ces, "receipt", &json!({"sessionId": session, "sheAsksForAll": all}), "title lines");
    let short = receipt(json!(null));
    assert_eq!(short.at("receipt.title"), &json!("My choices"));
    assert_eq!(
        short.at("receipt.lines"),
        &json!(["A support service: My name and how to reach me. I said no.", "The council: My name and how to reach me. I said no."])
    );
    short.never_says("leaving care").never_says("in care").never_says("drug").never_says("left out").never_says("Harbourlight");
    assert_eq!(receipt(json!(true)).at("receipt.lines").as_array().unwrap().len(), 5);
}

#[test]
fn a_short_receipt_names_no_organisation_whose_kind_tells_of_her() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    // Every organisation of the partnership that she can choose about, by its kind.
    let all = story.hub.wait_for(async {
        use sea_orm::EntityTrait;
        entity::agency::Entity::find().all(story.hub.loaded.hub.store.reader()).await.unwrap()
    });
    let chosen = |kind: &str| !matches!(kind, "OVERSIGHT" | "HUB" | "STATUTORY_FORUM");
    let all: Vec<_> = all.into_iter().filter(|agency| chosen(&agency.kind)).collect();
    let kinds: std::collections::BTreeSet<&str> = all.iter().map(|agency| agency.kind.as_str()).collect();
    assert!(kinds.len() >= 13, "the demonstration has lost a kind: {kinds:?}");
    let batch: Vec<Value> = all.iter().map(|agency| choice("T1_NAME_CONTACT", &agency.id, "NO")).collect();
    chooses(&ces, &session, &batch).must_see("recordChoices.choices.0.id");
    let receipt = |all: bool| does(&ces, "receipt", &json!({"sessionId": session, "sheAsksForAll": all}), "lines");
    let (short, full) = (receipt(false), receipt(true));
    let may_stand = ["PRISON", "PROBATION", "WOMENS_CENTRE", "LA_HOUSING", "ETE_DWP"];
    for agency in &all {
        assert!(full.text.contains(&agency.name), "{}: {}", agency.name, full.text);
        if !may_stand.contains(&agency.kind.as_str()) {
            short.never_says(&agency.name);
        }
    }
    for word in ["care", "child", "abuse", "drug", "alcohol", "recovery", "health", "peer", "family", "refuge"] {
        short.never_says(word);
    }
}

#[test]
fn the_list_of_what_is_shared_without_asking_comes_from_the_policy() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let lists = ces.asks("{ sharedWithoutAsking { organisation name lines version } }");
    let all = lists.at("sharedWithoutAsking").as_array().unwrap().clone();
    let of = |id: &str| all.iter().find(|list| list["organisation"] == id);
    let prison = of("hmp-northmoor").expect("the prison sees something by law");
    assert!(prison["lines"].to_string().contains("Your prison offender manager can see"), "{prison}");
    assert!(of("work-coach").is_none(), "a work coach sees nothing without her yes");
    assert!(of("peer-circle").is_none());

    let session = talks(&ces, "A1001JN", "Jas", true);
    let given = |version: &Value| {
        let input = json!({
            "sessionId": session, "organisation": "hmp-northmoor", "version": version, "format": "READ_ALOUD", "language": "en",
            "copyGiven": true,
        });
        does(&ces, "noticeGiven", &input, "noticeId refusal { code }")
    };
    assert_eq!(refusal(&given(&json!("another")), "noticeGiven"), "NOTICE_CHANGED");
    given(&prison["version"]).must_see("noticeGiven.noticeId");
    let stored = "SELECT COUNT(*) FROM notice_given WHERE given_by_worker = 'womens-centre/ces-1' AND CAST(categories AS TEXT) LIKE '%CUSTODY_DATES%' \
        AND given_on >= '2026-11-23'";
    assert_eq!(story.count(stored), 1);
}

#[test]
fn a_request_to_see_is_always_passed_on_and_reaches_her_once() {
    let story = story();
    let asks = |person: &str| {
        let input = json!({"personId": person, "topic": "T5_HEALTH"});
        does(&story.hub.worker("pa-1"), "requestToSee", &input, "passedOn").text
    };
    let hers = asks(story.hub.id("jas"));
    assert_eq!(hers, asks("nobody-at-all"));
    assert_eq!(hers, asks(story.hub.id("nobody")), "not on her team");
    assert_eq!(hers, asks(story.hub.id("jas")));
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let waiting = |session: &str| {
        let ask = format!(r#"{{ choicesSession(id: "{session}") {{ requests {{ organisation topic }} toConfirm {{ id }} }} }}"#);
        story.hub.worker("ces-1").asks(&ask).at("choicesSession.requests").clone()
    };
    assert_eq!(waiting(&session), json!([{"organisation": "northshire-leaving-care", "topic": "T5_HEALTH"}]));
    let other = story.hub.worker("keyw-1").asks(&format!(r#"{{ choicesSession(id: "{session}") {{ requests {{ topic }} }} }}"#));
    assert_eq!(other.code(), Some("NOT_FOUND"), "somebody else's talk");
    chooses(&ces, &session, &[choice("T5_HEALTH", "northshire-leaving-care", "NO")]).must_see("recordChoices.choices.0.id");
    assert_eq!(waiting(&session), json!([]), "she answered");
    asks(story.hub.id("jas"));
    story.passes(TimeDelta::days(7));
    let session = talks(&story.hub.worker("ces-1"), "A1001JN", "Jas", true);
    assert_eq!(waiting(&session), json!([]), "seven days without an answer are a no");
}

#[test]
fn a_move_ends_the_old_prison_a_day_later() {
    let story = story();
    let com = story.hub.worker("com-1");
    let input = json!({"personId": story.hub.id("gail"), "toPrison": "hmp-northmoor", "movedAt": story.now()});
    let same = does(&com, "recordMove", &input, "placeId refusal { code }");
    same.must_see("recordMove.placeId");
    assert_eq!(story.hub.worker("pom-1").asks_about("gail", "JOINT_PLANNING", "id").code(), None, "her own prison stays");
    let ahead = json!({"personId": story.hub.id("gail"), "toPrison": "hmp-northmoor", "movedAt": story.now() + TimeDelta::days(1)});
    assert_eq!(does(&com, "recordMove", &ahead, "placeId").code(), Some("INVALID_INPUT"), "a planned move is told to nobody");
    let other = does(&story.hub.worker("wcw-1"), "recordMove", &input, "placeId");
    assert_eq!(other.code(), Some("FORBIDDEN"));
}

#[test]
fn who_is_back_within_a_day_keeps_her_team_there() {
    let story = story();
    let pom = || story.hub.worker("pom-1").asks_about("gail", "JOINT_PLANNING", "id").code().map(str::to_owned);
    // As a move to another prison left it, a few hours ago.
    let ends = story.now() + TimeDelta::hours(4);
    story.runs(&format!(
        "UPDATE membership SET \"to\" = '{}', end_reason = 'MOVED_PRISON' WHERE agency_id = 'hmp-northmoor' AND person_id = '{}'",
        ends.to_rfc3339(),
        story.hub.id("gail")
    ));
    let input = json!({"personId": story.hub.id("gail"), "toPrison": "hmp-northmoor", "movedAt": story.now()});
    does(&story.hub.worker("com-1"), "recordMove", &input, "placeId refusal { code }").must_see("recordMove.placeId");
    story.passes(TimeDelta::hours(30));
    assert_eq!(pom(), None, "the prison she is in keeps her");
}

#[test]
fn the_worklist_asks_the_lead_and_names_no_topic() {
    let story = story();
    let tasks = |worker: &str| {
        let answer = story.hub.worker(worker).asks("{ worklist { tasks { personId kind due } after } }");
        assert_eq!(answer.code(), None, "{}", answer.text);
        answer.never_says("T6").never_says("SELF_HARM");
        answer.at("worklist.tasks").as_array().unwrap().clone()
    };
    let has =
        |tasks: &[Value], label: &str, kind: &str| tasks.iter().any(|task| task["personId"] == story.hub.id(label) && task["kind"] == kind);
    story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "knownAs").must_see("person.knownAs");
    assert!(!has(&tasks("com-1"), "jas", "ACCESS_ENDING"));
    // Healthcare sees the keep-safe page by law; as if its list had never been read to her.
    story.runs("DELETE FROM notice_given WHERE CAST(recipient_agencies AS TEXT) LIKE '%prison-healthcare%'");
    story.hub.worker("health-1").asks_about("jas", "CARE_TREATMENT", "keepSafePlan { whatHelps }");
    assert!(!has(&tasks("com-1"), "jas", "READ_NOTICE"), "five working days are given");
    story.passes(TimeDelta::days(8));
    let due = tasks("com-1");
    assert!(has(&due, "jas", "READ_NOTICE"), "{due:?}");
    let lists = story.hub.worker("ces-1").asks("{ sharedWithoutAsking { organisation version } }");
    let list =
        lists.at("sharedWithoutAsking").as_array().unwrap().iter().find(|l| l["organisation"] == "prison-healthcare").unwrap().clone();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let input = json!({
        "sessionId": session, "organisation": "prison-healthcare", "version": list["version"], "format": "READ_ALOUD", "language": "en",
        "copyGiven": false,
    });
    does(&ces, "noticeGiven", &input, "noticeId").must_see("noticeGiven.noticeId");
    assert!(!has(&tasks("com-1"), "jas", "READ_NOTICE"), "it was read");
    story.passes(TimeDelta::days(91));
    let due = tasks("com-1");
    assert!(has(&due, "jas", "ACCESS_ENDING"), "ninety days without a look are a prompt: {due:?}");
    assert_eq!(story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "id").code(), None, "and no cut");
    assert!(tasks("lha-1").iter().all(|task| task["kind"] == "CONFIRM_CHOICE"), "who does not lead is not asked");
}
