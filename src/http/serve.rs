//! The listener, and how it stops.

use crate::error::Error;
use axum::Router;
use axum::serve::ListenerExt;
use std::future::Future;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How long answers under way may still take after the hub was told to stop.
const GRACE: Duration = Duration::from_secs(30);

/// Serves until `shutdown` is done, then takes no new connection and lets the answers under way finish, for at most 30 seconds.
///
/// # Errors
/// `INTERNAL` when the listener fails.
pub async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()> + Send + 'static) -> Result<(), Error> {
    let (told, stopping) = oneshot::channel();
    let listener = listener.tap_io(|stream| {
        if let Err(cause) = stream.set_nodelay(true) {
            tracing::debug!(%cause, "a connection keeps its delay");
        }
    });
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        shutdown.await;
        let _ = told.send(());
    });
    tokio::select! {
        served = serving.into_future() => served.map_err(Error::internal),
        () = grace(stopping) => {
            tracing::warn!("some answers were still under way when the hub stopped");
            Ok(())
        }
    }
}

async fn grace(stopping: oneshot::Receiver<()>) {
    if stopping.await.is_ok() {
        tokio::time::sleep(GRACE).await;
    } else {
        std::future::pending::<()>().await;
    }
}
