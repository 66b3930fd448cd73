//! Whether fields may be read: a pure function of what is agreed, what she said and how the caller stands to her. No I/O, no clock.

mod held;
mod hers;

pub use held::{Held, Lens};
pub use hers::her_own;

use crate::{
    policy::Grants,
    vocabulary::{AloneItem, Catalogue, ConsentClass, FieldSet},
};

/// How the caller stands to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On her team: what is agreed between the parties applies, and the caller's agency's own record.
    Team,
    /// No longer on her team: the caller's agency's own record alone.
    OwnRecord,
}

/// Her answers, as far as they reach this caller for this purpose.
///
/// The default is that nothing was said, which opens nothing but what she is told.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    /// Fields she said yes to.
    pub agreed: FieldSet,
    /// Fields of which she was asked on their own and said yes.
    pub separate: FieldSet,
    /// Items asked alone that she said yes to, each with the fields that a yes of hers opens of it.
    pub alone: Vec<(AloneItem, FieldSet)>,
    /// Fields that a yes named one by one, which decides which of her lines a summary shows.
    pub named: FieldSet,
    /// Fields a standing no, or a standing "ask me each time", keeps closed whatever else she said.
    pub refused: FieldSet,
    /// Whether a standing answer refuses the item, whatever else she said.
    pub refused_alone: Vec<AloneItem>,
}

impl Consent {
    /// How far her answer reaches for a field under its category.
    pub fn class(&self, field: u16) -> ConsentClass {
        match () {
            () if self.refused.contains(field) => ConsentClass::None,
            () if self.separate.contains(field) => ConsentClass::AgreedSeparately,
            () if self.agreed.contains(field) => ConsentClass::Agreed,
            () => ConsentClass::None,
        }
    }

    fn opens(&self, grants: &Grants) -> FieldSet {
        let willing = !self.refused;
        let mut open = grants.told;
        open |= grants.agreed & (self.agreed | self.separate) & willing;
        open |= grants.separate & self.separate & willing;
        for (item, fields) in &grants.alone {
            if !self.refused_alone.contains(item) {
                let said = self.alone.iter().filter(|(yes, _)| yes == item).fold(FieldSet::EMPTY, |all, (_, lines)| all | *lines);
                open |= *fields & said & willing;
            }
        }
        open
    }
}

/// Everything about one holder's rows that a decision rests on, for one caller and one purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Positions, in the caller's list of adopted grants, of those in force from this holder to the caller's agency.
    pub adopted: Vec<usize>,
    /// Whether the caller's own agency holds the rows.
    pub own: bool,
    /// What the holder has closed.
    pub denied: FieldSet,
}

/// One decision about one person: the grants that may apply, the phase, and her answers.
#[derive(Debug)]
pub struct Ask<'a> {
    /// Grants of the adopted policies for the caller's role, purpose and act.
    pub adopted: &'a [&'a Grants],
    /// What the caller's role may do with its own agency's rows.
    pub internal: Option<&'a Grants>,
    /// How the caller stands to her.
    pub standing: Standing,
    /// Whether the purpose is open for her now.
    pub purpose_is_open: bool,
    /// Her answers.
    pub consent: &'a Consent,
}

/// What a decision allows of one holder's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// Open under an agreement; row gates apply, and what they need must be in here.
    pub agreed: FieldSet,
    /// Open because the rows are the caller's agency's own; no gate applies.
    pub own: FieldSet,
}

impl Allowance {
    /// Every allowed field.
    pub fn fields(&self) -> FieldSet {
        self.agreed | self.own
    }

    /// The lens for a row: the allowed fields among those selected. Without `gates_open` only what is the agency's own remains.
    pub fn lens(&self, selected: FieldSet, gates_open: bool) -> Lens {
        Lens::new(if gates_open { self.fields() } else { self.own } & selected)
    }
}

/// Decides which fields of a holder's rows are open. Whatever is missing or unknown leaves a field closed.
pub fn decide(catalogue: &Catalogue, ask: &Ask<'_>, terms: &Terms) -> Allowance {
    Allowance { agreed: agreed(catalogue, ask, terms), own: own(ask, terms) }
}

fn agreed(catalogue: &Catalogue, ask: &Ask<'_>, terms: &Terms) -> FieldSet {
    if ask.standing != Standing::Team || !ask.purpose_is_open {
        return FieldSet::EMPTY;
    }
    // Policies do not merge: each grant stands or falls with its own conditions, and the union is over what each opens.
    let grants = terms.adopted.iter().filter_map(|i| ask.adopted.get(*i));
    let open = grants.fold(FieldSet::EMPTY, |open, grants| open | ask.consent.opens(grants));
    catalogue.revealing_only_what_is_open(open & !terms.denied)
}

fn own(ask: &Ask<'_>, terms: &Terms) -> FieldSet {
    match ask.internal {
        Some(grants) if terms.own => grants.told,
        Some(_) | None => FieldSet::EMPTY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::catalogue;
    use crate::vocabulary::Category;

    fn number(path: &str) -> u16 {
        catalogue().path(path).unwrap_or_else(|| panic!("no field {path}")).number
    }

    /// Everything about custody dates and about keeping safe, with her yes.
    fn grants() -> Grants {
        Grants { agreed: catalogue().category(Category::CustodyDates) | catalogue().category(Category::SelfHarm), ..Grants::default() }
    }

    fn yes(categories: &[Category]) -> Consent {
        let agreed = categories.iter().fold(FieldSet::EMPTY, |all, c| all | catalogue().category(*c));
        Consent { agreed, ..Consent::default() }
    }

    fn decided(consent: &Consent, standing: Standing, open: bool, terms: &Terms) -> Allowance {
        let grants = grants();
        let ask = Ask { adopted: &[&grants], internal: Some(&grants), standing, purpose_is_open: open, consent };
        decide(catalogue(), &ask, terms)
    }

    fn adopted() -> Terms {
        Terms { adopted: vec![0], ..Terms::default() }
    }

    #[test]
    fn taking_away_any_single_condition_denies() {
        let field = number("CustodyStatus.currentPrison");
        let consent = yes(&[Category::CustodyDates]);
        assert!(decided(&consent, Standing::Team, true, &adopted()).fields().contains(field));
        assert!(!decided(&Consent::default(), Standing::Team, true, &adopted()).fields().contains(field), "without her yes");
        assert!(!decided(&consent, Standing::OwnRecord, true, &adopted()).fields().contains(field), "off her team");
        assert!(!decided(&consent, Standing::Team, false, &adopted()).fields().contains(field), "outside the phase");
        assert!(!decided(&consent, Standing::Team, true, &Terms::default()).fields().contains(field), "without an agreement");
        let denied = Terms { denied: FieldSet::of([field]), ..adopted() };
        assert!(!decided(&consent, Standing::Team, true, &denied).fields().contains(field), "closed by the holder");
        let refused = Consent { refused: FieldSet::of([field]), ..consent };
        assert!(!decided(&refused, Standing::Team, true, &adopted()).fields().contains(field), "after a standing no");
    }

    #[test]
    fn a_field_that_would_reveal_another_category_needs_that_one_open_too() {
        let field = number("KeepSafePlan.openSafetyProcess");
        assert!(!decided(&yes(&[Category::SelfHarm]), Standing::Team, true, &adopted()).fields().contains(field));
        let both = yes(&[Category::SelfHarm, Category::CustodyDates]);
        assert!(decided(&both, Standing::Team, true, &adopted()).fields().contains(field));
    }

    #[test]
    fn an_agency_keeps_its_own_record_when_it_has_left_the_team() {
        let told = Grants { told: catalogue().category(Category::CustodyDates), ..Grants::default() };
        let consent = Consent::default();
        let ask = Ask { adopted: &[], internal: Some(&told), standing: Standing::OwnRecord, purpose_is_open: false, consent: &consent };
        let own = Terms { own: true, ..Terms::default() };
        assert!(!decide(catalogue(), &ask, &own).own.is_empty());
        assert!(decide(catalogue(), &ask, &Terms::default()).fields().is_empty(), "another agency's rows stay closed");
    }
}
