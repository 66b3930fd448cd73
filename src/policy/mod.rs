//! From policy rows to a compiled table: rows -> lint -> Casbin -> a second opinion -> bits and a hash.
//!
//! Casbin decides when a policy is published, and its answers are served as bits. `engine` is the only code that knows it. Nothing here
//! does I/O: files come in as text, and the catalogue as an argument.

mod diff;
mod engine;
mod explain;
mod fault;
mod fields;
pub mod generate;
mod interpreter;
#[cfg(test)]
mod laws;
mod lint;
mod model;
#[cfg(feature = "bench")]
mod per_field;
mod row;
pub mod saved;
mod table;

pub use diff::{Direction, Flip, flips};
pub use engine::Opened;
pub use explain::{explain, matrix};
pub use fault::Fault;
pub use lint::{Findings, speaks_of_own_rows};
pub use model::{CASBIN_VERSION, MODEL, check as check_model};
#[cfg(feature = "bench")]
pub use per_field::PerField;
pub use table::{Grants, Table, Unreadable, triples};

use crate::vocabulary::{Catalogue, Coded, Writer};
use fields::Fields;
use interpreter::{Asked, Verdict};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The standard policies that come with the hub: name and rows. `HERSELF`, her own words, flows under whichever partnership policy an
/// agreement adopts, and needs no rows of its own.
pub fn standard() -> [(&'static str, &'static str); 3] {
    [
        ("partnership", include_str!("../../policies/partnership.csv")),
        ("internal", include_str!("../../policies/internal.csv")),
        ("nominated", include_str!("../../policies/nominated.csv")),
    ]
}

/// Whether a text is a policy, as its first line says.
pub fn is_policy(text: &str) -> bool {
    row::is_headed(text)
}

/// Looks at the rows of a policy without compiling them. `name` is the policy's name, which also stands in the findings.
pub fn lint(name: &str, rows_text: &str, catalogue: &Catalogue) -> Findings {
    let parsed = row::parse(name, rows_text, catalogue);
    let mut findings = lint::check(name, &parsed.rules, catalogue);
    findings.faults.splice(0..0, parsed.faults);
    findings
}

/// Publishes a policy: reads and lints its rows, asks Casbin for every cell, asks a sample of the whole, compares with the second
/// opinion, and compiles the table. Any fault refuses, and all are returned.
pub fn publish(name: &str, rows_text: &str, catalogue: &Catalogue) -> Result<Table, Vec<Fault>> {
    let mut faults = check_model("policies/model.conf", MODEL);
    faults.extend(lint(name, rows_text, catalogue).faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let fields = Fields::of(catalogue);
    let rules = row::parse(name, rows_text, catalogue).rules;
    let opened = engine::ask(&rules, &fields).map_err(|cause| refusal(name, &cause))?;
    let verdicts = interpreter::interpret(&rules, &fields);
    agree(name, &fields, &opened, &verdicts)?;
    engine::sample(&rules, &fields, &opened).map_err(|cause| refusal(name, &cause))?;
    Ok(table::build(name, source_hash(rows_text, catalogue, MODEL, CASBIN_VERSION), &rules, &fields, &verdicts))
}

/// What Casbin says when asked directly: every open cell with the least consent class that opens it. For tests and for the background
/// check of a table in force; a query reads the table.
pub fn ask_casbin(name: &str, rows_text: &str, catalogue: &Catalogue) -> Result<engine::Opened, Vec<Fault>> {
    let parsed = row::parse(name, rows_text, catalogue);
    if !parsed.faults.is_empty() {
        return Err(parsed.faults);
    }
    engine::ask(&parsed.rules, &Fields::of(catalogue)).map_err(|cause| refusal(name, &cause))
}

/// A refusal of the engine as a fault.
fn refusal(name: &str, cause: &engine::Refusal) -> Vec<Fault> {
    vec![Fault::whole(name, "engine", cause.to_string(), "nothing was published: report it with the policy file")]
}

/// Compares Casbin's answers with the second opinion, cell by cell.
fn agree(name: &str, fields: &Fields, opened: &engine::Opened, verdicts: &BTreeMap<Asked, Verdict>) -> Result<(), Vec<Fault>> {
    let second = |asked: &Asked| match verdicts.get(asked) {
        Some(Verdict::Opens { least, .. }) => Some(*least),
        Some(Verdict::Denied(_)) | None => None,
    };
    let differs = |asked: &&Asked| opened.get(*asked).copied() != second(asked);
    let faults: Vec<Fault> = opened
        .keys()
        .chain(verdicts.keys().filter(|asked| !opened.contains_key(*asked)))
        .filter(differs)
        .map(|(role, purpose, act, field)| {
            let path = fields.path(*field).unwrap_or("a field without a name");
            let what = format!("casbin and the second opinion differ on {} {} {} {path}", role.code(), purpose.code(), act.token());
            Fault::whole(name, "second-opinion", what, "nothing was published: report it with the policy file")
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// SHA-256, in hex, over all that a table is compiled from: a stored table is used again only where this is the same.
pub fn source_hash(rows_text: &str, catalogue: &Catalogue, model: &str, casbin_version: &str) -> String {
    let mut lines: Vec<String> = catalogue.governed().map(|f| governed_line(&f)).collect();
    lines.sort();
    let parts = [rows_text, &lines.concat(), model, casbin_version];
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// A field as far as a policy depends on it.
fn governed_line(field: &crate::vocabulary::Governed) -> String {
    let roles: Vec<&str> = field.only_roles.iter().map(|r| r.code()).collect();
    let writers: Vec<&str> = field.writers.iter().map(|w| writer_token(*w)).collect();
    let (category, view) = (field.category.code(), field.view.token());
    format!("{} {} {category} {view} only {} by {}\n", field.number, field.path, roles.join(";"), writers.join(";"))
}

/// A writer as the catalogue's files spell it.
fn writer_token(writer: Writer) -> &'static str {
    match writer {
        Writer::HerWords => "HER_WORDS",
        Writer::Hub => "HUB",
        Writer::Role(role) => role.code(),
    }
}

/// Lower-case hex.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + format!("{byte:02x}").as_str())
}
