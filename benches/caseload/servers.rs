//! The variants, each a process of its own, so that memory is told honestly.

use crate::{by_hand, dataloader};
use axum::http::HeaderMap;
use connections_hub::{
    cli::serve,
    clock::Clock,
    disclosure::bench::{self, Mode},
    http::{HttpConfig, RateLimits},
    store::Store,
};
use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    num::NonZeroU32,
    path::Path,
    process::{Child, Command, Stdio},
};
use tokio::net::TcpListener;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Variant {
    /// The hub with everything on.
    Hub,
    /// The hub without its record.
    HubNoRecord,
    /// The hub without its record, reading every row anew.
    HubNothingKept,
    /// The hub's tree without decision and record.
    HubUndecided,
    /// The hub's tree where Casbin is asked for each field, without record.
    HubCasbin,
    /// async-graphql with a data loader.
    Dataloader,
    /// axum, SQL and serde by hand.
    ByHand,
}

impl Variant {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 7] =
        [Self::Hub, Self::HubNoRecord, Self::HubNothingKept, Self::HubUndecided, Self::Dataloader, Self::ByHand, Self::HubCasbin];

    /// As the table names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hub => "hub",
            Self::HubNoRecord => "hub, record off",
            Self::HubNothingKept => "hub, record off, nothing kept",
            Self::HubUndecided => "hub, no decision, no record",
            Self::HubCasbin => "hub, Casbin per field, record off",
            Self::Dataloader => "async-graphql + dataloader",
            Self::ByHand => "axum + SQL + serde by hand",
        }
    }

    fn code(self) -> String {
        clap::ValueEnum::to_possible_value(&self).map(|v| v.get_name().to_owned()).unwrap_or_default()
    }
}

/// A variant that answers.
pub struct Server {
    /// Which.
    pub variant: Variant,
    /// Where.
    pub address: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts this very program again as a server of the variant.
    pub fn start(variant: Variant, database: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.arg("--serve").arg(variant.code()).arg("--database").arg(database).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("the server tells its address");
        Self { variant, address: line.trim().parse().expect("an address"), child }
    }

    /// Resident memory in MiB: now, and the most it ever was.
    pub fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let mib = |key: &str| {
            let line = status.lines().find_map(|l| l.strip_prefix(key)).unwrap_or_default();
            line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().unwrap_or_default() / 1024.0
        };
        (mib("VmRSS:"), mib("VmHWM:"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Answers as this variant, until its parent goes away.
pub async fn serve(variant: Variant, database: &Path) {
    std::thread::spawn(|| {
        // The parent holds the other end: when it ends, however it ends, so does this.
        let _ = std::io::stdin().read_line(&mut String::new());
        std::process::exit(0);
    });
    let store = Store::open(&format!("sqlite://{}", database.display())).await.expect("the database opens");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    std::io::stdout().flush().expect("the address is told");
    match variant {
        Variant::Hub => hub(store, listener, Mode::Everything).await,
        Variant::HubNoRecord => hub(store, listener, Mode::WithoutRecord).await,
        Variant::HubNothingKept => hub(store, listener, Mode::NothingKept).await,
        Variant::HubUndecided => hub(store, listener, Mode::Undecided).await,
        Variant::HubCasbin => hub(store, listener, Mode::CasbinPerField).await,
        Variant::Dataloader => plain(listener, dataloader::router(&store)).await,
        Variant::ByHand => plain(listener, by_hand::router(&store)).await,
    }
}

async fn hub(store: Store, listener: TcpListener, mode: Mode) {
    bench::set(mode);
    let many = NonZeroU32::MAX;
    let rate = RateLimits { per_second: many, burst: many, anonymous_per_second: many, anonymous_burst: many };
    let config = HttpConfig { rate, ..HttpConfig::default() };
    serve::answer(serve::hub(store, Clock::system()), listener, config).await.expect("the hub answers");
}

async fn plain(listener: TcpListener, router: axum::Router) {
    use axum::serve::ListenerExt;
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, router).await.expect("the server answers");
}

/// The worker who asks a server that protects nothing: the `worker` header, taken at its word.
pub fn worker(headers: &HeaderMap) -> String {
    headers.get("worker").and_then(|w| w.to_str().ok()).unwrap_or_default().to_owned()
}
