//! Signing in and out, and forms that somebody else made.

use super::browser::Browser;
use crate::support::hub;
use connections_hub::vocabulary::Role;

#[test]
fn nobody_sees_a_page_without_a_good_token() {
    let browser = Browser::new(&hub().url);
    for path in [
        "/choices",
        "/choices/meet",
        "/choices/stop",
        "/choices/tasks",
        "/choices/mine",
        "/choices/talk/x/ask",
        "/choices/talk/x/receipt/all",
    ] {
        let page = browser.opens(path);
        page.is_at("/choices/sign-in?again").says("You are not signed in");
    }
    let form = browser.opens("/choices/sign-in");
    let ces = hub().worker("ces-1").token.unwrap();
    for wrong in ["", "nonsense", &ces[..ces.len() - 2], &"a".repeat(5_000)] {
        let page = browser.sends(&form, &[("token", wrong)]);
        assert_eq!(page.status, 422);
        page.says("<title>Error: Sign in</title>").says("href=\"#token\"").never_says("value=\"nonsense");
    }
    assert_eq!(browser.opens("/choices").path, "/choices/sign-in?again");
}

#[test]
fn a_session_ends_with_signing_out_and_leaves_nothing() {
    let browser = Browser::of(&hub().worker("ces-1"));
    let home = browser.opens("/choices");
    home.says("First meeting").says("The Lantern Women").never_says("<script").never_says("style=");
    let token = hub().worker("ces-1").token.unwrap();
    assert!(!home.text.contains(&token), "no page shows the token");
    let before = browser.cookies.borrow().clone();
    browser.posts("/choices/sign-out", &home.hidden(), &[], &[]).is_at("/choices/sign-in");
    assert!(!browser.cookies.borrow().values().any(|value| value.contains(&token)));
    assert_eq!(browser.opens("/choices").path, "/choices/sign-in?again");
    assert_ne!(before, *browser.cookies.borrow());
}

#[test]
fn a_link_from_elsewhere_signs_nobody_out() {
    let browser = Browser::of(&hub().worker("ces-1"));
    let session = browser.cookies.borrow().get("__Host-choices").cloned().unwrap();
    // With a link from another site no browser sends the session; it keeps what comes back.
    browser.cookies.borrow_mut().clear();
    browser.opens("/choices").is_at("/choices/sign-in?again");
    assert!(!browser.cookies.borrow().contains_key("__Host-choices"));
    browser.cookies.borrow_mut().insert("__Host-choices".into(), session);
    browser.opens("/choices").is_at("/choices");
}

#[test]
fn a_form_from_elsewhere_changes_nothing() {
    let hub = hub();
    let (browser, other) = (Browser::of(&hub.worker("ces-1")), Browser::of(&hub.worker("ces-1")));
    let form = browser.opens("/choices/stop");
    let stop = [("reference", "A1001JN"), ("known-as", "Jas"), ("what", "all")];
    let refused = |hidden: &[(String, String)], headers: &[(&str, &str)]| {
        let page = browser.posts("/choices/stop", hidden, &stop, headers);
        assert_eq!(page.status, 403, "{}", page.text);
        page.says("Nothing was changed");
    };
    let without_csrf: Vec<_> = form.hidden().into_iter().filter(|(name, _)| name != "csrf").collect();
    refused(&without_csrf, &[]);
    refused(&other.opens("/choices/stop").hidden(), &[]);
    refused(&form.hidden(), &[("sec-fetch-site", "cross-site")]);
    refused(&form.hidden(), &[("sec-fetch-site", "same-site")]);
    let without_attempt: Vec<_> = form.hidden().into_iter().filter(|(name, _)| name != "attempt").collect();
    refused(&without_attempt, &[]);
    // Somebody who would sign another in as themselves lacks the secret that the page to sign in on gave.
    let stranger = Browser::new(&hub.url);
    let token = hub.worker("ces-1").token.unwrap();
    let login = stranger.posts("/choices/sign-in", &browser.opens("/choices/sign-in").hidden(), &[("token", &token)], &[]);
    assert_eq!(login.status, 403);
}

#[test]
fn every_page_is_kept_by_nobody_and_loads_nothing_from_elsewhere() {
    let browser = Browser::of(&hub().worker("ces-1"));
    for path in ["/choices", "/choices/meet", "/choices/talk", "/choices/stop", "/choices/passed-on", "/choices/nothing"] {
        let page = browser.opens(path);
        assert_eq!(page.headers["cache-control"], "no-store", "{path}");
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script") && !policy.contains("unsafe"), "{policy}");
        page.never_says("<script").never_says("http://").never_says("https://");
    }
    let styles =
        browser.opens("/choices").text.split("rel=\"stylesheet\" href=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let styles = browser.opens(&styles.expect("the styles were not there when the tests were built: run `make web`"));
    assert_eq!((styles.status, styles.headers["content-type"].to_str().unwrap()), (200, "text/css; charset=utf-8"));
}

#[test]
fn a_woman_and_a_worker_never_see_each_others_pages() {
    let hub = hub();
    let her = Browser::of(&hub.herself("jas"));
    for path in ["/choices", "/choices/meet", "/choices/stop", "/choices/talk/x/ask"] {
        her.opens(path).is_at("/choices/mine").says("What I chose");
    }
    her.opens("/choices/mine/looked").says("Who looked at my plan");
    assert_eq!(her.opens("/choices/mine/looked?after=made-up").status, 422);
    let worker = Browser::of(&hub.worker("ces-1"));
    worker.opens("/choices/mine").is_at("/choices");
    worker.opens("/choices/mine/looked").is_at("/choices");
    for (agency, role, id) in [("partnership-oversight", Role::Dpo, "dpo-1"), ("peer-circle", Role::Peerp, "peerp-1")] {
        let browser = Browser::of(&hub.actor(agency, role, id));
        let form = browser.opens("/choices/stop");
        let page = browser.sends(&form, &[("reference", "A1001JN"), ("known-as", "Jas"), ("what", "all")]);
        assert_eq!(page.status, 403, "{}", page.text);
        let form = browser.opens("/choices/talk");
        let fields = [("reference", "A1001JN"), ("known-as", "Jas"), ("place", "PRISON"), ("private", "yes")];
        assert_eq!(browser.sends(&form, &fields).status, 403);
    }
}
