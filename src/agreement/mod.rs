//! The partnership and its agreements: the file that states them, what is wrong with it, how it is put into force, and which
//! policies stand between a holder and a recipient today.

mod check;
mod fault;
mod file;
mod in_force;
mod kept;
mod publishing;
mod store;

pub use fault::{Fault, Faults};
pub use file::{File, State};
pub use in_force::{Adopted, Agreements};
pub use publishing::{Compiler, Published, Publisher};
pub use store::{Outcome, Refused, Terms, Walk, apply, rehearse, tell, terms, walked};
