//! What agencies' systems send, taken in whole or not at all.

mod choices;
mod command;
mod documented;
mod faults;
mod random;
mod rows;
mod scale;
mod world;
