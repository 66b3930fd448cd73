//! `hub import --partnership FILE`: a whole partnership from one file.

use crate::{
    agreement::{Faults, File, Outcome, Publisher, Refused, apply, rehearse},
    clock::Clock,
    vocabulary::Catalogue,
};
use clap::Args;
use sea_orm::DatabaseConnection;
use std::path::{Path, PathBuf};

/// What `hub import --partnership` is asked.
#[derive(Args, Clone, Debug)]
pub struct PartnershipArgs {
    /// The partnership file: agencies, issuers, workers, agreements, first enrolments
    #[arg(long = "partnership", value_name = "FILE")]
    pub file: PathBuf,
}

/// Reads the file and puts it into force, all or nothing; or only does as if. The files it names are looked for beside it.
pub async fn run(
    file: &Path,
    dry_run: bool,
    db: &DatabaseConnection,
    publisher: &dyn Publisher,
    catalogue: &Catalogue,
    clock: &Clock,
) -> Result<Outcome, Refused> {
    let text = std::fs::read_to_string(file).map_err(|cause| {
        let mut faults = Faults::default();
        faults.add(file.display().to_string(), cause.to_string(), "name a partnership file that can be read");
        faults
    })?;
    let read = File::read(&text, file.parent().unwrap_or_else(|| Path::new(".")))?;
    if dry_run {
        return rehearse(db, &read, publisher, catalogue, clock.now()).await;
    }
    apply(db, &read, publisher, catalogue, clock.now()).await
}

/// What the import did, for people.
pub fn told(outcome: &Outcome) -> String {
    let kept = match outcome.kept {
        0 => String::new(),
        n => format!("; {n} left as they are, because they were ended, closed or taken up since"),
    };
    let compiled = match outcome.compiled.as_slice() {
        [] => String::new(),
        names => format!("; policies compiled: {}", names.join(", ")),
    };
    let Outcome { added, changed, removed, unchanged, dry_run, .. } = outcome;
    let undone = if *dry_run { "; dry run: all of it was undone" } else { "" };
    format!("partnership: {added} added, {changed} changed, {removed} removed, {unchanged} as they were{kept}{compiled}{undone}")
}
