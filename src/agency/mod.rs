//! The registry: organisations, the roles each may hold, the identity providers and systems that speak for them.
//!
//! Loaded from the database once and replaced whole: a question is answered from one registry, never from two.

mod holder;
mod rules;
mod store;

pub(crate) use holder::is_id;
pub use holder::{Holder, Selector};
pub use rules::{ENROLLING, may_enrol, most_roles};

use crate::vocabulary::{AgencyKind, Role};
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// An organisation of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its id, as rows and tokens name it.
    pub id: Arc<str>,
    /// What it is; three services of one council are three agencies.
    pub kind: AgencyKind,
    /// Its name as it is read aloud to her.
    pub name: String,
    /// The roles its workers may hold here: never more than its kind allows.
    pub roles: Vec<Role>,
}

/// An identity provider whose tokens are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The `iss` of its tokens, exactly.
    pub id: Arc<str>,
    /// The `aud` that its tokens must name.
    pub audience: String,
    /// The claim whose value says which agency a token speaks for.
    pub agency_claim: String,
    /// Its public keys, a JWK set.
    pub keys: Value,
    /// Whether it is the demonstration's own issuer.
    pub demo: bool,
    /// Which agency each value of the claim stands for.
    pub agencies: HashMap<String, Arc<str>>,
}

/// An identity provider that speaks for women themselves and for no agency: a token of it can never be a worker's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnIssuer {
    /// The `iss` of its tokens, exactly.
    pub id: Arc<str>,
    /// The `aud` that its tokens must name.
    pub audience: String,
    /// Its public keys, a JWK set.
    pub keys: Value,
    /// Whether it is the demonstration's own.
    pub demo: bool,
}

/// A system that may act for an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its id at the identity provider.
    pub id: Arc<str>,
    /// The role it has when it asks without a worker; without one it only acts for workers.
    pub role: Option<Role>,
    /// What people call it.
    pub name: String,
}

/// A worker of whom the registry knows more than a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Id at the agency.
    pub id: Arc<str>,
    /// The one role the worker has there.
    pub role: Role,
    /// The name, where it was given.
    pub name: Option<String>,
    /// The agencies a data protection officer answers for.
    pub controllers: Vec<Arc<str>>,
}

/// Everything known of who may ask.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    agencies: HashMap<Arc<str>, Agency>,
    issuers: HashMap<Arc<str>, Issuer>,
    own_issuers: HashMap<Arc<str>, OwnIssuer>,
    clients: HashMap<Arc<str>, HashMap<Arc<str>, Client>>,
    workers: HashMap<Arc<str>, HashMap<Arc<str>, Worker>>,
    client_ids: HashSet<Arc<str>>,
}

impl Registry {
    /// The agency with this id.
    pub fn agency(&self, id: &str) -> Option<&Agency> {
        self.agencies.get(id)
    }

    /// Every agency, by id.
    pub fn agencies(&self) -> Vec<&Agency> {
        let mut all: Vec<_> = self.agencies.values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// The roles the agency may hold; none for an unknown one.
    pub fn roles(&self, agency: &str) -> &[Role] {
        self.agency(agency).map_or(&[], |a| &a.roles)
    }

    /// Whether a worker or system of the agency may have the role.
    pub fn may_hold(&self, agency: &str, role: Role) -> bool {
        self.roles(agency).contains(&role)
    }

    /// The issuer with this `iss`.
    pub fn issuer(&self, id: &str) -> Option<&Issuer> {
        self.issuers.get(id)
    }

    /// Every issuer, by id.
    pub fn issuers(&self) -> Vec<&Issuer> {
        let mut all: Vec<_> = self.issuers.values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// The issuer with this `iss` that speaks for women themselves.
    pub fn own_issuer(&self, id: &str) -> Option<&OwnIssuer> {
        self.own_issuers.get(id)
    }

    /// Every issuer that speaks for women themselves, by id.
    pub fn own_issuers(&self) -> Vec<&OwnIssuer> {
        let mut all: Vec<_> = self.own_issuers.values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// Whether tokens of the demonstration's issuers are accepted; production refuses to start on them.
    pub fn demo_enabled(&self) -> bool {
        self.issuers.values().any(|i| i.demo) || self.own_issuers.values().any(|i| i.demo)
    }

    /// A system registered for the agency.
    pub fn client(&self, agency: &str, id: &str) -> Option<&Client> {
        self.clients.get(agency)?.get(id)
    }

    /// Whether any agency has registered a system under this id.
    pub fn is_client(&self, id: &str) -> bool {
        self.client_ids.contains(id)
    }

    /// A worker the registry knows of; an unknown one may still hold a token.
    pub fn worker(&self, agency: &str, id: &str) -> Option<&Worker> {
        self.workers.get(agency)?.get(id)
    }

    /// Every system registered for the agency.
    pub fn clients(&self, agency: &str) -> impl Iterator<Item = &Client> {
        self.clients.get(agency).into_iter().flat_map(HashMap::values)
    }

    /// Every worker of the agency whom the registry knows.
    pub fn workers(&self, agency: &str) -> impl Iterator<Item = &Worker> {
        self.workers.get(agency).into_iter().flat_map(HashMap::values)
    }

    /// The agencies for which a data protection officer answers: what they hold or received may be looked into.
    pub fn controllers(&self, agency: &str, worker: &str) -> &[Arc<str>] {
        self.worker(agency, worker).map_or(&[], |w| &w.controllers)
    }
}
