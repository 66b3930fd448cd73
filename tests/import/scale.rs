//! Long files: memory and time.

use super::world::{AsCatalogued, World, line, now};
use connections_hub::import::{Import, run};
use sea_orm::{ConnectOptions, Database};
use std::{fmt::Write, io::BufReader, time::Instant};

/// A file that is made while it is read, so that the test holds none of it.
struct Made {
    line: usize,
    lines: usize,
    ready: Vec<u8>,
    at: usize,
}

impl std::io::Read for Made {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.ready.len() {
            self.at = 0;
            self.ready.clear();
            let mut text = String::new();
            for n in self.line..(self.line + 100).min(self.lines) {
                let fields = format!(r#"{{"title": "Goal number {n}", "area": "HOME", "status": "GOING", "targetDate": "2026-12-01"}}"#);
                write!(text, "{}", line("Goal", &format!("G-{n}"), r#""recordedBy": "ces-1""#, &fields)).unwrap();
            }
            self.line += 100;
            self.ready = text.into_bytes();
        }
        let taken = buffer.len().min(self.ready.len() - self.at);
        buffer[..taken].copy_from_slice(&self.ready[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

async fn import(world: &World, lines: usize) -> connections_hub::import::Summary {
    let made = Made { line: 0, lines, ready: Vec::new(), at: 0 };
    let import = Import { agency: "womens-centre", dry_run: false, now: now() };
    run(&world.db, &AsCatalogued, &import, vec![("made.ndjson".to_owned(), BufReader::new(made))], &()).await.unwrap()
}

/// Peak memory of this process in KiB, where the system tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

async fn measure(lines: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", folder.path().join("hub.sqlite").display()));
    options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|o| {
        use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
        o.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
    });
    let world = World::on(Database::connect(options).await.unwrap()).await;
    for round in ["new", "the same again"] {
        let start = Instant::now();
        let summary = import(&world, lines).await;
        let rate = u128::try_from(lines).unwrap() * 1000 / start.elapsed().as_millis().max(1);
        println!("{lines} lines, {round}: {:.1?}, {rate} lines a second, peak {:?} KiB", start.elapsed(), peak());
        assert_eq!(summary.added + summary.unchanged, lines as u64);
    }
}

#[tokio::test]
async fn a_file_of_many_batches_is_taken_in_and_the_second_time_changes_nothing() {
    measure(2_345).await;
}

/// `cargo test --test integration a_million_lines -- --ignored --nocapture`
#[tokio::test]
#[ignore = "takes minutes: measures memory and rate"]
async fn a_million_lines_stay_within_500_mb() {
    measure(1_000_000).await;
    assert!(peak().is_none_or(|kib| kib < 500 * 1024), "{:?} KiB", peak());
}

/// `cargo test --test integration fifty_thousand_lines -- --ignored --nocapture`
#[tokio::test]
#[ignore = "takes half a minute: measures the rate"]
async fn fifty_thousand_lines() {
    measure(50_000).await;
}
