//! The partnership file: what it puts into force, and what it refuses.

mod adopted;
mod command;
mod documented;
mod faults;
mod import;
mod meanwhile;
mod northshire;
mod own_sign_in;
mod people;
