//! Everything that is tested from outside, in one binary. The attribute tells the linter that helpers here are tests too.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod attacks;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod choices;
#[cfg(test)]
mod compiled;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod database;
#[cfg(test)]
mod feed;
#[cfg(test)]
mod hers;
#[cfg(test)]
mod http;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod import;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod partnership;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod process;
#[cfg(test)]
mod scenarios;
#[cfg(test)]
mod seed;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
