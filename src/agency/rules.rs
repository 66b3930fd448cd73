//! Which roles a kind of agency may hold at most, and who may enrol a person. Pure.

use crate::vocabulary::{AgencyKind, Role};

/// The roles a kind of agency may hold at most: a partnership file narrows this and never widens it.
///
/// A community worker may belong to any party; a person she chose, a safety meeting, the oversight and the hub are no parties
/// that employ helpers. The woman herself has no agency.
pub fn most_roles(kind: AgencyKind) -> &'static [Role] {
    use Role::{
        Admin, Adv, Analyst, Ap, Ces, Com, CommunityWorker, Csw, Daw, Dpo, Ete, Fam, Forum, Health, Hpw, Idva, Keyw, Lha, Pa, Peerc, Peerp,
        Pom, Reset, Wcw,
    };
    match kind {
        AgencyKind::Prison => &[Pom, Reset, Keyw, CommunityWorker],
        AgencyKind::Probation => &[Com, Ap, CommunityWorker],
        AgencyKind::LaLeavingCare => &[Pa, CommunityWorker],
        AgencyKind::LaChildrenSoc => &[Csw, CommunityWorker],
        AgencyKind::LaHousing => &[Lha, CommunityWorker],
        AgencyKind::WomensCentre => &[Ces, Wcw, CommunityWorker],
        AgencyKind::Peer => &[Peerp, Peerc, CommunityWorker],
        AgencyKind::HousingProvider => &[Hpw, CommunityWorker],
        AgencyKind::Health => &[Health, CommunityWorker],
        AgencyKind::DrugAlcohol => &[Daw, CommunityWorker],
        AgencyKind::DaService => &[Idva, CommunityWorker],
        AgencyKind::FamilyService => &[Fam, CommunityWorker],
        AgencyKind::EteDwp => &[Ete, CommunityWorker],
        AgencyKind::Community => &[CommunityWorker],
        AgencyKind::Nominated => &[Adv],
        AgencyKind::StatutoryForum => &[Forum],
        AgencyKind::Oversight => &[Dpo, Analyst],
        AgencyKind::Hub => &[Admin],
    }
}

/// The roles that may enrol a person.
pub const ENROLLING: &[Role] = &[Role::Pom, Role::Ces, Role::Wcw, Role::Com];

/// Whether an agency of this kind that holds these roles may enrol a person.
pub fn may_enrol(kind: AgencyKind, roles: &[Role]) -> bool {
    roles.iter().any(|role| ENROLLING.contains(role) && most_roles(kind).contains(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds_of(role: Role) -> Vec<AgencyKind> {
        AgencyKind::ALL.iter().copied().filter(|kind| most_roles(*kind).contains(&role)).collect()
    }

    #[test]
    fn every_role_but_hers_belongs_to_exactly_one_kind_or_to_any_party() {
        for role in Role::ALL {
            let special = [(Role::Woman, 0), (Role::CommunityWorker, 14)];
            let expected = special.iter().find(|(named, _)| named == role).map_or(1, |(_, kinds)| *kinds);
            assert_eq!(kinds_of(*role).len(), expected, "{role:?}");
        }
    }

    #[test]
    fn only_oversight_checks_only_the_hub_administers_and_only_she_names_a_helper() {
        assert_eq!(kinds_of(Role::Dpo), [AgencyKind::Oversight]);
        assert_eq!(kinds_of(Role::Analyst), [AgencyKind::Oversight]);
        assert_eq!(kinds_of(Role::Admin), [AgencyKind::Hub]);
        assert_eq!(kinds_of(Role::Adv), [AgencyKind::Nominated]);
        assert_eq!(kinds_of(Role::Forum), [AgencyKind::StatutoryForum]);
        assert_eq!(kinds_of(Role::Hpw), [AgencyKind::HousingProvider]);
    }

    #[test]
    fn prison_probation_and_a_womens_centre_may_enrol() {
        let may: Vec<_> = AgencyKind::ALL.iter().copied().filter(|kind| may_enrol(*kind, most_roles(*kind))).collect();
        assert_eq!(may, [AgencyKind::Prison, AgencyKind::Probation, AgencyKind::WomensCentre]);
        assert!(!may_enrol(AgencyKind::Prison, &[Role::Keyw]), "a prison narrowed to key workers enrols nobody");
        assert!(!may_enrol(AgencyKind::LaLeavingCare, &[Role::Com]), "a role the kind may not hold does not count");
    }
}
