//! `hub policy`: the publish steps on files, for a pull request or a pipeline.

use crate::{
    policy::{self, Direction, Fault, Table, saved},
    record::catalogue,
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// Look at, test, compile and compare policy files.
#[derive(Debug, Args)]
pub struct PolicyArgs {
    #[command(subcommand)]
    command: Command,
    /// Print the answer as JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what is wrong with policy files (or a model, `*.conf`); a file's name without its ending is the policy's name.
    Lint {
        /// Policy files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print the notes for reviewers too.
        #[arg(long)]
        notes: bool,
    },
    /// Ask the saved tests; without files, those that come with the hub.
    Test {
        /// Files of saved tests.
        files: Vec<PathBuf>,
        /// Folder of the policy files to ask; without it, the policies that come with the hub.
        #[arg(long)]
        policies: Option<PathBuf>,
    },
    /// Compile policy files; without files, the policies that come with the hub.
    Compile {
        /// Policy files.
        files: Vec<PathBuf>,
        /// Write the matrix for reviewers to this file.
        #[arg(long)]
        matrix: Option<PathBuf>,
    },
    /// Say everything that changes from one policy file to another.
    Diff {
        /// The policy in force.
        old: PathBuf,
        /// The policy that would follow it.
        new: PathBuf,
        /// Name of the policy, where the files are not called after it.
        #[arg(long)]
        name: Option<String>,
    },
    /// Write the default policies from `default/matrix.csv` and `default/overrides.csv`, and their matrix.
    Generate {
        /// Folder of the policies.
        #[arg(long, default_value = "policies")]
        dir: PathBuf,
    },
}

/// A policy by name, with its rows.
type Named = (String, String);

/// Runs the command. Success is 0; anything wrong with a file is 1, told on standard error.
pub fn run(args: &PolicyArgs) -> ExitCode {
    let done = match &args.command {
        Command::Lint { files, notes } => lint(files, *notes, args.json),
        Command::Test { files, policies } => test(files, policies.as_deref(), args.json),
        Command::Compile { files, matrix } => compile(files, matrix.as_deref(), args.json),
        Command::Diff { old, new, name } => diff(old, new, name.as_deref(), args.json),
        Command::Generate { dir } => generate(dir),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            if args.json {
                print_json(&json!({ "faults": faults }));
            }
            for fault in &faults {
                eprintln!("{fault}");
            }
            ExitCode::FAILURE
        }
    }
}

/// `hub policy lint`.
fn lint(files: &[PathBuf], with_notes: bool, as_json: bool) -> Result<(), Vec<Fault>> {
    let (mut faults, mut notes) = (Vec::new(), Vec::new());
    for file in files {
        let (name, text) = read(file)?;
        if file.extension().is_some_and(|e| e == "conf") {
            faults.extend(in_file(file, policy::check_model(&name, &text)));
            continue;
        }
        let found = policy::lint(&name, &text, catalogue());
        faults.extend(in_file(file, found.faults));
        notes.extend(in_file(file, found.notes));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    match (as_json, with_notes) {
        (true, _) => print_json(&json!({ "faults": [], "notes": notes })),
        (false, true) => notes.iter().for_each(|note| say(format_args!("note: {note}"))),
        (false, false) => say(format_args!("no fault; {} notes for reviewers (--notes shows them)", notes.len())),
    }
    Ok(())
}

/// `hub policy test`.
fn test(files: &[PathBuf], policies: Option<&Path>, as_json: bool) -> Result<(), Vec<Fault>> {
    let rows = match policies {
        Some(dir) => all_in(dir)?,
        None => built_in(),
    };
    let tables = publish_all(&rows)?;
    let tables: Vec<&Table> = tables.iter().collect();
    let tests = if files.is_empty() {
        saved::committed().map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()
    } else {
        files.iter().map(|f| read(f)).collect::<Result<_, _>>()?
    };
    let outcomes: Vec<_> = tests.iter().map(|(name, text)| saved::run(name, text, &tables, catalogue())).collect();
    let asked: usize = outcomes.iter().map(|o| o.asked).sum();
    let faults: Vec<Fault> = outcomes.into_iter().flat_map(|o| o.faults).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    if as_json {
        print_json(&json!({ "asked": asked, "faults": [] }));
    } else {
        say(format_args!("{asked} questions asked, all answered as saved"));
    }
    Ok(())
}

/// `hub policy compile`.
fn compile(files: &[PathBuf], matrix: Option<&Path>, as_json: bool) -> Result<(), Vec<Fault>> {
    let rows = if files.is_empty() { built_in() } else { files.iter().map(|f| read(f)).collect::<Result<_, _>>()? };
    let mut tables = Vec::new();
    for (name, text) in rows {
        let begun = Instant::now();
        let table = policy::publish(&name, &text, catalogue())?;
        let (cells, seconds) = (table.cells(), begun.elapsed().as_secs_f64());
        if as_json {
            print_json(&json!({ "policy": name, "hash": table.hash, "sourceHash": table.source_hash, "cells": cells, "seconds": seconds }));
        } else {
            say(format_args!("{name}: {cells} open cells, hash {}, {seconds:.2} s", table.hash));
        }
        tables.push(table);
    }
    if let Some(path) = matrix {
        write(path, &policy::matrix(&tables.iter().collect::<Vec<_>>(), catalogue()))?;
    }
    Ok(())
}

/// `hub policy diff`.
fn diff(old: &Path, new: &Path, name: Option<&str>, as_json: bool) -> Result<(), Vec<Fault>> {
    let table = |path: &Path| {
        let (stem, text) = read(path)?;
        policy::publish(name.unwrap_or(&stem), &text, catalogue()).map_err(|faults| in_file(path, faults))
    };
    let flips = policy::flips(&table(old)?, &table(new)?, catalogue());
    if as_json {
        print_json(&json!({ "flips": flips }));
        return Ok(());
    }
    for flip in &flips {
        say(format_args!("{}", flip.sentence));
    }
    let widens = flips.iter().filter(|f| f.direction == Direction::Widens).count();
    say(format_args!("{widens} cells widen, {} narrow", flips.len() - widens));
    Ok(())
}

/// `hub policy generate`.
fn generate(dir: &Path) -> Result<(), Vec<Fault>> {
    let input = |name: &str| read(&dir.join("default").join(name)).map(|(_, text)| text);
    let files = policy::generate::standard(&input("matrix.csv")?, &input("overrides.csv")?, catalogue())?;
    // What cannot be published takes the place of nothing.
    let named = |name: &str| Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let policies: Vec<Named> =
        files.iter().map(|(name, text)| (named(name), text.clone())).filter(|(_, text)| policy::is_policy(text)).collect();
    let tables = publish_all(&policies)?;
    for (name, text) in &files {
        write(&dir.join(name), text)?;
    }
    write(&dir.join("matrix.txt"), &policy::matrix(&tables.iter().collect::<Vec<_>>(), catalogue()))
}

/// The policies that come with the hub.
fn built_in() -> Vec<Named> {
    policy::standard().map(|(name, rows)| (name.to_owned(), rows.to_owned())).to_vec()
}

/// Every policy of a folder: the files whose first line names the columns of one.
fn all_in(dir: &Path) -> Result<Vec<Named>, Vec<Fault>> {
    let folder = fs::read_dir(dir).map_err(|cause| unusable(dir, "cannot be read", &cause))?;
    let mut paths: Vec<PathBuf> =
        folder.flatten().map(|entry| entry.path()).filter(|p| p.extension().is_some_and(|e| e == "csv")).collect();
    paths.sort();
    let all = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|(_, text)| policy::is_policy(text)).collect())
}

/// Publishes policies one after the other.
fn publish_all(rows: &[Named]) -> Result<Vec<Table>, Vec<Fault>> {
    rows.iter().map(|(name, text)| policy::publish(name, text, catalogue())).collect()
}

/// Faults that name the file they are in, and not only the policy.
fn in_file(path: &Path, faults: Vec<Fault>) -> Vec<Fault> {
    faults.into_iter().map(|fault| Fault { file: path.display().to_string(), ..fault }).collect()
}

/// A file's name without its ending, and its text.
fn read(path: &Path) -> Result<Named, Vec<Fault>> {
    let name = path.file_stem().map_or_else(|| path.display().to_string(), |stem| stem.to_string_lossy().into_owned());
    let text = fs::read_to_string(path).map_err(|cause| unusable(path, "cannot be read", &cause))?;
    Ok((name, text))
}

/// Writes a file and says so.
fn write(path: &Path, text: &str) -> Result<(), Vec<Fault>> {
    fs::write(path, text).map_err(|cause| unusable(path, "cannot be written", &cause))?;
    say(format_args!("wrote {}", path.display()));
    Ok(())
}

/// A fault of a file as a whole.
fn unusable(path: &Path, what: &str, cause: &std::io::Error) -> Vec<Fault> {
    vec![Fault::whole(&path.display().to_string(), "file", format!("the file {what}: {cause}"), "check its path and your rights")]
}

/// One line of the answer. A reader that has closed the pipe has seen enough.
fn say(line: std::fmt::Arguments) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// One line of JSON for a machine.
fn print_json(value: &serde_json::Value) {
    say(format_args!("{value}"));
}
