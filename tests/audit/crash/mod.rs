//! The hub is killed while it answers, and so is `PostgreSQL` under it, again and again: every answer that a client received has its record,
//! every change that was acknowledged stands, and the records are whole.
//!
//! `HUB_TEST_CRASHES` says how often; six times if not said.

mod clients;

use crate::{
    database::{OwnCluster, TestDatabase},
    process::{Partnership, Process, port},
};
use clients::Clients;
use std::{thread, time::Duration};

fn crashes() -> usize {
    std::env::var_os("HUB_TEST_CRASHES").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(6)
}

/// Some time in which clients are answered.
fn a_while() {
    thread::sleep(Duration::from_millis(300 + rand::random_range(0..700)));
}

/// Holds what clients were told against what the database says.
fn all_stands(partnership: &Partnership, clients: &Clients, crash: usize) {
    partnership.verify();
    let (recorded, enrolled) = partnership.stored();
    let (answered, acknowledged) = (clients.answered(), clients.acknowledged());
    let unrecorded: Vec<&String> = answered.difference(&recorded).collect();
    assert!(unrecorded.is_empty(), "crash {crash}: answered and not recorded: {unrecorded:?}");
    for (reference, person) in acknowledged {
        assert_eq!(enrolled.get(&reference), Some(&person), "crash {crash}: acknowledged and lost: {reference}");
    }
}

#[test]
fn whatever_the_hub_said_stands_however_often_it_is_killed() {
    let partnership = Partnership::on(TestDatabase::fresh);
    let port = port();
    let clients = Clients::of(&partnership, port);
    for crash in 1..=crashes() {
        let hub = Process::serve(&partnership, port, &[]);
        let asking = clients.begin();
        a_while();
        drop(hub);
        asking.end();
        all_stands(&partnership, &clients, crash);
    }
    println!("{clients} over {} crashes of the hub", crashes());
    clients.were_served();
}

#[test]
fn whatever_the_hub_said_stands_however_often_postgresql_is_killed_under_it() {
    let Some(cluster) = OwnCluster::fresh() else {
        return; // On SQLite the database is killed with the hub.
    };
    let partnership = Partnership::on(async || TestDatabase::of(&cluster).await);
    let port = port();
    let clients = Clients::of(&partnership, port);
    let hub = Process::serve(&partnership, port, &[]);
    for crash in 1..=crashes() {
        let asking = clients.begin();
        a_while();
        cluster.kill();
        a_while();
        asking.end();
        hub.answers_again();
        all_stands(&partnership, &clients, crash);
    }
    println!("{clients} over {} crashes of PostgreSQL", crashes());
    clients.were_served();
}
