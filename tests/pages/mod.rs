//! The pages at `/choices`, visited as a browser without scripts would.

mod browser;
mod meeting;
mod session;
mod stopping;
