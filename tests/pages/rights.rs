//! "This is not right", and complaints, on her own pages and in a talk.

use super::browser::{Browser, Page};
use crate::choices::story::{Story, does, story};
use serde_json::json;

const ASKED: &str = "SELECT COUNT(*) FROM rights_request";

fn talk(browser: &Browser) -> Page {
    let form = browser.opens("/choices/talk");
    browser.sends(&form, &[("reference", "A1001JN"), ("known-as", "Jas"), ("place", "PRISON"), ("private", "yes")])
}

fn fields(story: &Story) -> Vec<String> {
    let waiting = story.hub.worker("dpo-1").asks("{ rightsRequests { id kind fields words organisation } }");
    let all = waiting.at("rightsRequests").as_array().unwrap_or_else(|| panic!("{}", waiting.text)).clone();
    let found = all.iter().find(|request| request["kind"] == "RECTIFICATION").unwrap();
    found["fields"].as_array().unwrap().iter().map(|field| field.as_str().unwrap().to_owned()).collect()
}

#[test]
fn she_says_what_is_not_right_and_reads_the_answer_on_her_own_page() {
    let story = story();
    let her = Browser::of(&story.hub.herself("jas"));
    her.opens("/choices/mine").says("/choices/mine/not-right").says("/choices/mine/complain").says("/choices/mine/asked");
    her.opens("/choices/mine/asked").says("You have asked for nothing yet.");
    let form = her.opens("/choices/mine/not-right");
    form.says("Prison and probation facts").says("What they think the risks are").never_says(" checked");
    for part in form.text.split("<label").skip(1).map(|label| label.split('>').nth(1).unwrap().split('<').next().unwrap()) {
        assert!(!part.contains(['_', '.']), "a label speaks: {part}");
    }
    let said = [
        ("about", "T12_PRISON_PROBATION"),
        ("words", "The day is wrong.\r\nIt was <b>my nan</b> & not my aunt."),
        ("who", "hmp-northmoor"),
    ];
    let asked = her.sends(&form, &said);
    asked.is_at("/choices/mine/asked").says("You will be answered by HMP Northmoor until 23 December 2026.");
    asked.says("The day is wrong.\nIt was &#60;b&#62;my nan&#60;/b&#62; &#38; not my aunt.").never_says("<b>");
    // Sent twice it is there once; other words under the same page are told apart.
    her.sends(&form, &said).is_at("/choices/mine/asked");
    assert_eq!(story.count(ASKED), 1);
    let other = her.sends(&form, &[("about", "T12_PRISON_PROBATION"), ("words", "It was my other nan.")]);
    assert_eq!(other.status, 422);
    other.says("This page was sent before, with other words").says(">It was my other nan.</textarea>");
    assert_eq!(story.count(ASKED), 1);
    // The officer has fields, of that part and of no other, and her words as she wrote them.
    let fields = fields(&story);
    assert!(fields.contains(&"CustodyStatus.legalStatus".to_owned()) && fields.iter().any(|f| f.starts_with("Licence")), "{fields:?}");
    assert!(!fields.iter().any(|f| f.starts_with("OffenceSentence") || f.starts_with("Goal")), "{fields:?}");
    let waiting = story.hub.worker("dpo-1").asks("{ rightsRequests { id words } }");
    let request = &waiting.at("rightsRequests")[0];
    assert_eq!(request["words"], "The day is wrong.\nIt was <b>my nan</b> & not my aunt.");
    let answer = json!({"requestId": request["id"], "decision": "YES", "words": "You are right. We have put it right."});
    does(&story.hub.worker("dpo-1"), "answerRequest", &answer, "done").must_see("answerRequest.done");
    her.opens("/choices/mine/asked").says("yes. You are right. We have put it right.");
    her.opens("/choices/mine/looked").says("You said that something is not right");
    Browser::of(&story.hub.herself("em")).opens("/choices/mine/asked").says("You have asked for nothing yet.").never_says("nan");
}

#[test]
fn what_is_missing_is_asked_for_and_what_was_typed_stays() {
    let story = story();
    let her = Browser::of(&story.hub.herself("jas"));
    let form = her.opens("/choices/mine/not-right");
    let empty = her.sends(&form, &[]);
    assert_eq!(empty.status, 422);
    empty.says("<title>Error: Something is not right</title>").says("href=\"#about\"").says("href=\"#words\"");
    let typed = her.sends(&form, &[("words", "</textarea><script>x</script>"), ("who", "womens-centre")]);
    assert_eq!(typed.status, 422);
    typed.says("Tick what it is about").says("&#60;/textarea&#62;&#60;script&#62;x").never_says("<script").never_says("href=\"#words\"");
    assert!(typed.text.contains("value=\"womens-centre\" checked"), "{}", typed.text);
    let long = her.sends(&form, &[("about", "T4_HOME"), ("words", &"x".repeat(1_001))]);
    assert_eq!(long.status, 422);
    long.says("That is too long. Use 1,000 letters at most").says(&"x".repeat(1_001)).says("value=\"T4_HOME\" checked");
    for wrong in [("about", "Goal.title"), ("about", "made-up")] {
        assert_eq!(her.sends(&form, &[wrong, ("words", "x")]).status, 422, "no part has this name");
    }
    let nowhere = her.sends(&form, &[("about", "T4_HOME"), ("words", "x"), ("who", "<nowhere>")]);
    assert_eq!(nowhere.status, 422);
    nowhere.says("Choose one of these").never_says("nowhere");
    let zero = her.sends(&form, &[("about", "T4_HOME"), ("words", "a\0b")]);
    assert_eq!(zero.status, 422);
    zero.says("That cannot be").says("U+0000");
    let complaint = her.opens("/choices/mine/complain");
    let empty = her.sends(&complaint, &[]);
    assert_eq!(empty.status, 422);
    empty.says("<title>Error: I want to complain</title>").says("Write down what you want to say");
    assert_eq!(story.count(ASKED), 0);
    her.sends(&complaint, &[("words", &"x\r\n".repeat(500)), ("who", "unknown")]).is_at("/choices/mine/asked").says("that you complain");
    assert_eq!(story.count(ASKED), 1, "a line that ends counts as one letter");
}

#[test]
fn in_a_talk_it_is_written_down_and_no_worker_reads_it_again() {
    let story = story();
    let ces = Browser::of(&story.hub.worker("ces-1"));
    let talk = talk(&ces);
    talk.says("/not-right").says("/complain");
    let page = |name: &str| ces.opens(&format!("{}/{name}", talk.path));
    let form = page("complain");
    form.says("She complains").says("No worker on your team reads it later.");
    assert_eq!(ces.sends(&form, &[]).status, 422);
    let written = ces.sends(&form, &[("words", "Nobody told me who would read it.")]);
    written.is_at("/written-down").says("You will have an answer in one month.").never_says("who would read it");
    ces.sends(&form, &[("words", "Nobody told me who would read it.")]).is_at("/written-down");
    assert_eq!(story.count(ASKED), 1, "twice is once");
    let form = page("not-right");
    ces.sends(&form, &[("words", "x")]).says("Tick what it is about");
    ces.sends(&form, &[("about", "T4_HOME"), ("about", "RISK_PP"), ("words", "I never lived there.")]).is_at("/written-down");
    let by_her_worker = "SELECT COUNT(*) FROM rights_request WHERE received_by = 'womens-centre/ces-1'";
    assert_eq!(story.count(by_her_worker), 2);
    for path in ["", "/complain", "/not-right", "/written-down", "/waiting"] {
        ces.opens(&format!("{}{path}", talk.path)).never_says("lived there").never_says("who would read it");
    }
    Browser::of(&story.hub.herself("jas")).opens("/choices/mine/asked").says("I never lived there.").says("Nobody told me");
    // Over is over.
    let form = page("complain");
    ces.sends(&Page { path: format!("{}/close", talk.path), ..form.clone() }, &[]).is_at("/choices");
    assert_eq!(ces.sends(&form, &[("words", "late")]).status, 404);
    assert_eq!(story.count(ASKED), 2);
}

#[test]
fn nobody_asks_on_a_page_of_somebody_else() {
    let story = story();
    let (jas, em) = (Browser::of(&story.hub.herself("jas")), Browser::of(&story.hub.herself("em")));
    let (ces, keyw) = (Browser::of(&story.hub.worker("ces-1")), Browser::of(&story.hub.worker("keyw-1")));
    let talk = talk(&ces);
    let hers = jas.opens("/choices/mine/complain");
    let theirs = ces.opens(&format!("{}/complain", talk.path));
    let said = [("words", "not mine")];
    // A form of another session, or from before this one.
    for (who, form) in [(&em, &hers), (&jas, &theirs), (&Browser::of(&story.hub.herself("jas")), &hers)] {
        let page = who.posts("/choices/mine/complain", &form.hidden(), &said, &[]);
        assert_eq!(page.status, 403, "{}", page.text);
        page.says("Nothing was changed");
    }
    let cross = jas.posts("/choices/mine/complain", &hers.hidden(), &said, &[("sec-fetch-site", "cross-site")]);
    assert_eq!(cross.status, 403);
    let unkeyed: Vec<_> = hers.hidden().into_iter().filter(|(name, _)| name != "attempt").collect();
    assert_eq!(jas.posts("/choices/mine/complain", &unkeyed, &said, &[]).status, 403);
    assert_eq!(keyw.posts(&theirs.path, &theirs.hidden(), &said, &[]).status, 403);
    // A worker's token on her page, and hers on theirs, with forms of their own.
    let own = ces.opens("/choices/stop");
    ces.posts("/choices/mine/complain", &own.hidden(), &said, &[]).is_at("/choices");
    jas.posts(&theirs.path, &hers.hidden(), &said, &[]).is_at("/choices/mine");
    ces.opens("/choices/mine/asked").is_at("/choices");
    jas.opens(&theirs.path).is_at("/choices/mine");
    // Somebody else's talk, and one that is none, are the same.
    let own = keyw.opens("/choices/stop");
    let other = keyw.posts(&theirs.path, &own.hidden(), &said, &[]);
    assert_eq!(other.status, 404);
    assert_eq!(other.text, keyw.posts("/choices/talk/made-up/complain", &own.hidden(), &said, &[]).text);
    for page in ["not-right", "complain", "written-down"] {
        assert_eq!(keyw.opens(&format!("{}/{page}", talk.path)).status, 404);
    }
    let nobody = Browser::new(&story.hub.url);
    for path in ["/choices/mine/not-right", "/choices/mine/complain", "/choices/mine/asked", &theirs.path] {
        nobody.opens(path).is_at("/choices/sign-in?again");
    }
    // What no text can hold is in no address either.
    for path in ["/choices/talk/%00/complain", "/choices/mine/stopped/%00"] {
        let (by_worker, by_her) = (keyw.opens(path), jas.opens(path));
        assert_eq!((by_worker.status, by_her.status), (404, 404), "{path}");
    }
    // The place `2026-11-23T10:00:00+00:00|` and that character.
    assert_eq!(jas.opens("/choices/mine/looked?after=MjAyNi0xMS0yM1QxMDowMDowMCswMDowMHwA").status, 422);
    assert_eq!(story.count(ASKED), 0);
}
