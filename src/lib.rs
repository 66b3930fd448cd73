//! The crate, in reading order: what is catalogued, what is agreed, how a field is decided, how it is released and recorded.

pub mod agency;
pub mod agreement;
pub mod audit;
pub mod cli;
pub mod clock;
pub mod computed;
pub mod config;
pub mod consent;
pub mod decision;
pub mod disclosure;
pub mod error;
pub mod gate;
pub mod hers;
pub mod holds;
pub mod http;
pub mod identity;
pub mod import;
pub mod policy;
pub mod record;
pub mod restriction;
pub mod schema;
pub mod seed;
pub mod store;
pub mod team;
pub mod vocabulary;
pub mod words;
