//! The lint: what a policy may not contain although each of its rows can be read, and what a reviewer should look at.
//!
//! Casbin has sharp edges on which a policy would silently do something else than it says. Those that lie in a token are refused
//! when a row is read (`row`), those that lie in the model by `model`, those that lie between rows here. Each has a name.

mod notes;
mod rows;
mod whole;

use super::{Fault, row::Rule};
use crate::vocabulary::Catalogue;

/// What the lint found.
#[derive(Debug, Default)]
pub struct Findings {
    /// Refuse the policy.
    pub faults: Vec<Fault>,
    /// Tell the reviewer.
    pub notes: Vec<Fault>,
}

/// What every lint looks at.
struct Subject<'a> {
    file: &'a str,
    rules: &'a [Rule],
    catalogue: &'a Catalogue,
    /// Whether the policy speaks of an agency's own rows only.
    own_rows: bool,
}

impl Subject<'_> {
    /// A finding about one row.
    fn at(&self, rule: &Rule, column: &str, lint: &'static str, what: impl Into<String>, mend: &str) -> Fault {
        Fault::new(self.file, rule.line, column, lint, what, mend)
    }
}

/// Whether a policy of this name speaks of an agency's own rows only (domain.md E0.3, rule 6). Only such a policy may use
/// `CATEGORY.own`, and an agreement adopts it only between an agency and itself.
pub fn speaks_of_own_rows(name: &str) -> bool {
    name == "internal" || name.starts_with("internal-")
}

/// Looks at the rows of a policy, one by one and together.
pub fn check(name: &str, rules: &[Rule], catalogue: &Catalogue) -> Findings {
    let subject = Subject { file: name, rules, catalogue, own_rows: speaks_of_own_rows(name) };
    let mut faults: Vec<Fault> = rules.iter().flat_map(|rule| rows::faults(&subject, rule)).collect();
    faults.extend(whole::faults(&subject));
    faults.sort();
    let mut notes = notes::notes(&subject);
    notes.sort();
    Findings { faults, notes }
}
