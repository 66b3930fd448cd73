//! The hub's tests, one file per word of `src`.

// Clippy lets helpers unwrap only where it is told that they are for tests.
#[cfg(test)]
mod import;
