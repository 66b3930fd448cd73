//! The hub's own graph behind the transport.

use super::seam::GraphQl;
use crate::schema::{self, Graph};
use async_graphql::{Request, Response};
use async_trait::async_trait;

#[async_trait]
impl GraphQl for Graph {
    async fn answer(&self, request: Request) -> Response {
        self.execute(request).await
    }

    fn sdl(&self) -> String {
        schema::sdl()
    }
}
