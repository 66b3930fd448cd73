//! A table as bytes, for storage by its hash: a version byte, the SHA-256 of the rest, and text of one line per deciding row.

use super::{SLOTS, Slot, Table, build, position, triples};
use crate::{
    policy::fields::Fields,
    vocabulary::{Act, AloneItem, Catalogue, Coded, Condition, FieldNumber, Purpose, Role},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Version of the form below.
const VERSION: u8 = 1;

/// Why stored bytes are not a table that may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Another version of the form.
    #[error("the stored table has another form: compile the policy again")]
    Version,
    /// Cut short or changed.
    #[error("the stored table is damaged: compile the policy again")]
    Damaged,
    /// It opens other cells than its hash says, or names fields otherwise than this catalogue.
    #[error("the stored table does not match its hash under this catalogue: compile the policy again")]
    Mismatch,
}

/// One line: the fields of a (role, purpose, act) that one row decides under one condition.
type Line<'a> = (usize, &'static str, &'static str, u32);

impl Table {
    /// The table as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\n{}\n{}\n{}\n{}\n", self.name, self.hash, self.source_hash, self.highest, self.ids.join(" "));
        for (role, purpose, act) in triples() {
            let at = position(role, purpose, act);
            let Some(Some(slot)) = self.slots.get(at) else { continue };
            let mut lines: BTreeMap<Line, Vec<String>> = BTreeMap::new();
            for (field, rule) in &slot.rules {
                let (condition, item) = slot.grants.condition(*field).map_or(("DENY", ""), |(c, i)| (c.token(), i.map_or("", Coded::code)));
                lines.entry((at, condition, item, *rule)).or_default().push(field.to_string());
            }
            for ((_, condition, item, rule), fields) in lines {
                text +=
                    format!("{},{},{},{condition},{item},{rule},{}\n", role.code(), purpose.code(), act.token(), fields.join(" ")).as_str();
            }
        }
        let digest = Sha256::digest(text.as_bytes());
        [&[VERSION], &digest[..], text.as_bytes()].concat()
    }

    /// Reads a table back. The bytes must be whole, and what they open must be what the hash says under this catalogue.
    pub fn from_bytes(bytes: &[u8], catalogue: &Catalogue) -> Result<Self, Unreadable> {
        let (version, rest) = bytes.split_first().ok_or(Unreadable::Damaged)?;
        if *version != VERSION {
            return Err(Unreadable::Version);
        }
        let (digest, text) = rest.split_at_checked(32).ok_or(Unreadable::Damaged)?;
        if Sha256::digest(text)[..] != *digest {
            return Err(Unreadable::Damaged);
        }
        let table = std::str::from_utf8(text).ok().and_then(read).ok_or(Unreadable::Damaged)?;
        let named_alike = build::hash(&table, &Fields::of(catalogue)) == table.hash;
        if named_alike { Ok(table) } else { Err(Unreadable::Mismatch) }
    }
}

/// Reads the text part.
fn read(text: &str) -> Option<Table> {
    let mut lines = text.lines();
    let [name, hash, source_hash, highest, ids] = std::array::from_fn(|_| lines.next());
    let ids = ids?.split_whitespace().map(str::to_owned).collect();
    let (name, hash, source_hash) = (name?.to_owned(), hash?.to_owned(), source_hash?.to_owned());
    let mut table = Table { name, hash, source_hash, highest: highest?.parse().ok()?, ids, slots: vec![None; SLOTS] };
    for line in lines {
        read_line(&mut table, line)?;
    }
    for slot in table.slots.iter_mut().flatten() {
        slot.rules.sort_unstable();
        slot.grants.alone.sort_by_key(|(item, _)| *item);
    }
    Some(table)
}

/// Reads one line into its slot.
fn read_line(table: &mut Table, line: &str) -> Option<()> {
    let cells: Vec<&str> = line.split(',').collect();
    let [role, purpose, act, condition, item, decided_by, fields] = <[&str; 7]>::try_from(cells).ok()?;
    let act = Act::ALL.into_iter().find(|a| a.token() == act)?;
    let slot = table.slots.get_mut(position(Role::parse(role)?, Purpose::parse(purpose)?, act))?;
    let slot = slot.get_or_insert_with(Box::<Slot>::default);
    let item = if item.is_empty() { None } else { Some(AloneItem::parse(item)?) };
    let condition = match condition {
        "DENY" => None,
        other => Some(Condition::ALL.into_iter().find(|c| c.token() == other)?),
    };
    let decided_by: u32 = decided_by.parse().ok()?;
    for field in fields.split(' ') {
        let field: FieldNumber = field.parse().ok()?;
        slot.rules.push((field, decided_by));
        match condition {
            Some(condition) => slot.grants.add(field, condition, item),
            None => slot.denied.insert(field),
        }
    }
    Some(())
}
