//! The record: written before anything is answered, and proof against whoever would alter it.

mod checkpoints;
mod columns;
mod command;
mod crash;
mod failing;
mod failures;
mod hanging;
mod races;
mod retention;
mod tampering;
mod world;
