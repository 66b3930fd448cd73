//! The partnership file.
