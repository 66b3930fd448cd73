//! Hubs, each a process of its own.

use clap::ValueEnum;
use connections_hub::{
    cli::serve,
    clock::Clock,
    disclosure::bench,
    http::{HttpConfig, RateLimits},
    store::Store,
};
use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    process::{Child, Command, Stdio},
};
use tokio::net::TcpListener;

/// What a hub leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Nothing.
    Recorded,
    /// The record.
    Unrecorded,
}

/// A hub that answers.
pub struct Server {
    pub address: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts this very program again as a hub on this database.
    pub fn start(mode: Mode, url: &str) -> Self {
        let name = mode.to_possible_value().expect("a name").get_name().to_owned();
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.args(["--serve", &name, "--database", url]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the hub starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("the hub tells its address");
        Self { address: line.trim().parse().expect("an address"), child }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Answers until its parent goes away.
pub async fn serve(mode: Mode, url: &str) {
    std::thread::spawn(|| {
        // The parent holds the other end: when it ends, however it ends, so does this.
        let _ = std::io::stdin().read_line(&mut String::new());
        std::process::exit(0);
    });
    bench::set(if mode == Mode::Recorded { bench::Mode::Everything } else { bench::Mode::WithoutRecord });
    let store = Store::open(url).await.expect("the database opens");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    std::io::stdout().flush().expect("the address is told");
    let config = HttpConfig { rate: RateLimits::UNHURRIED, ..HttpConfig::default() };
    serve::answer(serve::hub(store, Clock::system()), listener, config).await.expect("the hub answers");
}
