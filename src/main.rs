//! The `hub` binary: its commands.

use clap::{Parser, Subcommand};
use connections_hub::{
    cli::{
        self, audit::Audit, demo::DemoArgs, import::ImportArgs, migrate::Migrate, policy::PolicyArgs, seed::SeedArgs, telemetry::Telemetry,
        token::TokenArgs,
    },
    clock::Clock,
    config::{self, Config},
    error::Error,
    store::Store,
};
use std::{io::Write, process::ExitCode};

/// Answers are trees of many small values, made on one thread and dropped on another: with the system's allocator threads wait for each
/// other there (`docs/performance.md`).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Agencies share a woman's plan, field by field, and never more than her yes and their agreement both allow.
#[derive(Parser)]
#[command(name = "hub", version)]
struct Hub {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer, configured from the environment
    Serve,
    /// Answer with the demonstration partnership on this machine
    Demo(DemoArgs),
    /// Change the schema of the database, or look at it
    #[command(subcommand)]
    Migrate(Migrate),
    /// Take in an agency's own file, or a whole partnership
    Import(ImportArgs),
    /// Make a token of the demonstration's issuer
    Token(TokenArgs),
    /// Verify, export or prove what was recorded
    #[command(subcommand)]
    Audit(Audit),
    /// Look at, test, compile and compare policies
    Policy(PolicyArgs),
    /// Invent people for load tests
    Seed(SeedArgs),
    /// Print the schema in the schema definition language
    Schema,
}

#[tokio::main]
async fn main() -> ExitCode {
    if cfg!(feature = "bench") {
        return cli::failed(&Error::Conflict("this `hub` was built for the benchmark: build it without the feature `bench`".into()));
    }
    let command = Hub::parse().command;
    let telemetry = match Telemetry::begin(config::collector().as_deref()) {
        Ok(telemetry) => telemetry,
        Err(error) => return cli::failed(&error),
    };
    let done = run(command).await;
    drop(telemetry);
    match done {
        Ok(code) => code,
        Err(error) => cli::failed(&error),
    }
}

async fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Serve => cli::serve::run(Config::from_environment()?).await?,
        Command::Demo(args) => cli::demo::run(&args, &say).await?,
        Command::Migrate(command) => say(&cli::migrate::run(command, &config::database_url()?).await?),
        Command::Import(args) => return cli::import::run_on(&args, &config::database_url()?).await,
        Command::Token(args) => {
            let store = Store::open_existing(&format!("sqlite://{}", args.dir.join("hub.sqlite").display())).await?;
            say(&cli::token::run(&args, store.reader(), &Clock::system()).await?);
        }
        Command::Audit(command) => {
            let url = config::database_url()?;
            return cli::audit::run(&command, &url, &config::keeping(&url)?, &say).await;
        }
        Command::Policy(args) => return Ok(cli::policy::run(&args)),
        Command::Seed(args) => say(&cli::seed::run(&args, &Clock::system()).await?),
        Command::Schema => say(&cli::schema::run()),
    }
    Ok(ExitCode::SUCCESS)
}

/// A reader that has closed the pipe has seen enough.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end_matches('\n'));
}
