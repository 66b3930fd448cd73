//! From verdicts to a table, and from a table to its hash.

use super::{SLOTS, Slot, Table, cell_line, position, triples};
use crate::{
    policy::{
        fields::Fields,
        hex,
        interpreter::{Asked, Verdict},
        row::Rule,
    },
    vocabulary::{Condition, ConsentClass},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Lays verdicts out as bits.
pub fn build(name: &str, source_hash: String, rules: &[Rule], fields: &Fields, verdicts: &BTreeMap<Asked, Verdict>) -> Table {
    let ids = rules.iter().map(|r| r.id.clone()).collect();
    let mut table = Table { name: name.into(), hash: String::new(), source_hash, highest: fields.highest, ids, slots: vec![None; SLOTS] };
    for ((role, purpose, act, field), verdict) in verdicts {
        let Some(slot) = table.slots.get_mut(position(*role, *purpose, *act)) else { continue };
        let slot = slot.get_or_insert_with(Box::<Slot>::default);
        let rule = match *verdict {
            Verdict::Opens { least, item, rule } => {
                slot.grants.add(*field, condition(least), item);
                rule
            }
            Verdict::Denied(rule) => {
                slot.denied.insert(*field);
                rule
            }
        };
        slot.rules.push((*field, u32::try_from(rule).unwrap_or(u32::MAX)));
    }
    table.slots.iter_mut().flatten().for_each(|slot| slot.grants.alone.sort_by_key(|(item, _)| *item));
    table.hash = hash(&table, fields);
    table
}

/// The condition whose least class this is.
fn condition(least: ConsentClass) -> Condition {
    match least {
        ConsentClass::None => Condition::Told,
        ConsentClass::Agreed => Condition::Agreement,
        ConsentClass::AgreedSeparately => Condition::Separate,
    }
}

/// SHA-256 over the granted cells by name, sorted.
pub(super) fn hash(table: &Table, fields: &Fields) -> String {
    let mut lines: Vec<String> = triples()
        .filter_map(|(role, purpose, act)| Some((role, purpose, act, table.grants(role, purpose, act)?)))
        .flat_map(|(role, purpose, act, grants)| {
            let line = move |field| {
                let (condition, item) = grants.condition(field)?;
                Some(cell_line(role, purpose, act, fields.path(field)?, condition, item))
            };
            grants.ever().iter().filter_map(line).collect::<Vec<_>>()
        })
        .collect();
    lines.sort();
    hex(&Sha256::digest(lines.concat()))
}
