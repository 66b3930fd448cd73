//! Columns: one that nobody classified does not compile, and one whose value nobody knows opens nothing.

use crate::matrix::{
    answers::about,
    world::{Said, id, world},
};
use connections_hub::vocabulary::{Purpose, Role};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The very macro of the catalogue, over the very table, outside the crate; `FIELDS` stands for the catalogue lines.
const CATALOGUED: &str = r#"
extern crate connections_hub;
extern crate entity;
#[path = "PROJECT/src/record/line.rs"]
#[allow(unused)]
mod line;
mod record { pub use connections_hub::record::*; pub(crate) use crate::line; }
use connections_hub::vocabulary;
line::record! {
    /// Her circle in short.
    pub struct Circle in circle: One of "Person" as "circle";
    stored { FIELDS }
    computed {}
}
"#;

const CLASSIFIED: &str = r#"279 in_my_words: connections_hub::vocabulary::Text<600> = { Circle Full owner "WOMAN" by [HerWords], "My circle in my words", "" };"#;

/// The libraries of this name beside the tests, the newest first.
fn libraries(name: &str) -> Vec<PathBuf> {
    let deps: PathBuf = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    let begins = format!("lib{name}-");
    let is_one = |file: &PathBuf| {
        file.extension().is_some_and(|e| e == "rlib") && file.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&begins))
    };
    let mut found: Vec<PathBuf> = std::fs::read_dir(&deps).unwrap().flatten().map(|file| file.path()).filter(is_one).collect();
    found.sort_by_key(|file| std::cmp::Reverse(file.metadata().unwrap().modified().unwrap()));
    found
}

/// What the compiler says of the catalogue with these lines.
fn compiled(name: &str, fields: &str, entity: &Path) -> (bool, String) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(format!("{name}.rs"));
    std::fs::write(&file, CATALOGUED.replace("PROJECT", env!("CARGO_MANIFEST_DIR")).replace("FIELDS", fields)).unwrap();
    let hub = libraries("connections_hub").swap_remove(0);
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata"]).arg("--out-dir").arg(dir.path());
    rustc.arg("-L").arg(hub.parent().unwrap());
    for (name, library) in [("connections_hub", hub.as_path()), ("entity", entity)] {
        rustc.arg("--extern").arg(format!("{name}={}", library.display()));
    }
    let told = rustc.arg(&file).output().expect("the compiler runs");
    (told.status.success(), String::from_utf8_lossy(&told.stderr).into_owned())
}

#[test]
fn a_column_that_is_not_classified_does_not_compile() {
    // Another command may have built the tables anew for itself: those that the tests were built with fit.
    let (fits, not): (Vec<_>, Vec<_>) = libraries("entity")
        .into_iter()
        .map(|entity| (compiled("classified", CLASSIFIED, &entity), entity))
        .partition(|((fits, _), _)| *fits);
    let Some((_, entity)) = fits.first() else { panic!("with its line it compiles: {not:?}") };
    let (compiles, told) = compiled("unclassified", "", entity);
    assert!(!compiles && (told.contains("pattern requires `..` due to inaccessible fields") || told.contains("E0027")), "{told}");
    // A line for a column that is not there, and a number that is used twice, do not compile either.
    let (compiles, told) = compiled("invented", &format!("{CLASSIFIED} {}", CLASSIFIED.replace("in_my_words", "in_their_words")), entity);
    assert!(!compiles && told.contains("in_their_words"), "{told}");
}

/// A later version of the hub may write codes that this one does not know. What a gate cannot read it does not open.
#[test]
fn a_gate_is_closed_by_what_it_cannot_read() {
    let world = world();
    let label = "attack-unreadable";
    world.another(label, (Said::Yes, true));
    let there = |role: Role, purpose: Purpose, selection: &str, list: &str| {
        let answer = world.asks(&world.token(role), &about(label, purpose, selection));
        !answer.pointer(&format!("/data/person/{list}")).unwrap_or_else(|| panic!("{answer}")).is_null()
    };
    let home = Purpose::HousingReferral;
    let plan = Purpose::JointPlanning;
    for (role, purpose, selection, list, table, column) in [
        (Role::Com, home, "addresses { area }", "addresses", "address", "nature"),
        (Role::Idva, home, "housingNeed { avoidedAreas { area } }", "housingNeed/avoidedAreas", "area_to_avoid", "reason_kind"),
        (Role::Ces, plan, "circle { circleMembers { name } }", "circle/circleMembers", "circle_member", "how_safe"),
        (Role::Com, plan, "teamMembers { name }", "teamMembers", "team_member", "service_reveals"),
        (Role::Com, plan, "plans { goals { title } }", "plans/0/goals", "goal", "area"),
    ] {
        let before = world.rows(&format!("SELECT {column} AS value FROM {table} WHERE person_id = '{}'", id(label)))[0]["value"].clone();
        assert!(there(role, purpose, selection, list), "{table}");
        let unknown = if column == "service_reveals" { "[\"OF_A_LATER_VERSION\"]" } else { "OF_A_LATER_VERSION" };
        world.change(label, &format!("UPDATE {table} SET {column} = '{unknown}' WHERE person_id = $HER"));
        assert!(!there(role, purpose, selection, list), "{table}.{column}");
        let back = before.as_str().map_or("NULL".to_owned(), |value| format!("'{value}'"));
        world.change(label, &format!("UPDATE {table} SET {column} = {back} WHERE person_id = $HER"));
    }
    // A protection of a later version is at least as strict as any that is known, whatever she said about abuse.
    world.change(label, "UPDATE domestic_abuse SET experienced = 'NO' WHERE person_id = $HER");
    let lines = || {
        let selection = "addresses { addressDetail { lines } addressDetailAccounts { lines } }";
        world.asks(&world.token(Role::Com), &about(label, home, selection)).to_string()
    };
    assert!(lines().contains("F439"), "{}", lines());
    world.change(label, "UPDATE address SET protection = 'OF_A_LATER_VERSION' WHERE person_id = $HER");
    assert!(!lines().contains("F439"), "{}", lines());
}
