//! What she said: statements, what they reach, and which of them counts.

pub mod by_law;
pub mod guards;
pub mod rules;
mod standing;
mod store;
pub mod topics;

pub use rules::{Recipient, Statement};
pub use standing::{Asker, Counted, standing};
pub use store::load;
