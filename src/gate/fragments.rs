//! The order in which fragments can be counted: those that others spread come first.

use crate::error::Error;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use std::collections::{BTreeMap, BTreeSet};

/// The fragments of a document, each after all that it spreads, and those that nothing spreads.
pub(super) struct Order<'a> {
    /// Every fragment's name, dependencies first.
    pub(super) names: Vec<&'a str>,
    /// The fragments that no operation and no other fragment spreads.
    pub(super) loose: Vec<&'a str>,
}

/// Sorts the fragments without recursion, so that a long chain of them cannot exhaust the stack.
///
/// # Errors
/// `INVALID_INPUT` when a fragment spreads itself, directly or through others.
pub(super) fn order(document: &ExecutableDocument) -> Result<Order<'_>, Error> {
    let spreads: BTreeMap<&str, BTreeSet<&str>> =
        document.fragments.iter().map(|(name, fragment)| (name.as_str(), spread_in(&fragment.node.selection_set.node))).collect();
    let mut spread: BTreeSet<&str> = spreads.values().flatten().copied().collect();
    spread.extend(document.operations.iter().flat_map(|(_, operation)| spread_in(&operation.node.selection_set.node)));
    let loose = spreads.keys().copied().filter(|name| !spread.contains(name)).collect();
    Ok(Order { names: sorted(&spreads)?, loose })
}

/// The names that a selection set spreads, however deep.
fn spread_in(set: &SelectionSet) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut sets = vec![set];
    while let Some(set) = sets.pop() {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => sets.push(&field.node.selection_set.node),
                Selection::InlineFragment(inline) => sets.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    names.insert(spread.node.fragment_name.node.as_str());
                }
            }
        }
    }
    names
}

/// Takes away, again and again, the fragments that wait for nothing; what remains in the end runs in a circle.
fn sorted<'a>(spreads: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Result<Vec<&'a str>, Error> {
    let known = |name: &&&str| spreads.contains_key(**name);
    let mut waits: BTreeMap<&str, usize> = spreads.iter().map(|(name, uses)| (*name, uses.iter().filter(known).count())).collect();
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, uses) in spreads {
        uses.iter().filter(known).for_each(|used| users.entry(used).or_default().push(name));
    }
    let mut ready: Vec<&str> = waits.iter().filter(|(_, waits)| **waits == 0).map(|(name, _)| *name).collect();
    let mut names = Vec::with_capacity(spreads.len());
    while let Some(name) = ready.pop() {
        names.push(name);
        waits.remove(name);
        for user in users.get(name).into_iter().flatten() {
            if let Some(left) = waits.get_mut(user) {
                *left -= 1;
                if *left == 0 {
                    ready.push(user);
                }
            }
        }
    }
    match waits.keys().next() {
        None => Ok(names),
        Some(name) => {
            Err(Error::invalid("query", format!("the fragment `{name}` spreads itself, directly or through others: write it out")))
        }
    }
}
