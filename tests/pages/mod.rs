//! The pages at `/choices`, visited as a browser without scripts would.

mod browser;
mod choosing;
mod chromium;
mod meeting;
mod paper;
mod rights;
mod scenarios;
mod session;
mod stopping;
