//! The database: its migrations, its indexes, the door for writes, and several hubs on one.

mod day;
mod faults;
mod growth;
mod hubs;
mod indexes;
mod migrations;
mod rolling;
mod stops;
mod writing;
