//! From a token's claims to a caller. Pure: the registry and the moment are parameters.

use super::{Caller, refusal::Refusal, still::Door};
use crate::agency::{Agency, Client, Issuer, Registry};
use crate::vocabulary::{Coded, Role};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, sync::Arc};

/// How far the clocks of two houses may differ, in seconds.
const LEEWAY: i64 = 30;
/// How long a token may live at most, in seconds.
const LONGEST: i64 = 24 * 60 * 60;

/// The claims of a token whose signature, issuer and audience were verified.
pub(super) type Claims = Map<String, Value>;

/// Checks `exp`, `iat` and, where given, `nbf` against the hub's own clock, in seconds since 1970 (RFC 7519 4.1).
pub(super) fn in_time(claims: &Claims, now: i64) -> Result<(), Refusal> {
    let (Some(expires), Some(issued)) = (moment(claims, "exp"), moment(claims, "iat")) else { return Err(Refusal::TimesMissing) };
    if claims.contains_key("nbf") {
        let from = moment(claims, "nbf").ok_or(Refusal::TimesMissing)?;
        refuse_if(from > now + LEEWAY, Refusal::NotYetValid)?;
    }
    refuse_if(now >= expires.saturating_add(LEEWAY), Refusal::Expired)?;
    refuse_if(issued > now + LEEWAY, Refusal::IssuedInFuture)?;
    refuse_if(expires <= issued || expires.saturating_sub(issued) > LONGEST, Refusal::LivesTooLong)
}

fn refuse_if(condition: bool, refusal: Refusal) -> Result<(), Refusal> {
    if condition { Err(refusal) } else { Ok(()) }
}

/// A moment in whole seconds; a fraction is cut off.
fn moment(claims: &Claims, name: &str) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "the cast of a float saturates, and such a moment is refused by its distance")]
    let whole = |seconds: f64| seconds.is_finite().then_some(seconds as i64);
    let value = claims.get(name)?;
    value.as_i64().or_else(|| value.as_f64().and_then(whole))
}

/// Reads who is asking.
pub(super) fn caller(registry: &Arc<Registry>, issuer: &Issuer, claims: &Arc<Claims>) -> Result<Caller, Refusal> {
    let agency = agency(registry, issuer, claims)?;
    let subject = text(claims, "sub").filter(|s| is_subject(s)).ok_or(Refusal::NoSubject)?;
    let acting = acting(registry, issuer, agency, claims)?;
    let (role, worker, acting_client) = match registry.client(&agency.id, subject) {
        Some(client) => (machine(agency, client, claims, acting)?, None, Some(Arc::clone(&client.id))),
        None if registry.is_client(subject) => return Err(Refusal::ClientOfAnother),
        None => (role(registry, agency, subject, claims)?, Some(subject.into()), acting.map(Into::into)),
    };
    let door = Door { registry: Arc::clone(registry), claims: Arc::clone(claims) };
    let id = Arc::clone(&agency.id);
    Ok(Caller { agency: id, kind: agency.kind, role, worker, acting_client, issuer: Arc::clone(&issuer.id), door })
}

fn text<'a>(claims: &'a Claims, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}

/// Whether it can be the id of a worker or a system: 1 to 64 of letters, digits, `-`, `_` and `.`.
pub(crate) fn is_subject(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// The values of a claim that is one text or a list of texts; nothing when it is anything else.
fn values(claims: &Claims, name: &str) -> BTreeSet<String> {
    match claims.get(name) {
        Some(Value::String(one)) => BTreeSet::from([one.clone()]),
        Some(Value::Array(several)) => several.iter().map(|v| v.as_str().map(str::to_owned)).collect::<Option<_>>().unwrap_or_default(),
        _ => BTreeSet::new(),
    }
}

/// The one agency that the issuer's claim stands for.
fn agency<'r>(registry: &'r Registry, issuer: &Issuer, claims: &Claims) -> Result<&'r Agency, Refusal> {
    let named = values(claims, &issuer.agency_claim);
    let mut mapped = named.iter().filter_map(|value| issuer.agencies.get(value));
    let id = mapped.next().ok_or(Refusal::NoAgency)?;
    refuse_if(mapped.next().is_some(), Refusal::AmbiguousAgency)?;
    registry.agency(id).ok_or(Refusal::NoAgency)
}

/// The acting system: `act.sub` (RFC 8693) or else `azp`. One that is named must be registered for the agency, unless the issuer's
/// own mapping already says that this `azp` is the agency's.
fn acting<'c>(registry: &Registry, issuer: &Issuer, agency: &Agency, claims: &'c Claims) -> Result<Option<&'c str>, Refusal> {
    let (named, by_mapping) = match (claims.get("act"), claims.get("azp")) {
        (Some(act), _) => (act.get("sub"), false),
        (None, Some(azp)) => (Some(azp), issuer.agency_claim == "azp"),
        (None, None) => return Ok(None),
    };
    let id = named.and_then(Value::as_str).filter(|id| is_subject(id)).ok_or(Refusal::UnknownActingClient)?;
    refuse_if(!by_mapping && registry.client(&agency.id, id).is_none(), Refusal::UnknownActingClient)?;
    Ok(Some(id))
}

/// The registered role of a system that asks for itself. Another system cannot act for it; its `azp`, already found registered, may
/// be its other name, since providers give a service account an id of its own.
fn machine(agency: &Agency, client: &Client, claims: &Claims, acting: Option<&str>) -> Result<Role, Refusal> {
    let delegated = claims.contains_key("act") && acting != Some(&*client.id);
    refuse_if(delegated, Refusal::UnknownActingClient)?;
    client.role.filter(|role| agency.roles.contains(role)).ok_or(Refusal::ClientWithoutRole)
}

/// The one role of the token that is known and that the agency may hold; for a worker in the registry, exactly theirs.
fn role(registry: &Registry, agency: &Agency, worker: &str, claims: &Claims) -> Result<Role, Refusal> {
    let list = claims.get("roles").filter(|roles| roles.is_array()).map(|_| values(claims, "roles")).unwrap_or_default();
    let mut held = list.iter().filter_map(|code| Role::parse(code)).filter(|role| agency.roles.contains(role));
    let role = held.next().ok_or(Refusal::NoRole)?;
    refuse_if(held.next().is_some(), Refusal::SeveralRoles)?;
    let differs = registry.worker(&agency.id, worker).is_some_and(|known| known.role != role);
    refuse_if(differs, Refusal::RoleNotTheWorkers)?;
    Ok(role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: i64 = 1_800_000_000;

    fn checked(claims: &Value) -> Result<(), Refusal> {
        in_time(claims.as_object().unwrap(), NOW)
    }

    #[test]
    fn clocks_may_differ_by_half_a_minute_and_no_more() {
        assert_eq!(checked(&json!({"iat": NOW - 600, "exp": NOW - 29})), Ok(()));
        assert_eq!(checked(&json!({"iat": NOW - 600, "exp": NOW - 30})), Err(Refusal::Expired));
        assert_eq!(checked(&json!({"iat": NOW + 30, "exp": NOW + 60})), Ok(()));
        assert_eq!(checked(&json!({"iat": NOW + 31, "exp": NOW + 60})), Err(Refusal::IssuedInFuture));
        assert_eq!(checked(&json!({"iat": NOW, "nbf": NOW + 31, "exp": NOW + 60})), Err(Refusal::NotYetValid));
    }

    #[test]
    fn a_token_lives_a_day_at_most() {
        assert_eq!(checked(&json!({"iat": NOW, "exp": NOW + LONGEST})), Ok(()));
        assert_eq!(checked(&json!({"iat": NOW, "exp": NOW + LONGEST + 1})), Err(Refusal::LivesTooLong));
        assert_eq!(checked(&json!({"iat": NOW, "exp": i64::MAX})), Err(Refusal::LivesTooLong));
        assert_eq!(checked(&json!({"iat": NOW + 20, "exp": NOW + 10})), Err(Refusal::LivesTooLong));
    }

    #[test]
    fn missing_or_malformed_times_are_refused() {
        for claims in [
            json!({"exp": NOW + 9}),
            json!({"iat": NOW}),
            json!({"iat": NOW, "exp": "tomorrow"}),
            json!({"iat": NOW, "exp": NOW + 9, "nbf": null}),
            json!({"iat": null, "exp": NOW + 9}),
        ] {
            assert_eq!(checked(&claims), Err(Refusal::TimesMissing), "{claims}");
        }
    }
}
