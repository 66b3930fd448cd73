//! `hub seed`: invented people for load tests.

use crate::{
    clock::Clock,
    config,
    error::Error,
    identity::demo,
    seed::{self, Plan},
    store::Store,
};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::{self, IsTerminal},
    path::PathBuf,
};

/// What `hub seed` is asked.
#[derive(Args, Clone, Debug)]
pub struct SeedArgs {
    /// How many people
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    pub people: u64,
    /// The same seed makes the same content on the same day
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// A demonstration's directory: its database is filled, and its issuer's tokens are good for the invented organisations. Without it
    /// `HUB_DATABASE_URL` says which database
    #[arg(long)]
    pub dir: Option<PathBuf>,
}

/// A progress bar on standard error, where that is a terminal.
struct Bar(ProgressBar);

impl Bar {
    fn new(people: u64) -> Self {
        if !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(people);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} people, {eta} left") {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl seed::Progress for Bar {
    fn planted(&self, people: u64) {
        self.0.inc(people);
    }
}

/// Invents the people and takes them in; gives back what is told.
///
/// # Errors
/// `CONFLICT` for a database that holds people of anybody else, `INVALID_INPUT` for a directory that cannot be used.
pub async fn run(args: &SeedArgs, clock: &Clock) -> Result<String, Error> {
    let store = open(args).await?;
    store.migrate().await?;
    let plan = Plan { people: args.people, seed: args.seed, today: clock.now().date_naive() };
    let bar = Bar::new(args.people);
    seed::plant(&store, &plan, clock.now(), &bar).await?;
    bar.0.finish_and_clear();
    if let Some(dir) = &args.dir {
        demo::register(store.writer(), &demo::issuer(dir)?).await?;
    }
    let workers = args.people.div_ceil(seed::CASELOAD);
    Ok(format!(
        "{} people; each of the workers pa-1 to pa-{workers} of `{}`, and so com-, pom-, ces- and lha-, has up to {} of them",
        args.people,
        seed::LEAVING_CARE,
        seed::CASELOAD
    ))
}

async fn open(args: &SeedArgs) -> Result<Store, Error> {
    let Some(dir) = &args.dir else { return Store::open(&config::database_url()?).await };
    std::fs::create_dir_all(dir).map_err(|cause| Error::invalid("dir", format!("`{}`: {cause}", dir.display())))?;
    Store::open(&format!("sqlite://{}", dir.join("hub.sqlite").display())).await
}
