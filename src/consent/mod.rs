//! What she said: statements, what they reach, and which of them counts.

mod standing;
mod store;

pub use standing::{Asker, Counted, Recipient, Statement, Taken, standing};
pub use store::load;
