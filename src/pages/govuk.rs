//! Parts of pages as the GOV.UK Design System has them. Their texts are escaped where they are written; a part itself is safe.

use askama::{Template, filters::HtmlSafe};

/// What is wrong, and at which field.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// The field's id, or an address.
    pub(super) at: String,
    /// What is wrong and how to mend it.
    pub(super) text: String,
}

impl Fault {
    /// At the field with this name.
    pub(super) fn at(name: &str, text: impl Into<String>) -> Self {
        Self { at: format!("#{name}"), text: text.into() }
    }

    /// What is wrong at the field with this name, the first thing.
    pub(super) fn of(faults: &[Self], name: &str) -> Option<String> {
        faults.iter().find(|fault| fault.at.strip_prefix('#') == Some(name)).map(|fault| fault.text.clone())
    }
}

/// A line to type into.
#[derive(Debug, Default, Template)]
#[template(path = "govuk/input.html")]
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) value: String,
    pub(super) error: Option<String>,
    /// A class of its own, such as `govuk-input--width-10`.
    pub(super) class: &'static str,
    /// Whether what is typed is hidden.
    pub(super) secret: bool,
}

/// A place to write more than a line into.
#[derive(Debug, Default, Template)]
#[template(path = "govuk/textarea.html")]
pub(super) struct Area {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) value: String,
    pub(super) error: Option<String>,
}

/// One of several answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Option_ {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) chosen: bool,
}

impl Option_ {
    /// An answer that nobody has chosen.
    pub(super) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, chosen: false }
    }

    /// The same, chosen where it is one of these.
    pub(super) fn chosen(self, values: &[&str]) -> Self {
        let chosen = values.contains(&self.value.as_str());
        Self { chosen, ..self }
    }
}

/// A question with answers to choose from: one of them, or as many as fit. None is chosen unless somebody chose it.
#[derive(Debug, Default, Template)]
#[template(path = "govuk/question.html")]
pub(super) struct Question {
    pub(super) name: String,
    pub(super) legend: String,
    pub(super) hint: Option<String>,
    pub(super) options: Vec<Option_>,
    pub(super) error: Option<String>,
    /// Whether more than one answer can be chosen.
    pub(super) many: bool,
    /// The size of the question: `l`, `m` or `s`.
    pub(super) size: &'static str,
    /// Whether the answers stand beside each other.
    pub(super) inline: bool,
}

impl Question {
    /// `radios` or `checkboxes`.
    fn kind(&self) -> &'static str {
        if self.many { "checkboxes" } else { "radios" }
    }

    /// The type of each answer's element.
    fn element(&self) -> &'static str {
        if self.many { "checkbox" } else { "radio" }
    }

    /// The id of an answer: the first one has the question's, so that the summary of what is wrong leads there.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template passes what it counts by reference")]
    fn id(&self, at: &usize) -> String {
        if *at == 0 { self.name.clone() } else { format!("{}-{}", self.name, at + 1) }
    }
}

// What they hold is escaped by their own templates.
impl HtmlSafe for Input {}
impl HtmlSafe for Area {}
impl HtmlSafe for Question {}

#[cfg(test)]
#[path = "govuk_tests.rs"]
mod tests;
