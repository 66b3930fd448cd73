//! Parts of pages held to the fixtures that GOV.UK Frontend ships: every one that our parts can express has the same elements, classes,
//! ids and texts.

use super::{Area, Fault, Input, Option_, Question};
use crate::pages::{page::Frame, trouble::TroublePage};
use askama::Template;
use serde_json::Value;

/// Attributes that are not compared: scripts of theirs that these pages do not have, and what ours says on every field.
const APART: [&str; 3] = ["data-module", "autocomplete", "spellcheck"];
/// Sizes of labels and questions, which the pages choose.
const SIZES: [&str; 2] = ["govuk-label--s", "govuk-fieldset__legend--s"];

struct Fixture {
    name: String,
    options: Value,
    html: String,
}

/// The fixtures of a component whose options are all among these.
fn fixtures(component: &str, options: &[&str]) -> Vec<Fixture> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/web/node_modules/govuk-frontend/dist/govuk/components");
    let text = std::fs::read_to_string(format!("{folder}/{component}/fixtures.json"));
    let all: Value = serde_json::from_str(&text.expect("the fixtures of GOV.UK Frontend are not here: run `make web`")).unwrap();
    let read = |fixture: &Value| Fixture {
        name: format!("{component}: {}", fixture["name"]),
        options: fixture["options"].clone(),
        html: fixture["html"].as_str().unwrap().to_owned(),
    };
    let only = |value: &Value, keys: &[&str]| value.as_object().is_none_or(|of| of.keys().all(|key| keys.contains(&key.as_str())));
    let can_be_said = |fixture: &Fixture| {
        let plain = ["label", "hint", "errorMessage"].iter().all(|key| only(&fixture.options[key], &["text"]));
        let legend = &fixture.options["fieldset"];
        let items = fixture.options["items"].as_array().into_iter().flatten();
        let mut items =
            items.map(|item| item.is_object() && only(item, &["value", "text", "hint", "checked"]) && only(&item["hint"], &["text"]));
        only(&fixture.options, options)
            && plain
            && only(legend, &["legend"])
            && only(&legend["legend"], &["text"])
            && items.all(|fits| fits)
    };
    all["fixtures"].as_array().unwrap().iter().map(read).filter(can_be_said).collect()
}

fn text(value: &Value) -> Option<String> {
    value["text"].as_str().map(str::to_owned)
}

/// The elements of some markup with their attributes in order, and its texts, without what is not compared.
fn shape(html: &str) -> Vec<String> {
    let mut shape = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let mut kept: Vec<String> = attributes_of(attributes).into_iter().filter_map(|(name, value)| kept(&name, &value)).collect();
        kept.sort();
        shape.push(format!("<{name} {}>", kept.join(" ")));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.replace("&#39;", "'").replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&").replace("&#38;", "&");
        shape.extend((!text.is_empty()).then_some(text));
    }
    shape
}

fn attributes_of(text: &str) -> Vec<(String, String)> {
    let (mut found, mut rest) = (Vec::new(), text.trim());
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (inner, after) = quoted.split_once('"').unwrap();
            value = inner.to_owned();
            rest = after;
        }
        found.push((name, value));
        rest = rest.trim_start();
    }
    found
}

fn kept(name: &str, value: &str) -> Option<String> {
    let words: Vec<&str> = value.split_whitespace().filter(|word| !SIZES.contains(word)).collect();
    let nothing_typed = name == "value" && value.is_empty();
    (!APART.contains(&name) && !nothing_typed).then(|| format!("{name}={}", words.join(" ")))
}

#[test]
fn a_line_to_type_into_is_theirs() {
    let all = fixtures("input", &["id", "name", "label", "hint", "errorMessage", "classes", "value"]);
    let class = |fixture: &&Fixture| fixture.options["classes"].as_str().is_none_or(|class| class.starts_with("govuk-input--width"));
    let all: Vec<Fixture> = all.into_iter().filter(|fixture| class(&fixture) && fixture.options["id"].is_string()).collect();
    assert!(all.len() >= 8, "only {} fixtures are left", all.len());
    for fixture in all {
        let (of, id) = (&fixture.options, fixture.options["id"].as_str().unwrap());
        let input = Input {
            name: Box::leak(id.to_owned().into_boxed_str()),
            label: text(&of["label"]).unwrap(),
            hint: text(&of["hint"]),
            value: of["value"].as_str().map_or_else(|| of["value"].as_i64().map(|n| n.to_string()).unwrap_or_default(), str::to_owned),
            error: text(&of["errorMessage"]),
            class: Box::leak(of["classes"].as_str().unwrap_or_default().to_owned().into_boxed_str()),
            secret: false,
        };
        // Ours has one word for both.
        let theirs = fixture.html.replace(&format!("name=\"{}\"", of["name"].as_str().unwrap()), &format!("name=\"{id}\""));
        assert_eq!(shape(&input.render().unwrap()), shape(&theirs), "{}", fixture.name);
    }
}

#[test]
fn a_place_to_write_into_is_theirs() {
    let all = fixtures("textarea", &["id", "name", "label", "hint", "errorMessage", "value"]);
    assert!(all.len() >= 5, "only {} fixtures are left", all.len());
    for fixture in all {
        let of = &fixture.options;
        let id = of["id"].as_str().or(of["name"].as_str()).unwrap();
        let area = Area {
            name: Box::leak(id.to_owned().into_boxed_str()),
            label: text(&of["label"]).unwrap(),
            hint: text(&of["hint"]),
            value: of["value"].as_str().unwrap_or_default().to_owned(),
            error: text(&of["errorMessage"]),
        };
        // Ours has one word for both.
        let theirs = fixture.html.replace(&format!("name=\"{}\"", of["name"].as_str().unwrap()), &format!("name=\"{id}\""));
        assert_eq!(shape(&area.render().unwrap()), shape(&theirs), "{}", fixture.name);
    }
}

#[test]
fn questions_with_answers_to_choose_from_are_theirs() {
    for (component, many, at_least) in [("radios", false, 6), ("checkboxes", true, 4)] {
        let all = fixtures(component, &["name", "idPrefix", "fieldset", "hint", "errorMessage", "items", "classes"]);
        let fits = |fixture: &&Fixture| {
            let of = &fixture.options;
            let inline = of["classes"].as_str().is_none_or(|class| class == "govuk-radios--inline");
            inline && of["fieldset"]["legend"].is_object() && (of["idPrefix"].is_null() || of["idPrefix"] == of["name"])
        };
        let all: Vec<Fixture> = all.into_iter().filter(|fixture| fits(&fixture)).collect();
        assert!(all.len() >= at_least, "only {} fixtures of {component} are left", all.len());
        for fixture in all {
            let of = &fixture.options;
            let option = |item: &Value| Option_ {
                value: item["value"].as_str().unwrap().to_owned(),
                label: text(item).unwrap(),
                hint: text(&item["hint"]),
                chosen: item["checked"] == true,
            };
            let question = Question {
                name: of["name"].as_str().unwrap().to_owned(),
                legend: text(&of["fieldset"]["legend"]).unwrap(),
                hint: text(&of["hint"]),
                options: of["items"].as_array().unwrap().iter().map(option).collect(),
                error: text(&of["errorMessage"]),
                many,
                size: "s",
                inline: of["classes"].is_string(),
            };
            assert_eq!(shape(&question.render().unwrap()), shape(&fixture.html), "{}", fixture.name);
        }
    }
}

#[test]
fn the_summary_of_what_is_wrong_is_theirs() {
    let all = fixtures("error-summary", &["titleText", "errorList"]);
    let fixture = all.iter().find(|fixture| fixture.name.contains("default")).unwrap();
    let fault = |error: &Value| Fault { at: error["href"].as_str().unwrap().to_owned(), text: text(error).unwrap() };
    let faults = fixture.options["errorList"].as_array().unwrap().iter().map(fault).collect();
    let page = TroublePage { frame: Frame::alone("A page").wrong(faults), lines: Vec::new() }.render().unwrap();
    let (ours, theirs) = (shape(&page), shape(&fixture.html));
    let start = ours.iter().position(|element| *element == theirs[0]).unwrap();
    assert_eq!(ours[start..start + theirs.len()], theirs);
}

#[test]
fn the_reader_of_markup_sees_what_differs() {
    let one = "<div class=\"govuk-hint\" id=\"a-hint\">\n  Text\n</div>";
    assert_eq!(shape(one), shape("<div id=\"a-hint\" class=\"govuk-hint\">Text</div>"));
    for other in [
        "<div id=\"b-hint\" class=\"govuk-hint\">Text</div>",
        "<p id=\"a-hint\" class=\"govuk-hint\">Text</p>",
        "<div id=\"a-hint\" class=\"govuk-hint\">Other</div>",
    ] {
        assert_ne!(shape(one), shape(other));
    }
}
