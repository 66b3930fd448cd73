//! Keeping checkpoints: one is signed every so often, and each party gets its copy.

use super::{
    checkpoint::{Checkpoint, Statement, checkpoint},
    key::{Signer, Trusted},
    walk::Stop,
};
use crate::{clock::Clock, error::Error, store::Store};
use std::{
    fs, io,
    path::{Path, PathBuf},
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
    /// Whether the keys that are named can be read: a hub that is told to sign and cannot should not begin.
    ///
    /// # Errors
    /// `INVALID_INPUT`, naming the file.
    pub fn check(&self) -> Result<(), Error> {
        if let Some(key) = self.key.as_ref().filter(|key| !key.exists()) {
            let mend = "make it (docs/audit.md says how), or leave the variable out";
            return Err(Error::invalid("HUB_AUDIT_KEY", format!("`HUB_AUDIT_KEY`: there is no file `{}`: {mend}", key.display())));
        }
        self.trusts().map(drop)
    }

    /// The keys by which checkpoints are checked: the one that signs now, and those that signed before.
    pub fn trusts(&self) -> Result<Trusted, Error> {
        let files: Vec<PathBuf> = self.key.iter().filter(|key| key.exists()).chain(&self.trusted).cloned().collect();
        Trusted::read(&files)
    }
}

/// Signs checkpoints for as long as the hub runs. The key is read anew each time, so that it can be rotated, or put back, meanwhile.
#[derive(Clone, Debug)]
pub struct Keeper {
    store: Store,
    clock: Clock,
    keeping: Keeping,
    trouble: Arc<Mutex<Option<&'static str>>>,
}

impl Keeper {
    /// A keeper that has not begun.
    pub fn new(store: Store, clock: Clock, keeping: Keeping) -> Self {
        let trouble = Arc::new(Mutex::new(keeping.key.is_none().then_some("CHECKPOINT_KEY")));
        Self { store, clock, keeping, trouble }
    }

    /// What keeps checkpoints from being signed: `CHECKPOINT_KEY` or `AUDIT_LOG`.
    pub fn trouble(&self) -> Option<&'static str> {
        self.trouble.lock().map_or(Some("AUDIT_LOG"), |trouble| *trouble)
    }

    /// Signs what was recorded since the last time, and hands out copies to these parties.
    pub async fn round(&self, parties: &[String]) -> Option<Checkpoint> {
        let signed = match self.key() {
            Ok((signer, trusted)) => checkpoint(&self.store, &self.clock, &signer, &trusted).await.map_err(trouble),
            Err(error) => {
                tracing::warn!(?error, "there is no key to sign checkpoints with: the hub goes on recording");
                Err(Some("CHECKPOINT_KEY"))
            }
        };
        let now = signed.as_ref().err().copied().flatten();
        if let Ok(mut trouble) = self.trouble.lock() {
            *trouble = now;
        }
        let signed = signed.ok().flatten()?;
        metrics::counter!("hub_checkpoints_total").increment(1);
        if let Some(folder) = &self.keeping.parties
            && let Err(cause) = hand_out(folder, parties, &signed)
        {
            tracing::error!(%cause, "a checkpoint could not be handed to a party");
        }
        Some(signed)
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

/// What a failed round says about the hub; a database that does not answer just now says nothing.
fn trouble(stop: Stop) -> Option<&'static str> {
    match stop {
        Stop::Bad(fault) => {
            tracing::error!(%fault, "the records are not those that were written: no checkpoint is signed");
            Some("AUDIT_LOG")
        }
        Stop::Hub(error) => {
            tracing::warn!(?error, "no checkpoint could be signed");
            None
        }
    }
}

/// Puts a copy into each party's folder, under the checkpoint's number.
fn hand_out(folder: &Path, parties: &[String], signed: &Checkpoint) -> io::Result<()> {
    let statement: Statement = serde_json::from_str(&signed.document)?;
    let text = serde_json::to_string(signed)?;
    for party in parties.iter().filter(|id| !id.contains(['/', '\\']) && !id.starts_with('.')) {
        let own = folder.join(party);
        fs::create_dir_all(&own)?;
        fs::write(own.join(format!("checkpoint-{:09}.json", statement.number)), &text)?;
    }
    Ok(())
}
