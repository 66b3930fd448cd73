//! "This is not right", and complaints: said by her or to a worker, answered by whoever must, told back to her.

use crate::{
    choices::story::{does, refusal, story, talks},
    support::Answer,
};
use connections_hub::vocabulary::Role;
use serde_json::{Value, json};

fn told(answer: &Answer) -> Vec<Value> {
    answer.at("myRequests").as_array().unwrap_or_else(|| panic!("{}", answer.text)).clone()
}

#[test]
fn what_is_not_right_reaches_the_officer_of_whoever_wrote_it_and_comes_back_with_an_answer() {
    let story = story();
    let hub = &story.hub;
    let mine = || hub.herself("jas").asks("{ myRequests { id sentence words } }");
    let correct = json!({
        "fields": ["CustodyStatus.recallDueOn"], "words": "The day is wrong. It was my nan, not my aunt.", "organisation": "hmp-northmoor",
        "idempotencyKey": "mine",
    });
    let says = || does(&hub.herself("jas"), "correct", &correct, "requestId refusal { code }").at("correct.requestId").clone();
    let first = says();
    assert!(first.is_string());
    assert_eq!(says(), first, "twice is once");
    let other = json!({"words": "x", "idempotencyKey": "mine"});
    assert_eq!(refusal(&does(&hub.herself("jas"), "complain", &other, "requestId refusal { code }"), "complain"), "KEY_USED");
    // The same to a worker who sits with her.
    let ces = hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let mut complaint = json!({"sessionId": session, "words": "Nobody told me who would read it.", "idempotencyKey": "c1"});
    let first = does(&ces, "complain", &complaint, "requestId").at("complain.requestId").clone();
    assert_eq!(does(&ces, "complain", &complaint, "requestId").at("complain.requestId"), &first, "twice is once");
    let asked = told(&mine());
    assert_eq!(asked.len(), 2);
    assert!(asked[0]["sentence"].as_str().unwrap().contains("until 23 December 2026"), "{asked:?}");

    // Only the officer of the prison has what the prison must answer; what names nobody is for the officers of all on her team.
    let waiting = |officer: &str| hub.worker(officer).asks("{ rightsRequests { id personId kind words fields organisation due } }");
    assert!(waiting("dpo-1").text.contains("my nan"));
    waiting("dpo-2").never_says("my nan");
    assert!(waiting("dpo-2").text.contains("who would read it"));
    let of_nobody =
        hub.actor("partnership-oversight", Role::Dpo, "dpo-99").asks("{ rightsRequests { id words } worklist { tasks { kind } } }");
    assert_eq!(of_nobody.json["data"], json!({"rightsRequests": [], "worklist": {"tasks": []}}), "{}", of_nobody.text);
    for worker in ["ces-1", "pom-1", "com-1"] {
        assert_eq!(waiting(worker).code(), Some("FORBIDDEN"), "{worker}: no worker reads what she complains of");
    }
    let tasks = hub.worker("dpo-1").asks("{ worklist { tasks { kind due organisation } } }");
    assert!(tasks.text.contains("ANSWER_REQUEST") && tasks.text.contains("2026-12-23"), "{}", tasks.text);
    tasks.never_says("nan");

    let request =
        waiting("dpo-1").at("rightsRequests").as_array().unwrap().iter().find(|r| r["kind"] == "RECTIFICATION").unwrap()["id"].clone();
    let answer = json!({"requestId": request, "decision": "YES", "words": "You are right. We have put it right."});
    assert_eq!(does(&hub.worker("dpo-2"), "answerRequest", &answer, "done").code(), Some("NOT_FOUND"), "not hers to answer");
    assert_eq!(does(&hub.worker("dpo-1"), "answerRequest", &answer, "done").at("answerRequest.done"), &json!(true));
    let again = does(&hub.worker("dpo-1"), "answerRequest", &answer, "done");
    assert_eq!(again.code(), Some("NOT_FOUND"), "the first answer stands");
    let answered = told(&mine()).into_iter().find(|r| r["id"] == request).unwrap();
    assert!(answered["sentence"].as_str().unwrap().ends_with("yes. You are right. We have put it right."), "{answered}");
    let who = hub.herself("jas").asks("{ whoLooked { looks { sentence } } }").text;
    assert!(who.contains("You said that something is not right") && who.contains("answered what you asked for"), "{who}");

    // What cannot be is refused with the input at fault, and nothing is written.
    let before = story.count("SELECT COUNT(*) FROM rights_request");
    for (input, field) in [
        (json!({"fields": [], "words": "x"}), "fields"),
        (json!({"fields": ["Goal.nothing"], "words": "x"}), "fields"),
        (json!({"fields": ["SafetyContribution.text"], "words": "x"}), "fields"),
        (json!({"fields": ["Goal.title"], "words": "  "}), "words"),
        (json!({"fields": ["Goal.title"], "words": "x".repeat(1_001)}), "words"),
        (json!({"fields": ["Goal.title"], "words": "x", "organisation": "nowhere"}), "organisation"),
        (json!({"fields": ["Goal.title"], "words": "x", "sessionId": session}), "sessionId"),
    ] {
        let refused = does(&hub.herself("jas"), "correct", &input, "requestId");
        assert_eq!(
            (refused.code(), &refused.json["errors"][0]["extensions"]["field"]),
            (Some("INVALID_INPUT"), &json!(field)),
            "{}",
            refused.text
        );
    }
    let other = does(&hub.worker("pa-1"), "correct", &json!({"fields": ["Goal.title"], "words": "x", "sessionId": session}), "requestId");
    assert_eq!(other.code(), Some("NOT_FOUND"), "somebody else's talk");
    does(&ces, "closeChoicesSession", &json!({"sessionId": session}), "done");
    complaint["idempotencyKey"] = json!("c2");
    assert_eq!(refusal(&does(&ces, "complain", &complaint, "requestId refusal { code }"), "complain"), "SESSION_OVER");
    assert_eq!(story.count("SELECT COUNT(*) FROM rights_request"), before);
    assert_eq!(told(&hub.herself("em").asks("{ myRequests { id sentence words } }")).len(), 0, "hers alone");
}
