//! Her choices, told by the people who sit with her, and attacked.

mod enrol;
mod guards;
mod paper;
mod sequences;
mod stop;
pub mod story;
mod talk;
