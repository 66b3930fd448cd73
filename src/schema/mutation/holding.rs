//! What is kept from her for now, because knowing it would put somebody in danger or the law says so.

use super::{RefusalObject, acting, team::DonePayload, tried};
use crate::{
    choices::hold::{self, Held, Keep},
    error::Error,
    holds::{Ask, Item},
    schema::registered::{Coding, Day},
    vocabulary::NotToldBecause,
};
use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};

/// A row that your organisation holds.
#[derive(Debug, InputObject)]
struct HeldRow {
    /// Its entity, such as `Goal`.
    entity: String,
    /// Its id.
    id: ID,
}

/// What is kept from her.
#[derive(Debug, OneofObject)]
enum HeldItem {
    /// A look of your own organisation, by the id of its record.
    Look(ID),
    /// A row that your organisation holds, and what hangs under it.
    Row(HeldRow),
    /// A field, `Entity.field`, of your organisation's rows.
    Field(String),
}

/// What to keep from her, why, and until when.
#[derive(Debug, InputObject)]
struct KeepFromHerInput {
    /// Her id in the hub.
    person_id: ID,
    /// What.
    item: HeldItem,
    /// Why, as a code.
    ground: Coding<NotToldBecause>,
    /// Why, in words for those who look at it again.
    reason: String,
    /// When it is looked at again: within 14 days for danger, 28 by law.
    review_on: Day,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
struct HoldPayload {
    /// Its id: a second worker agrees by it.
    hold_id: Option<ID>,
    /// Why nothing was asked for.
    refusal: Option<RefusalObject>,
}

/// Which hold.
#[derive(Debug, InputObject)]
struct HoldInput {
    /// Its id.
    hold_id: ID,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

impl From<HoldInput> for Held {
    fn from(input: HoldInput) -> Self {
        Self { hold: input.hold_id.0, key: input.idempotency_key }
    }
}

/// Which hold goes on until when.
#[derive(Debug, InputObject)]
struct ReviewHoldInput {
    /// Its id.
    hold_id: ID,
    /// When it is looked at again.
    review_on: Day,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// Holds.
#[derive(Debug, Default)]
pub struct HoldMutation;

#[Object]
impl HoldMutation {
    /// Asks to keep something from her own view for now. Nothing is kept until a second worker of her team agrees, within a day. What is
    /// kept looks like nothing recorded; she is told of it, and that it was kept, when it ends.
    async fn keep_from_her(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: KeepFromHerInput,
    ) -> Option<Result<HoldPayload, Error>> {
        tried(ctx, async {
            let (item, entity) = match input.item {
                HeldItem::Look(id) => (Item::Look(id.0), None),
                HeldItem::Row(row) => (Item::Row(row.id.0), Some(row.entity)),
                HeldItem::Field(path) => (Item::Field(path), None),
            };
            let ask = Ask { item, ground: input.ground.0, reason: input.reason, review_on: input.review_on.0 };
            let keep = Keep { person: input.person_id.0, ask, entity, key: input.idempotency_key };
            Ok(match hold::ask(&acting(ctx).await?, &keep).await? {
                Ok(id) => HoldPayload { hold_id: Some(id.into()), refusal: None },
                Err(refusal) => HoldPayload { hold_id: None, refusal: Some(refusal.into()) },
            })
        })
        .await
    }

    /// Agrees to what another worker asked to keep from her: from here on it is kept.
    async fn agree_to_keep(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: HoldInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async { Ok(hold::agree(&acting(ctx).await?, &input.into()).await?.into()) }).await
    }

    /// Looks again at what your organisation keeps from her: it goes on until this day.
    async fn review_hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: ReviewHoldInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async {
            let ask = Held { hold: input.hold_id.0, key: input.idempotency_key };
            Ok(hold::review(&acting(ctx).await?, &ask, input.review_on.0).await?.into())
        })
        .await
    }

    /// Lets her see what your organisation kept from her, and that it did.
    async fn show_her(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: HoldInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async { Ok(hold::show_her(&acting(ctx).await?, &input.into()).await?.into()) }).await
    }
}
