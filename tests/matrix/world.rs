//! A partnership of every role, and fully populated persons: every served field of theirs has a value that no other field has.
//!
//! For every kind of organisation there are two: one that writes and one that asks. Who asks holds nothing, so that what an agency may
//! do with its own rows plays no part here.

use super::rows::{self, Written};
use crate::compiled::Compiled;
use connections_hub::{
    agency::most_roles,
    agreement::{File, Refused, apply},
    cli::serve,
    clock::Clock,
    disclosure::Hub,
    http::{HttpConfig, RateLimits},
    identity::demo,
    record::catalogue,
    store::Store,
    vocabulary::{AgencyKind, Coded, Role},
};
use entity::{enrolment, membership, person_reference};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, FromQueryResult, IntoActiveModel, JsonValue, Statement};
use serde_json::{Value, json};
use std::{num::NonZeroU32, path::Path, sync::Arc, sync::OnceLock};
use tempfile::TempDir;
use tokio::{net::TcpListener, runtime::Runtime};

/// How she answered everybody about everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    Nothing,
    Yes,
    YesToEachAlone,
}

/// What she said: about every category, and about what is only ever asked on its own.
pub type Class = (Said, bool);

/// Every consent class: of the categories, and beside them of the items asked alone.
pub const CLASSES: [Class; 6] = [
    (Said::Nothing, false),
    (Said::Yes, false),
    (Said::YesToEachAlone, false),
    (Said::Nothing, true),
    (Said::Yes, true),
    (Said::YesToEachAlone, true),
];

/// Roles that lead a plan, by her status. Some fields are for the lead alone, so each of them asks about a person it leads.
pub const LEADS: [Role; 3] = [Role::Com, Role::Pom, Role::Ces];

/// The hub, answering, with its people.
pub struct World {
    pub hub: Arc<Hub>,
    pub url: String,
    pub written: Written,
    issuer: demo::DemoIssuer,
    _dir: TempDir,
    runtime: Runtime,
}

/// The world that tests share; they only read.
pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(World::new)
}

pub use crate::support::monday;

/// The organisation of a role that asks, or that writes.
pub fn agency(role: Role, does: &str) -> String {
    let kind = AgencyKind::ALL
        .iter()
        .find(|kind| most_roles(**kind).contains(&role) && (role != Role::CommunityWorker || **kind == AgencyKind::Community));
    format!("{}-{does}", kind.map_or("nobody", |k| k.code()).to_lowercase().replace('_', "-"))
}

/// The worker of a role there.
pub fn worker(role: Role, does: &str) -> String {
    format!("{}-{does}", role.code().to_lowercase().replace('_', "-"))
}

/// The label of the fully populated person whom this role leads, or else probation, and who answered so.
pub fn label(role: Role, class: Class) -> String {
    let lead = if LEADS.contains(&role) { role } else { Role::Com };
    format!("led-by-{}-{:?}-{}", lead.code(), class.0, if class.1 { "items" } else { "none" }).to_lowercase()
}

/// The id of a person in the hub.
pub fn id(label: &str) -> String {
    let hash = label.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("00000000-0000-4000-8000-{:012x}", hash & 0xffff_ffff_ffff)
}

/// Roles that a token may name: everybody's but hers, who has no agency.
pub fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| *role != Role::Woman)
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (hub, url, issuer, written) = runtime.block_on(start(dir.path().to_owned()));
        Self { hub, url, written, issuer, _dir: dir, runtime }
    }

    /// Runs something on the hub's own runtime.
    pub fn wait_for<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// A token for the worker of a role who asks.
    pub fn token(&self, role: Role) -> String {
        self.token_of(&agency(role, "asks"), role, &worker(role, "asks"))
    }

    /// A token for any worker.
    pub fn token_of(&self, agency: &str, role: Role, worker: &str) -> String {
        let ask = demo::Ask { agency, role, worker, acting_client: None, ttl: chrono::TimeDelta::hours(1) };
        demo::token(&self.issuer, &ask, monday()).unwrap()
    }

    /// What the hub answers to a worker with this token.
    pub fn ask(&self, client: &reqwest::blocking::Client, token: &str, query: &str) -> Value {
        let request = client.post(format!("{}/graphql", self.url)).header("content-type", "application/json").bearer_auth(token);
        let answer = request.body(json!({ "query": query }).to_string()).send().expect("the hub answers");
        serde_json::from_str(&answer.text().unwrap()).expect("the answer is JSON")
    }

    /// The same with a client of its own.
    pub fn asks(&self, token: &str, query: &str) -> Value {
        self.ask(&reqwest::blocking::Client::new(), token, query)
    }

    /// Another fully populated person, for a test that changes something about her; probation leads her plan.
    pub fn another(&self, label: &str, class: Class) {
        self.wait_for(async {
            enrol(&self.hub, label).await;
            rows::write(&self.hub, &[(label.to_owned(), Role::Com, class)]).await;
        });
    }

    /// Changes something about a person, whose id stands for `$HER`, and tells every decision that she has changed.
    pub fn change(&self, label: &str, sql: &str) {
        self.change_unseen(label, sql);
        self.change_unseen(label, "UPDATE enrolment SET version = version + 1 WHERE person_id = $HER");
    }

    /// The same past the one door for writes: no decision is told.
    pub fn change_unseen(&self, label: &str, sql: &str) {
        let sql = sql.replace("$HER", &format!("'{}'", id(label)));
        self.wait_for(async {
            self.hub.store.writer().execute_unprepared(&sql).await.unwrap_or_else(|cause| panic!("{sql}: {cause}"));
        });
    }

    /// Rows of a query as JSON.
    pub fn rows(&self, sql: &str) -> Vec<Value> {
        self.wait_for(select(&self.hub, sql))
    }
}

/// Rows of a query as JSON.
pub async fn select(hub: &Hub, sql: &str) -> Vec<Value> {
    let statement = Statement::from_string(hub.store.writer().get_database_backend(), sql);
    JsonValue::find_by_statement(statement).all(hub.store.writer()).await.unwrap()
}

async fn start(dir: std::path::PathBuf) -> (Arc<Hub>, String, demo::DemoIssuer, Written) {
    let store = Store::open(&format!("sqlite://{}", dir.join("hub.sqlite").display())).await.unwrap();
    store.migrate().await.unwrap();
    let hub = serve::hub(store, Clock::fixed(monday()));
    let issuer = demo::issuer(&dir).unwrap();
    let file = File::read(&partnership().to_string(), Path::new(".")).unwrap_or_else(|faults| panic!("{faults}"));
    match apply(hub.store.writer(), &file, &Compiled, catalogue(), monday()).await {
        Ok(_) => {}
        Err(Refused::Faults(faults)) => panic!("{faults}"),
        Err(Refused::Hub(error)) => panic!("{error:?}"),
    }
    demo::register(hub.store.writer(), &issuer).await.unwrap();
    let people: Vec<_> = LEADS.iter().flat_map(|lead| CLASSES.map(|class| (label(*lead, class), *lead, class))).collect();
    for (label, ..) in &people {
        enrol(&hub, label).await;
    }
    let written = rows::write(&hub, &people).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let many = NonZeroU32::MAX;
    let rate = RateLimits { per_second: many, burst: many, anonymous_per_second: many, anonymous_burst: many };
    tokio::spawn(serve::answer(Arc::clone(&hub), listener, HttpConfig { rate, ..HttpConfig::default() }));
    (hub, url, issuer, written)
}

fn partnership() -> Value {
    let kinds: Vec<AgencyKind> = AgencyKind::ALL.iter().copied().filter(|kind| !most_roles(*kind).is_empty()).collect();
    let named = |kind: AgencyKind, does: &str| format!("{}-{does}", kind.code().to_lowercase().replace('_', "-"));
    let both = || kinds.iter().flat_map(|kind| ["asks", "writes"].map(|does| (*kind, named(*kind, does), does)));
    let own = |kind: AgencyKind| most_roles(kind).iter().filter(move |r| **r != Role::CommunityWorker || kind == AgencyKind::Community);
    let agencies: Vec<Value> = both()
        .map(|(kind, id, _)| json!({"id": id, "kind": kind.code(), "name": id, "roles": own(kind).map(|r| r.code()).collect::<Vec<_>>()}))
        .collect();
    let workers: Vec<Value> = both()
        .flat_map(|(kind, id, does)| {
            own(kind).map(move |role| json!({"agency": id, "id": worker(*role, does), "role": role.code()})).collect::<Vec<_>>()
        })
        .collect();
    let parties: Vec<Value> = both().map(|(_, id, _)| json!({"agency": id})).collect();
    let signatures: Vec<Value> =
        both().map(|(_, id, _)| json!({"agency": id, "name": "A. Owner", "role": "information asset owner", "on": "2026-03-23"})).collect();
    let basis = json!({"article6": "public task", "article9": "health and social care", "article10": "official authority", "gateway": "as each party confirmed"});
    json!({
        "agencies": agencies, "workers": workers, "policies": [{"name": "partnership"}, {"name": "internal"}, {"name": "nominated"}],
        "denials": [{"id": "d1", "holder": agency(Role::CommunityWorker, "writes"), "fields": ["CARE_STATUS", "Goal.title"], "recipient": "PROBATION", "reason": "as its approver decided"}],
        "agreements": [{
            "id": "everybody", "version": "1", "title": "Everybody", "state": "IN_FORCE", "startsOn": "2026-04-01", "endsOn": "2028-03-31",
            "parties": parties, "signatures": signatures, "dpia": "DPIA 1", "retention": "six years", "reviewOn": "2027-04-01",
            "flows": [
                {"id": "f1", "holder": "*", "recipient": "*", "policy": "partnership", "lawfulBasis": basis},
                {"id": "f2", "holder": "*", "recipient": "NOMINATED", "policy": "nominated", "lawfulBasis": basis},
            ],
        }],
    })
}

/// Enrols a person whom every organisation knows and supports; everybody was invited by the care experienced specialist who writes.
async fn enrol(hub: &Hub, label: &str) {
    let db = hub.store.writer();
    let person_id = id(label);
    let row = enrolment::Model {
        person_id: person_id.clone(),
        label: label.into(),
        enrolled_by: agency(Role::Ces, "writes"),
        enrolled_on: monday().date_naive(),
        record_status: "ACTIVE".into(),
        version: 1,
    };
    row.into_active_model().insert(db).await.unwrap();
    let inviter = format!("{}/{}", agency(Role::Ces, "writes"), worker(Role::Ces, "writes"));
    let mut known = std::collections::BTreeSet::new();
    for (role, does) in roles().flat_map(|role| ["writes", "asks"].map(|does| (role, does))) {
        let agency = agency(role, does);
        if known.insert(agency.clone()) {
            let reference = person_reference::Model { agency_id: agency.clone(), reference: label.into(), person_id: person_id.clone() };
            reference.into_active_model().insert(db).await.unwrap();
        }
        let member = membership::ActiveModel {
            id: Set(format!("{label}/{role:?}/{does}")),
            person_id: Set(person_id.clone()),
            agency_id: Set(agency),
            role: Set(role.code().into()),
            worker: Set(Some(worker(role, does))),
            state: Set("LIVE".into()),
            invited_by: Set(Some(inviter.clone())),
            invited_on: Set(None),
            accepted_by: Set(None),
            from: Set("2026-05-01T09:00:00Z".parse().unwrap()),
            to: Set(Some("2028-05-01T09:00:00Z".parse().unwrap())),
            end_reason: Set(None),
            source_ref: Set(None),
        };
        member.insert(db).await.unwrap();
    }
}
