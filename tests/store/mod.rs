//! The database: its migrations, its indexes, the door for writes, and several hubs on one.

mod faults;
mod hubs;
mod indexes;
mod migrations;
mod rolling;
mod stops;
mod writing;
