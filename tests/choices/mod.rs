//! Her choices, told by the people who sit with her, and attacked.

mod again;
mod enrol;
mod guards;
mod guessing;
mod paper;
mod sequences;
mod stop;
pub mod story;
mod talk;
mod told;
