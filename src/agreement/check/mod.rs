//! What is wrong with a partnership file, seen against what is registered already. Pure: everything is a parameter.

mod agreements;
mod people;
mod registry;

use super::{Faults, File, State};
use crate::agency::Registry;
use crate::vocabulary::{AgencyKind, Catalogue, Role};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is registered already, as far as a file may rest on it or collide with it.
#[derive(Debug, Default)]
pub(super) struct World {
    /// Agencies, issuers, systems, workers.
    pub(super) registry: Registry,
    /// Names of published policies.
    pub(super) policies: BTreeSet<String>,
    /// Agreement versions.
    pub(super) agreements: Vec<Version>,
    /// The label of the person whom an agency knows by a reference.
    pub(super) references: BTreeMap<(String, String), String>,
    /// The label of the woman who signs in with a subject of an issuer.
    pub(super) sign_ins: BTreeMap<(String, String), String>,
}

/// An agreement version and its days.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) state: State,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: Option<NaiveDate>,
}

impl Version {
    fn overlaps(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| a.ends_on.is_some_and(|end| end < b.starts_on);
        !before(self, other) && !before(other, self)
    }
}

/// An agency as it will stand once the file is applied.
#[derive(Clone, Debug)]
struct Known {
    kind: AgencyKind,
    roles: Vec<Role>,
}

/// The file on top of what is registered.
struct Checker<'a> {
    file: &'a File,
    world: &'a World,
    catalogue: &'a Catalogue,
    agencies: HashMap<&'a str, Known>,
    faults: Faults,
}

/// Every fault of the file.
pub(super) fn check(file: &File, world: &World, catalogue: &Catalogue) -> Result<(), Faults> {
    let registered = world.registry.agencies().into_iter().map(|a| (&*a.id, Known { kind: a.kind, roles: a.roles.clone() }));
    let stated = file.agencies.iter().map(|a| (a.id.0.as_str(), Known { kind: a.kind, roles: a.roles.clone() }));
    let agencies = registered.chain(stated).collect();
    let mut checker = Checker { file, world, catalogue, agencies, faults: Faults::default() };
    checker.registry();
    checker.agreements();
    checker.people();
    checker.faults.none()
}

impl Checker<'_> {
    /// Whether there is such an agency; a fault when there is none.
    fn agency(&mut self, path: &str, id: &str) -> Option<Known> {
        let known = self.agencies.get(id).cloned();
        self.faults.unless(known.is_some(), path, format!("there is no agency `{id}`"), "add it under `agencies`, or mend the spelling");
        known
    }

    /// Adds a fault for each entry whose key was there before.
    fn unique<K: Ord>(&mut self, what: &str, keys: impl Iterator<Item = (String, K)>) {
        let mut seen = BTreeSet::new();
        for (path, key) in keys {
            self.faults.unless(seen.insert(key), path, format!("{what} is there twice"), "keep one of them");
        }
    }

    /// Whether the agency may have the role; a fault when it may not.
    fn held(&mut self, path: String, agency: &str, known: &Known, role: Role) {
        use crate::vocabulary::Coded;
        let roles = known.roles.iter().map(|r| r.code()).collect::<Vec<_>>().join(", ");
        let what = format!("`{agency}` may not hold {}", role.code());
        self.faults.unless(known.roles.contains(&role), path, what, &format!("use one of its roles ({roles})"));
    }
}

/// Whether the text stands for something short that may be printed on one line.
fn is_line(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.len() <= longest && !text.chars().any(char::is_control)
}
