//! What a question is decided from, and what it lets through: from here on nothing is read any more but rows.

use super::{
    Disclosed, Pick, Question, Whom,
    agreed::AgreedState,
    control::{AllRows, State},
    decide::{self, CallerTerms, Decision},
    shown,
    written::Words,
};
use crate::{audit::Entry, error::Error};
use chrono::{DateTime, Utc};
use entity::access_record;
use std::sync::Arc;

/// Everything that decides about a page of persons, as of one moment.
#[derive(Debug)]
pub(super) struct Ground {
    /// The moment.
    pub now: DateTime<Utc>,
    /// What is agreed.
    pub agreed: Arc<AgreedState>,
    /// Those who were asked for, by id, in order.
    pub ids: Vec<String>,
    /// What is known of each of them.
    pub state: State,
}

impl Ground {
    /// What is agreed for the caller and the purpose.
    ///
    /// # Errors
    /// Those of [`crate::identity::Caller::still`], where the caller is no longer registered so in what is agreed.
    pub fn terms(&self, question: &Question<'_>) -> Result<CallerTerms<'_>, Error> {
        question.caller.still(&self.agreed.registry)?;
        Ok(decide::terms(&self.agreed, question, self.now))
    }

    /// The decisions about a page of those who exist for the caller, and how many of them exist.
    pub fn decide(&self, question: &Question<'_>, whom: Whom<'_>, terms: &CallerTerms<'_>) -> (Vec<Decision>, usize) {
        let own = matches!(whom, Whom::OwnReference(_));
        let decide = |id: &String| decide::person(terms, question, &self.state, id, own, self.now);
        let mut decisions: Vec<_> = self.ids.iter().filter_map(decide).collect();
        let there = decisions.len();
        decisions.truncate(whom.size());
        (decisions, there)
    }

    /// What the decisions let through of these rows, and the entries for the record.
    pub fn disclose(
        &self,
        question: &Question<'_>,
        whom: Whom<'_>,
        terms: &CallerTerms<'_>,
        decisions: Vec<Decision>,
        rows: &AllRows,
        pick: Option<&Pick<'_>>,
    ) -> (Vec<Disclosed>, Vec<access_record::Model>) {
        let Question { caller, operation, purpose, trace, .. } = *question;
        let entry = Entry { caller, operation, purpose: Some(purpose), trace, at: self.now };
        let mut words = Words::new(entry, &self.agreed, terms);
        let mut entries = Vec::with_capacity(decisions.len().max(1));
        if let (Whom::Person(asked) | Whom::OwnReference(asked), true) = (whom, decisions.is_empty()) {
            // Somebody who does not exist for the caller is recorded as she was asked for.
            entries.push(words.unknown(asked, question.selected));
        }
        let mut persons = Vec::with_capacity(decisions.len());
        for decision in decisions {
            let Some(her) = self.state.persons.get(&decision.person) else { continue };
            // Where nothing is let through, what is computed rests on the rows that decided.
            let hers = rows.get(&decision.person).map_or(&her.control.rows, Arc::as_ref);
            let shown = shown::disclose(&self.agreed, question, her, terms, &decision, hers, self.now);
            #[cfg(feature = "bench")]
            if super::bench::mode() != super::bench::Mode::Everything {
                persons.push(shown);
                continue;
            }
            let told = pick.map(|pick| pick(&shown));
            if told.as_ref().is_none_or(|told| !told.is_empty()) {
                entries.push(words.person(&decision, &shown, told.as_ref()));
            }
            persons.push(shown);
        }
        (persons, entries)
    }
}
