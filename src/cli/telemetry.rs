//! What operators see: a log on standard error, and traces by OTLP where a collector is named.
//!
//! Architecture invariant: traces carry what the hub's own code says of itself, with texts from closed lists and request ids, and nothing
//! that a library says: values would be in it.

use crate::error::Error;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use std::{io, time::Duration};
use tracing::Level;
use tracing_subscriber::{EnvFilter, Layer, filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

/// How long the collector may take; nobody who asks waits for it.
const PATIENCE: Duration = Duration::from_secs(5);
/// Whose spans are exported.
const OWN: &str = "connections_hub";

/// Kept while the process runs; dropped, it sends what is left.
#[derive(Debug)]
pub struct Telemetry(Option<SdkTracerProvider>);

impl Telemetry {
    /// Begins to log, and to send traces to this collector, such as `http://127.0.0.1:4318`.
    ///
    /// # Errors
    /// `INVALID_INPUT` for an address to which nothing can be sent.
    pub fn begin(collector: Option<&str>) -> Result<Self, Error> {
        let provider = collector.map(provider).transpose()?;
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
        let log = tracing_subscriber::fmt::layer().json().with_writer(io::stderr).with_filter(filter);
        let traces = provider.as_ref().map(|provider| {
            let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("connections-hub")).with_threads(false);
            layer.with_filter(Targets::new().with_target(OWN, Level::INFO))
        });
        tracing_subscriber::registry().with(log).with(traces).init();
        Ok(Self(provider))
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(provider) = &self.0
            && let Err(cause) = provider.shutdown_with_timeout(PATIENCE)
        {
            tracing::warn!(%cause, "the last traces were not sent");
        }
    }
}

fn provider(collector: &str) -> Result<SdkTracerProvider, Error> {
    if !collector.starts_with("http://") {
        let what =
            "`HUB_OTLP` must be the address of a collector beside the hub, `http://HOST:PORT`: it is that collector which sends on by TLS";
        return Err(Error::invalid("HUB_OTLP", what));
    }
    let exporter = SpanExporter::builder().with_http().with_endpoint(format!("{}/v1/traces", collector.trim_end_matches('/')));
    let exporter = exporter.with_timeout(PATIENCE).build().map_err(|cause| {
        Error::invalid("HUB_OTLP", format!("`HUB_OTLP` must be the address of a collector, such as `http://127.0.0.1:4318` ({cause})"))
    })?;
    let resource = Resource::builder_empty().with_service_name("connections-hub").build();
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_sampler(Sampler::AlwaysOn).with_resource(resource).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collector_is_one_to_which_traces_can_be_sent() {
        provider("http://127.0.0.1:4318").unwrap();
        for wrong in ["https://collector.example:4318", "127.0.0.1:4318", "grpc://127.0.0.1:4317"] {
            let refused = provider(wrong).unwrap_err().to_string();
            assert!(refused.contains("HUB_OTLP"), "{wrong}: {refused}");
        }
    }
}
