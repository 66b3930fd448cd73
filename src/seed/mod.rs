//! An invented partnership of any size, for load tests: the same seed, number and day make the same content.
//!
//! Everything goes in by the ordinary way: partnership files and each organisation's lines. People come in parts, so that memory does
//! not grow with their number.

mod choices;
mod dice;
mod lines;
mod partnership;
mod person;
mod words;

pub use partnership::{CASELOAD, CENTRE, HOUSING, LEAVING_CARE, OVERSIGHT, PRISON, PROBATION};

use crate::{
    agreement::{self, Compiler, File, Refused as PartnershipRefused},
    disclosure::Agreed,
    error::Error,
    import::{self, Import, Refused},
    record::catalogue,
    store::Store,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::enrolment;
use partnership::PARTIES;
use person::Person;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Value;
use std::{fmt::Write, path::Path};

/// People who are taken in together.
const PART: u64 = 500;

/// What is to be invented.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many people.
    pub people: u64,
    /// What the content is made from.
    pub seed: u64,
    /// The day on which it is as if all this were so.
    pub today: NaiveDate,
}

impl Plan {
    fn days_ago(&self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }

    fn days_ahead(&self, days: u64) -> NaiveDate {
        self.today.checked_add_days(Days::new(days)).unwrap_or(self.today)
    }
}

/// Is told of people who are in.
pub trait Progress {
    /// So many more.
    fn planted(&self, people: u64);
}

/// Nobody is told.
impl Progress for () {
    fn planted(&self, _: u64) {}
}

/// Invents the partnership and takes it in.
///
/// # Errors
/// `CONFLICT` for a database that holds people of anybody else; `UNAVAILABLE` when it fails.
pub async fn plant(store: &Store, plan: &Plan, now: DateTime<Utc>, progress: &dyn Progress) -> Result<(), Error> {
    refuse_among_others(store).await?;
    take_in_partnership(store, &partnership::registry(plan), now).await?;
    let mut number = 0;
    while number < plan.people {
        let end = plan.people.min(number + PART);
        let people: Vec<Person> = (number..end).map(|n| Person::new(plan, n)).collect();
        take_in_partnership(store, &partnership::enrolments(plan, &people), now).await?;
        for party in PARTIES {
            take_in_lines(store, plan, party.id, &people, now).await?;
        }
        progress.planted(end - number);
        number = end;
    }
    Ok(())
}

/// Invented people never stand among those whom somebody enrolled; the demonstration's are invented too.
async fn refuse_among_others(store: &Store) -> Result<(), Error> {
    let state = Agreed::default().at(store.reader()).await?;
    let others = enrolment::Entity::find().filter(enrolment::Column::EnrolledBy.ne(CENTRE)).count(store.reader()).await?;
    if others > 0 && !state.registry.demo_enabled() {
        return Err(Error::Conflict("this database holds people: invented ones go into a database of their own".into()));
    }
    Ok(())
}

async fn take_in_partnership(store: &Store, file: &Value, now: DateTime<Utc>) -> Result<(), Error> {
    let file = File::read(&file.to_string(), Path::new(".")).map_err(|faults| Error::internal(faults.to_string()))?;
    let applied = agreement::apply(store.writer(), &file, &Compiler(catalogue()), catalogue(), now).await;
    applied.map(drop).map_err(|refused| match refused {
        PartnershipRefused::Faults(faults) => Error::internal(faults.to_string()),
        PartnershipRefused::Hub(error) => error,
    })
}

async fn take_in_lines(store: &Store, plan: &Plan, agency: &'static str, people: &[Person], now: DateTime<Utc>) -> Result<(), Error> {
    let mut text = String::new();
    for line in people.iter().flat_map(|person| lines::of(plan, agency, person)) {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{line}");
    }
    let rights = Agreed::default().at(store.reader()).await?;
    let ask = Import { agency, dry_run: false, now };
    let files = vec![(format!("{agency}.ndjson"), text.as_bytes())];
    import::run(store.writer(), &*rights, &ask, files, &()).await.map(drop).map_err(|refused| match refused {
        Refused::Faults(faults) => Error::internal(faults.to_string()),
        Refused::Hub(error) => error,
    })
}
