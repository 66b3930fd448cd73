//! The partnership file: what it puts into force, and what it refuses.

mod adopted;
mod documented;
mod faults;
mod import;
mod northshire;
mod own_sign_in;
mod people;
