//! Everything that is agreed, kept in memory and read anew when its version in the snapshot says that it changed.

use crate::{
    agency::{Holder, Registry},
    agreement::Agreements,
    audit,
    error::Error,
    import::WriteRights,
    policy::{Grants, Table, triples},
    record::catalogue,
    vocabulary::{Act, AgencyKind, AloneItem, Category, FieldNumber, FieldSet, Purpose, Role},
};
use entity::policy;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// Name of the policy that says what an agency may do with its own rows.
pub const INTERNAL: &str = "internal";

/// Registry, agreements and policies of one version.
#[derive(Debug)]
pub struct AgreedState {
    /// The version.
    pub version: i64,
    /// Who there is.
    pub registry: Registry,
    /// Who agreed what.
    pub agreements: Agreements,
    policies: HashMap<String, Arc<Table>>,
    internal: Option<String>,
}

impl AgreedState {
    /// Every possible holder of a row: she, the hub, and each agency with its kind.
    pub fn holders(&self) -> Vec<(Holder, Option<AgencyKind>)> {
        let agencies = self.registry.agencies().into_iter().map(|a| (Holder::Agency(a.id.clone()), Some(a.kind)));
        [(Holder::Herself, None), (Holder::Hub, None)].into_iter().chain(agencies).collect()
    }

    /// What the policy with this hash grants; nothing for a policy that could not be trusted when it was loaded.
    pub fn grants(&self, hash: &str, role: Role, purpose: Purpose) -> Option<(&str, &Grants)> {
        let (hash, table) = self.policies.get_key_value(hash)?;
        Some((hash, table.grants(role, purpose, Act::Read)?))
    }

    /// Whatever a role could ever read under any policy, of others or of its own agency.
    pub fn ever(&self, role: Role) -> FieldSet {
        self.policies.values().fold(FieldSet::EMPTY, |all, table| all | table.ever(role, Act::Read))
    }

    /// The fields that some policy opens only to a yes to this very item.
    pub fn asked_alone(&self, item: AloneItem) -> FieldSet {
        let grants = self.policies.values().flat_map(|table| triples().filter_map(|(role, purpose, act)| table.grants(role, purpose, act)));
        let fields = grants.flat_map(|grants| &grants.alone).filter(|(alone, _)| *alone == item);
        fields.fold(FieldSet::EMPTY, |all, (_, fields)| all | *fields)
    }

    /// The policy with this hash.
    pub fn policy(&self, hash: &str) -> Option<&Arc<Table>> {
        self.policies.get(hash)
    }

    /// What agencies may do with their own rows.
    pub fn internal(&self) -> Option<&Table> {
        self.policies.get(self.internal.as_ref()?).map(Arc::as_ref)
    }

    /// Hash of what agencies may do with their own rows.
    pub fn internal_hash(&self) -> Option<&str> {
        self.internal.as_deref()
    }
}

/// What is agreed, as of the last version that was read.
#[derive(Clone, Debug, Default)]
pub struct Agreed(Arc<RwLock<Option<Arc<AgreedState>>>>);

impl Agreed {
    /// What is agreed in this snapshot.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it cannot be read.
    pub async fn at(&self, snapshot: &impl ConnectionTrait) -> Result<Arc<AgreedState>, Error> {
        let version = audit::versions(snapshot, &[]).await?.agreed;
        let cached = self.0.read().ok().and_then(|state| state.clone());
        if let Some(state) = cached.filter(|state| state.version == version) {
            return Ok(state);
        }
        let state = Arc::new(load(snapshot, version).await?);
        if let Ok(mut slot) = self.0.write() {
            *slot = Some(Arc::clone(&state));
        }
        Ok(state)
    }
}

async fn load(db: &impl ConnectionTrait, version: i64) -> Result<AgreedState, Error> {
    let mut policies = HashMap::new();
    let mut internal = None;
    for stored in policy::Entity::find().order_by_asc(policy::Column::PublishedAt).all(db).await? {
        match Table::from_bytes(&stored.compiled, catalogue()) {
            Ok(table) if table.hash == stored.hash => {
                if stored.name == INTERNAL {
                    internal = Some(stored.hash.clone());
                }
                policies.insert(stored.hash, Arc::new(table));
            }
            // The agreements that adopt it are closed; the others go on.
            Ok(_) | Err(_) => tracing::error!(policy = stored.name, "a stored policy does not match its hash: what adopts it is closed"),
        }
    }
    Ok(AgreedState {
        version,
        registry: Registry::load(db).await?,
        agreements: Agreements::load(db, catalogue()).await?,
        policies,
        internal,
    })
}

impl WriteRights for AgreedState {
    fn may_write(&self, role: Role, field: FieldNumber) -> bool {
        self.policies.values().any(|table| table.ever(role, Act::Write).contains(field))
    }

    fn has_any_grant(&self, role: Role, category: Category) -> bool {
        self.ever(role).meets(&catalogue().category(category))
    }
}
