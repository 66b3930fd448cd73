//! Her own view beside her plan: what she chose, who looked, and what is kept from her for now (`domain.md` E0.2).

pub mod choices;
pub mod hold;
pub mod looks;
pub mod requests;
mod sentence;
mod stops;
mod store;

use crate::{
    audit::Decided,
    vocabulary::{AccessBasis, Coded},
};
use serde_json::json;

/// The record of a look of hers at something that is no catalogue field.
fn nothing_but_hers(rows: &serde_json::Value) -> Decided {
    Decided {
        released: "[]".into(),
        refused: "[]".into(),
        rows: rows.to_string(),
        basis: json!({"*": [AccessBasis::HerOwn.code()]}).to_string(),
        ..Decided::default()
    }
}
