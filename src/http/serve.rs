//! The listener, and how it stops.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{
    future::Future,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_io_timeout::TimeoutStream;

/// How long answers under way may still take after the hub was told to stop.
const GRACE: Duration = Duration::from_secs(30);
/// Connections open at once: enough for every front-end behind a proxy, and few enough that idle ones cannot fill the memory.
const CONNECTIONS: usize = 4_096;
/// How long the hub waits after the system would give it no connection, such as for want of file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `shutdown` is done, then takes no new connection and lets the answers under way finish, for at most 30 seconds.
/// A client that does not send the headers of a request within `header_timeout`, or takes nothing of its answer for as long, loses its
/// connection.
pub async fn serve(listener: TcpListener, router: Router, header_timeout: Duration, shutdown: impl Future<Output = ()> + Send) {
    let graceful = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let place = Arc::clone(&places).acquire_owned();
        let (place, stream) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            accepted = async { (place.await, accept(&listener).await) } => accepted,
        };
        let connection = graceful.watch(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(header_timeout)
                .serve_connection(TokioIo::new(taken_in_time(stream, header_timeout)), TowerToHyperService::new(router.clone())),
        );
        tokio::spawn(async move {
            if let Err(cause) = connection.await {
                tracing::debug!(%cause, "a connection broke off");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some answers were still under way when the hub stopped");
    }
}

/// A connection that ends where its reader takes nothing.
fn taken_in_time(stream: TcpStream, patience: Duration) -> Pin<Box<TimeoutStream<TcpStream>>> {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience));
    Box::pin(stream)
}

/// The next connection. What keeps one from being taken passes: the hub waits a moment and tries again.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                if let Err(cause) = stream.set_nodelay(true) {
                    tracing::debug!(%cause, "a connection keeps its delay");
                }
                return stream;
            }
            Err(cause) => {
                tracing::warn!(%cause, "no connection could be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}
