//! Hard stops, which beat everything: the phase a purpose is open in, workers she blocked, addresses she hides, locked records. Pure.

mod phase;

pub use phase::{Phase, window};

use crate::{
    record::AccessBlock,
    team::Who,
    vocabulary::{AddressProtection, Code, RecordStatus, YesNoNotSaid},
};
use chrono::{DateTime, Utc};

/// Whether she blocked the caller: this worker, the whole agency, or, for a system, any worker of the agency.
pub fn is_blocked(blocks: &[AccessBlock], who: &Who<'_>, now: DateTime<Utc>) -> bool {
    let today = now.date_naive();
    let holds = |b: &&AccessBlock| b.from.is_none_or(|from| from <= today) && b.to.is_none_or(|to| today <= to);
    blocks
        .iter()
        .filter(holds)
        .filter_map(|b| b.blocked_worker.as_ref()?.0.split_once('/'))
        .any(|(agency, worker)| agency == who.agency && (who.worker.is_none() || worker == "*" || Some(worker) == who.worker))
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
