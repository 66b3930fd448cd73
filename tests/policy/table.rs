//! The compiled table: what it answers, what its hash binds, and what a change is called.

use super::{publish, rows};
use connections_hub::{
    policy::{self, Direction, Table, explain, flips},
    record::catalogue,
    vocabulary::{Act, AloneItem, Category, FieldNumber, FieldSet, Purpose, Role},
};

const PLAN: &str = "A2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,AGREEMENT,,allow,plan\n";

fn field(path: &str) -> FieldNumber {
    catalogue().path(path).map_or(u16::MAX, |f| f.number)
}

fn reads(table: &Table, path: &str, agreed: &[Category]) -> bool {
    let plane = agreed.iter().fold(FieldSet::EMPTY, |all, c| all | catalogue().category(*c));
    let grants = table.grants(Role::Pa, Purpose::JointPlanning, Act::Read);
    grants.is_some_and(|g| g.open(plane, FieldSet::EMPTY, &[]).contains(field(path)))
}

#[test]
fn a_yes_to_one_topic_opens_that_topic() {
    let table = publish(&rows(&[PLAN])).unwrap();
    assert!(reads(&table, "Goal.title", &[Category::PlanActions]));
    assert!(!reads(&table, "Goal.title", &[Category::Identity]) && !reads(&table, "Goal.title", &[]));
}

#[test]
fn a_deny_wins_and_is_the_deciding_row() {
    let table = publish(&rows(&[PLAN, "A9,PA,JOINT_PLANNING,READ,Goal.title,,,deny,x\n"])).unwrap();
    assert!(!reads(&table, "Goal.title", &[Category::PlanActions]) && reads(&table, "Goal.area", &[Category::PlanActions]));
    assert_eq!(table.rule(Role::Pa, Purpose::JointPlanning, Act::Read, field("Goal.title")), Some("A9"));
    assert!(table.denied(Role::Pa, Purpose::JointPlanning, Act::Read, field("Goal.title")));
}

#[test]
fn the_deciding_row_is_the_lowest_id_at_the_least_consent() {
    let more = [
        "A3,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.summary,TOLD,,allow,x\n",
        "A0,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.summary,SEPARATE,,allow,x\n",
    ];
    let table = publish(&rows(&[PLAN, more[0], more[1]])).unwrap();
    let rule = |path| table.rule(Role::Pa, Purpose::JointPlanning, Act::Read, field(path));
    assert_eq!((rule("Step.status"), rule("Goal.title"), rule("Licence.explainedOn")), (Some("A3"), Some("A2"), None));
}

#[test]
fn the_hash_binds_what_is_open_and_not_how_rows_are_called() {
    let table = publish(&rows(&[PLAN])).unwrap();
    let renamed = publish(&rows(&[&PLAN.replace("A2", "Z7").replace(",plan", ",other words")])).unwrap();
    assert_eq!(table.hash, renamed.hash);
    assert_ne!(table.source_hash, renamed.source_hash);
    assert_ne!(table.hash, publish(&rows(&[&PLAN.replace("AGREEMENT", "TOLD")])).unwrap().hash);
    assert_ne!(table.hash, publish(&rows(&[PLAN, "A9,PA,JOINT_PLANNING,READ,Goal.title,,,deny,x\n"])).unwrap().hash);
}

#[test]
fn later_fields_are_closed() {
    let table = publish(&rows(&[PLAN])).unwrap();
    assert_eq!(table.highest, catalogue().highest());
    assert!(table.ever(Role::Pa, Act::Read).iter().all(|n| n <= table.highest));
    assert!(table.ever(Role::Com, Act::Read).is_empty());
}

#[test]
fn what_is_asked_alone_needs_its_own_yes() {
    let text = rows(&[
        "A2,PA,JOINT_PLANNING,READ,SUBSTANCE.summary,AGREEMENT,,allow,x\n",
        "A3,PA,JOINT_PLANNING,READ,IfISlip.signs,SEPARATE,IF_I_SLIP,allow,x\n",
    ]);
    let table = publish(&text).unwrap();
    let grants = table.grants(Role::Pa, Purpose::JointPlanning, Act::Read).unwrap();
    let everything = !FieldSet::EMPTY;
    assert!(!grants.open(everything, everything, &[]).contains(field("IfISlip.signs")));
    assert!(grants.open(FieldSet::EMPTY, FieldSet::EMPTY, &[AloneItem::IfISlip]).contains(field("IfISlip.signs")));
}

#[test]
fn every_flip_is_told_widening_first() {
    let old = publish(&rows(&[PLAN])).unwrap();
    let new = publish(&rows(&["A2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.summary,TOLD,,allow,plan\n"])).unwrap();
    let flips = flips(&old, &new, catalogue());
    let firsts = flips.iter().take_while(|f| f.direction == Direction::Widens).count();
    assert!(firsts > 0 && flips.iter().skip(firsts).all(|f| f.direction == Direction::Narrows));
    let said: Vec<&str> = flips.iter().map(|f| f.sentence.as_str()).collect();
    assert!(said.contains(
        &"widens: PA for JOINT_PLANNING reads Step.status without asking her, who is told (before: with her yes to PLAN_ACTIONS)"
    ));
    assert!(said.contains(&"narrows: PA for JOINT_PLANNING reads Goal.title never (before: with her yes to PLAN_ACTIONS)"));
    assert!(policy::flips(&old, &old, catalogue()).is_empty());
}

#[test]
fn one_cell_is_explained_in_a_sentence() {
    let table = publish(&rows(&[PLAN])).unwrap();
    let why = |path| explain(&table, catalogue(), Role::Pa, Purpose::JointPlanning, Act::Read, path).unwrap();
    assert_eq!(why("Goal.title"), "PA for JOINT_PLANNING reads Goal.title with her yes to PLAN_ACTIONS (small: row A2)");
    assert_eq!(why("Licence.explainedOn"), "PA for JOINT_PLANNING reads Licence.explainedOn never (small: no row grants it)");
}
