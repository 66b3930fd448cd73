//! The shape of the code, held against what `docs/architecture.md` says: who may use whom, what may appear where, and how long files are.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The modules, from those that use others to those that are used. A module may name only modules that stand below it.
const LAYERS: &[&[&str]] = &[
    &["main"],
    &["cli"],
    &["seed"],
    &["config"],
    &["pages"],
    &["http"],
    &["schema"],
    &["gate"],
    &["changes"],
    &["choices", "hers"],
    &["disclosure"],
    &["holds"],
    &["import"],
    &["computed"],
    &["record", "restriction", "consent", "audit", "agreement"],
    &["outbox", "rights"],
    &["team"],
    &["decision"],
    &["policy"],
    &["identity"],
    &["store"],
    &["agency"],
    &["words", "guessing"],
    &["vocabulary"],
    &["clock", "error", "json"],
];

/// Modules of one layer that know each other, and why. The list may only shrink.
const NEIGHBOURS: &[(&str, &str, &str)] =
    &[("restriction", "record", "phases and blocks are read from rows"), ("audit", "record", "records name fields by the catalogue")];

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    found.retain(|(path, _)| !is_a_test(path));
    found
}

/// Files of unit tests may look wherever they need to.
fn is_a_test(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    stem == "tests" || stem == "laws" || stem.ends_with("_tests")
}

fn walk(dir: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The word of `src` that a file belongs to.
fn word(path: &Path) -> String {
    let relative = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
    relative.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// Code without its unit tests and without comments: tests may look wherever they need to.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every word that a file's `crate::` paths name, in `use` lines with braces as well as in the middle of an expression.
fn named(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => words.extend(heads(group)),
            None => words.extend(head(rest)),
        }
    }
    words
}

fn head(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}

/// The first word of each part of a group `{a::b, c::{d, e}}`.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut parts, mut part) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    parts.push(part);
    parts.iter().filter_map(|p| head(p.trim())).collect()
}

fn layer(word: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&word))
}

#[test]
fn every_module_names_only_modules_below_it() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = word(&path);
        let Some(from) = layer(&own) else {
            assert_eq!(own, "lib", "`{own}` stands in no layer: give it a place in LAYERS");
            continue;
        };
        for used in named(&code(&text)) {
            let neighbours = NEIGHBOURS.iter().any(|(a, b, _)| *a == own && *b == used);
            match layer(&used) {
                Some(to) if to > from || used == own || neighbours => {}
                Some(_) => wrong.push(format!("{} uses `crate::{used}`", path.display())),
                None => {}
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "modules use what stands beside or above them:\n{}", wrong.join("\n"));
}

#[test]
fn the_list_of_neighbours_holds_nothing_stale() {
    let used: Vec<(String, Vec<String>)> = sources().iter().map(|(p, t)| (word(p), named(t))).collect();
    for (own, other, why) in NEIGHBOURS {
        let met = used.iter().any(|(w, named)| w == own && named.iter().any(|n| n == other));
        assert!(met, "`{own}` no longer uses `{other}` ({why}): take it off the list");
    }
}

/// Crates that only some modules may know.
const HOMES: &[(&str, &[&str])] = &[
    ("axum::", &["http", "pages"]),
    ("askama::", &["pages"]),
    ("casbin::", &["policy"]),
    ("jsonwebtoken::", &["identity"]),
    ("async_graphql::", &["http", "gate", "schema"]),
];

#[test]
fn foreign_crates_stay_in_their_homes() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (foreign, homes) in HOMES {
            if code(&text).contains(foreign) && !homes.contains(&word(&path).as_str()) {
                wrong.push(format!("{} knows `{foreign}`: only {homes:?} may", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_decides_does_no_io() {
    for (path, text) in sources() {
        if matches!(word(&path).as_str(), "decision" | "restriction" | "computed") {
            for forbidden in ["sea_orm", "async fn", "std::fs", "Utc::now"] {
                assert!(!code(&text).contains(forbidden), "{} contains `{forbidden}`: what decides takes values alone", path.display());
            }
        }
    }
}

/// A page has no way of its own to a row.
#[test]
fn pages_read_and_change_through_the_functions_of_the_roots() {
    let pages: Vec<_> = sources().into_iter().filter(|(path, _)| word(path) == "pages").collect();
    assert!(pages.len() > 10);
    for (path, text) in pages {
        for forbidden in ["sea_orm", "use entity", "crate::record", "writing_about", "writing_agreed", "snapshot()"] {
            assert!(!code(&text).contains(forbidden), "{} contains `{forbidden}`: use what the roots use", path.display());
        }
    }
}

#[test]
fn files_are_short() {
    let mut lengths: Vec<(usize, PathBuf)> = sources().into_iter().map(|(path, text)| (text.lines().count(), path)).collect();
    lengths.sort();
    let of = |share: usize| lengths[lengths.len() * share / 100].0;
    let (longest, path) = lengths.last().unwrap();
    assert!(*longest <= 500, "{} has {longest} lines: split it into `{{mod,rules,store,graphql}}.rs`", path.display());
    assert!(of(50) <= 150, "half of the files have more than {} lines", of(50));
    assert!(of(90) <= 350, "a tenth of the files have more than {} lines", of(90));
}

/// Every exception to a lint says why.
#[test]
fn exceptions_give_their_reason() {
    let mut without = BTreeMap::new();
    for (path, text) in sources() {
        let count = text.matches("#[allow(").count() + text.matches("#![allow(").count();
        if count > 0 {
            without.insert(path, count);
        }
    }
    assert!(without.is_empty(), "`allow` where `expect(…, reason = …)` belongs: {without:?}");
}

#[test]
fn the_group_reader_sees_every_word() {
    assert_eq!(named("use crate::{a::b, c::{d, e},\n f};"), ["a", "c", "f"]);
    assert_eq!(named("let x = crate::policy::open(crate::error::Error);"), ["policy", "error"]);
}
