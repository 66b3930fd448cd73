//! Whose a row is, and how agreements name holders and recipients.

use super::Agency;
use crate::vocabulary::{AgencyKind, Coded};
use std::{fmt, sync::Arc};

/// Whose a row is: hers, the hub's, or an agency's.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// What she said, whoever typed it.
    Herself,
    /// What the hub derived.
    Hub,
    /// What this agency recorded.
    Agency(Arc<str>),
}

impl Holder {
    /// Reads `HERSELF`, `HUB` or an agency's id, as rows store it.
    pub fn parse(held_by: &str) -> Self {
        match held_by {
            "HERSELF" => Self::Herself,
            "HUB" => Self::Hub,
            agency => Self::Agency(agency.into()),
        }
    }

    /// As rows store it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Herself => "HERSELF",
            Self::Hub => "HUB",
            Self::Agency(id) => id,
        }
    }

    /// Whether this agency holds the row.
    pub fn is_agency(&self, id: &str) -> bool {
        self.agency().is_some_and(|own| **own == *id)
    }

    /// The agency, where the row is one's.
    pub fn agency(&self) -> Option<&Arc<str>> {
        match self {
            Self::Agency(id) => Some(id),
            Self::Herself | Self::Hub => None,
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whom one end of a flow or of a deny mask names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Selector {
    /// `*`: any party; at the holder's end she and the hub too.
    Any,
    /// `HERSELF`, at the holder's end only.
    Herself,
    /// `HUB`, at the holder's end only.
    Hub,
    /// Every agency of this kind.
    Kind(AgencyKind),
    /// This agency.
    Agency(Arc<str>),
}

impl Selector {
    /// Reads the holder's end. A word in capitals that is no kind is `None`: agencies' ids are in small letters.
    pub fn holder(text: &str) -> Option<Self> {
        match text {
            "HERSELF" => Some(Self::Herself),
            "HUB" => Some(Self::Hub),
            other => Self::recipient(other),
        }
    }

    /// Reads the recipient's end.
    pub fn recipient(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::Any);
        }
        if let Some(kind) = AgencyKind::parse(text) {
            return Some(Self::Kind(kind));
        }
        is_id(text).then(|| Self::Agency(text.into()))
    }

    /// Whether it names this holder, whose kind is known where it is an agency.
    pub fn names_holder(&self, holder: &Holder, kind: Option<AgencyKind>) -> bool {
        match (self, holder) {
            (Self::Any, _) | (Self::Herself, Holder::Herself) | (Self::Hub, Holder::Hub) => true,
            (Self::Kind(named), Holder::Agency(_)) => kind == Some(*named),
            (Self::Agency(named), Holder::Agency(id)) => named == id,
            (Self::Herself | Self::Hub | Self::Kind(_) | Self::Agency(_), _) => false,
        }
    }

    /// Whether it names this recipient.
    pub fn names_recipient(&self, agency: &str, kind: AgencyKind) -> bool {
        match self {
            Self::Any => true,
            Self::Kind(named) => *named == kind,
            Self::Agency(named) => &**named == agency,
            Self::Herself | Self::Hub => false,
        }
    }

    /// As a file writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Any => "*",
            Self::Herself => "HERSELF",
            Self::Hub => "HUB",
            Self::Kind(kind) => kind.code(),
            Self::Agency(id) => id,
        }
    }

    /// Whether it names this agency at either end.
    pub fn names(&self, agency: &Agency) -> bool {
        self.names_recipient(&agency.id, agency.kind)
    }
}

/// Whether the text may be an id of ours: 1 to 64 of `a` to `z`, `0` to `9` and `-`.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_reads_back_as_stored() {
        for text in ["HERSELF", "HUB", "hmp-northmoor"] {
            assert_eq!(Holder::parse(text).as_str(), text);
        }
    }

    #[test]
    fn a_misspelt_kind_names_nobody() {
        assert_eq!(Selector::holder("PRISSON"), None);
        assert_eq!(Selector::recipient("HERSELF"), None);
        assert_eq!(Selector::holder(""), None);
    }

    #[test]
    fn hub_at_the_holders_end_is_the_hub_itself() {
        let hub = Selector::holder("HUB").unwrap();
        assert!(hub.names_holder(&Holder::Hub, None));
        assert!(!hub.names_recipient("hub-office", AgencyKind::Hub));
    }

    #[test]
    fn a_kind_needs_a_known_kind() {
        let prison = Selector::holder("PRISON").unwrap();
        let holder = Holder::parse("hmp-northmoor");
        assert!(prison.names_holder(&holder, Some(AgencyKind::Prison)));
        assert!(!prison.names_holder(&holder, None));
        assert!(!prison.names_holder(&Holder::Herself, Some(AgencyKind::Prison)));
    }
}
