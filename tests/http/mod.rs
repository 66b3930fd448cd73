//! The transport, asked over real connections with a small schema of its own.

mod audits;
mod browser;
mod callers;
mod canaries;
mod limits;
mod over_http;
mod server;
mod strictness;
mod traces;
