//! Answers that somebody waits for, and changes that are carried out whoever waits.

use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use tracing::Instrument;

/// Runs what answers a request; nothing comes of it when it panicked.
///
/// A question that nobody waits for any more is given up. What changes something goes on to its end, and into the record, for it may
/// stand already when whoever asked hangs up, or waits no longer.
pub async fn finished<T: Send + 'static>(changes: bool, answering: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let answering = answering.in_current_span();
    if changes { tokio::spawn(answering).await.ok() } else { AssertUnwindSafe(answering).catch_unwind().await.ok() }
}
