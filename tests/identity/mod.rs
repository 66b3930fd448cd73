//! Who is asking: tokens that are accepted, and the many that are not.

mod demo;
pub mod issuers;
mod refused;
mod who;
