//! The generated matrix.

use super::{
    answers::{Schema, about},
    release::Open,
    world::{CLASSES, Class, Said, World, label, roles, world},
};
use connections_hub::{
    policy::{self, Opened, Table},
    record::catalogue,
    vocabulary::{Act, AloneItem, Category, Coded, Condition, ConsentClass, FieldNumber, Purpose, Role},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Who asks, for what, of somebody who answered how.
pub type Asked = (Role, Purpose, Class);
/// The fields that have a value.
pub type Fields = BTreeSet<String>;

/// Purposes that a question may name.
fn purposes() -> impl Iterator<Item = Purpose> {
    Purpose::ALL.iter().copied().filter(|p| !matches!(p, Purpose::Safeguarding | Purpose::Statistics))
}

fn all_asked() -> Vec<Asked> {
    roles().flat_map(|role| purposes().flat_map(move |purpose| CLASSES.map(|class| (role, purpose, class)))).collect()
}

/// What the hub answers over HTTP, one question for everything, and any value that stands where it was not written.
fn answered(world: &World) -> (BTreeMap<Asked, Fields>, Vec<String>) {
    let schema = Schema::of(world, &world.token(Role::Com));
    let selection = schema.everything("Person");
    let asked = all_asked();
    let (next, told) = (AtomicUsize::new(0), Mutex::new((BTreeMap::new(), Vec::new())));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let client = reqwest::blocking::Client::new();
                while let Some((role, purpose, class)) = asked.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
                    let answer = world.ask(&client, &world.token(role), &about(&label(role, class), purpose, &selection));
                    let (mut shown, mut wrong) = (Fields::new(), Vec::new());
                    if answer["data"]["person"].is_object() {
                        schema.shown("Person", &answer["data"]["person"], &world.written, &mut shown, &mut wrong);
                    } else {
                        assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND", "{role:?} {purpose:?}: {answer}");
                    }
                    let mut told = told.lock().unwrap();
                    told.0.insert((role, purpose, class), shown);
                    told.1.extend(wrong);
                }
            });
        }
    });
    told.into_inner().unwrap()
}

static ANSWERED: LazyLock<(BTreeMap<Asked, Fields>, Vec<String>)> = LazyLock::new(|| answered(world()));

/// Policies that the partnership of these tests adopts between any two parties.
const ADOPTED: [&str; 2] = ["partnership", "nominated"];

/// Whether her answers reach from this class on; of what is asked alone, only the item's own counts.
fn reaches(least: ConsentClass, item: Option<AloneItem>, class: Class) -> bool {
    let (said, items) = class;
    match (least, item) {
        (ConsentClass::None, _) => true,
        (_, Some(_)) => items,
        (ConsentClass::Agreed, None) => said >= Said::Yes,
        (ConsentClass::AgreedSeparately, None) => said == Said::YesToEachAlone,
    }
}

/// What the tables open, less the categories of which she took her yes back.
pub fn by_table_without(tables: &[&Table], (role, purpose, class): Asked, without: Option<Category>) -> Fields {
    let of = |number: FieldNumber| Category::ALL.iter().find(|c| catalogue().category(**c).contains(number)).copied();
    let open = |number: FieldNumber| {
        let class = if without.is_some() && of(number) == without { (Said::Nothing, class.1) } else { class };
        tables.iter().filter_map(|t| t.grants(role, purpose, Act::Read)).any(|grants| match grants.condition(number) {
            Some((Condition::Told, _)) => true,
            Some((Condition::Agreement, _)) => reaches(ConsentClass::Agreed, None, class),
            Some((Condition::Separate, item)) => reaches(ConsentClass::AgreedSeparately, item, class),
            Some((Condition::Push, _)) | None => false,
        })
    };
    Open { role, purpose, cell: &open }.fields()
}

fn by_table(tables: &[&Table], asked: Asked) -> Fields {
    by_table_without(tables, asked, None)
}

/// Items by the cell they are asked alone for, as the rows say it.
type Items = HashMap<(Role, Purpose, FieldNumber), AloneItem>;

fn items(rows: &str) -> Items {
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let records = reader.records().map(Result::unwrap).filter(|r| !r[6].is_empty());
    records
        .map(|r| {
            let field = catalogue().path(&r[4]).expect("what is asked alone is one field").number;
            ((Role::parse(&r[1]).unwrap(), Purpose::parse(&r[2]).unwrap(), field), AloneItem::parse(&r[6]).unwrap())
        })
        .collect()
}

fn by_casbin(said: &[(Opened, Items)], (role, purpose, class): Asked) -> Fields {
    let open = |number: FieldNumber| {
        said.iter().any(|(opened, items)| {
            let item = items.get(&(role, purpose, number)).copied();
            opened.get(&(role, purpose, Act::Read, number)).is_some_and(|least| reaches(*least, item, class))
        })
    };
    Open { role, purpose, cell: &open }.fields()
}

/// Where two say otherwise, as sentences.
fn differences(answered: &BTreeMap<Asked, Fields>, expected: &BTreeMap<Asked, Fields>) -> Vec<String> {
    let mut told = Vec::new();
    for ((role, purpose, class), fields) in expected {
        let shown = &answered[&(*role, *purpose, *class)];
        let cell = |field: &String, what: &str| format!("{} for {} with {class:?}: {field} {what}", role.code(), purpose.code());
        told.extend(fields.difference(shown).map(|f| cell(f, "is withheld")));
        told.extend(shown.difference(fields).map(|f| cell(f, "leaks")));
    }
    told
}

fn expected(of: impl Fn(Asked) -> Fields) -> BTreeMap<Asked, Fields> {
    all_asked().into_iter().map(|asked| (asked, of(asked))).collect()
}

/// The tables in force here.
pub fn tables() -> Vec<&'static Table> {
    crate::policy::default::tables().into_iter().filter(|t| ADOPTED.contains(&t.name.as_str())).collect()
}

fn told(differences: &[String]) -> String {
    format!(
        "{} differences, of them every {}th:\n{}",
        differences.len(),
        differences.len().div_ceil(60),
        differences.iter().step_by(differences.len().div_ceil(60)).cloned().collect::<Vec<_>>().join("\n")
    )
}

#[test]
fn what_is_answered_is_what_the_table_says() {
    let found = differences(&ANSWERED.0, &expected(|asked| by_table(&tables(), asked)));
    assert!(found.is_empty(), "{}", told(&found));
    assert!(ANSWERED.1.is_empty(), "{}", told(&ANSWERED.1));
}

#[test]
fn what_is_answered_is_what_casbin_says_when_asked_directly() {
    let adopted = policy::standard().into_iter().filter(|(name, _)| ADOPTED.contains(name));
    let said: Vec<_> = adopted.map(|(name, rows)| (policy::ask_casbin(name, rows, catalogue()).unwrap(), items(rows))).collect();
    let found = differences(&ANSWERED.0, &expected(|asked| by_casbin(&said, asked)));
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn the_comparison_reports_every_single_cell_that_is_flipped() {
    let right = expected(|asked| by_table(&tables(), asked));
    let fields: Vec<String> = right.values().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    // Every field is flipped once, each time for somebody else.
    for (n, field) in fields.iter().enumerate() {
        let mut wrong = right.clone();
        let asked = *right.keys().nth(n * 37 % right.len()).unwrap();
        let cell = wrong.get_mut(&asked).unwrap();
        let what = if cell.remove(field) { "leaks" } else { "is withheld" };
        if what == "is withheld" {
            cell.insert(field.clone());
        }
        let found = differences(&ANSWERED.0, &wrong);
        let sentence = format!("{} for {} with {:?}: {field} {what}", asked.0.code(), asked.1.code(), asked.2);
        assert_eq!(found, [sentence]);
    }
}

/// The person is as full as she is said to be: whatever can ever be shown is shown to somebody.
#[test]
fn every_served_field_is_shown_to_somebody_whom_the_table_lets_see_it() {
    let ever: Fields = expected(|asked| by_table(&tables(), asked)).into_values().flatten().collect();
    let shown: Fields = ANSWERED.0.values().flatten().cloned().collect();
    assert_eq!(ever, shown);
    assert!(shown.len() > 200, "{} fields", shown.len());
}

#[test]
fn a_role_that_no_policy_speaks_of_meets_nobody() {
    for role in [Role::Peerp, Role::CommunityWorker, Role::Forum, Role::Analyst, Role::Dpo, Role::Admin] {
        let answers = ANSWERED.0.iter().filter(|((asking, ..), _)| *asking == role);
        assert!(answers.clone().count() > 0 && answers.clone().all(|(_, fields)| fields.is_empty()), "{role:?}");
    }
}

/// She has no agency and no token: nobody can ask in her name.
#[test]
fn nobody_holds_a_token_as_the_woman_herself() {
    let token = world().token_of(&super::world::agency(Role::Ces, "asks"), Role::Woman, "woman-1");
    let answer = world().asks(&token, &about(&label(Role::Com, CLASSES[0]), Purpose::JointPlanning, "id"));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{answer}");
}
