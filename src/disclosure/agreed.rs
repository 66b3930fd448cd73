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
use chrono::NaiveDate;
use entity::policy;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, RwLock},
    time::Duration,
};
use tokio::{sync::Mutex, time::timeout};

/// Name of the policy that says what an agency may do with its own rows.
pub const INTERNAL: &str = "internal";
/// How long somebody waits for another who reads the same.
const PATIENCE: Duration = Duration::from_millis(200);

/// Registry, agreements and policies of one version.
#[derive(Debug)]
pub struct AgreedState {
    /// The version.
    pub version: i64,
    /// Who there is.
    pub registry: Arc<Registry>,
    /// Who agreed what.
    pub agreements: Agreements,
    policies: HashMap<String, Arc<Table>>,
    internal: Option<String>,
}

impl AgreedState {
    /// The same partnership under other agreements, such as those of before: every policy that was ever adopted is kept.
    #[must_use]
    pub fn under(&self, agreements: Agreements) -> Self {
        let (registry, policies, internal) = (Arc::clone(&self.registry), self.policies.clone(), self.internal.clone());
        Self { version: self.version, registry, agreements, policies, internal }
    }

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

    /// Whatever a role could ever read on this day under any policy that counts, of others or of its own agency.
    pub fn ever(&self, role: Role, today: NaiveDate) -> FieldSet {
        self.counting(today).fold(FieldSet::EMPTY, |all, table| all | table.ever(role, Act::Read))
    }

    /// The policies that count on this day: those that an agreement in force adopts, and what agencies may do with their own rows. One
    /// that was replaced, or that nobody adopted, gives nobody anything.
    fn counting(&self, today: NaiveDate) -> impl Iterator<Item = &Table> {
        let adopted = self.agreements.adopted(today).into_iter().chain(self.internal_hash());
        let hashes: BTreeSet<&str> = adopted.collect();
        hashes.into_iter().filter_map(|hash| self.policies.get(hash)).map(Arc::as_ref)
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

/// What is agreed, as of the newest version that was read.
#[derive(Clone, Debug, Default)]
pub struct Agreed(Arc<Newest>);

#[derive(Debug, Default)]
struct Newest {
    state: RwLock<Option<Arc<AgreedState>>>,
    // Whoever finds a new version reads it for all who wait here.
    reading: Mutex<()>,
}

impl Agreed {
    /// What is agreed in this snapshot.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it cannot be read.
    pub async fn at(&self, snapshot: &impl ConnectionTrait) -> Result<Arc<AgreedState>, Error> {
        let version = audit::versions(snapshot, &[]).await?.agreed;
        if let Some(state) = self.kept(version) {
            return Ok(state);
        }
        // Whoever waits may hold the connection that the reader needs: then each reads for itself.
        let _reading = timeout(PATIENCE, self.0.reading.lock()).await;
        if let Some(state) = self.kept(version) {
            return Ok(state);
        }
        let before = self.0.state.read().ok().and_then(|state| state.clone());
        let state = Arc::new(load(snapshot, version, before.as_deref()).await?);
        // A snapshot from before the newest change takes nothing back.
        if before.is_none_or(|before| before.version < version)
            && let Ok(mut slot) = self.0.state.write()
        {
            *slot = Some(Arc::clone(&state));
        }
        Ok(state)
    }

    /// What was agreed as of this version, if it was read already.
    pub fn kept(&self, version: i64) -> Option<Arc<AgreedState>> {
        let state = self.0.state.read().ok()?;
        state.as_ref().filter(|state| state.version == version).cloned()
    }
}

async fn load(db: &impl ConnectionTrait, version: i64, before: Option<&AgreedState>) -> Result<AgreedState, Error> {
    let mut policies = HashMap::new();
    let mut internal = None;
    let published = policy::Entity::find().select_only().column(policy::Column::Hash).column(policy::Column::Name);
    let published = published.order_by_asc(policy::Column::PublishedAt).into_tuple::<(String, String)>();
    for (hash, name) in published.all(db).await? {
        // A table is what its hash says, whoever reads it and when.
        let known = before.and_then(|before| before.policies.get(&hash)).cloned();
        let table = match known {
            Some(table) => Some(table),
            None => stored(db, &hash).await?,
        };
        // The agreements that adopt it are closed; the others go on.
        let Some(table) = table else {
            tracing::error!(policy = name, "a stored policy does not match its hash: what adopts it is closed");
            continue;
        };
        if name == INTERNAL {
            internal = Some(hash.clone());
        }
        policies.insert(hash, table);
    }
    Ok(AgreedState {
        version,
        registry: Arc::new(Registry::load(db).await?),
        agreements: Agreements::load(db, catalogue()).await?,
        policies,
        internal,
    })
}

/// The stored table of this hash; `None` when it is another one.
async fn stored(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Arc<Table>>, Error> {
    let Some(stored) = policy::Entity::find_by_id(hash).one(db).await? else { return Ok(None) };
    Ok(Table::from_bytes(&stored.compiled, catalogue()).ok().filter(|table| table.hash == hash).map(Arc::new))
}

impl WriteRights for AgreedState {
    fn may_write(&self, role: Role, field: FieldNumber, today: NaiveDate) -> bool {
        self.counting(today).any(|table| table.ever(role, Act::Write).contains(field))
    }

    fn has_any_grant(&self, role: Role, category: Category, today: NaiveDate) -> bool {
        self.ever(role, today).meets(&catalogue().category(category))
    }
}
