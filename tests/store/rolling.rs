//! One hub after the other is stopped and started anew, while clients ask whichever says that it is ready: not one of them notices.

use crate::{
    database::TestDatabase,
    process::{Partnership, Process, is_ready, port},
};
use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

const CLIENTS: usize = 3;
/// The hub answers for so long after it was told to stop, and whoever shares out requests looks more often than that.
const DRAIN: &[(&str, &str)] = &[("HUB_DRAIN", "2")];

/// Shares out requests between the hubs that are ready.
struct Balancer {
    urls: [String; 2],
    ready: Mutex<Vec<String>>,
}

impl Balancer {
    fn look(&self, over: &AtomicBool) {
        while !over.load(Ordering::SeqCst) {
            let ready = self.urls.iter().filter(|url| is_ready(url)).cloned().collect();
            *self.ready.lock().unwrap() = ready;
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn any(&self) -> Option<String> {
        let ready = self.ready.lock().unwrap();
        ready.get(rand::random_range(0..ready.len().max(1))).cloned()
    }
}

/// Asks until it is over; every answer must show her.
fn ask(balancer: &Balancer, token: &str, person: &str, over: &AtomicBool, answered: &AtomicUsize) {
    let client = Client::builder().timeout(Duration::from_secs(30)).build().unwrap();
    let query = format!(r#"{{ person(id: "{person}", purpose: JOINT_PLANNING) {{ knownAs custodyStatus {{ currentPrison }} }} }}"#);
    while !over.load(Ordering::SeqCst) {
        let url = balancer.any().expect("one of them is ready at any time");
        let request = client.post(format!("{url}/graphql")).header("authorization", format!("Bearer {token}"));
        let response = request.json(&json!({ "query": query })).send().unwrap_or_else(|cause| panic!("no answer: {cause:?}"));
        let text = response.text().unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert!(answer["errors"].is_null() && !answer["data"]["person"]["knownAs"].is_null(), "{text}");
        answered.fetch_add(1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(10));
    }
}

/// However the test ends, so does what goes on beside it.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn hubs_are_restarted_one_by_one_and_no_client_meets_an_error() {
    let partnership = Partnership::on(TestDatabase::fresh);
    let ports = [port(), port()];
    let mut hubs = ports.map(|port| Some(Process::serve(&partnership, port, DRAIN)));
    let urls = [0, 1].map(|n| hubs[n].as_ref().unwrap().url.clone());
    let balancer = Balancer { ready: Mutex::new(urls.to_vec()), urls };
    let (over, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (token, person) = (partnership.token("pa-1"), partnership.person("jas"));
    thread::scope(|scope| {
        let looking = scope.spawn(|| balancer.look(&over));
        let asking: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(|| ask(&balancer, &token, person, &over, &answered))).collect();
        let ends = Ends(&over);
        for round in 0..4 {
            thread::sleep(Duration::from_millis(300));
            let before = answered.load(Ordering::SeqCst);
            hubs[round % 2].take().unwrap().stop();
            assert!(answered.load(Ordering::SeqCst) > before, "the others went on");
            hubs[round % 2] = Some(Process::serve(&partnership, ports[round % 2], DRAIN));
            thread::sleep(Duration::from_millis(300));
        }
        drop(ends);
        looking.join().unwrap();
        asking.into_iter().for_each(|client| client.join().unwrap());
    });
    println!("{} answers, and no error", answered.load(Ordering::SeqCst));
    partnership.verify();
}
