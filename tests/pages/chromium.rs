//! The pages in Chromium, and how hard the words are that are read aloud. The scripts are in `tests/browser`.

use crate::support::DemoHub;
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
    assert_eq!(files.len(), 24);
    let (passed, said) = node("reading.mjs", &files);
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
