//! A day of the partnership, in which a hub makes every statement that it knows.

use crate::{
    choices::story::{choice, chooses, does, talks},
    support::{Actor, Answer, DemoHub, monday},
};
use connections_hub::{
    audit::{self, Keeper, Keeping, Recorded, Signer},
    identity::demo,
    seed::{self, Plan},
    store::Store,
    vocabulary::Role,
};
use entity::{access_record, enrolment};
use sea_orm::EntityTrait;
use serde_json::json;

fn plan(people: u64) -> Plan {
    Plan { people, seed: 1, today: monday().date_naive() }
}

/// So many invented people beside those of the demonstration.
pub async fn joined_by(hub: &DemoHub, people: u64) {
    let store = &hub.loaded.hub.store;
    seed::plant(store, &plan(people), monday(), &()).await.expect("people are invented");
    let writing = store.writing_agreed().await.unwrap();
    demo::register(writing.db(), &hub.loaded.issuer).await.unwrap();
    writing.commit().await.unwrap();
}

/// Their lines once more, or those of the first of them: they are compared with what stands.
pub async fn said_again(hub: &DemoHub, people: u64) {
    let store = &hub.loaded.hub.store;
    seed::plant(store, &plan(people.min(60)), monday(), &()).await.expect("the same people once more");
}

/// Everybody was looked at so many times, and a checkpoint was signed over it.
pub async fn looked_at(hub: &DemoHub, times: usize) {
    let (store, recorder) = (&hub.loaded.hub.store, &hub.loaded.hub.recorder);
    let one = access_record::Entity::find().one(store.reader()).await.unwrap().expect("somebody was looked at");
    let apart = Store::open(&hub.database.url).await.unwrap();
    let people = enrolment::Entity::find().all(apart.reader()).await.unwrap();
    assert!(people.len() > 50, "{}", people.len());
    for part in people.chunks(2) {
        let looks = part.iter().flat_map(|her| (0..times).map(|_| her.person_id.clone()));
        let looks =
            looks.map(|person| access_record::Model { id: uuid::Uuid::now_v7().to_string(), person, valid_until: None, ..one.clone() });
        let seen = audit::versions(store.reader(), &[]).await.unwrap();
        assert_eq!(recorder.record(looks.collect(), seen).await.unwrap(), Recorded::Stands);
    }
    signs(hub).await;
}

/// A checkpoint is signed, by a key that was made for it.
async fn signs(hub: &DemoHub) {
    let key = hub.dir().join("checkpoint-key.pem");
    Signer::read_or_make(&key).unwrap();
    let keeping = Keeping { key: Some(key), ..Keeping::default() };
    let keeper = Keeper::new(hub.loaded.hub.store.clone(), hub.loaded.hub.clock.clone(), keeping);
    keeper.round(&[]).await.expect("a checkpoint is signed");
}

const PERSON: &str = "id knownAs custodyStatus { currentPrison } releaseDay { date } careStatus { paStatus } keepSafePlan { earlySigns } \
    housingNeed { needLevel areasToAvoid } addresses { area } teamMembers { name } plans { goals { title steps { title } } }";

fn well(answer: &Answer) {
    assert_eq!(answer.code(), None, "{}", answer.text);
}

/// A day of the partnership: reading, sitting with her, stopping, her own view, an officer, a checkpoint.
pub fn everything_is_asked(hub: &DemoHub) {
    for (worker, purpose) in
        [("pa-1", "JOINT_PLANNING"), ("pa-1", "RELEASE_PREP"), ("pom-1", "JOINT_PLANNING"), ("ces-1", "JOINT_PLANNING")]
    {
        well(&hub.worker(worker).asks_about("jas", purpose, PERSON));
        well(&hub.worker(worker).asks(&format!("{{ caseload(purpose: {purpose}, first: 20) {{ edges {{ node {{ {PERSON} }} }} }} }}")));
        well(&hub.worker(worker).asks("{ viewer { role } directory { __typename } }"));
    }
    well(&hub.worker("ces-1").asks("{ worklist { __typename } sharedWithoutAsking { __typename } }"));
    let adviser = hub.actor(seed::LEAVING_CARE, Role::Pa, "pa-1");
    well(&adviser.asks("{ caseload(purpose: JOINT_PLANNING, first: 50) { edges { cursor node { id knownAs } } pageInfo { endCursor } } }"));
    let unknown = r#"{ personByOwnReference(reference: "1", purpose: JOINT_PLANNING) { knownAs } }"#;
    assert_eq!(hub.worker("pa-1").asks(unknown).code(), Some("NOT_FOUND"));
    sits_with_her(hub, &hub.worker("ces-1"));
    let herself = hub.herself("jas");
    well(&herself.asks("{ myPlan { __typename } }"));
    well(&herself.asks("{ myChoices { __typename } whoLooked(first: 20) { looks { id sentence } copies { sentence } endCursor } }"));
    well(&hub.worker("dpo-1").asks(r#"{ disclosures(person: "$jas", caseReference: "1") { records { id } } }"#));
    hub.wait_for(signs(hub));
}

fn sits_with_her(hub: &DemoHub, ces: &Actor<'_>) {
    let jas = hub.id("jas");
    well(&does(ces, "enrol", &json!({"reference": "WC-900", "knownAs": "Nia", "idempotencyKey": "1"}), "id"));
    let session = talks(ces, "A1001JN", "Jas", true);
    well(&chooses(ces, &session, &[choice("T4_HOME", "northshire-housing", "YES")]));
    well(&ces.asks(&format!(r#"{{ choicesSession(id: "{session}") {{ toConfirm {{ id }} requests {{ __typename }} }} }}"#)));
    well(&does(ces, "receipt", &json!({"sessionId": session}), "title lines"));
    well(&does(ces, "blockWorker", &json!({"sessionId": session, "worker": "northshire-housing/lha-1"}), "done"));
    let stop = json!({"personId": jas, "sheWantsTheList": true, "scope": {"topics": ["T4_HOME"]}});
    well(&does(ces, "stop", &stop, "passedOn list { goesOn hadIt { organisation } }"));
    let asks = json!({"personId": jas, "topic": "T5_HEALTH"});
    well(&does(&hub.worker("pa-1"), "requestToSee", &asks, "passedOn"));
    let leaves =
        json!({"personId": jas, "organisation": "northshire-leaving-care", "role": "PA", "worker": "pa-1", "reason": "ROLE_ENDED"});
    well(&does(&hub.worker("com-1"), "endMembership", &leaves, "done"));
    well(&does(ces, "closeChoicesSession", &json!({"sessionId": session}), "done"));
}
