//! What an organisation answers to its feed.

use super::{acting, team::DonePayload, tried};
use crate::{
    changes::{self, Acknowledge},
    error::Error,
    schema::registered::Coding,
    vocabulary::KeptUnderLaw,
};
use async_graphql::{Context, ID, InputObject, Object};

/// Which stop you have obeyed.
#[derive(Debug, InputObject)]
struct AcknowledgeInput {
    /// The line of `changes`, of the kind `STOP_USING`.
    change_id: ID,
    /// What you keep, and by which law; nothing if not said.
    kept_under_law: Option<Coding<KeptUnderLaw>>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// Answers to the feed.
#[derive(Debug, Default)]
pub struct FeedMutation;

#[Object]
impl FeedMutation {
    /// Says that your organisation has stopped using what it was told to stop using. It is due within two working days; after that it
    /// is a task for your data protection officer, and after five she is told too.
    async fn acknowledge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: AcknowledgeInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async {
            let kept = input.kept_under_law.map_or(KeptUnderLaw::Nothing, |kept| kept.0);
            let ask = Acknowledge { change: input.change_id.0, kept, key: input.idempotency_key };
            Ok(changes::acknowledge(&acting(ctx).await?, &ask).await?.into())
        })
        .await
    }
}
