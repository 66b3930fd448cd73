//! The reading scenarios of the field (`domain.md` A-S), told by the people who ask: what each must see, and what each must not.
//!
//! "Must not" is asked as an attack: every field the schema offers, for every purpose there is, by the worker and by the worker's own
//! system. What needs a record that the hub does not serve yet is named at each test.

mod abuse;
mod asking;
mod changes;
mod choosing;
mod disagreement;
mod other_forum;
mod probe;
mod recall;
mod remand;
mod secrets;
mod wellbeing;
