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

/// Peak memory of a process in KiB, where the system tells it.
fn peak(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

async fn measure(lines: usize, rounds: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", folder.path().join("hub.sqlite").display()));
    options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|o| {
        use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
        o.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
    });
    let world = World::on(Database::connect(options).await.unwrap()).await;
    for round in rounds {
        let start = Instant::now();
        let summary = import(&world, lines).await;
        let rate = u128::try_from(lines).unwrap() * 1000 / start.elapsed().as_millis().max(1);
        println!("{lines} lines, {round}: {:.1?}, {rate} lines a second", start.elapsed());
        assert_eq!(summary.added + summary.unchanged, lines as u64);
    }
}

#[tokio::test]
async fn a_file_of_many_batches_is_taken_in_and_the_second_time_changes_nothing() {
    measure(2_345, &["new", "the same again"]).await;
}

/// Lines that the process whose memory is measured takes in; only the test below sets it, in a process of its own.
const LINES: &str = "HUB_TEST_IMPORT_LINES";

/// What the measured process does. In a usual run it takes in one batch.
#[tokio::test]
async fn so_many_lines_are_taken_in() {
    let lines = std::env::var_os(LINES).and_then(|lines| lines.to_str()?.parse().ok());
    measure(lines.unwrap_or(500), &["new"]).await;
    println!("peak {} KiB", peak("self").unwrap_or_default());
}

/// Peak memory, in KiB, of a process of its own that takes in so many lines.
fn peak_of(lines: usize) -> u64 {
    let mut process = std::process::Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", "import::scale::so_many_lines_are_taken_in", "--nocapture"]).env(LINES, lines.to_string());
    let told = process.output().unwrap();
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.status.success(), "{text}");
    assert!(text.contains(&format!("{lines} lines, new")), "{text}");
    let peak = text.lines().find_map(|l| l.split_once("peak ")?.1.strip_suffix(" KiB")?.parse().ok());
    peak.unwrap_or_else(|| panic!("no peak in {text}"))
}

/// A million lines are promised within 500 MB. What a line leaves in memory is measured between two sizes that are quick, and a million
/// times that must fit with what there is to begin with.
#[test]
fn memory_grows_so_slowly_that_a_million_lines_stay_within_500_mb() {
    let (few, many) = (5_000_u64, 30_000_u64);
    let [small, large] = [few, many].map(|lines| peak_of(usize::try_from(lines).unwrap()));
    // Elsewhere the system does not tell, and there is nothing to measure by.
    assert!(small > 0 || !std::path::Path::new("/proc/self/status").exists(), "the system tells the peak");
    let by_line = 1024 * large.saturating_sub(small) / (many - few);
    let million = large + by_line * (1_000_000 - many) / 1024;
    println!("{small} KiB for {few} lines, {large} KiB for {many}: {by_line} bytes a line, {million} KiB for a million");
    assert!(million < 500 * 1024, "{million} KiB for a million lines");
}
