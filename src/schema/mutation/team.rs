//! Enrolment and her team.

use super::{RefusalObject, acting, shown, tried};
use crate::{
    choices::{Done, blocks, enrol, team},
    error::Error,
    schema::{
        answer::{Answer, PersonObject},
        registered::Coding,
    },
    vocabulary::{MembershipEndReason, Purpose, Role},
};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

/// Whom to enrol.
#[derive(Debug, InputObject)]
struct EnrolInput {
    /// Your organisation's own number for her; a prison's is her prison number.
    reference: String,
    /// What she likes to be called.
    known_as: String,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// What came of an enrolment.
#[derive(Debug, SimpleObject)]
#[graphql(complex)]
struct EnrolPayload {
    /// Her id in the hub; null where she was here before and you are not on her team.
    id: Option<ID>,
    /// Whether your organisation knew her here by this number already.
    already_enrolled: Option<bool>,
    /// Why nothing was changed.
    refusal: Option<RefusalObject>,
}

#[ComplexObject]
impl EnrolPayload {
    /// She, as far as you may see her now.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you ask for; the answer is recorded under it.")] purpose: Coding<Purpose>,
    ) -> Option<Result<Answer<PersonObject>, Error>> {
        shown(ctx, "enrol", self.id.as_deref(), purpose).await
    }
}

/// Which organisation to invite.
#[derive(Debug, InputObject)]
struct InviteAgencyInput {
    /// Your talk with her.
    session_id: ID,
    /// The organisation, by id.
    organisation: String,
    /// In which role it would support her.
    role: Coding<Role>,
    /// Which worker there, by the organisation's own id; the role's mailbox if not said.
    worker: Option<String>,
    /// Whether she said yes to this organisation.
    her_yes: bool,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// What came of a change of her team.
#[derive(Debug, SimpleObject)]
#[graphql(complex)]
struct TeamPayload {
    /// The place on her team, by id: an invitation is accepted by it.
    place_id: Option<ID>,
    /// Her id in the hub, where you are on her team.
    person_id: Option<ID>,
    /// Why nothing was changed.
    refusal: Option<RefusalObject>,
}

#[ComplexObject]
impl TeamPayload {
    /// She, as far as you may see her now.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you ask for; the answer is recorded under it.")] purpose: Coding<Purpose>,
    ) -> Option<Result<Answer<PersonObject>, Error>> {
        shown(ctx, "team", self.person_id.as_deref(), purpose).await
    }
}

impl From<Done<team::Placed>> for TeamPayload {
    fn from(done: Done<team::Placed>) -> Self {
        match done {
            Ok(placed) => Self { place_id: Some(placed.place.into()), person_id: placed.person.map(ID::from), refusal: None },
            Err(refusal) => Self { place_id: None, person_id: None, refusal: Some(refusal.into()) },
        }
    }
}

/// What to accept.
#[derive(Debug, InputObject)]
struct AcceptInvitationInput {
    /// The invitation.
    invitation_id: ID,
    /// Your organisation's own number for her.
    reference: String,
    /// The worker who takes it up, when a system accepts.
    worker: Option<String>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// Whose place on her team ends.
#[derive(Debug, InputObject)]
struct EndMembershipInput {
    /// Her id in the hub.
    person_id: ID,
    /// The organisation, by id.
    organisation: String,
    /// In which role.
    role: Coding<Role>,
    /// Which worker there; everybody in the role if not said.
    worker: Option<String>,
    /// Why; `HER_CHOICE` also stops them from seeing anything by her yes. The organisation is never told.
    reason: Coding<MembershipEndReason>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// Who covers for you.
#[derive(Debug, InputObject)]
struct CoverForInput {
    /// Her id in the hub.
    person_id: ID,
    /// The colleague, by your organisation's own id.
    worker: String,
    /// Until when: 90 days ahead at most.
    until: DateTime<Utc>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// A move to another prison.
#[derive(Debug, InputObject)]
struct RecordMoveInput {
    /// Her id in the hub.
    person_id: ID,
    /// The new prison, by id.
    to_prison: String,
    /// When she moved.
    moved_at: DateTime<Utc>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// Whom she does not want to see her plan, or wants again.
#[derive(Debug, InputObject)]
struct BlockWorkerInput {
    /// Your talk with her.
    session_id: ID,
    /// `AGENCY/WORKER`, or `AGENCY/*` for everybody there.
    worker: String,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// What came of a change that shows nothing.
#[derive(Debug, SimpleObject)]
pub(super) struct DonePayload {
    /// Whether it was done.
    done: bool,
    /// Why nothing was changed.
    refusal: Option<RefusalObject>,
}

impl From<Done<()>> for DonePayload {
    fn from(done: Done<()>) -> Self {
        Self { done: done.is_ok(), refusal: done.err().map(Into::into) }
    }
}

/// Changes of who is enrolled and who is on her team.
#[derive(Debug, Default)]
pub struct TeamMutation;

#[Object]
impl TeamMutation {
    /// Enrols a woman under your organisation's own number for her, with you as the first of her team. For prison offender managers,
    /// probation and women's centre workers. A number your organisation has enrolled already is the same woman; numbers of other
    /// organisations are never matched.
    async fn enrol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: EnrolInput,
    ) -> Option<Result<EnrolPayload, Error>> {
        tried(ctx, async {
            let ask = enrol::Enrol { reference: input.reference, known_as: input.known_as, key: input.idempotency_key };
            Ok(match enrol::enrol(&acting(ctx).await?, &ask).await? {
                Ok(done) => EnrolPayload { id: done.person.map(ID::from), already_enrolled: Some(done.already), refusal: None },
                Err(refusal) => EnrolPayload { id: None, already_enrolled: None, refusal: Some(refusal.into()) },
            })
        })
        .await
    }

    /// Invites an organisation to her team, after her yes to it. It reads nothing until it accepts. The answer never tells whether it
    /// is on her team already.
    async fn invite_agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: InviteAgencyInput,
    ) -> Option<Result<TeamPayload, Error>> {
        tried(ctx, async {
            let ask = team::Invite {
                session: input.session_id.0,
                organisation: input.organisation,
                role: input.role.0,
                worker: input.worker,
                her_yes: input.her_yes,
                key: input.idempotency_key,
            };
            Ok(team::invite(&acting(ctx).await?, &ask).await?.into())
        })
        .await
    }

    /// Accepts an invitation under your organisation's own number for her. Only the invited organisation, role and worker can.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: AcceptInvitationInput,
    ) -> Option<Result<TeamPayload, Error>> {
        tried(ctx, async {
            let ask = team::Accept {
                invitation: input.invitation_id.0,
                reference: input.reference,
                worker: input.worker,
                key: input.idempotency_key,
            };
            Ok(team::accept(&acting(ctx).await?, &ask).await?.into())
        })
        .await
    }

    /// Ends places on her team: your own organisation's, or any if you keep her team.
    async fn end_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: EndMembershipInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async {
            let ask = team::Leave {
                person: input.person_id.0,
                organisation: input.organisation,
                role: input.role.0,
                worker: input.worker,
                reason: input.reason.0,
                key: input.idempotency_key,
            };
            Ok(team::leave(&acting(ctx).await?, &ask).await?.into())
        })
        .await
    }

    /// Lets a colleague of your role cover for you. What she gave a named worker stays that worker's.
    async fn cover_for(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: CoverForInput,
    ) -> Option<Result<TeamPayload, Error>> {
        tried(ctx, async {
            let ask = team::Cover { person: input.person_id.0, worker: input.worker, until: input.until, key: input.idempotency_key };
            Ok(team::cover(&acting(ctx).await?, &ask).await?.into())
        })
        .await
    }

    /// Records a move: workers of the old prison stay until 24 hours after it, and the new prison's manager is invited. For prison and
    /// probation.
    async fn record_move(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: RecordMoveInput,
    ) -> Option<Result<TeamPayload, Error>> {
        tried(ctx, async {
            let ask = team::Move { person: input.person_id.0, to: input.to_prison, at: input.moved_at, key: input.idempotency_key };
            Ok(team::moved(&acting(ctx).await?, &ask).await?.into())
        })
        .await
    }

    /// Blocks a worker, at once and before any grant. Neither the worker nor the organisation is told.
    async fn block_worker(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: BlockWorkerInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async { block(ctx, input, false).await }).await
    }

    /// Lifts a block: in private, and not heard by the organisation it is about.
    async fn unblock_worker(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: BlockWorkerInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async { block(ctx, input, true).await }).await
    }
}

async fn block(ctx: &Context<'_>, input: BlockWorkerInput, lift: bool) -> Result<DonePayload, Error> {
    let ask = blocks::Block { session: input.session_id.0, worker: input.worker, lift, key: input.idempotency_key };
    Ok(blocks::block(&acting(ctx).await?, &ask).await?.into())
}
