//! The registry from the database. What it cannot understand it refuses: a registry read in part would be a wrong one.

use super::{Agency, Client, Issuer, OwnIssuer, Registry, Worker, most_roles};
use crate::error::Error;
use crate::vocabulary::{AgencyKind, Coded, Role};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Value;
use std::sync::Arc;

impl Registry {
    /// Loads the whole registry. `UNAVAILABLE` when the database does not answer, `INTERNAL` when a row makes no sense.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self, Error> {
        let mut registry = Self::default();
        for row in entity::agency::Entity::find().all(db).await? {
            registry.add_agency(row)?;
        }
        for row in entity::issuer::Entity::find().all(db).await? {
            registry.add_issuer(row);
        }
        for row in entity::own_issuer::Entity::find().all(db).await? {
            let id: Arc<str> = row.id.into();
            let issuer = OwnIssuer { id: Arc::clone(&id), audience: row.audience, keys: row.keys, demo: row.demo };
            registry.own_issuers.insert(id, issuer);
        }
        for row in entity::issuer_agency::Entity::find().all(db).await? {
            registry.map_value(row)?;
        }
        for row in entity::client::Entity::find().all(db).await? {
            registry.add_client(row)?;
        }
        for row in entity::worker::Entity::find().all(db).await? {
            registry.add_worker(row)?;
        }
        Ok(registry)
    }

    fn add_agency(&mut self, row: entity::agency::Model) -> Result<(), Error> {
        let kind = AgencyKind::parse(&row.kind).ok_or_else(|| broken("agency", &row.id, "kind"))?;
        let roles = texts(&row.roles).and_then(|codes| codes.iter().map(|c| Role::parse(c)).collect::<Option<Vec<_>>>());
        let roles = roles.filter(|roles| roles.iter().all(|r| most_roles(kind).contains(r)));
        let id: Arc<str> = row.id.as_str().into();
        let roles = roles.ok_or_else(|| broken("agency", &row.id, "roles"))?;
        self.agencies.insert(Arc::clone(&id), Agency { id, kind, name: row.name, roles });
        Ok(())
    }

    fn add_issuer(&mut self, row: entity::issuer::Model) {
        let id: Arc<str> = row.id.into();
        let issuer = Issuer {
            id: Arc::clone(&id),
            audience: row.audience,
            agency_claim: row.agency_claim,
            keys: row.keys,
            demo: row.demo,
            agencies: std::collections::HashMap::new(),
        };
        self.issuers.insert(id, issuer);
    }

    fn map_value(&mut self, row: entity::issuer_agency::Model) -> Result<(), Error> {
        let agency = self.agency(&row.agency_id).ok_or_else(|| broken("issuer_agency", &row.agency_id, "agency"))?;
        let id = Arc::clone(&agency.id);
        let issuer = self.issuers.get_mut(row.issuer.as_str()).ok_or_else(|| broken("issuer_agency", &row.issuer, "issuer"))?;
        issuer.agencies.insert(row.value, id);
        Ok(())
    }

    fn add_client(&mut self, row: entity::client::Model) -> Result<(), Error> {
        let agency = self.agency(&row.agency_id).ok_or_else(|| broken("client", &row.id, "agency"))?;
        let role = match row.role.as_deref().map(Role::parse) {
            None => None,
            Some(Some(role)) if agency.roles.contains(&role) => Some(role),
            Some(_) => return Err(broken("client", &row.id, "role")),
        };
        let agency = Arc::clone(&agency.id);
        let id: Arc<str> = row.id.into();
        self.client_ids.insert(Arc::clone(&id));
        self.clients.entry(agency).or_default().insert(Arc::clone(&id), Client { id, role, name: row.name });
        Ok(())
    }

    fn add_worker(&mut self, row: entity::worker::Model) -> Result<(), Error> {
        let agency = self.agency(&row.agency_id).ok_or_else(|| broken("worker", &row.id, "agency"))?;
        let role = Role::parse(&row.role).filter(|role| agency.roles.contains(role));
        let role = role.ok_or_else(|| broken("worker", &row.id, "role"))?;
        let agency = Arc::clone(&agency.id);
        let controllers = row.controllers.as_ref().map_or(Some(Vec::new()), texts);
        let controllers = controllers.ok_or_else(|| broken("worker", &row.id, "controllers"))?;
        let id: Arc<str> = row.id.into();
        let controllers = controllers.into_iter().map(Into::into).collect();
        self.workers.entry(agency).or_default().insert(Arc::clone(&id), Worker { id, role, name: row.name, controllers });
        Ok(())
    }
}

fn texts(list: &Value) -> Option<Vec<String>> {
    list.as_array()?.iter().map(|v| v.as_str().map(str::to_owned)).collect()
}

fn broken(table: &str, row: &str, column: &str) -> Error {
    Error::internal(format!("table `{table}`, row `{row}`: `{column}` is no value the hub knows: import the partnership file again"))
}
