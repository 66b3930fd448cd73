//! What the demonstration's files hold about a person, to be looked for where it must not be.

use serde_json::Value;
use std::{fs, path::Path, sync::LazyLock};

/// Every line of every agency's file, with the agency.
static LINES: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
    let demo = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/demo"));
    let files = fs::read_dir(demo).unwrap().map(|f| f.unwrap().path()).filter(|f| f.extension().is_some_and(|e| e == "ndjson"));
    let mut lines = Vec::new();
    for file in files {
        let agency = file.file_stem().unwrap().to_str().unwrap().to_owned();
        for line in fs::read_to_string(&file).unwrap().lines().filter(|l| !l.is_empty()) {
            lines.push((agency.clone(), serde_json::from_str(line).unwrap()));
        }
    }
    lines
});

static PARTNERSHIP: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../demo/partnership.json")).expect("the partnership file"));

fn references(label: &str) -> &'static Value {
    let enrolments = PARTNERSHIP["enrolments"].as_array().unwrap();
    &enrolments.iter().find(|e| e["label"] == label).unwrap_or_else(|| panic!("nobody is called `{label}`"))["references"]
}

/// Texts that are recorded about the person under these paths: `Entity` for all its texts, `Entity.field` for one. Codes are no secret
/// by their spelling, so only texts with a small letter or a space count; nor are the words she likes, her name among them. Fails when there are none: the test would prove nothing.
pub fn secrets(label: &str, paths: &[&str]) -> Vec<String> {
    let references = references(label);
    let mut found = Vec::new();
    for path in paths {
        let (entity, field) = path.split_once('.').map_or((*path, None), |(e, f)| (e, Some(f)));
        let before = found.len();
        let about = |(agency, line): &&(String, Value)| line["entity"] == entity && line["person"] == references[agency];
        for (_, line) in LINES.iter().filter(about) {
            let fields = line["fields"].as_object().unwrap();
            fields
                .iter()
                .filter(|(name, _)| field.map_or(*name != "wordsToUse", |f| f == *name))
                .for_each(|(_, value)| collect(value, &mut found));
        }
        assert!(found.len() > before, "nothing is recorded about `{label}` under `{path}`");
    }
    found
}

fn collect(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.extend(is_telling(text).then(|| text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {}
    }
}

/// Not a code, a date, or a name by which rows and workers refer to each other.
fn is_telling(text: &str) -> bool {
    let dated = text.len() >= 10 && text.as_bytes()[4] == b'-' && text.starts_with("20");
    let link = text.contains('/') && !text.contains(' ');
    !dated && !link && text.contains(|c: char| c.is_lowercase() || c == ' ')
}

/// The person's numbers in the systems of these agencies.
pub fn numbers(label: &str, agencies: &[&str]) -> Vec<String> {
    agencies.iter().map(|agency| references(label)[agency].as_str().unwrap().to_owned()).collect()
}

/// Lines and postcodes of every address of the person.
pub fn address_lines(label: &str) -> Vec<String> {
    let lines = secrets(label, &["AddressDetail.lines", "AddressDetail.postcode"]);
    // A town is an area, which may be told.
    let towns = ["Northmoor", "Easton", "Otherton"];
    lines.into_iter().filter(|line| !towns.contains(&line.as_str())).collect()
}
