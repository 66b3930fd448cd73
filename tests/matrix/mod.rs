//! For every role, purpose, served field and consent class: what the hub answers over HTTP about a fully populated person is what the
//! compiled table says and what Casbin says when it is asked directly. Gates, audiences and windows have tests of their own beside it.

pub mod answers;
mod cells;
mod gates;
mod release;
pub mod rows;
mod windows;
pub mod world;
