//! `SeaORM` entities, one file per table. Only store code uses them: a row never leaves it.

mod row;

pub mod about_me;
pub mod access_block;
pub mod address;
pub mod address_detail;
pub mod area_to_avoid;
pub mod care_status;
pub mod child;
pub mod children_family;
pub mod circle;
pub mod circle_member;
pub mod communication_needs;
pub mod custody_status;
pub mod directory_contact;
pub mod directory_entry;
pub mod domestic_abuse;
pub mod goal;
pub mod housing_need;
pub mod identifier;
pub mod if_i_slip;
pub mod keep_safe_plan;
pub mod licence;
pub mod licence_condition;
pub mod offence_sentence;
pub mod person;
pub mod plan;
pub mod release_day;
pub mod safe_contact;
pub mod safety_contribution;
pub mod step;
pub mod substance_use;
pub mod supervision_appointment;
pub mod team_member;
pub mod unsafe_person;
