//! What she said: statements, what they reach, and which of them counts.

pub mod rules;
mod standing;
mod store;

pub use standing::{Asker, Counted, Recipient, Statement, Taken, standing};
pub use store::load;
