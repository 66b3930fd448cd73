//! Who was told to stop using something of hers, and what came of it, in plain sentences.

use super::sentence;
use crate::{
    agency::Registry,
    outbox::Stop,
    vocabulary::{Coded, KeptUnderLaw},
    words,
};
use chrono::NaiveDate;

/// A stop as she is told of it.
pub fn sentence(stop: &Stop, registry: &Registry, today: NaiveDate) -> String {
    let organisation = sentence::organisation(registry, &stop.agency);
    let what = sentence::parts(&stop.fields);
    let told = format!("On {} we told {organisation} to stop using {what}.", words::day_of(stop.at));
    let then = match (&stop.answered, stop.due_on) {
        (Some((at, KeptUnderLaw::Nothing)), _) => format!("On {} they said that they have stopped.", words::day_of(*at)),
        (Some((at, kept)), _) => {
            let kept = kept.entry().label.to_lowercase();
            format!("On {} they said that they have stopped. They keep some of it: {kept}.", words::day_of(*at))
        }
        (None, Some(due)) if due < today => format!("They have not said that they did. It was due on {}.", words::day(due)),
        (None, _) => "They have not said yet that they did.".to_owned(),
    };
    format!("{told} {then}")
}
