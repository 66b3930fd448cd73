//! The registry as an import needs it: agencies and the roles they hold, and the workers of the importing one.

use crate::vocabulary::{Coded, Role};
use entity::{agency, worker};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// The registry, read once for a run.
#[derive(Debug)]
pub(in crate::import) struct Registry {
    roles: HashMap<String, Vec<Role>>,
    workers: HashMap<String, Role>,
}

impl Registry {
    /// Reads it for an agency; `None` when the agency is not registered.
    pub async fn load(db: &impl ConnectionTrait, agency: &str) -> Result<Option<Self>, DbErr> {
        let agencies = agency::Entity::find().all(db).await?;
        let roles: HashMap<_, _> = agencies.into_iter().map(|a| (a.id, read_roles(a.roles))).collect();
        if !roles.contains_key(agency) {
            return Ok(None);
        }
        let workers = worker::Entity::find().filter(worker::Column::AgencyId.eq(agency)).all(db).await?;
        let workers = workers.into_iter().filter_map(|w| Some((w.id, Role::parse(&w.role)?))).collect();
        Ok(Some(Self { roles, workers }))
    }

    /// The ids of all registered agencies, in no promised order.
    pub fn agencies(&self) -> impl Iterator<Item = &str> {
        self.roles.keys().map(String::as_str)
    }

    /// The roles that an agency may hold; `None` when it is not registered.
    pub fn roles_of(&self, agency: &str) -> Option<&[Role]> {
        self.roles.get(agency).map(Vec::as_slice)
    }

    /// The role of a worker of the importing agency.
    pub fn role_of(&self, worker: &str) -> Option<Role> {
        self.workers.get(worker).copied()
    }
}

fn read_roles(roles: serde_json::Value) -> Vec<Role> {
    let codes: Vec<String> = serde_json::from_value(roles).unwrap_or_default();
    codes.iter().filter_map(|code| Role::parse(code)).collect()
}
