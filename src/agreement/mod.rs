//! The partnership and its agreements: the file that states them, what is wrong with it, how it is put into force, and which
//! policies stand between a holder and a recipient today.

mod apply;
mod check;
mod fault;
mod file;
mod in_force;
mod people;
mod policies;
mod put;

pub use apply::{Outcome, Refused, apply};
pub use fault::{Fault, Faults};
pub use file::{File, State};
pub use in_force::{Adopted, Agreements};
pub use policies::{Published, Publisher};
