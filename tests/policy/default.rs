//! The default policies as committed: generated, compiled, readable, and held to their saved tests.

use connections_hub::{
    policy::{self, Table, generate, saved},
    record::catalogue,
    vocabulary::{Act, Category, Coded, Purpose, Role},
};
use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

/// The committed policies, compiled once for all tests here, and how long it took.
static COMPILED: LazyLock<(Vec<Table>, Duration)> = LazyLock::new(|| {
    let begun = Instant::now();
    let tables = policy::standard().iter().flat_map(|(name, rows)| policy::publish(name, rows, catalogue())).collect();
    (tables, begun.elapsed())
});

/// The committed policies, compiled.
pub fn tables() -> Vec<&'static Table> {
    COMPILED.0.iter().collect()
}

const MEND: &str = "run `cargo run -- policy generate` and review the difference";

#[test]
fn the_committed_rows_are_those_of_the_matrix() {
    let (matrix, overrides) = generate::committed();
    let generated = generate::standard(matrix, overrides, catalogue()).unwrap();
    let vocabulary = ("vocabulary", include_str!("../../policies/vocabulary.csv"));
    for (name, committed) in policy::standard().into_iter().chain([vocabulary]) {
        let (_, text) = generated.iter().find(|(file, _)| *file == format!("{name}.csv")).unwrap();
        assert!(text == committed, "policies/{name}.csv has drifted: {MEND}");
    }
}

#[test]
fn the_committed_matrix_is_the_compiled_one() {
    let committed = include_str!("../../policies/matrix.txt");
    assert!(policy::matrix(&tables(), catalogue()) == committed, "policies/matrix.txt has drifted: {MEND}");
}

#[test]
fn the_saved_tests_hold() {
    for (file, text) in saved::committed() {
        let outcome = saved::run(file, text, &tables(), catalogue());
        assert_eq!(outcome.faults, []);
        assert!(outcome.asked > 10);
    }
}

#[test]
fn publishing_the_default_policies_is_quick() {
    assert_eq!(COMPILED.0.len(), policy::standard().len());
    assert!(COMPILED.1 < Duration::from_secs(30), "took {:?}", COMPILED.1);
}

#[test]
fn tables_come_back_from_bytes() {
    for table in tables() {
        assert_eq!(&Table::from_bytes(&table.to_bytes(), catalogue()).unwrap(), table);
    }
}

#[test]
fn a_push_opens_nothing() {
    let partnership = tables().into_iter().find(|t| t.name == "partnership").unwrap();
    assert!(partnership.ever(Role::Forum, Act::Read).is_empty());
    assert!(
        partnership
            .grants(Role::Pa, Purpose::ThroughGate, Act::Read)
            .is_some_and(|g| !g.ever().meets(&catalogue().category(Category::RiskPp)))
    );
}

#[test]
fn a_saved_test_that_does_not_hold_is_told() {
    let text = "policy partnership\nPA for JOINT_PLANNING with no yes reads Goal.title\nLHA for any purpose with yes to everything never reads Person.knownAs\n";
    let outcome = saved::run("wrong", text, &tables(), catalogue());
    let said: Vec<String> = outcome.faults.iter().map(|f| f.what.clone()).collect();
    assert!(said.contains(&"PA for JOINT_PLANNING does not open Goal.title".to_owned()));
    assert!(said.contains(&"LHA for HOUSING_REFERRAL opens Person.knownAs of Person.knownAs".to_owned()));
}

#[test]
fn a_saved_test_that_cannot_be_read_is_told() {
    for line in [
        "PA reads Goal.title",
        "PA for X with no yes reads Goal.title",
        "PA for JOINT_PLANNING with no yes reads Goal.*",
        "PA for JOINT_PLANNING with no yes reads Goal.colour",
    ] {
        let outcome = saved::run("wrong", &format!("policy partnership\n{line}\n"), &tables(), catalogue());
        assert_eq!(outcome.faults.iter().map(|f| f.lint).collect::<Vec<_>>(), ["saved-test-words"], "{line}");
    }
    assert_eq!(saved::run("empty", "# nothing\n", &tables(), catalogue()).faults.len(), 1);
}

/// A partnership as large as it may get: every role, purpose and category, under every condition.
#[test]
fn twenty_thousand_rows_are_published_in_time() {
    let roles = Role::ALL.iter().filter(|r| !matches!(r, Role::Woman | Role::Analyst | Role::Dpo | Role::Admin));
    let purposes = || Purpose::ALL.iter().filter(|p| !matches!(p, Purpose::Safeguarding | Purpose::Statistics));
    let targets = ["READ,full", "READ,summary", "WRITE,write"];
    let mut text = super::HEAD.to_owned();
    let cells = roles.flat_map(|r| purposes().flat_map(move |p| Category::ALL.iter().map(move |c| (r.code(), p.code(), c.code()))));
    let rows =
        cells.flat_map(|cell| targets.iter().flat_map(move |t| ["TOLD", "AGREEMENT", "SEPARATE"].map(|consent| (cell, *t, consent))));
    for (number, ((role, purpose, category), target, consent)) in rows.take(20_000).enumerate() {
        let (act, view) = target.split_once(',').unwrap();
        text += format!("L{number:05},{role},{purpose},{act},{category}.{view},{consent},,allow,x\n").as_str();
    }
    let begun = Instant::now();
    let table = policy::publish("large", &text, catalogue()).unwrap();
    let took = begun.elapsed();
    println!("20,000 rows in {took:?}");
    assert!(table.cells() > 10_000 && took < Duration::from_secs(30), "took {took:?}");
}
