//! A record with some women in it, and entries to write.

use crate::database::TestDatabase;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use connections_hub::{
    audit::{self, Checkpoint, Extent, Fault, Recorded, Recorder, Seen, Signer, Stop, Trusted, Verified},
    clock::Clock,
    error::Error,
    store::Store,
};
use entity::{access_record, enrolment};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

pub const WOMEN: [&str; 5] = ["jas", "em", "lizzie", "craig", "jane"];

pub struct World {
    pub store: Store,
    pub recorder: Recorder,
    pub clock: Clock,
    pub dir: TempDir,
    pub database: TestDatabase,
    now: Arc<Mutex<DateTime<Utc>>>,
}

pub fn noon() -> DateTime<Utc> {
    "2026-11-23T12:00:00.123456Z".parse().unwrap()
}

impl World {
    pub async fn new() -> Self {
        Self::with_room(10_000).await
    }

    /// A database without anything in it.
    pub async fn bare() -> TestDatabase {
        TestDatabase::bare().await
    }

    /// With room for so many entries in the queue.
    pub async fn with_room(room: u32) -> Self {
        Self::on(TestDatabase::fresh().await, room).await
    }

    pub async fn on(database: TestDatabase, room: u32) -> Self {
        let store = Store::open_with(&database.url, 4).await.unwrap();
        store.migrate().await.unwrap();
        let now = Arc::new(Mutex::new(noon()));
        let clock = Clock::imposed_by({
            let now = Arc::clone(&now);
            move || *now.lock().unwrap()
        });
        for label in WOMEN {
            let enrolled_on = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
            let (id, agency) = (label.to_owned(), "womens-centre".to_owned());
            let model = enrolment::Model {
                person_id: id.clone(),
                label: id,
                enrolled_by: agency,
                enrolled_on,
                record_status: "ACTIVE".into(),
                version: 1,
            };
            model.into_active_model().insert(store.writer()).await.unwrap();
        }
        let recorder = Recorder::with_room(store.clone(), clock.clone(), room);
        Self { store, recorder, clock, dir: tempfile::tempdir().unwrap(), database, now }
    }

    /// Sets the clock forward or back.
    pub fn pass(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    pub fn key(&self, name: &str) -> Signer {
        Signer::read_or_make(&self.dir.path().join(name)).unwrap()
    }

    pub fn trusts(&self, names: &[&str]) -> Trusted {
        names.iter().fold(Trusted::default(), |trusted, name| trusted.with(&self.key(name)))
    }

    /// Records a read about one of the women, as if everything were as it was first.
    pub async fn record(&self, who: &str) -> Result<Recorded, Error> {
        self.recorder.record(vec![entry(who)], seen(who, 1)).await
    }

    /// Records so many reads, one after the other.
    pub async fn records(&self, count: usize) {
        for who in WOMEN.iter().cycle().take(count) {
            assert_eq!(self.record(who).await.unwrap(), Recorded::Stands);
        }
    }

    pub async fn sign(&self, key: &str) -> Option<Checkpoint> {
        let signer = self.key(key);
        audit::checkpoint(&self.store, &self.clock, &signer, &self.trusts(&["old", "key"]).with(&signer)).await.unwrap()
    }

    pub async fn verify(&self) -> Result<Verified, Fault> {
        self.verify_by(&["key"], Extent::Whole, None).await
    }

    pub async fn verify_by(&self, keys: &[&str], extent: Extent, kept: Option<&Checkpoint>) -> Result<Verified, Fault> {
        let snapshot = self.store.long_snapshot().await.unwrap();
        match audit::verify(&snapshot, &self.trusts(keys), extent, kept, &|_| {}).await {
            Ok(found) => Ok(found),
            Err(Stop::Bad(fault)) => Err(fault),
            Err(Stop::Hub(error)) => panic!("{error:?}"),
        }
    }

    /// Does something to the database past the hub.
    pub async fn tamper(&self, sql: &str) {
        self.store.writer().execute_unprepared(sql).await.unwrap_or_else(|cause| panic!("{sql}: {cause}"));
    }

    /// The records in the order of their places.
    pub async fn stored(&self) -> Vec<access_record::Model> {
        let all = access_record::Entity::find().order_by_asc(access_record::Column::Log).order_by_asc(access_record::Column::Position);
        all.all(self.store.reader()).await.unwrap()
    }
}

pub fn seen(who: &str, version: i64) -> Seen {
    Seen { agreed: 0, persons: [(who.to_owned(), version)].into() }
}

pub fn entry(who: &str) -> access_record::Model {
    access_record::Model {
        id: uuid::Uuid::new_v4().to_string(),
        at: noon(),
        trace_id: "trace".into(),
        operation: "person".into(),
        person: who.into(),
        known: true,
        worker: Some("pa-1".into()),
        acting_client: Some("case-system".into()),
        agency: "northshire-leaving-care".into(),
        role: "PA".into(),
        purpose: Some("JOINT_PLANNING".into()),
        released: r#"[{"holders":["hmp-northmoor"],"fields":["CustodyStatus.currentPrison"]}]"#.into(),
        refused: r#"["Goal.title"]"#.into(),
        rows: r#"{"Step":["1"]}"#.into(),
        basis: r#"{"CUSTODY":["AGREED"]}"#.into(),
        agreements: r#"["northshire-2026/1"]"#.into(),
        policies: r#"["abc"]"#.into(),
        consent_statements: r#"["s1"]"#.into(),
        case_reference: Some("DPO-1".into()),
        system_copy: false,
        person_version: None,
        valid_until: Some(noon() + TimeDelta::days(1)),
        log: None,
        position: None,
        salt: None,
    }
}
