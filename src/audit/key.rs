//! The keys of checkpoints: one to sign with, kept in a file outside the database, and those that are trusted when they are checked.
//!
//! A key is rotated by replacing the file, and keeping the public part of the old one among the trusted.

use crate::error::Error;
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{
    Signature, Signer as _, SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, spki::der::pem::LineEnding},
};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// An Ed25519 key that signs. It does not print.
pub struct Signer {
    key: SigningKey,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("id", &self.id()).finish_non_exhaustive()
    }
}

impl Signer {
    /// Reads a private key, PKCS #8 in PEM, as `openssl genpkey -algorithm ed25519` writes it.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names the file and the mend.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(file).map_err(|cause| unreadable(file, &cause))?;
        let key = SigningKey::from_pkcs8_pem(&text).map_err(|cause| unreadable(file, &cause))?;
        Ok(Self { key })
    }

    /// The key of this file, which is made at random where there is none.
    pub fn read_or_make(file: &Path) -> Result<Self, Error> {
        if file.exists() {
            return Self::read(file);
        }
        let key = SigningKey::from_bytes(&rand::random());
        let text = key.to_pkcs8_pem(LineEnding::LF).map_err(Error::internal)?;
        keep_secret(file, text.as_bytes()).map_err(|cause| unreadable(file, &cause))?;
        Ok(Self { key })
    }

    /// What its signatures are told apart by.
    pub fn id(&self) -> String {
        id(&self.key.verifying_key())
    }

    /// The signature of a text, in base64.
    pub(super) fn sign(&self, text: &str) -> String {
        STANDARD.encode(self.key.sign(text.as_bytes()).to_bytes())
    }
}

fn keep_secret(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(bytes)
}

fn unreadable(file: &Path, cause: &dyn fmt::Display) -> Error {
    let mend = "give an Ed25519 key in PEM, as `openssl genpkey -algorithm ed25519` makes it";
    Error::invalid("HUB_AUDIT_KEY", format!("the key `{}` cannot be used ({cause}): {mend}", file.display()))
}

/// The public keys whose signatures count, by their ids.
#[derive(Clone, Debug, Default)]
pub struct Trusted(BTreeMap<String, VerifyingKey>);

impl Trusted {
    /// Reads keys, public or private, in PEM.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names the file and the mend.
    pub fn read(files: &[PathBuf]) -> Result<Self, Error> {
        let mut trusted = Self::default();
        for file in files {
            let text = fs::read_to_string(file).map_err(|cause| unreadable(file, &cause))?;
            let private = || SigningKey::from_pkcs8_pem(&text).map(|key| key.verifying_key());
            let key = VerifyingKey::from_public_key_pem(&text).or_else(|_| private().map_err(|_| "it holds no Ed25519 key"));
            trusted.add(key.map_err(|cause| unreadable(file, &cause))?);
        }
        Ok(trusted)
    }

    /// The same, and the key that signs now.
    #[must_use]
    pub fn with(mut self, signer: &Signer) -> Self {
        self.add(signer.key.verifying_key());
        self
    }

    fn add(&mut self, key: VerifyingKey) {
        self.0.insert(id(&key), key);
    }

    /// Whether this key is trusted, and this is its signature of this text.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence.
    pub(super) fn check(&self, key: &str, text: &str, signature: &str) -> Result<(), String> {
        let trusted = self.0.get(key).ok_or_else(|| format!("is signed by the key `{key}`, which is not trusted"))?;
        let bytes = STANDARD.decode(signature).ok().and_then(|bytes| Signature::from_slice(&bytes).ok());
        let holds = bytes.is_some_and(|signature| trusted.verify_strict(text.as_bytes(), &signature).is_ok());
        holds.then_some(()).ok_or_else(|| format!("does not bear the signature of the key `{key}`"))
    }
}

fn id(key: &VerifyingKey) -> String {
    hex(Sha256::digest(key.as_bytes()).iter().take(8))
}

/// Bytes as people compare them.
pub(super) fn hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    use fmt::Write;
    bytes.into_iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_signs_what_only_it_could() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("key.pem");
        let signer = Signer::read_or_make(&file).unwrap();
        assert_eq!(Signer::read_or_make(&file).unwrap().id(), signer.id());
        let other = Signer::read_or_make(&dir.path().join("other.pem")).unwrap();
        let trusted = Trusted::read(&[file]).unwrap();
        assert_eq!(trusted.check(&signer.id(), "text", &signer.sign("text")), Ok(()));
        assert!(trusted.check(&signer.id(), "another", &signer.sign("text")).is_err());
        assert!(trusted.check(&signer.id(), "text", &other.sign("text")).is_err());
        assert!(trusted.check(&other.id(), "text", &other.sign("text")).unwrap_err().contains("not trusted"));
        assert_eq!(trusted.with(&other).check(&other.id(), "text", &other.sign("text")), Ok(()));
    }

    #[test]
    fn a_file_that_holds_no_key_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("key.pem");
        std::fs::write(&file, "no key").unwrap();
        for fault in [Signer::read(&file).map(drop), Trusted::read(std::slice::from_ref(&file)).map(drop)] {
            assert!(fault.unwrap_err().to_string().contains("key.pem"));
        }
    }
}
