//! Hard stops, which beat everything: the phase a purpose is open in, workers she blocked, addresses she hides, locked records. Pure.

mod phase;

pub use phase::{Phase, opened_by_plan, window};

use crate::{
    clock::days_after,
    record::AccessBlock,
    team::Who,
    vocabulary::{AddressProtection, Code, RecordStatus, YesNoNotSaid},
};
use chrono::{DateTime, NaiveDate, Utc};

/// Whether she blocked the caller: this worker, the whole agency, or, for a system, any worker of the agency.
pub fn is_blocked(blocks: &[AccessBlock], who: &Who<'_>, now: DateTime<Utc>) -> bool {
    let today = now.date_naive();
    let holds = |b: &&AccessBlock| b.from.is_none_or(|from| from <= today) && b.to.is_none_or(|to| today <= to);
    blocks.iter().filter(holds).any(|block| concerns(block, who))
}

/// When the next block of the caller begins: until then no earlier decision is overtaken by one.
pub fn next_block(blocks: &[AccessBlock], who: &Who<'_>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let ahead = |from: &NaiveDate| *from > now.date_naive();
    let next = blocks.iter().filter(|block| concerns(block, who)).filter_map(|block| block.from).filter(ahead).min();
    next.and_then(|day| days_after(day, 0))
}

fn concerns(block: &AccessBlock, who: &Who<'_>) -> bool {
    let blocked = block.blocked_worker.as_ref().and_then(|blocked| blocked.0.split_once('/'));
    blocked.is_some_and(|(agency, worker)| agency == who.agency && (who.worker.is_none() || worker == "*" || Some(worker) == who.worker))
}

/// Whether the record may be met at all: a paused or a locked one answers as unknown. An unreadable status is locked.
pub fn is_open(record: Option<RecordStatus>) -> bool {
    matches!(record, Some(RecordStatus::Active | RecordStatus::Closed))
}

/// How private an address is: as probation or the abuse service set it, else restricted unless abuse was answered with a no (H1).
pub fn protection(set: Option<Code<AddressProtection>>, abuse: Option<YesNoNotSaid>) -> AddressProtection {
    match (set, abuse) {
        (Some(Code(protection)), _) => protection,
        (None, Some(YesNoNotSaid::No)) => AddressProtection::Standard,
        (None, Some(YesNoNotSaid::Yes | YesNoNotSaid::NotSaid) | None) => AddressProtection::Restricted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        record::Row,
        vocabulary::{Link, Role},
    };

    fn block(worker: &str, from: &str, to: Option<&str>) -> AccessBlock {
        let day = |text: &str| text.parse().unwrap();
        AccessBlock {
            row: Row::of_the_hub("jas", DateTime::UNIX_EPOCH),
            blocked_worker: Some(Link::to(worker)),
            blocked_name: None,
            reason: None,
            from: Some(day(from)),
            to: to.map(day),
        }
    }

    #[test]
    fn a_block_holds_from_its_first_day_and_a_decision_before_it_ends_there() {
        let who = Who { agency: "council", role: Role::Pa, worker: Some("pa-1") };
        let blocks = [block("council/pa-1", "2026-11-25", None), block("council/pa-2", "2026-11-24", None)];
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (before, after) = (at("2026-11-24T23:59:59Z"), at("2026-11-25T00:00:00Z"));
        assert!(!is_blocked(&blocks, &who, before) && is_blocked(&blocks, &who, after));
        assert_eq!((next_block(&blocks, &who, before), next_block(&blocks, &who, after)), (Some(after), None));
        let system = Who { worker: None, ..who };
        assert!(is_blocked(&blocks, &system, before), "a system is every worker");
    }
}
