//! What the record costs: throughput with and without it, small reads, two hubs on one database, how soon a stop is acknowledged, and how
//! all of it grows. `docs/performance.md` says what is measured and how.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark stops at the first thing that is wrong"
)]
#![expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "figures for people")]

mod cost;
mod data;
#[expect(dead_code, reason = "tests use all of it")]
#[path = "../../tests/database.rs"]
mod database;
mod figures;
#[path = "../caseload/load.rs"]
mod load;
mod locks;
#[expect(dead_code, reason = "the other benchmark uses all of it")]
#[path = "../caseload/question.rs"]
mod question;
mod scale;
mod servers;
mod stops;
mod two;

use clap::{Parser, ValueEnum};
use data::{Data, Place};
use figures::Figures;
use servers::Mode;
use std::path::PathBuf;

/// Measures the record.
#[derive(Clone, Debug, Parser)]
pub struct Args {
    /// Figures as JSON.
    #[arg(long)]
    json: bool,
    /// Only these parts; all but `scale` if not said.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// Only on these databases.
    #[arg(long, value_delimiter = ',', default_values_t = [Place::Sqlite, Place::Postgres])]
    on: Vec<Place>,
    /// Connections at once.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 8, 64])]
    connections: Vec<usize>,
    /// Rounds; what is compared takes turns in each.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Milliseconds of a turn.
    #[arg(long, default_value_t = 2500)]
    turn: u64,
    /// People of the large data set of `scale`.
    #[arg(long, default_value_t = 100_000)]
    people: u64,
    /// Records of the large data set of `scale`.
    #[arg(long, default_value_t = 1_000_000)]
    records: u64,
    /// Be a server.
    #[arg(long, hide = true)]
    serve: Option<Mode>,
    /// Verify the records, and tell how fast.
    #[arg(long, hide = true)]
    verify: bool,
    /// Of this database.
    #[arg(long, hide = true)]
    database: Option<String>,
    /// Keep `SQLite` data sets here, and use them again.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Cargo says that this is a benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A part of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Throughput of a caseload with the record, beside the same without.
    Cost,
    /// Recorded small reads a second.
    Small,
    /// Two hubs on one database, beside one; and who waits for whom.
    Two,
    /// How soon a stop is acknowledged, alone and under readers.
    Stops,
    /// A hundred thousand people and a million records.
    Scale,
}

impl Args {
    fn wants(&self, part: Part) -> bool {
        if self.only.is_empty() { part != Part::Scale } else { self.only.contains(&part) }
    }
}

/// As in `hub`; all variants have the same.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() {
    let args = Args::parse();
    match (&args.database, args.serve, args.verify) {
        (Some(database), Some(mode), _) => servers::serve(mode, database).await,
        (Some(database), None, true) => scale::verify(database).await,
        (_, _, _) => measure(&args).await,
    }
}

async fn measure(args: &Args) {
    let mut figures = Figures::default();
    for place in &args.on {
        if args.only != [Part::Scale] {
            let data = Data::of(*place, args.data.as_deref(), data::PEOPLE).await;
            ordinary(args, &data, &mut figures).await;
        }
        if args.wants(Part::Scale) {
            scale::measure(args, *place, &mut figures).await;
        }
    }
    figures.print(args.json);
}

async fn ordinary(args: &Args, data: &Data, figures: &mut Figures) {
    if args.wants(Part::Cost) {
        cost::caseload(args, data, figures).await;
    }
    if args.wants(Part::Small) {
        cost::small(args, data, figures).await;
    }
    // On one file two hubs wait for each other by design.
    if args.wants(Part::Two) && data.place == Place::Postgres {
        two::measure(args, data, figures).await;
    }
    if args.wants(Part::Stops) {
        stops::measure(data, figures).await;
    }
}
