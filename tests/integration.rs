//! The hub's tests, one file per word of `src`.

mod import;
