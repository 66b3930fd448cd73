//! The field catalogue: one file per entity, one line per field, and what turns stored rows into answers.
//!
//! Numbers are permanent. They follow the order in which fields were first catalogued, and a number is never used twice, so that
//! a stored policy version keeps its meaning. To add a field: a migration, a column in `entity`, one line here.

mod gate;
mod line;
mod row;
mod sealed;
mod store;

mod about_me;
mod about_me_page;
mod access_block;
mod access_log;
mod achievement;
mod address;
mod address_detail;
mod agreed_point;
mod alternative_before_recall;
mod area_to_avoid;
mod attachment;
mod belongings;
mod benefit;
mod care_status;
mod check_in;
mod child;
mod children_family;
mod choices_session;
mod circle;
mod circle_member;
mod communication_needs;
mod consent_notice;
mod consent_recipient;
mod consent_statement;
mod contact_log;
mod contact_plan;
mod contact_summary;
mod contingency;
mod court_order;
mod custody_status;
mod debt;
mod diagnosis;
mod directory_contact;
mod directory_entry;
mod disagreement;
mod disagreement_option;
mod disagreement_view;
mod disclosure;
mod disclosure_advice;
mod domestic_abuse;
mod duty_to_refer;
mod duty_to_refer_extra;
mod emergency_view;
mod equality;
mod exploitation;
mod family_court_date;
mod family_event;
mod feedback;
mod goal;
mod grant;
mod health_condition;
mod housing_challenge;
mod housing_need;
mod housing_option;
mod identifier;
mod if_i_slip;
mod immigration;
mod incident;
mod incident_person;
mod keep_safe_plan;
mod key_work_session;
mod lead_change;
mod learning_work;
mod licence;
mod licence_condition;
mod life_skill;
mod medicines_on_release;
mod meet_up;
mod membership;
mod mental_health;
mod money_id;
mod notice_given;
mod offence_sentence;
mod offer;
mod outcome;
mod pa_visit;
mod peer_mentor_role;
mod person;
mod physical_health;
mod plan;
mod plan_copy;
mod plan_section;
mod plan_use;
mod planned;
mod positive_engagement;
mod pre_release_offer;
mod pre_release_session;
mod pregnancy;
mod prison_activity;
mod prison_stay;
mod protective_order;
mod push;
mod push_inbox;
mod refuge_option;
mod release_day;
mod remand_pages;
mod review;
mod review_attendee;
mod rights_request;
mod risk;
mod row_meta;
mod safe_contact;
mod safety_contribution;
mod stage_checklist_item;
mod step;
mod substance_use;
mod supervision_appointment;
mod task;
mod team_member;
mod tenancy;
mod thing_to_take;
mod timetable_item;
mod unsafe_person;
pub use about_me::AboutMe;
pub use about_me_page::AboutMePage;
pub use access_block::AccessBlock;
pub use access_log::AccessLog;
pub use achievement::Achievement;
pub use address::Address;
pub use address_detail::AddressDetail;
pub use agreed_point::AgreedPoint;
pub use alternative_before_recall::AlternativeBeforeRecall;
pub use area_to_avoid::AreaToAvoid;
pub use attachment::Attachment;
pub use belongings::Belongings;
pub use benefit::Benefit;
pub use care_status::CareStatus;
pub use check_in::CheckIn;
pub use child::Child;
pub use children_family::ChildrenFamily;
pub use choices_session::ChoicesSession;
pub use circle::Circle;
pub use circle_member::CircleMember;
pub use communication_needs::CommunicationNeeds;
pub use consent_notice::ConsentNotice;
pub use consent_recipient::ConsentRecipient;
pub use consent_statement::ConsentStatement;
pub use contact_log::ContactLog;
pub use contact_plan::ContactPlan;
pub use contact_summary::ContactSummary;
pub use contingency::Contingency;
pub use court_order::CourtOrder;
pub use custody_status::CustodyStatus;
pub use debt::Debt;
pub use diagnosis::Diagnosis;
pub use directory_contact::DirectoryContact;
pub use directory_entry::DirectoryEntry;
pub use disagreement::Disagreement;
pub use disagreement_option::DisagreementOption;
pub use disagreement_view::DisagreementView;
pub use disclosure::Disclosure;
pub use disclosure_advice::DisclosureAdvice;
pub use domestic_abuse::DomesticAbuse;
pub use duty_to_refer::DutyToRefer;
pub use duty_to_refer_extra::DutyToReferExtra;
pub use emergency_view::EmergencyView;
pub use equality::Equality;
pub use exploitation::Exploitation;
pub use family_court_date::FamilyCourtDate;
pub use family_event::FamilyEvent;
pub use feedback::Feedback;
pub use gate::{Passage, RowReader, is_hidden, kept_by_gates, lens, never_stored, row_gate};
pub use goal::Goal;
pub use grant::Grant;
pub use health_condition::HealthCondition;
pub use housing_challenge::HousingChallenge;
pub use housing_need::HousingNeed;
pub use housing_option::HousingOption;
pub use identifier::Identifier;
pub use if_i_slip::IfISlip;
pub use immigration::Immigration;
pub use incident::Incident;
pub use incident_person::IncidentPerson;
pub use keep_safe_plan::KeepSafePlan;
pub use key_work_session::KeyWorkSession;
pub use lead_change::LeadChange;
pub use learning_work::LearningWork;
pub use licence::Licence;
pub use licence_condition::LicenceCondition;
pub use life_skill::LifeSkill;
pub use medicines_on_release::MedicinesOnRelease;
pub use meet_up::MeetUp;
pub use membership::Membership;
pub use mental_health::MentalHealth;
pub use money_id::MoneyId;
pub use notice_given::NoticeGiven;
pub use offence_sentence::OffenceSentence;
pub use offer::Offer;
pub use outcome::Outcome;
pub use pa_visit::PaVisit;
pub use peer_mentor_role::PeerMentorRole;
pub use person::Person;
pub use physical_health::PhysicalHealth;
pub use plan::Plan;
pub use plan_copy::PlanCopy;
pub use plan_section::PlanSection;
pub use plan_use::PlanUse;
pub use planned::Planned;
pub use positive_engagement::PositiveEngagement;
pub use pre_release_offer::PreReleaseOffer;
pub use pre_release_session::PreReleaseSession;
pub use pregnancy::Pregnancy;
pub use prison_activity::PrisonActivity;
pub use prison_stay::PrisonStay;
pub use protective_order::ProtectiveOrder;
pub use push::Push;
pub use push_inbox::PushInbox;
pub use refuge_option::RefugeOption;
pub use release_day::ReleaseDay;
pub use remand_pages::RemandPages;
pub use review::Review;
pub use review_attendee::ReviewAttendee;
pub use rights_request::RightsRequest;
pub use risk::Risk;
pub use row::{Row, RowColumns, enrolment_ref};
pub use row_meta::RowMeta;
pub use safe_contact::SafeContact;
pub use safety_contribution::SafetyContribution;
pub use sealed::{Released, Sealed};
pub use stage_checklist_item::StageChecklistItem;
pub use step::Step;
pub use store::{EntitySet, Rows, Stored};
pub use substance_use::SubstanceUse;
pub use supervision_appointment::SupervisionAppointment;
pub use task::Task;
pub use team_member::TeamMember;
pub use tenancy::Tenancy;
pub use thing_to_take::ThingToTake;
pub use timetable_item::TimetableItem;
pub use unsafe_person::UnsafePerson;

use crate::vocabulary::{Catalogue, Category, EntityMeta, FieldNumber, View};
use std::sync::LazyLock;

/// Every entity, in catalogue order.
pub const ENTITIES: &[&EntityMeta] = &[
    &Person::META,
    &AccessBlock::META,
    &Identifier::META,
    &SafeContact::META,
    &SafetyContribution::META,
    &CommunicationNeeds::META,
    &CustodyStatus::META,
    &PrisonStay::META,
    &OffenceSentence::META,
    &CourtOrder::META,
    &DisclosureAdvice::META,
    &Licence::META,
    &LicenceCondition::META,
    &SupervisionAppointment::META,
    &PositiveEngagement::META,
    &AlternativeBeforeRecall::META,
    &CareStatus::META,
    &PaVisit::META,
    &AboutMe::META,
    &AboutMePage::META,
    &Achievement::META,
    &Plan::META,
    &PlanSection::META,
    &PlanCopy::META,
    &LeadChange::META,
    &PlanUse::META,
    &LifeSkill::META,
    &RemandPages::META,
    &StageChecklistItem::META,
    &Goal::META,
    &Step::META,
    &Review::META,
    &ReviewAttendee::META,
    &Disagreement::META,
    &DisagreementOption::META,
    &DisagreementView::META,
    &Outcome::META,
    &TeamMember::META,
    &Membership::META,
    &Circle::META,
    &CircleMember::META,
    &Attachment::META,
    &ContactLog::META,
    &ContactSummary::META,
    &Feedback::META,
    &KeyWorkSession::META,
    &RowMeta::META,
    &HousingNeed::META,
    &AreaToAvoid::META,
    &Tenancy::META,
    &Belongings::META,
    &HousingOption::META,
    &RefugeOption::META,
    &HousingChallenge::META,
    &Contingency::META,
    &DutyToRefer::META,
    &DutyToReferExtra::META,
    &Address::META,
    &AddressDetail::META,
    &PhysicalHealth::META,
    &HealthCondition::META,
    &MedicinesOnRelease::META,
    &Pregnancy::META,
    &MentalHealth::META,
    &Diagnosis::META,
    &AgreedPoint::META,
    &KeepSafePlan::META,
    &SubstanceUse::META,
    &IfISlip::META,
    &DomesticAbuse::META,
    &UnsafePerson::META,
    &ProtectiveOrder::META,
    &Exploitation::META,
    &ChildrenFamily::META,
    &Child::META,
    &ContactPlan::META,
    &FamilyCourtDate::META,
    &FamilyEvent::META,
    &LearningWork::META,
    &PrisonActivity::META,
    &Offer::META,
    &PeerMentorRole::META,
    &MoneyId::META,
    &Benefit::META,
    &Debt::META,
    &Grant::META,
    &Immigration::META,
    &Equality::META,
    &Risk::META,
    &PreReleaseOffer::META,
    &PreReleaseSession::META,
    &ReleaseDay::META,
    &MeetUp::META,
    &TimetableItem::META,
    &ThingToTake::META,
    &CheckIn::META,
    &DirectoryEntry::META,
    &DirectoryContact::META,
    &ConsentStatement::META,
    &ConsentRecipient::META,
    &ConsentNotice::META,
    &Disclosure::META,
    &AccessLog::META,
    &NoticeGiven::META,
    &ChoicesSession::META,
    &Task::META,
    &Push::META,
    &PushInbox::META,
    &EmergencyView::META,
    &RightsRequest::META,
    &Incident::META,
    &IncidentPerson::META,
];

/// The synthetic fields `present`: whether a category may be met at all. Where the mere presence of a category does harm it lies
/// in the full view, so that a summary never opens a gate on it.
pub const PRESENT: &[(FieldNumber, Category, View)] = &[
    (893, Category::Identity, View::Summary),
    (894, Category::Identifiers, View::Summary),
    (895, Category::SafeContact, View::Summary),
    (896, Category::CommsNeeds, View::Summary),
    (897, Category::CustodyDates, View::Summary),
    (898, Category::Offence, View::Full),
    (899, Category::Licence, View::Summary),
    (900, Category::CareStatus, View::Summary),
    (901, Category::AboutMe, View::Summary),
    (902, Category::PlanActions, View::Summary),
    (903, Category::ReviewsOutcomes, View::Summary),
    (904, Category::TeamContacts, View::Summary),
    (905, Category::Circle, View::Summary),
    (906, Category::HousingNeed, View::Summary),
    (907, Category::HousingAddress, View::Summary),
    (908, Category::PhysHealth, View::Summary),
    (909, Category::MentalHealth, View::Summary),
    (910, Category::SelfHarm, View::Summary),
    (911, Category::Substance, View::Summary),
    (912, Category::DomAbuse, View::Full),
    (913, Category::Exploitation, View::Full),
    (914, Category::ChildrenFamily, View::Summary),
    (915, Category::LearningWork, View::Summary),
    (916, Category::MoneyId, View::Summary),
    (917, Category::Immigration, View::Full),
    (918, Category::Equality, View::Summary),
    (919, Category::RiskPp, View::Full),
    (920, Category::ReleaseDay, View::Summary),
];

const _: () = assert!(numbers_are_unique(), "two catalogue fields share a number");

/// Whether every number is used once; checked when the crate compiles.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of bounds is a compile error")]
const fn numbers_are_unique() -> bool {
    let mut seen = [false; 1024];
    let mut e = 0;
    while e < ENTITIES.len() {
        let mut f = 0;
        while f < ENTITIES[e].fields.len() {
            let number = ENTITIES[e].fields[f].number as usize;
            if seen[number] {
                return false;
            }
            seen[number] = true;
            f += 1;
        }
        if let Some((number, _)) = ENTITIES[e].rows {
            if seen[number as usize] {
                return false;
            }
            seen[number as usize] = true;
        }
        e += 1;
    }
    let mut p = 0;
    while p < PRESENT.len() {
        let number = PRESENT[p].0 as usize;
        if seen[number] {
            return false;
        }
        seen[number] = true;
        p += 1;
    }
    true
}

/// The catalogue, indexed once.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(ENTITIES, PRESENT));
    &CATALOGUE
}
