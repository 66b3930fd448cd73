//! What is done with her: she is enrolled, an organisation joins her team, she chooses, she stops. Everything here changes something.
//!
//! A change is held against the rules inside one [`change::Change`]: it has the stripes of those it concerns, so that nothing decided
//! meanwhile stands, and it is recorded before it is answered. What a payload then shows of her is a disclosure of its own.
//!
//! Architecture invariant: nothing here hands out plan data, and whoever may not know her is answered as if she were not there.

mod act;
pub mod answers;
mod around;
pub mod blocks;
mod change;
pub mod confirm;
pub mod enrol;
mod her;
pub mod hold;
mod imported;
pub mod joining;
pub mod notice;
pub mod outbox;
pub mod own;
pub mod paper;
pub mod parts;
pub mod receipt;
pub mod request;
pub mod rights;
pub mod session;
mod still_open;
pub mod stop;
pub mod stopped;
mod store;
pub mod sweep;
pub mod team;
mod terms;
mod windows;
pub mod worklist;

pub use act::{Acting, Done, Refusal, refused};
pub use change::{Asked, Begun, Change};
pub use store::Told as Choice;
