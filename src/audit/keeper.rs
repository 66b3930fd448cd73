//! Keeping checkpoints: one is signed every so often, and each party gets its copy.

use super::{
    checkpoint::{Checkpoint, checkpoint},
    copies::Copies,
    key::{Signer, Trusted},
    walk::Stop,
};
use crate::{clock::Clock, error::Error, store::Store};
use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

/// Where the key is, and where copies go.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// The file with the key that signs. Without it the hub records and does not sign.
    pub key: Option<PathBuf>,
    /// Files with the keys that signed before.
    pub trusted: Vec<PathBuf>,
    /// The folder in which each party's own folder gets a copy of each checkpoint.
    pub parties: Option<PathBuf>,
    /// How often.
    pub every: Duration,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { key: None, trusted: Vec::new(), parties: None, every: Duration::from_mins(1) }
    }
}

impl Keeping {
    /// Whether the keys that are named can be read, and copies handed out: a hub that is told to sign and cannot should not begin.
    ///
    /// # Errors
    /// `INVALID_INPUT`, naming the file or the folder.
    pub fn check(&self) -> Result<(), Error> {
        if let Some(key) = self.key.as_ref().filter(|key| !key.exists()) {
            let mend = "make it (docs/audit.md says how), or leave the variable out";
            return Err(Error::invalid("HUB_AUDIT_KEY", format!("`HUB_AUDIT_KEY`: there is no file `{}`: {mend}", key.display())));
        }
        if let Some(folder) = self.parties.as_ref().filter(|folder| !folder.is_dir()) {
            let what = format!("`HUB_AUDIT_PARTIES`: there is no folder `{}`: make it, or leave the variable out", folder.display());
            return Err(Error::invalid("HUB_AUDIT_PARTIES", what));
        }
        self.key.as_deref().map(Signer::read).transpose()?;
        self.trusts().map(drop)
    }

    /// The keys by which checkpoints are checked: the one that signs now, and those that signed before.
    pub fn trusts(&self) -> Result<Trusted, Error> {
        let files: Vec<PathBuf> = self.key.iter().filter(|key| key.exists()).chain(&self.trusted).cloned().collect();
        Trusted::read(&files)
    }
}

/// There is no key to sign with.
const CHECKPOINT_KEY: &str = "CHECKPOINT_KEY";
/// The records are not those that were written.
const AUDIT_LOG: &str = "AUDIT_LOG";
/// A party has not got its copies.
const CHECKPOINT_COPIES: &str = "CHECKPOINT_COPIES";

/// Signs checkpoints for as long as the hub runs. The key is read anew each time, so that it can be rotated, or put back, meanwhile.
#[derive(Clone, Debug)]
pub struct Keeper {
    store: Store,
    clock: Clock,
    keeping: Keeping,
    warnings: Arc<Mutex<BTreeSet<&'static str>>>,
    copies: Copies,
}

impl Keeper {
    /// A keeper that has not begun.
    pub fn new(store: Store, clock: Clock, keeping: Keeping) -> Self {
        let warnings = keeping.key.is_none().then_some(CHECKPOINT_KEY).into_iter().collect();
        Self { store, clock, keeping, warnings: Arc::new(Mutex::new(warnings)), copies: Copies::default() }
    }

    /// What keeps checkpoints from being signed, `CHECKPOINT_KEY` or `AUDIT_LOG`, or from coming to a party, `CHECKPOINT_COPIES`.
    pub fn warnings(&self) -> Vec<&'static str> {
        self.warnings.lock().map_or_else(|_| vec![AUDIT_LOG], |warnings| warnings.iter().copied().collect())
    }

    fn warn(&self, of: &'static str, stands: bool) {
        if let Ok(mut warnings) = self.warnings.lock() {
            if stands {
                warnings.insert(of)
            } else {
                warnings.remove(of)
            };
        }
    }

    /// Signs what was recorded since the last time, and hands out to these parties the copies that they do not have yet.
    pub async fn round(&self, parties: &[String]) -> Option<Checkpoint> {
        let signed = self.sign().await;
        if let Some(folder) = &self.keeping.parties {
            let whole = self.copies.hand_out(self.store.reader(), folder, parties).await;
            if let Some(whole) = whole {
                self.warn(CHECKPOINT_COPIES, !whole);
            }
        }
        signed
    }

    /// A database that does not answer just now says nothing of the records: what was found before stands until they are found whole.
    async fn sign(&self) -> Option<Checkpoint> {
        let key = self.key();
        self.warn(CHECKPOINT_KEY, key.is_err());
        let (signer, trusted) = match key {
            Ok(key) => key,
            Err(error) => {
                tracing::warn!(?error, "there is no key to sign checkpoints with: the hub goes on recording");
                return None;
            }
        };
        match checkpoint(&self.store, &self.clock, &signer, &trusted).await {
            Ok(signed) => {
                self.warn(AUDIT_LOG, false);
                metrics::counter!("hub_checkpoints_total").increment(signed.is_some().into());
                signed
            }
            Err(Stop::Bad(fault)) => {
                tracing::error!(%fault, "the records are not those that were written: no checkpoint is signed");
                self.warn(AUDIT_LOG, true);
                None
            }
            Err(Stop::Hub(error)) => {
                tracing::warn!(?error, "no checkpoint could be signed");
                None
            }
        }
    }

    /// How long to wait between rounds.
    pub fn every(&self) -> Duration {
        self.keeping.every
    }

    fn key(&self) -> Result<(Signer, Trusted), Error> {
        let file = self.keeping.key.as_deref().ok_or_else(|| Error::unavailable("no key is configured"))?;
        let signer = Signer::read(file)?;
        let trusted = Trusted::read(&self.keeping.trusted)?.with(&signer);
        Ok((signer, trusted))
    }
}
