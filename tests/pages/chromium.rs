//! The pages in Chromium, and how hard the words are that are read aloud. The scripts are in `tests/browser`.

use super::browser::{Browser, Page};
use crate::{
    choices::story::{choice, says_yes_by_name, talks},
    support::DemoHub,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Runs a script; whether it found nothing wrong, and what it said. Pictures go where `HUB_TEST_PICTURES` says, if it says so.
fn node(script: &str, arguments: &[&str]) -> (bool, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    assert!(folder.join("node_modules/playwright-core").is_dir(), "the browser's tools are not installed: run `make test-tools`");
    let output = Command::new("node").arg(folder.join(script)).args(arguments).output();
    let output = output.expect("node is not installed: run `make test-tools`");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), said)
}

fn pictures() -> Option<String> {
    option_env!("HUB_TEST_PICTURES").map(str::to_owned)
}

#[test]
fn a_first_meeting_takes_eight_pages_with_the_keyboard_alone_and_without_scripts() {
    let hub = DemoHub::fresh();
    let token = hub.worker("ces-1").token.unwrap();
    let pictures = pictures();
    let arguments: Vec<&str> = [hub.url.as_str(), &token, "WC-930"].into_iter().chain(pictures.as_deref()).collect();
    let (passed, said) = node("first-meeting.mjs", &arguments);
    assert!(passed && said.starts_with("8 pages: "), "{said}");
}

#[test]
fn she_asks_and_chooses_by_herself_with_the_keyboard_alone_and_without_scripts() {
    let hub = DemoHub::fresh();
    let token = hub.herself("jas").token.unwrap();
    let pictures = pictures();
    let arguments: Vec<&str> = [hub.url.as_str(), &token].into_iter().chain(pictures.as_deref()).collect();
    let (passed, said) = node("by-herself.mjs", &arguments);
    assert!(passed, "{said}");
}

#[test]
fn axe_finds_nothing_on_any_page_at_either_width() {
    let hub = DemoHub::fresh();
    let (worker, herself) = (hub.worker("ces-1").token.unwrap(), hub.herself("jas").token.unwrap());
    let pictures = pictures();
    let arguments: Vec<&str> = [hub.url.as_str(), &worker, &herself, "A1001JN", "Jas"].into_iter().chain(pictures.as_deref()).collect();
    let (passed, said) = node("axe.mjs", &arguments);
    assert!(passed && said.contains(" looks, 0 faults"), "{said}");
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| texts(folder))).collect()
}

#[test]
fn what_is_read_aloud_needs_five_years_of_school_at_most() {
    let files = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages/script"));
    let files: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    assert_eq!(files.len(), 25);
    let (passed, said) = node("reading.mjs", &files);
    assert!(passed, "{said}");
}

/// What is shown to her is not only what is read aloud: labels, hints, faults and buttons are measured too, but no names of organisations.
#[test]
fn her_own_pages_need_five_years_of_school_at_most() {
    let hub = DemoHub::fresh();
    let her = Browser::of(&hub.herself("jas"));
    let named =
        [("organisations", "northshire-leaving-care"), ("private", "yes"), ("topics", "T4_HOME"), ("topics", "T10_LEARN_WORK_MONEY")];
    let open = |page: &str| her.opens(&format!("/choices/mine/{page}"));
    let names = open("names");
    let ask = her.sends(&names, &named);
    let back = her.sends(&ask, &[("q-0-0", "YES"), ("q-1-0", "NO")]);
    let (not_right, complain) = (open("not-right"), open("complain"));
    let wcw = hub.worker("wcw-1");
    let session = talks(&wcw, "WC-66", "Gail", true);
    says_yes_by_name(&wcw, &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES")).must_see("recordChoices.choices.0.id");
    let gail = Browser::of(&hub.herself("gail"));
    let waiting = gail.opens("/choices/mine/waiting");
    let pages = [
        ("chooses, with faults", her.sends(&names, &[])),
        ("chooses too much", her.sends(&names, &[("private", "no"), ("organisations", "womens-centre"), ("topics", "T5_HEALTH")])),
        ("is asked", ask.clone()),
        ("is asked, with a fault", her.sends(&ask, &[])),
        ("looks again, with a fault", her.sends(&back, &[])),
        ("not right, with faults", her.sends(&not_right, &[])),
        ("complains, with a fault", her.sends(&complain, &[])),
        ("asked", her.sends(&complain, &[("words", "They told my mum."), ("who", "hmp-northmoor")])),
        ("nothing waits", open("waiting")),
        ("waits, with faults", gail.sends(&waiting, &[])),
        ("waits", waiting),
        ("chooses", names),
        ("not right", not_right),
        ("complains", complain),
        ("looks again", back),
    ];
    let organisations: Vec<String> = hub.wait_for(async {
        let agreed = hub.loaded.hub.agreed.at(hub.loaded.hub.store.reader()).await.unwrap();
        agreed.registry.agencies().into_iter().map(|agency| agency.name.clone()).collect()
    });
    let dir = tempfile::tempdir().unwrap();
    let write = |(name, page): &(&str, Page)| {
        let file = dir.path().join(format!("{name}.txt"));
        let texts: Vec<String> =
            page.texts().into_iter().filter(|text| !organisations.iter().any(|name| text.trim_end_matches('.') == name)).collect();
        assert!(!texts.is_empty(), "{name}: {}", page.text);
        fs::write(&file, texts.join("\n")).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let files: Vec<String> = pages.iter().map(write).collect();
    let (passed, said) = node("reading.mjs", &files.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(passed, "{said}");
}

#[test]
fn the_measure_finds_words_that_are_too_hard() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("hard.txt");
    fs::write(
        &file,
        "Notwithstanding statutory obligations, multidisciplinary practitioners facilitate proportionate information exchange.",
    )
    .unwrap();
    let (passed, said) = node("reading.mjs", &[file.to_str().unwrap()]);
    assert!(!passed && said.contains("years of school"), "{said}");
    assert!(!node("reading.mjs", &[]).0, "nothing measured is nothing shown");
}
