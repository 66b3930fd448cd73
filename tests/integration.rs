//! The one integration binary: a module per word of the hub.

mod policy;
