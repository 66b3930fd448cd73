//! Her own view: what she meets of her own record. No matrix, no role, no agreement in between (`domain.md` E0.2).

use super::Allowance;
use crate::{
    agency::Holder,
    vocabulary::{Catalogue, Category, FieldSet, Hers},
};

/// What she sees of the rows of one holder: everything about her, less three things. What the catalogue calls not yet hers; other
/// people's own facts, where it was not she who told them; and `held`, what is kept from her for now of this holder's rows.
///
/// What the hub computes from something she may not see is kept from her with it. For the hub, `held` is what is kept from her of
/// anybody's rows.
pub fn her_own(catalogue: &Catalogue, holder: &Holder, held: FieldSet) -> Allowance {
    let all = Category::ALL.iter().fold(FieldSet::EMPTY, |all, category| all | catalogue.category(*category));
    let kept = kept(catalogue, holder) | held;
    let kept = if *holder == Holder::Hub { with_what_follows(catalogue, kept) } else { kept };
    Allowance { agreed: all & !kept, own: FieldSet::EMPTY }
}

fn kept(catalogue: &Catalogue, holder: &Holder) -> FieldSet {
    let closed = |hers: Hers| match hers {
        Hers::Shows => false,
        Hers::NotYet => true,
        Hers::OfOthers => *holder != Holder::Herself,
    };
    FieldSet::of(catalogue.fields().filter(|f| closed(f.hers)).map(|f| f.number))
}

/// These fields and whatever is computed from them.
fn with_what_follows(catalogue: &Catalogue, mut kept: FieldSet) -> FieldSet {
    loop {
        let rests = |path: &&'static str| catalogue.path(path).is_some_and(|f| kept.contains(f.number));
        let more = FieldSet::of(catalogue.fields().filter(|f| f.derived_from.iter().any(&rests)).map(|f| f.number));
        if (more & !kept).is_empty() {
            return kept;
        }
        kept |= more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::catalogue;

    fn number(path: &str) -> u16 {
        catalogue().path(path).unwrap_or_else(|| panic!("no field {path}")).number
    }

    fn sees(holder: &Holder, path: &str) -> bool {
        her_own(catalogue(), holder, FieldSet::EMPTY).fields().contains(number(path))
    }

    #[test]
    fn she_sees_every_shared_field_of_every_holder_but_those_the_catalogue_names() {
        let prison = Holder::Agency("hmp-northmoor".into());
        let shared = catalogue().fields().filter(|f| f.class.category().is_some());
        let kept: Vec<_> = shared.filter(|f| !sees(&prison, &f.path())).map(crate::vocabulary::FieldMeta::path).collect();
        assert_eq!(kept, ["CustodyStatus.transferPlanned", "CircleMember.theirAgreement", "CircleMember.phone", "Address.hostAgreed"]);
    }

    #[test]
    fn what_she_said_of_others_is_hers_and_a_move_is_not_told_before_its_day() {
        assert!(sees(&Holder::Herself, "CircleMember.phone"));
        assert!(!sees(&Holder::Herself, "CustodyStatus.transferPlanned"));
    }

    #[test]
    fn the_hubs_own_tables_are_no_part_of_her_plan() {
        let control: Vec<_> = catalogue().fields().filter(|f| f.class == crate::vocabulary::Class::Control).collect();
        let hers = her_own(catalogue(), &Holder::Herself, FieldSet::EMPTY).fields();
        assert!(!control.is_empty() && control.iter().all(|f| !hers.contains(f.number)));
    }

    #[test]
    fn what_is_computed_from_something_held_is_held_with_it() {
        let held = FieldSet::of([number("AreaToAvoid.area")]);
        let hub = her_own(catalogue(), &Holder::Hub, held).fields();
        assert!(!hub.contains(number("HousingNeed.areasToAvoid")));
        assert!(hub.contains(number("CustodyStatus.releaseMonth")));
    }
}
