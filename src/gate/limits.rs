//! How large a question may be, and how a refusal says so.

use super::Counted;
use crate::error::Error;
use std::collections::{BTreeMap, BTreeSet};

/// Roots that disclose, those of changes among them whose payload may show her.
const DISCLOSING: [&str; 17] = [
    "person",
    "personByOwnReference",
    "caseload",
    "changes",
    "disclosures",
    "choicesSession",
    "worklist",
    "myPlan",
    "myChoices",
    "myRequests",
    "rightsRequests",
    "whoLooked",
    "enrol",
    "acceptInvitation",
    "coverFor",
    "recordMove",
    "stop",
];

/// How large a question the hub answers at once. A batch is held to the same limits as one document: its parts are added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document's text.
    pub document_bytes: usize,
    /// Braces, brackets and parentheses open at once in the text, before it is parsed.
    pub nesting: usize,
    /// Fields with every fragment written out.
    pub fields: u64,
    /// Fields, spreads and inline fragments with every fragment written out: what a walk of the document visits.
    pub selections: u64,
    /// Fields within fields. A fragment adds no depth of its own.
    pub depth: u64,
    /// Fields within fields inside `__schema` and `__type`, which ask about the schema and nobody's data.
    pub introspection_depth: u64,
    /// Lists of introspection that lead from type to type, within one another: each multiplies the answer by the size of the schema.
    pub introspection_lists: u64,
    /// Selection sets within selection sets, fragments counted: what a recursive walk goes down.
    pub levels: u64,
    /// Aliases with every fragment written out.
    pub aliases: u64,
    /// Fields directly under the operation.
    pub roots: u64,
    /// Fields directly under the operation whose names stand in `disclosing`.
    pub disclosing_roots: u64,
    /// Directives at one place.
    pub directives_at_once: usize,
    /// Directives with every fragment written out.
    pub directives: u64,
    /// Arguments of one field or directive.
    pub arguments: usize,
    /// Expanded fields, each times the sizes of the lists it stands in.
    pub complexity: u64,
    /// Documents in one batch.
    pub batch: usize,
    /// The root fields that disclose a person's data.
    pub disclosing: BTreeSet<String>,
    /// The page size that a paged field has when `first` is not given.
    pub pages: BTreeMap<String, u64>,
    /// The usual sizes of the lists inside `__schema` and `__type`.
    pub introspection_pages: BTreeMap<String, u64>,
}

/// The usual sizes of introspection's lists in a schema of this kind.
const INTROSPECTION_PAGES: [(&str, u64); 6] =
    [("types", 100), ("fields", 20), ("args", 3), ("inputFields", 10), ("enumValues", 10), ("directives", 10)];

impl Default for Limits {
    fn default() -> Self {
        Self {
            document_bytes: 64 * 1024,
            nesting: 64,
            fields: 10_000,
            selections: 20_000,
            depth: 15,
            introspection_depth: 20,
            introspection_lists: 2,
            levels: 32,
            aliases: 200,
            roots: 20,
            disclosing_roots: 4,
            directives_at_once: 5,
            directives: 200,
            arguments: 50,
            complexity: 1_000_000,
            batch: 10,
            disclosing: DISCLOSING.map(String::from).into(),
            pages: [("caseload".to_owned(), 50), ("changes".to_owned(), 50), ("whoLooked".to_owned(), 50)].into(),
            introspection_pages: INTROSPECTION_PAGES.map(|(name, size)| (name.to_owned(), size)).into(),
        }
    }
}

impl Limits {
    /// Whether what was counted stays within the limits.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED`, naming the first limit that is passed, its value and the mend.
    pub fn hold(&self, counted: &Counted) -> Result<(), Error> {
        let all = [
            ("fields with fragments written out", counted.fields, self.fields, "ask for fewer fields at once"),
            ("selections with fragments written out", counted.selections, self.selections, "use fewer fragments"),
            ("levels of fields", counted.depth, self.depth, "ask less deeply"),
            ("levels of introspection", counted.introspection_depth, self.introspection_depth, "ask less deeply"),
            ("lists of types within lists of types", counted.introspection_lists, self.introspection_lists, "ask for types by name"),
            ("levels of selections and fragments", counted.levels, self.levels, "nest fragments less deeply"),
            ("aliases with fragments written out", counted.aliases, self.aliases, "use fewer aliases"),
            ("root fields", counted.roots, self.roots, "ask in several requests"),
            ("root fields that disclose", counted.disclosing_roots, self.disclosing_roots, "use `caseload`, or ask in several requests"),
            ("directives with fragments written out", counted.directives, self.directives, "use fewer directives"),
            ("fields times page sizes", counted.complexity, self.complexity, "ask for smaller pages with `first`, or for fewer fields"),
        ];
        all.into_iter().try_for_each(|(what, asked, most, mend)| within(what, asked, most, mend))
    }

    /// Whether a batch has few enough documents.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED`.
    pub fn hold_batch(&self, documents: usize) -> Result<(), Error> {
        within("documents in a batch", wide(documents), wide(self.batch), "send smaller batches")
    }
}

/// Refuses more than `most`, saying which limit, its value and the mend.
pub(super) fn within(what: &str, asked: u64, most: u64, mend: &str) -> Result<(), Error> {
    if asked <= most {
        return Ok(());
    }
    let asked = if asked == u64::MAX { "far too many".to_owned() } else { asked.to_string() };
    Err(Error::LimitExceeded(format!("the question comes to {asked} {what}, the limit is {most}: {mend}")))
}

/// A length as a count; counts saturate.
pub(super) fn wide(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
