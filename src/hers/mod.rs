//! Her own view beside her plan: what she chose, who looked, and what is kept from her for now (`domain.md` E0.2).

pub mod choices;
pub mod looks;
pub mod requests;
mod sentence;
mod stops;
mod store;
