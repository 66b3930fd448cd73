//! Stops and renewals of one woman, one after the other, each acknowledged before the next.

use super::history::{AGENCY, Held, PRISON, PRISON_HOLDER, Sizes, WORKER, sizes};
use crate::support::{Answer, DemoHub};
use chrono::{DateTime, TimeDelta, Utc};
use connections_hub::{
    clock::Clock,
    error::Error,
    store::{Store, Writing, moment},
};
use entity::{access_block, consent_statement, deny_mask, membership};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use std::{
    future::Future,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

/// What is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Her yes, taken back by the mutation `stop`.
    Consent,
    /// A place on her team, ended by the mutation `endMembership`.
    Membership,
    /// A place on her team whose end the clock brings.
    Clock,
    /// A worker whom she blocks.
    Block,
    /// A cell that the prison closes for everybody whom it shares with.
    PolicyCell,
}

pub const KINDS: [Kind; 5] = [Kind::Consent, Kind::Membership, Kind::Clock, Kind::Block, Kind::PolicyCell];

/// Stops about one woman.
pub struct Stopping<'a> {
    hub: &'a DemoHub,
    hubs: &'a [String],
    store: Store,
    who: &'a str,
    person: String,
    statements: Vec<consent_statement::Model>,
    members: Vec<membership::Model>,
}

/// Does it again until the hub could: a stop that was not acknowledged is said again.
fn insist<T>(mut act: impl FnMut() -> Result<T, Error>) -> T {
    loop {
        match act() {
            Ok(done) => return done,
            Err(error) => assert_eq!(error.code(), "UNAVAILABLE", "{error:?}"),
        }
        thread::sleep(Duration::from_millis(20));
    }
}

impl<'a> Stopping<'a> {
    /// About this woman, as everything stands now.
    pub fn of(hub: &'a DemoHub, hubs: &'a [String], who: &'a str) -> Self {
        let person = hub.id(who).to_owned();
        let (store, statements, members) = hub.wait_for(async {
            let store = Store::open_with(&hub.database.url, 2).await.unwrap();
            let statements = consent_statement::Entity::find().filter(consent_statement::Column::PersonId.eq(person.as_str()));
            let members = membership::Entity::find().filter(membership::Column::PersonId.eq(person.as_str()));
            (store.clone(), statements.all(store.reader()).await.unwrap(), members.all(store.reader()).await.unwrap())
        });
        Self { hub, hubs, store, who, person, statements, members }
    }

    /// Stops and renews until none is left to make.
    pub fn stops(&self, kinds: &[Kind], left: &AtomicUsize) -> Vec<Held> {
        let mut held = Vec::new();
        while left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
            let kind = kinds[rand::random_range(0..kinds.len())];
            self.stop(kind);
            let from = self.sizes();
            let until = self.until_somebody_asked(&from);
            self.renew(kind);
            held.push(Held { kind, person: (kind != Kind::PolicyCell).then(|| self.person.clone()), from, until });
            thread::sleep(Duration::from_millis(rand::random_range(0..30)));
        }
        held
    }

    /// Waits until the logs have grown by some records, or nobody asks any more.
    fn until_somebody_asked(&self, from: &Sizes) -> Sizes {
        let count = |sizes: &Sizes| sizes.values().sum::<i64>();
        let (enough, began) = (count(from) + rand::random_range(1..=4), Instant::now());
        loop {
            thread::sleep(Duration::from_millis(rand::random_range(0..10)));
            let now = self.sizes();
            if count(&now) >= enough || began.elapsed() > Duration::from_millis(500) {
                return now;
            }
        }
    }

    fn sizes(&self) -> Sizes {
        self.hub.wait_for(sizes(&self.store))
    }

    /// Returns once it is acknowledged, or once its end has come.
    fn stop(&self, kind: Kind) {
        match kind {
            Kind::Consent => {
                let scope = json!({"organisations": [AGENCY], "topics": ["T2_PLAN_TEAM_RELEASE"]});
                self.says("keyw-1", "stop", &json!({"personId": self.person, "scope": scope}), "passedOn");
            }
            Kind::Membership => {
                let place =
                    json!({"personId": self.person, "organisation": AGENCY, "role": "PA", "worker": WORKER, "reason": "ROLE_ENDED"});
                self.says("com-1", "endMembership", &place, "done");
            }
            Kind::Clock => self.ends_soon(),
            Kind::Block => {
                let block = self.block();
                self.about(&async |db| {
                    access_block::Entity::insert(block.clone()).exec_without_returning(db).await.unwrap();
                });
            }
            Kind::PolicyCell => self.agreed(&async |db| {
                let cell = self.cell().into_active_model();
                deny_mask::Entity::insert(cell).exec_without_returning(db).await.unwrap();
            }),
        }
    }

    fn renew(&self, kind: Kind) {
        match kind {
            Kind::Consent => self.about(&async |db| self.as_she_said(db).await),
            Kind::Membership | Kind::Clock => self.about(&async |db| {
                for row in &self.members {
                    row.clone().into_active_model().reset_all().update(db).await.unwrap();
                }
            }),
            Kind::Block => self.about(&async |db| {
                access_block::Entity::delete_by_id(self.block_id()).exec(db).await.unwrap();
            }),
            Kind::PolicyCell => self.agreed(&async |db| {
                deny_mask::Entity::delete_by_id(self.cell().id).exec(db).await.unwrap();
            }),
        }
    }

    /// Says it to one of the hubs, and again under the same key until it was acknowledged.
    fn says(&self, worker: &str, root: &str, input: &serde_json::Value, back: &str) {
        let hub = &self.hubs[rand::random_range(0..self.hubs.len())];
        let (actor, key) = (self.hub.worker(worker).at(hub), uuid::Uuid::new_v4().to_string());
        let mut input = input.clone();
        input["idempotencyKey"] = json!(key);
        let name = format!("{}{}Input", root[..1].to_uppercase(), &root[1..]);
        let mutation = format!("mutation($input: {name}!) {{ {root}(input: $input) {{ {back} }} }}");
        loop {
            let answer: Answer = actor.asks_with(&mutation, &json!({ "input": input }));
            match answer.code() {
                None => return assert_eq!(answer.at(&format!("{root}.{back}")), &json!(true), "{}: {}", self.who, answer.text),
                code => assert_eq!(code, Some("UNAVAILABLE"), "{}: {}", self.who, answer.text),
            }
        }
    }

    /// Her answers as they were, and none that came since.
    async fn as_she_said(&self, db: &DatabaseTransaction) {
        use consent_statement::{Column, Entity};
        let since = Column::Id.is_not_in(self.statements.iter().map(|s| s.id.as_str()));
        Entity::delete_many().filter(Column::PersonId.eq(self.person.as_str())).filter(since).exec(db).await.unwrap();
        for row in &self.statements {
            row.clone().into_active_model().reset_all().update(db).await.unwrap();
        }
    }

    /// Sets an end a moment ahead, and waits until it has come for whoever records.
    fn ends_soon(&self) {
        let soon = TimeDelta::milliseconds(rand::random_range(20..150));
        let end = self.now() + soon;
        self.about(&async |db| {
            let ends = membership::Entity::update_many().col_expr(membership::Column::To, Expr::value(Some(end)));
            let mine = membership::Column::PersonId.eq(self.person.as_str()).and(membership::Column::Worker.eq(WORKER));
            ends.filter(mine).exec(db).await.unwrap();
        });
        while self.now() < end {
            thread::sleep(Duration::from_millis(5));
        }
        // Whoever compared just before the end may still be writing: they hold her stripe, and this waits for them.
        insist(|| {
            self.hub.wait_for(async {
                let waited = self.store.writing_about(std::slice::from_ref(&self.person)).await?;
                waited.rollback().await
            })
        });
    }

    fn now(&self) -> DateTime<Utc> {
        self.hub.wait_for(moment(self.store.reader(), &Clock::system())).unwrap()
    }

    fn about(&self, change: &impl AsyncFn(&DatabaseTransaction)) {
        self.write(async || self.store.writing_about(std::slice::from_ref(&self.person)).await, change);
    }

    fn agreed(&self, change: &impl AsyncFn(&DatabaseTransaction)) {
        self.write(async || self.store.writing_agreed().await, change);
    }

    /// Changes something through the one door for writes.
    fn write<F: Future<Output = Result<Writing, Error>>>(&self, door: impl Fn() -> F, change: &impl AsyncFn(&DatabaseTransaction)) {
        let writing = insist(|| self.hub.wait_for(door()));
        self.hub.wait_for(async {
            change(writing.db()).await;
            writing.commit().await.unwrap();
        });
    }

    fn block_id(&self) -> String {
        format!("block-{}", self.who)
    }

    fn block(&self) -> access_block::ActiveModel {
        access_block::ActiveModel {
            id: Set(self.block_id()),
            person_id: Set(Some(self.person.clone())),
            held_by: Set("HERSELF".into()),
            recorded_by: Set("womens-centre".into()),
            recorded_at: Set(self.now()),
            source_ref: Set(self.block_id()),
            version: Set("1".into()),
            blocked_worker: Set(Some(format!("{AGENCY}/{WORKER}"))),
            ..Default::default()
        }
    }

    fn cell(&self) -> deny_mask::Model {
        deny_mask::Model {
            id: format!("cell-{}", self.who),
            holder: PRISON_HOLDER.into(),
            fields: json!([PRISON]),
            recipient: "*".into(),
            role: None,
            reason: None,
            from: DateTime::UNIX_EPOCH,
        }
    }
}
