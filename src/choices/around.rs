//! Which organisations around her a caller may know of: those whose workers the caller's own question about her team lets through.

use super::Acting;
use crate::{
    disclosure::{self, Opened, Question, Whom},
    error::Error,
    record::TeamMember,
    vocabulary::{FieldSet, Purpose},
};
use std::collections::BTreeSet;

/// Ids of the organisations whose place on her team the caller may see, and the caller's own. Decided and recorded like every look;
/// whoever may not meet her sees the own one alone. `operation` is the root that asks.
pub(super) async fn seen_by(acting: &Acting<'_>, operation: &'static str, person: &str) -> Result<BTreeSet<String>, Error> {
    let agency = TeamMember::META.position("agency").and_then(|at| TeamMember::META.fields.get(at)).map(|f| f.number);
    let selected = FieldSet::of(TeamMember::META.rows.map(|(rows, _)| rows).into_iter().chain(agency));
    let question = Question { caller: acting.caller, purpose: Purpose::JointPlanning, selected, operation, trace: acting.trace };
    let around = |opened: Opened| {
        let rows = opened.persons.iter().flat_map(|her| her.list(TeamMember::META.name, None));
        rows.map(|row| row.released.row.recorded_by.clone()).collect::<BTreeSet<_>>()
    };
    let mut around = disclosure::open(acting.hub, &question, Whom::Person(person), around).await?;
    around.insert(acting.caller.agency().to_string());
    Ok(around)
}
