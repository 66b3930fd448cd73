//! What she said: statements, what they reach, and which of them counts.

pub mod by_law;
pub mod guards;
pub mod rules;
mod standing;
mod store;
pub mod topics;

pub use rules::{Recipient, Statement, status};
pub use standing::{Asker, Counted, ends_on, standing};
pub use store::load;
