//! A place in the feed, sealed: a place that could be read would count the news of others.

use crate::error::Error;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};

/// Bytes of a nonce.
const NONCE: usize = 12;

/// A place among all news, in the order in which it became visible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The transaction that wrote it; nought where there is one writer.
    pub tx: i64,
    /// Its number.
    pub id: i64,
}

impl Place {
    /// The place right after this one.
    pub fn next(self) -> Self {
        Self { id: self.id.saturating_add(1), ..self }
    }
}

/// Where a reader goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The first place that was not read.
    pub next: Place,
    /// Where the reader began: of what was before, only what still waits for an answer is news.
    pub since: Place,
    /// When it was given out.
    pub issued: DateTime<Utc>,
}

/// The key of a partnership's hubs.
#[derive(Clone, Debug)]
pub struct Key(LessSafeKey);

impl Key {
    /// From its 32 bytes.
    ///
    /// # Errors
    /// `INTERNAL` when it has another length.
    pub fn new(bytes: &[u8]) -> Result<Self, Error> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, bytes).map_err(|_| Error::internal("the feed's key has a wrong length"))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Seals a cursor for one reader: it is of no use to another.
    pub fn seal(&self, cursor: &Cursor, reader: &str) -> Result<String, Error> {
        let numbers = [cursor.next.tx, cursor.next.id, cursor.since.tx, cursor.since.id, cursor.issued.timestamp_micros()];
        let mut sealed: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        let nonce: [u8; NONCE] = rand::random();
        let bound = Nonce::assume_unique_for_key(nonce);
        let done = self.0.seal_in_place_append_tag(bound, Aad::from(reader.as_bytes()), &mut sealed);
        done.map_err(|_| Error::internal("a cursor could not be sealed"))?;
        Ok(URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// Opens a cursor of this reader; nothing for any other text.
    fn open(&self, text: &str, reader: &str) -> Option<Cursor> {
        let mut bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let opened = self.0.open_in_place(nonce, Aad::from(reader.as_bytes()), sealed).ok()?;
        let mut numbers = opened.chunks_exact(8).filter_map(|n| Some(i64::from_le_bytes(n.try_into().ok()?)));
        let mut next = || numbers.next();
        let place = |tx, id| Place { tx, id };
        let (at, since) = (place(next()?, next()?), place(next()?, next()?));
        Some(Cursor { next: at, since, issued: DateTime::from_timestamp_micros(next()?)? })
    }

    /// The cursor with which a reader goes on.
    ///
    /// # Errors
    /// `INVALID_INPUT` at `after` for what is no cursor of the reader's, for one that is too old, and for one of another database: the
    /// mend is the same.
    pub fn read(&self, text: &str, reader: &str, horizon: Place, now: DateTime<Utc>) -> Result<Cursor, Error> {
        let kept = TimeDelta::days(crate::outbox::DAYS);
        let found = self.open(text, reader).filter(|cursor| cursor.next <= horizon && now - cursor.issued < kept);
        found.ok_or_else(|| {
            let mend = "`after` has expired or is no cursor of yours: load afresh, beginning without `after`";
            Error::invalid("after", mend)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap()
    }

    fn cursor() -> Cursor {
        Cursor { next: Place { tx: 7, id: 70 }, since: Place { tx: 1, id: 2 }, issued: now() }
    }

    const FAR: Place = Place { tx: 1_000, id: 0 };

    #[test]
    fn a_cursor_comes_back_to_its_reader_alone() {
        let (key, other) = (Key::new(&[1; 32]).unwrap(), Key::new(&[2; 32]).unwrap());
        let text = key.seal(&cursor(), "council/PA").unwrap();
        assert_eq!(key.read(&text, "council/PA", FAR, now()).unwrap(), cursor());
        assert!(key.read(&text, "council/LHA", FAR, now()).is_err());
        assert!(other.read(&text, "council/PA", FAR, now()).is_err());
        assert_ne!(key.seal(&cursor(), "council/PA").unwrap(), text, "two of one place do not look alike");
    }

    #[test]
    fn whatever_is_no_cursor_is_refused() {
        let key = Key::new(&[1; 32]).unwrap();
        let mut torn = key.seal(&cursor(), "council/PA").unwrap();
        torn.replace_range(20..21, if &torn[20..21] == "A" { "B" } else { "A" });
        for text in ["", "AAAA", "not base64!", &"A".repeat(200), &torn] {
            assert_eq!(key.read(text, "council/PA", FAR, now()).unwrap_err().code(), "INVALID_INPUT", "{text}");
        }
        assert!(Key::new(&[1; 31]).is_err());
    }

    #[test]
    fn a_cursor_holds_for_ninety_days_and_never_lies_ahead() {
        let key = Key::new(&[1; 32]).unwrap();
        let text = key.seal(&cursor(), "council/PA").unwrap();
        let after = |days| key.read(&text, "council/PA", FAR, now() + TimeDelta::days(days));
        assert!(after(89).is_ok() && after(90).is_err());
        let restored = Place { tx: 6, id: 0 };
        assert!(key.read(&text, "council/PA", restored, now()).is_err(), "of a database that had more in it");
    }
}
