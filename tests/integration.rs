//! The one integration binary: one module for each word of `src`.
// `cfg(test)` is always set here; written out, it lets the lints know these modules for tests.

#[cfg(test)]
mod identity;
#[cfg(test)]
mod partnership;
