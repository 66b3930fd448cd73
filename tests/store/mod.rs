//! The door for every write about persons or about what is agreed.

mod writing;
