//! Who could support her: organisations by name, as they are read aloud to her. No person is in it.

use super::{Acting, notice};
use crate::{
    agency::Agency,
    disclosure::{AgreedState, Hub},
    error::Error,
    vocabulary::{AgencyKind, ConsentTopic, Role},
};
use chrono::{DateTime, NaiveDate, Utc};

/// An organisation that could join her team.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: AgencyKind,
    /// In which roles it could support her.
    pub roles: Vec<Role>,
    /// Topics of which it sees something by law: of those she chooses the rest.
    pub by_law: Vec<ConsentTopic>,
}

/// The organisations that could join her team today, by kind and name.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn organisations(hub: &Hub, now: DateTime<Utc>) -> Result<Vec<Organisation>, Error> {
    let agreed = hub.agreed.at(hub.store.reader()).await?;
    let today = now.date_naive();
    let parties = agreed.agreements.parties_in_force(today);
    let organisation = |agency: &Agency| Organisation {
        id: agency.id.to_string(),
        name: agency.name.clone(),
        kind: agency.kind,
        roles: agency.roles.iter().copied().filter(|role| sees(&agreed, *role, today)).collect(),
        by_law: notice::topics(&agreed, &agency.id, today),
    };
    let here = agreed.registry.agencies().into_iter().filter(|a| parties.contains(&a.id) && supports(a.kind));
    let mut all: Vec<_> = here.map(organisation).filter(|o| !o.roles.is_empty()).collect();
    all.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    Ok(all)
}

/// Holds an invitation to what can be: a party that supports her, in a role in which it would see something.
pub(super) async fn can_join(acting: &Acting<'_>, organisation: &str, role: Role, worker: Option<&str>) -> Result<(), Error> {
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    let today = acting.now().date_naive();
    let parties = agreed.agreements.parties_in_force(today);
    let agency = agreed.registry.agency(organisation).filter(|a| parties.contains(&a.id));
    let Some(agency) = agency.filter(|a| supports(a.kind)) else {
        return Err(Error::invalid("organisation", "`organisation` is no party that could support her"));
    };
    if !agency.roles.contains(&role) || !sees(&agreed, role, today) {
        return Err(Error::invalid("role", "`role` is none in which this organisation could support her"));
    }
    if worker.is_some_and(|worker| !crate::identity::is_subject(worker)) {
        return Err(Error::invalid("worker", "`worker` is the worker's id at the organisation"));
    }
    Ok(())
}

fn supports(kind: AgencyKind) -> bool {
    !matches!(kind, AgencyKind::Oversight | AgencyKind::Hub | AgencyKind::StatutoryForum)
}

/// A community worker has no grants of its own, and may still do a step with her.
fn sees(agreed: &AgreedState, role: Role, today: NaiveDate) -> bool {
    role == Role::CommunityWorker || !agreed.ever(role, today).is_empty()
}
