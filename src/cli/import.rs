//! `hub import FILE… --agency ID`: rows from an agency's own system.

use super::partnership;
use crate::{
    agreement::{Compiler, Outcome, Refused as PartnershipRefused},
    clock::Clock,
    disclosure::Agreed,
    error::Error,
    import::{Import, Progress, Refused, Summary, Tells, WriteRights, run},
    record::catalogue,
    store::Store,
};
use chrono::{DateTime, Utc};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use sea_orm::DatabaseConnection;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, IsTerminal},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Takes rows in from an agency's own system, or the partnership itself from its file.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// NDJSON files, one row a line; `-` is standard input.
    #[arg(required_unless_present = "partnership", conflicts_with = "partnership", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The agency whose files they are, by its id.
    #[arg(long, required_unless_present = "partnership", conflicts_with = "partnership", value_name = "ID")]
    pub agency: Option<String>,
    /// The partnership: agencies, issuers, workers, agreements and first enrolments, in one JSON file.
    #[arg(long, value_name = "FILE")]
    pub partnership: Option<PathBuf>,
    /// Do everything, tell what would have happened, and undo it.
    #[arg(long)]
    pub dry_run: bool,
    /// Write the summary, or the faults, as JSON to standard output.
    #[arg(long)]
    pub json: bool,
}

/// A progress bar on standard error, where that is a terminal.
struct Bar(ProgressBar);

impl Bar {
    /// A bar over the bytes of the files, or a counter where their size is not known.
    fn new(size: Option<u64>) -> Self {
        if !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = size.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let shape = "{bar:30} {percent}% {bytes_per_sec} {eta} left, {msg}";
        if let (Some(_), Ok(style)) = (size, ProgressStyle::with_template(shape)) {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Progress for Bar {
    fn advance(&self, lines: u64, bytes: u64) {
        self.0.inc(bytes);
        // The message carries the count of lines, for the bar itself counts bytes.
        let before = self.0.message().split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or_default();
        self.0.set_message(format!("{} lines", before + lines));
    }
}

/// Runs `hub import FILE… --agency ID` and tells how it went: exit 0, 1 when the files have faults or the hub could not, 2 when a file
/// cannot be opened.
pub async fn import_files(
    args: &ImportArgs,
    agency: &str,
    db: &DatabaseConnection,
    policy: &(impl WriteRights + Tells),
    now: DateTime<Utc>,
) -> ExitCode {
    let mut files = Vec::with_capacity(args.files.len());
    for path in &args.files {
        match open(path) {
            Ok(reader) => files.push((path.display().to_string(), reader)),
            Err(cause) => {
                eprintln!("cannot open `{}` ({}): check the path", path.display(), cause.kind());
                return ExitCode::from(2);
            }
        }
    }
    let bar = Bar::new(args.files.iter().map(|path| Some(std::fs::metadata(path).ok()?.len())).sum());
    let outcome = run(db, policy, &Import { agency, dry_run: args.dry_run, now }, files, &bar).await;
    bar.0.finish_and_clear();
    tell(outcome, args.json)
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(BufReader::with_capacity(64 * 1024, file)))
}

fn tell(outcome: Result<Summary, Refused>, json: bool) -> ExitCode {
    match outcome {
        Ok(summary) => {
            println!("{}", if json { as_json(&summary) } else { sentence(&summary) });
            return ExitCode::SUCCESS;
        }
        Err(Refused::Faults(faults)) => {
            if json {
                println!("{}", as_json(&faults));
            }
            eprint!("{faults}");
            eprintln!("nothing was imported");
        }
        Err(Refused::Hub(cause)) => {
            tracing::error!(?cause, "import failed");
            eprintln!("nothing was imported: {cause}");
        }
    }
    ExitCode::FAILURE
}

fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The summary as a person reads it.
fn sentence(summary: &Summary) -> String {
    let Summary { agency, lines, added, changed, unchanged, retracted, persons, dry_run } = summary;
    if summary.nothing_changed() {
        return format!("{agency}: {lines} lines, nothing changed");
    }
    let undone = if *dry_run { "; dry run: all of it was undone" } else { "" };
    format!(
        "{agency}: {lines} lines about {persons} persons: {added} added, {changed} changed, {unchanged} unchanged, {retracted} taken back{undone}"
    )
}

/// Runs `hub import` as it was asked, on this database.
pub async fn run_on(args: &ImportArgs, url: &str) -> Result<ExitCode, Error> {
    let store = Store::open_existing(url).await?;
    store.must_be_migrated().await?;
    let clock = Clock::system();
    if let Some(file) = &args.partnership {
        let outcome = partnership::run(file, args.dry_run, store.writer(), &Compiler(catalogue()), catalogue(), &clock).await;
        return Ok(tell_partnership(outcome, args.json));
    }
    let Some(agency) = &args.agency else { return Ok(ExitCode::from(2)) };
    let state = Agreed::default().at(store.reader()).await?;
    Ok(import_files(args, agency, store.writer(), &*state, clock.now()).await)
}

fn tell_partnership(outcome: Result<Outcome, PartnershipRefused>, json: bool) -> ExitCode {
    match outcome {
        Ok(outcome) if json => println!("{}", as_json(&outcome)),
        Ok(outcome) => println!("{}", partnership::told(&outcome)),
        Err(PartnershipRefused::Faults(faults)) => {
            if json {
                println!("{}", as_json(&faults));
            }
            eprintln!("{faults}");
            eprintln!("nothing was imported");
            return ExitCode::FAILURE;
        }
        Err(PartnershipRefused::Hub(error)) => return super::failed(&error),
    }
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        Summary { agency: "a".into(), lines: 3, added: 1, changed: 0, unchanged: 2, retracted: 0, persons: 1, dry_run: true }
    }

    #[test]
    fn the_summary_is_a_sentence_or_json() {
        assert!(sentence(&summary()).ends_with("dry run: all of it was undone"));
        assert_eq!(sentence(&Summary { added: 0, ..summary() }), "a: 3 lines, nothing changed");
        let json = r#"{"agency":"a","lines":3,"added":1,"changed":0,"unchanged":2,"retracted":0,"persons":1,"dryRun":true}"#;
        assert_eq!(as_json(&summary()), json);
    }

    #[test]
    fn a_folder_is_no_file() {
        assert!(open(Path::new(".")).is_err() && open(Path::new("no such file")).is_err());
    }
}
