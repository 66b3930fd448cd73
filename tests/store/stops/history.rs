//! The record as a history: what was released after a stop had been acknowledged, and before it was taken back.

use super::{readers::Answered, stopping::Kind};
use connections_hub::store::Store;
use entity::{access_record, audit_head};
use sea_orm::{EntityTrait, FromQueryResult, QuerySelect};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Whose answers are looked at.
pub const AGENCY: &str = "northshire-leaving-care";
pub const WORKER: &str = "pa-1";
/// A field that rests on her yes.
pub const GOAL: &str = "Goal.title";
/// A field of the prison's that a policy cell closes.
pub const PRISON: &str = "CustodyStatus.currentPrison";
/// Who holds it.
pub const PRISON_HOLDER: &str = "hmp-northmoor";

/// How far each log had grown.
pub type Sizes = BTreeMap<i32, i64>;

/// A stop, and how far the logs had grown once it was acknowledged, and just before it was taken back.
#[derive(Debug)]
pub struct Held {
    pub kind: Kind,
    /// Whom it is about; nobody in particular for a policy cell.
    pub person: Option<String>,
    pub from: Sizes,
    pub until: Sizes,
}

pub async fn sizes(store: &Store) -> Sizes {
    let heads = audit_head::Entity::find().all(store.reader()).await.unwrap();
    heads.into_iter().map(|head| (head.log, head.size)).collect()
}

/// One record, as far as the checker reads it.
#[derive(Debug, FromQueryResult)]
struct Record {
    log: i32,
    position: i64,
    trace_id: String,
    person: String,
    known: bool,
    worker: Option<String>,
    agency: String,
    released: String,
}

impl Record {
    /// Whether it released this field of a holder that satisfies the condition.
    fn released(&self, field: &str, holder: impl Fn(&str) -> bool) -> bool {
        let parts: Vec<Value> = serde_json::from_str(&self.released).unwrap();
        let texts = |list: &Value| list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect::<Vec<_>>();
        parts.iter().any(|part| texts(&part["fields"]).iter().any(|f| f == field) && texts(&part["holders"]).iter().any(|h| holder(h)))
    }

    fn is_about(&self, held: &Held) -> bool {
        self.agency == AGENCY && self.worker.as_deref() == Some(WORKER) && held.person.as_ref().is_none_or(|person| *person == self.person)
    }

    /// Whether it lets through what such a stop closes.
    fn breaks(&self, kind: Kind) -> bool {
        match kind {
            Kind::Consent => self.released(GOAL, |holder| holder != AGENCY),
            Kind::PolicyCell => self.released(PRISON, |holder| holder == PRISON_HOLDER),
            Kind::Membership | Kind::Clock | Kind::Block => self.known,
        }
    }
}

/// Every record of the logs, by its place.
pub struct History {
    records: BTreeMap<(i32, i64), Record>,
    goals: HashSet<(String, String)>,
    prisons: HashSet<(String, String)>,
}

impl History {
    pub async fn read(store: &Store) -> Self {
        use access_record::Column as C;
        let columns = [C::Log, C::Position, C::TraceId, C::Person, C::Known, C::Worker, C::Agency, C::Released];
        let records =
            access_record::Entity::find().select_only().columns(columns).into_model::<Record>().all(store.reader()).await.unwrap();
        let releasing = |field: &str| {
            let those = records.iter().filter(|record| record.released(field, |_| true));
            those.map(|record| (record.trace_id.clone(), record.person.clone())).collect()
        };
        let (goals, prisons) = (releasing(GOAL), releasing(PRISON));
        let places: HashMap<_, _> = records.into_iter().map(|record| ((record.log, record.position), record)).collect();
        Self { records: places.into_iter().collect(), goals, prisons }
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }

    fn after(&self, held: &Held) -> impl Iterator<Item = &Record> {
        let ranges = held.until.iter().map(|(log, until)| ((*log, held.from.get(log).copied().unwrap_or(0)), (*log, *until)));
        let records = ranges.flat_map(|(from, until)| self.records.range(from..until).map(|(_, record)| record));
        records.filter(move |record| record.is_about(held)).collect::<Vec<_>>().into_iter()
    }

    /// How many answers the adviser was given about her while it held.
    pub fn within(&self, held: &Held) -> usize {
        self.after(held).count()
    }

    /// Disclosures that were recorded after the stop was acknowledged, and let through what it closes.
    pub fn violations(&self, held: &Held) -> Vec<String> {
        let broken = self.after(held).filter(|record| record.breaks(held.kind));
        broken.map(|record| format!("{:?}: log {} position {} ({})", held.kind, record.log, record.position, record.trace_id)).collect()
    }

    /// Whether what an answer showed stands in its record.
    pub fn has(&self, answer: &Answered) -> bool {
        let key = (answer.trace.clone(), answer.person.clone());
        (!answer.goals || self.goals.contains(&key)) && (!answer.prison || self.prisons.contains(&key))
    }
}
