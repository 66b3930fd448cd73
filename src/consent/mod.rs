//! Her answers: what a statement must say, which of two answers stands, and who must have heard it.

pub mod rules;
