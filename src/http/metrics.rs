//! `/metrics` for Prometheus, on a listener of its own: counts and times, with labels from closed lists alone.
//!
//! Architecture invariant: no label holds anything that a client, a token or a row said.

use crate::error::Error;
use axum::{Router, routing::get};
use metrics::{describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use std::{future::ready, thread, time::Duration};

/// Seconds up to which times are counted together.
const SECONDS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

/// How often what was measured is counted: until then it is kept one by one, whether or not anybody asks.
const UPKEEP: Duration = Duration::from_secs(5);

/// Begins to count, and gives back what answers at `/metrics`. A process can begin once.
///
/// # Errors
/// `INTERNAL` when it has begun already.
pub fn metrics() -> Result<Router, Error> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS);
    let handle = builder.and_then(PrometheusBuilder::install_recorder).map_err(Error::internal)?;
    describe_counter!("hub_requests_total", "Requests answered, by route and status");
    describe_histogram!("hub_request_seconds", "How long requests took, by route");
    describe_counter!("hub_records_total", "Disclosures that asked to be recorded, by verdict: stands, stale, failed");
    describe_histogram!("hub_record_seconds", "How long the writer took for a group of disclosures");
    describe_gauge!("hub_record_room", "Entries that may still join a queue of the writer");
    describe_counter!("hub_checkpoints_total", "Checkpoints that this hub signed");
    let counted = handle.clone();
    let upkeep = thread::Builder::new().name("hub-metrics".to_owned()).spawn(move || {
        loop {
            thread::sleep(UPKEEP);
            counted.run_upkeep();
        }
    });
    upkeep.map_err(Error::internal)?;
    Ok(Router::new().route("/metrics", get(move || ready(handle.render()))))
}
