//! What came in a file closes and opens like what was said to a worker: those who had it are told in the transaction of the file.

use super::{outbox, still_open::StillOpen, store};
use crate::{
    consent::{self, Statement},
    disclosure::AgreedState,
    error::Error,
    import::{Closed, Tells},
    vocabulary::ConsentDecision,
};
use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use std::collections::BTreeSet;

/// Persons whose answers are read together.
const PERSONS: usize = 100;

impl Tells for AgreedState {
    async fn tell(&self, db: &DatabaseTransaction, closed: &Closed, now: DateTime<Utc>) -> Result<(), Error> {
        let persons: Vec<String> = closed.answers.keys().cloned().collect();
        for chunk in persons.chunks(PERSONS) {
            // Whoever never met her has nothing to stop using and no copy to bring up to date: of a first load nothing is told.
            let met = store::met(db, chunk).await?;
            let known: Vec<String> = chunk.iter().filter(|person| met.iter().any(|(of, _)| of == *person)).cloned().collect();
            for (person, all) in &consent::load(db, &known).await? {
                let ids = closed.answers.get(person).map_or(&[][..], Vec::as_slice);
                let met = |agency: &str| met.contains(&(person.clone(), agency.to_owned()));
                said(self, db, (person, all, ids), met, now).await?;
            }
        }
        for (person, worker) in &closed.blocked {
            outbox::blocked(db, person, worker, now).await?;
        }
        for (person, worker) in &closed.lifted {
            outbox::lifted(db, person, worker, now).await?;
        }
        Ok(())
    }
}

/// Tells those who had what these answers close and may read it for nothing else; and those whom they name with a yes to read again.
async fn said(
    agreed: &AgreedState,
    db: &DatabaseTransaction,
    (person, all, new): (&str, &[Statement], &[String]),
    met: impl Fn(&str) -> bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let still = StillOpen::load(db, person).await?;
    let mut opened = BTreeSet::new();
    for said in all.iter().filter(|said| new.contains(&said.id)) {
        if said.decision == ConsentDecision::Yes && said.withdrawn_on.is_none() {
            opened.extend(said.recipients.iter().map(|to| to.agency.as_str()).filter(|agency| met(agency)));
            continue;
        }
        let mut had = outbox::who_had(db, agreed, person, said, now).await?;
        still.leave_closed(&mut had, agreed, now);
        outbox::tell_to_stop(db, person, &said.id, had, now).await?;
    }
    still.tell_replaced(db, agreed, (person, new), now).await?;
    for agency in opened {
        outbox::look_again(db, person, agency, None, now).await?;
    }
    Ok(())
}
