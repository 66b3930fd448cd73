//! What is kept from her for now, because knowing it would put somebody in danger or the law says so.

use super::{acting, tried};
use crate::{
    error::Error,
    hers::hold::{self, Holding},
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
}

/// What came of it.
#[derive(Debug, SimpleObject)]
struct HoldPayload {
    /// Its id: a second worker agrees by it.
    hold_id: ID,
}

/// Which hold.
#[derive(Debug, InputObject)]
struct HoldInput {
    /// Its id.
    hold_id: ID,
}

/// Which hold goes on until when.
#[derive(Debug, InputObject)]
struct ReviewHoldInput {
    /// Its id.
    hold_id: ID,
    /// When it is looked at again.
    review_on: Day,
}

/// That it was done.
#[derive(Debug, SimpleObject)]
struct HoldDone {
    /// Always true.
    done: bool,
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
        tried(async {
            let acting = acting(ctx).await?;
            let (item, entity) = match input.item {
                HeldItem::Look(id) => (Item::Look(id.0), None),
                HeldItem::Row(row) => (Item::Row(row.id.0), Some(row.entity)),
                HeldItem::Field(path) => (Item::Field(path), None),
            };
            let ask = Ask { item, ground: input.ground.0, reason: input.reason, review_on: input.review_on.0 };
            let held = hold::ask(&holding(&acting), &input.person_id, &ask, entity.as_deref()).await?;
            Ok(HoldPayload { hold_id: held.id.into() })
        })
        .await
    }

    /// Agrees to what another worker asked to keep from her: from here on it is kept.
    async fn agree_to_keep(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: HoldInput,
    ) -> Option<Result<HoldDone, Error>> {
        tried(async {
            hold::agree(&holding(&acting(ctx).await?), &input.hold_id).await?;
            Ok(HoldDone { done: true })
        })
        .await
    }

    /// Looks again at what your organisation keeps from her: it goes on until this day.
    async fn review_hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: ReviewHoldInput,
    ) -> Option<Result<HoldDone, Error>> {
        tried(async {
            hold::review(&holding(&acting(ctx).await?), &input.hold_id, input.review_on.0).await?;
            Ok(HoldDone { done: true })
        })
        .await
    }

    /// Lets her see what your organisation kept from her, and that it did.
    async fn show_her(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: HoldInput,
    ) -> Option<Result<HoldDone, Error>> {
        tried(async {
            hold::show_her(&holding(&acting(ctx).await?), &input.hold_id).await?;
            Ok(HoldDone { done: true })
        })
        .await
    }
}

fn holding<'a>(acting: &crate::choices::Acting<'a>) -> Holding<'a> {
    Holding { hub: acting.hub, caller: acting.caller, trace: acting.trace }
}
