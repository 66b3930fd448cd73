//! Connections that hang: what stands between a hub and its database stalls those that are open, and lets new ones through. Nobody hangs
//! up, so that only the hub itself can give them up.

use super::failing::{asks_at, refused, released};
use crate::{
    database::{OwnCluster, TestDatabase},
    support::{Answer, DemoHub, monday},
};
use connections_hub::{cli::serve, clock::Clock, store::Store};
use std::{
    io::{Read, Write},
    net::TcpListener,
    os::unix::net::UnixStream,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// By when a hub whose connections all hang answers again.
const BOUND: Duration = Duration::from_secs(45);

/// Whether a connection is stalled.
type Stalled = Arc<AtomicBool>;

/// What stands between a hub and its database.
struct Proxy {
    port: u16,
    open: Arc<Mutex<Vec<Stalled>>>,
}

impl Proxy {
    /// Passes everything on to this socket.
    fn before(socket: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (port, open) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(Vec::new())));
        let connections = Arc::clone(&open);
        thread::spawn(move || {
            for hub in listener.incoming().map_while(Result::ok) {
                let Ok(server) = UnixStream::connect(&socket) else { continue };
                let stalled = Stalled::default();
                connections.lock().unwrap().push(Arc::clone(&stalled));
                let (from_hub, to_server, also) = (hub.try_clone().unwrap(), server.try_clone().unwrap(), Arc::clone(&stalled));
                thread::spawn(move || passes_on(from_hub, to_server, &also));
                thread::spawn(move || passes_on(server, hub, &stalled));
            }
        });
        Self { port, open }
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://hub@127.0.0.1:{}/{database}", self.port)
    }

    /// Stalls every connection that is open, for good; gives back how many.
    fn stalls(&self) -> usize {
        let open = std::mem::take(&mut *self.open.lock().unwrap());
        open.iter().for_each(|stalled| stalled.store(true, Ordering::SeqCst));
        open.len()
    }
}

/// Passes on what comes, until it is stalled: then it takes everything and says nothing.
fn passes_on(mut from: impl Read, mut to: impl Write, stalled: &AtomicBool) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        if !stalled.load(Ordering::SeqCst) && to.write_all(&bytes[..read]).is_err() {
            return;
        }
    }
}

#[test]
fn a_hub_whose_connections_all_hang_gives_them_up_and_answers_again() {
    let Some(cluster) = OwnCluster::fresh() else {
        return; // A file does not hang.
    };
    let proxy = Proxy::before(cluster.socket());
    let hub = DemoHub::on(TestDatabase::of(&cluster), Clock::fixed(monday()));
    let url = hub.another_of(async |store, clock| serve::hub(store, clock), Store::open(&proxy.url("hub")));
    let at_once = || -> Vec<Answer> {
        thread::scope(|threads| {
            let asked: Vec<_> = (0..8).map(|_| threads.spawn(|| asks_at(&hub, &url))).collect();
            asked.into_iter().map(|asked| asked.join().unwrap()).collect()
        })
    };
    assert!(at_once().iter().all(released));
    // While they are in use, and then while they lie idle.
    for idle in [false, true] {
        if idle {
            thread::sleep(Duration::from_secs(3));
        }
        let began = Instant::now();
        thread::scope(|threads| {
            let stalling = threads.spawn(|| {
                thread::sleep(Duration::from_millis(if idle { 0 } else { 200 }));
                proxy.stalls()
            });
            while began.elapsed() < Duration::from_millis(400) {
                let answers = at_once();
                answers.iter().filter(|answer| !released(answer)).for_each(refused);
            }
            assert!(stalling.join().unwrap() > 3);
        });
        while let Some(answer) = at_once().iter().find(|answer| !released(answer)) {
            refused(answer);
            assert!(began.elapsed() < BOUND, "the hub does not recover");
        }
        assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
    }
}
