//! `hub audit verify|export|prove|forget`: what was recorded, and that nobody altered it.

use crate::{
    audit::{self, Checkpoint, Extent, Fault, Keeping, Stop, Trusted, Verified},
    clock::Clock,
    error::Error,
    holds,
    store::Store,
};
use chrono::{NaiveDate, NaiveTime};
use clap::{Args, Subcommand};
use entity::agency;
use indicatif::ProgressBar;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;
use std::{
    fs,
    io::{self, BufWriter, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
    time::Instant,
};

/// What to do with the records.
#[derive(Clone, Debug, Subcommand)]
pub enum Audit {
    /// Hash every record again; exit 1 and name the first thing that is wrong
    Verify(Verify),
    /// Write checkpoints and records as NDJSON to standard output
    Export {
        /// Only what concerns this party: its own reads, and reads of what it holds
        #[arg(long, value_name = "ID")]
        agency: Option<String>,
    },
    /// Delete the records of reads before a day, and record that it was done; the logs still verify
    Forget {
        /// The first day whose records are kept
        #[arg(long, value_name = "YYYY-MM-DD")]
        before: NaiveDate,
    },
    /// Prove by the newest checkpoint that a record stands as it was written, as JSON
    Prove {
        /// The record's id
        id: String,
        /// Files with further public keys that signed checkpoints
        #[arg(long = "key", value_name = "FILE")]
        keys: Vec<PathBuf>,
    },
}

/// What is verified, and by which keys.
#[derive(Args, Clone, Debug)]
pub struct Verify {
    /// Begin at the last checkpoint, and trust it for what came before
    #[arg(long)]
    since_checkpoint: bool,
    /// A checkpoint that was kept elsewhere, and must still stand
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Files with further public keys that signed checkpoints
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// Write what was found as JSON to standard output
    #[arg(long)]
    json: bool,
}

/// Runs it on this database: exit 1 when something is wrong.
pub async fn run(command: &Audit, url: &str, keeping: &Keeping, say: &dyn Fn(&str)) -> Result<ExitCode, Error> {
    let store = Store::open_existing(url).await?;
    match command {
        Audit::Verify(asked) => verify(asked, &store, &trusted(keeping, &asked.keys)?, say).await,
        Audit::Export { agency } => {
            let snapshot = store.long_snapshot().await?;
            if let Some(id) = agency {
                registered(&snapshot, id).await?;
            }
            let mut out = BufWriter::new(io::stdout());
            audit::export(&snapshot, agency.as_deref(), &mut out).await?;
            out.flush().map_err(|cause| audit::unwritable(&cause))?;
            Ok(ExitCode::SUCCESS)
        }
        Audit::Forget { before } => {
            let clock = Clock::system();
            if *before > clock.now().date_naive() {
                return Err(Error::invalid("before", format!("`--before {before}` lies ahead: name a day that has begun")));
            }
            // What is kept from her rests on the records that say so.
            let but = holds::records_of_open(store.reader()).await?;
            let forgotten = audit::forget(&store, &clock, before.and_time(NaiveTime::MIN).and_utc(), &but).await?;
            say(&format!("{forgotten} records deleted"));
            Ok(ExitCode::SUCCESS)
        }
        Audit::Prove { id, keys } => {
            let snapshot = store.long_snapshot().await?;
            let proof = audit::prove(&snapshot, id, &trusted(keeping, keys)?).await;
            let proof = proof.map_err(|error| if matches!(error, Error::NotFound) { no_record(id) } else { error })?;
            say(&serde_json::to_string_pretty(&proof).map_err(Error::internal)?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn no_record(id: &str) -> Error {
    Error::invalid("id", format!("there is no record `{id}`: take its id from `hub audit export`"))
}

/// Refuses an agency that is not registered: an empty export would read as if nothing had been seen.
async fn registered(db: &impl ConnectionTrait, id: &str) -> Result<(), Error> {
    let known = agency::Entity::find_by_id(id.to_owned()).one(db).await?;
    known.map(drop).ok_or_else(|| Error::invalid("agency", format!("there is no agency `{id}`: write its id as the partnership file does")))
}

fn trusted(keeping: &Keeping, more: &[PathBuf]) -> Result<Trusted, Error> {
    let mut keeping = keeping.clone();
    keeping.trusted.extend_from_slice(more);
    keeping.trusts()
}

async fn verify(asked: &Verify, store: &Store, trusted: &Trusted, say: &dyn Fn(&str)) -> Result<ExitCode, Error> {
    let kept = asked.checkpoint.as_deref().map(read).transpose()?;
    let extent = if asked.since_checkpoint { Extent::SinceLastCheckpoint } else { Extent::Whole };
    let bar = if io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    let began = Instant::now();
    let snapshot = store.long_snapshot().await?;
    let found = audit::verify(&snapshot, trusted, extent, kept.as_ref(), &|records| bar.inc(records)).await;
    bar.finish_and_clear();
    match found {
        Ok(found) => {
            say(&told(&found, began.elapsed().as_secs_f64(), asked.json));
            Ok(ExitCode::SUCCESS)
        }
        Err(Stop::Bad(fault)) => {
            bad(&fault, asked.json, say);
            Ok(ExitCode::FAILURE)
        }
        Err(Stop::Hub(error)) => Err(error),
    }
}

fn read(file: &std::path::Path) -> Result<Checkpoint, Error> {
    let fault = |cause: &dyn std::fmt::Display| Error::invalid("checkpoint", format!("`{}` holds no checkpoint: {cause}", file.display()));
    let text = fs::read_to_string(file).map_err(|cause| fault(&cause))?;
    serde_json::from_str(&text).map_err(|cause| fault(&cause))
}

fn told(found: &Verified, seconds: f64, json: bool) -> String {
    let Verified { logs, records, checkpoints } = found;
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = (*records as f64 / seconds.max(0.001)).round();
    if json {
        let told = json!({ "ok": true, "logs": logs, "records": records, "checkpoints": checkpoints, "recordsPerSecond": rate });
        return told.to_string();
    }
    format!("{records} records in {logs} logs and {checkpoints} checkpoints are as they were written ({rate} records a second)")
}

#[expect(clippy::print_stderr, reason = "the last words of a command")]
fn bad(fault: &Fault, json: bool, say: &dyn Fn(&str)) {
    if json {
        say(&json!({ "ok": false, "fault": fault }).to_string());
    }
    eprintln!("hub: {fault}");
}
