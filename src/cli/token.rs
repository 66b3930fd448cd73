//! `hub token`: a token of the demo issuer for one worker.

use crate::{
    agency::Registry,
    clock::Clock,
    error::Error,
    identity::demo,
    vocabulary::{Coded, Role},
};
use chrono::TimeDelta;
use clap::Args;
use sea_orm::ConnectionTrait;
use std::path::PathBuf;

/// What `hub token` is asked.
#[derive(Args, Clone, Debug)]
pub struct TokenArgs {
    /// The agency the token speaks for, by id
    #[arg(long)]
    pub agency: String,
    /// The worker's role, by code, such as PA
    #[arg(long)]
    pub role: String,
    /// The worker's id at that agency, such as pa-1
    #[arg(long)]
    pub worker: String,
    /// The system through which the worker asks
    #[arg(long)]
    pub acting_client: Option<String>,
    /// How long it lives: a number with s, m or h; at most 24h
    #[arg(long, default_value = "1h", value_parser = ttl)]
    pub ttl: TimeDelta,
    /// The demo's directory, where its key is
    #[arg(long, default_value = "demo-data")]
    pub dir: PathBuf,
}

/// Reads `90s`, `30m` or `1h`: more than nothing and at most a day.
fn ttl(text: &str) -> Result<TimeDelta, String> {
    let mend = || format!("`{text}` is no time such as `90s`, `30m` or `1h`, at most `24h`");
    let unit = text.chars().last().ok_or_else(mend)?;
    let number: i64 = text.strip_suffix(unit).and_then(|n| n.parse().ok()).ok_or_else(mend)?;
    let seconds = match unit {
        's' => number.checked_mul(1),
        'm' => number.checked_mul(60),
        'h' => number.checked_mul(3600),
        _ => None,
    };
    seconds.filter(|s| (1..=86_400).contains(s)).and_then(TimeDelta::try_seconds).ok_or_else(mend)
}

/// Makes the token, for a worker whom the registry of this database would accept.
///
/// `INVALID_INPUT` when the demo issuer is not enabled in the database, or when the token would be refused.
pub async fn run(args: &TokenArgs, db: &impl ConnectionTrait, clock: &Clock) -> Result<String, Error> {
    let registry = Registry::load(db).await?;
    let missing = || Error::invalid("dir", format!("`{}` holds no demo key: run `hub demo --dir` with it first", args.dir.display()));
    let issuer = demo::existing(&args.dir)?.ok_or_else(missing)?;
    issuer.enabled_in(&registry)?;
    let role = acceptable(args, &registry)?;
    let ask = demo::Ask { agency: &args.agency, role, worker: &args.worker, acting_client: args.acting_client.as_deref(), ttl: args.ttl };
    demo::token(&issuer, &ask, clock.now())
}

/// The role, once agency, role, worker and acting system fit together.
fn acceptable(args: &TokenArgs, registry: &Registry) -> Result<Role, Error> {
    let agency = registry.agency(&args.agency);
    let agency = agency.ok_or_else(|| Error::invalid("agency", format!("no agency `{}` is registered", args.agency)))?;
    demo::speaks_for(registry, &agency.id)?;
    let held = || agency.roles.iter().map(|r| r.code()).collect::<Vec<_>>().join(", ");
    let role = Role::parse(&args.role).filter(|role| agency.roles.contains(role));
    let role = role.ok_or_else(|| Error::invalid("role", format!("`{}` may hold {}, not `{}`", agency.id, held(), args.role)))?;
    if !crate::identity::is_subject(&args.worker) || registry.is_client(&args.worker) {
        return Err(Error::invalid("worker", format!("`{}` is no worker's id: give one such as `pa-1`", args.worker)));
    }
    if let Some(known) = registry.worker(&args.agency, &args.worker).filter(|w| w.role != role) {
        return Err(Error::invalid("role", format!("`{}` is registered as {}, not {}", known.id, known.role.code(), role.code())));
    }
    match &args.acting_client {
        Some(client) if registry.client(&args.agency, client).is_none() => {
            Err(Error::invalid("acting-client", format!("no system `{client}` is registered for `{}`", agency.id)))
        }
        _ => Ok(role),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_is_a_number_and_a_unit_up_to_a_day() {
        assert_eq!(ttl("90s"), Ok(TimeDelta::seconds(90)));
        assert_eq!(ttl("24h"), Ok(TimeDelta::hours(24)));
        for wrong in ["", "1", "h", "0s", "-1h", "25h", "1d", "1ü", "9223372036854775807h"] {
            assert!(ttl(wrong).is_err(), "{wrong}");
        }
    }
}
