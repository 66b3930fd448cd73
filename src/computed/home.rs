//! Housing in words that do not say why, the merged areas to avoid, and how private an address is.

use super::{Facts, code, custody, person, protection_of, texts};
use crate::{
    record::Sealed,
    vocabulary::{
        AddressKind, AddressProtection, AddressUse, AgeBand, Code, Coded, DateConfidence, HomeNow, HomeNowPlain, PaStatus, Plain, Role,
    },
};
use chrono::NaiveDate;

pub(super) fn housing_need(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let rows = &facts.given.housing_need;
    let home = rows.iter().filter(|h| h.home_now.is_some()).max_by_key(|h| h.row.stamp("home_now"));
    let home = home.and_then(|h| h.home_now).map(|Code(home)| code(plain(home)));
    let (from, sure) = need_from(facts);
    vec![
        ("home_now_plain", home),
        ("need_from", from.map(Plain::Date)),
        ("need_from_confidence", from.and(sure).map(code)),
        ("housing_lead", (!rows.is_empty()).then(|| code(lead(facts)))),
        ("areas_to_avoid", areas_to_avoid(facts)),
    ]
}

/// From when she needs a home, and how sure that is: the first day on which she is to leave, else the date that was given last. Only a
/// prison's day, or one that her lead found right, is sure.
fn need_from(facts: &Facts<'_>) -> (Option<NaiveDate>, Option<DateConfidence>) {
    let days = facts.given.release_day.iter().filter(|day| facts.phase.still_leads(day));
    let first = days.filter_map(|day| Some((day.date?, day))).min_by_key(|(date, day)| (*date, day.declared_by.is_some()));
    if let Some((date, day)) = first {
        let sure = day.declared_by.is_none() || day.confirmed_by_lead == Some(true);
        return (Some(date), Some(if sure { DateConfidence::Confirmed } else { DateConfidence::Likely }));
    }
    let custody = custody::authority(facts);
    (custody.and_then(|c| c.earliest_release_date), custody.and_then(|c| c.release_date_confidence).map(|Code(c)| c))
}

/// One list for the housing screen and for the licence in short: were they not the same, the difference would tell the source.
pub(super) fn areas_to_avoid(facts: &Facts<'_>) -> Option<Plain> {
    let today = facts.today();
    let avoided = facts.rows.area_to_avoid.iter().filter_map(|a| a.area.as_deref());
    let to_keep = facts.rows.licence_condition.iter().filter(|c| c.to.is_none_or(|to| today <= to));
    texts(avoided.chain(to_keep.filter_map(|c| c.area.as_deref())).map(str::to_owned))
}

/// Her personal adviser under 25 where she has one, else probation (domain F10).
fn lead(facts: &Facts<'_>) -> Role {
    let under_25 = person::born(facts).and_then(|born| person::band(born, facts.today())).is_some_and(|band| band != AgeBand::Age25Plus);
    let allocated = facts.rows.care_status.iter().any(|c| matches!(c.pa_status, Some(Code(PaStatus::Allocated))));
    if under_25 && allocated { Role::Pa } else { Role::Com }
}

fn plain(home: HomeNow) -> HomeNowPlain {
    match home {
        HomeNow::PrivateRentedHousing | HomeNow::SocialHousing => HomeNowPlain::Rented,
        HomeNow::PrivateHousingOwned => HomeNowPlain::Owned,
        HomeNow::FamilyOrFriends => HomeNowPlain::FamilyOrFriends,
        // Approved premises would tell of probation, so they are one of several kinds of place for now.
        HomeNow::LocalAuthorityOrSupportedHousing | HomeNow::Hostel | HomeNow::EmergencyHousing | HomeNow::ApprovedPremises => {
            HomeNowPlain::TemporaryOrSupported
        }
        HomeNow::NoPermanentOrFixed => HomeNowPlain::NowhereFixed,
        HomeNow::NoAnswer => HomeNowPlain::NotSaid,
    }
}

pub(super) fn address(facts: &Facts<'_>, row: &mut Sealed) {
    let used = match row.value("kind") {
        Some(Plain::Code(kind)) => AddressKind::parse(kind).map(used_for),
        _ => None,
    };
    row.compute("use", used.map(code));
    row.protection = Some(private(facts, Some(&row.row.id)));
    let lines = facts.rows.address_detail.iter().filter(|d| d.row.parent_id.as_ref() == Some(&row.row.id));
    row.named = lines.filter_map(|d| d.audience.as_ref()).flat_map(|list| &list.0).map(|reader| reader.0.clone()).collect();
}

pub(super) fn address_detail(facts: &Facts<'_>, row: &mut Sealed) {
    row.protection = Some(private(facts, row.row.parent_id.as_deref()));
}

/// How private the address with this id is; lines without a known address are never shown.
fn private(facts: &Facts<'_>, id: Option<&str>) -> AddressProtection {
    let address = facts.rows.address.iter().find(|a| Some(a.row.id.as_str()) == id);
    address.map_or(AddressProtection::NeverStore, |a| protection_of(facts, a))
}

fn used_for(kind: AddressKind) -> AddressUse {
    match kind {
        AddressKind::PreCustody => AddressUse::Before,
        AddressKind::Proposed => AddressUse::Proposed,
        AddressKind::ConfirmedRelease => AddressUse::Agreed,
        AddressKind::Current => AddressUse::Current,
        AddressKind::Correspondence => AddressUse::Correspondence,
    }
}
