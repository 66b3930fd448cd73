//! The laws, as properties of random small policies. The rows are random, not sensible: the laws hold before any lint.

use super::{Fields, Table, agree, engine, interpreter, row, table};
use crate::{
    record::catalogue,
    vocabulary::{Act, AloneItem, Category, Coded, ConsentClass, FieldSet, Purpose, Role},
};
use proptest::{prelude::*, sample::select};
use std::collections::BTreeSet;

const ROLES: [&str; 4] = ["POM", "PA", "IDVA", "DAW"];
const PURPOSES: [&str; 3] = ["JOINT_PLANNING", "THROUGH_GATE", "SUPERVISION"];
const READ: [&str; 9] = [
    "IDENTITY.summary",
    "IDENTITY.full",
    "IDENTITY.own",
    "SUBSTANCE.full",
    "SUBSTANCE.own",
    "DOM_ABUSE.full",
    "Person.previousNames",
    "IfISlip.signs",
    "UnsafePerson.alias",
];
const WRITE: [&str; 4] = ["IDENTITY.write", "SUBSTANCE.write", "DOM_ABUSE.write", "IfISlip.signs"];

/// A row but for its id: role to effect.
type Spec = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

fn spec() -> impl Strategy<Value = Spec> {
    let act = prop_oneof![(Just("READ"), select(&READ[..])), (Just("WRITE"), select(&WRITE[..]))];
    let consent = prop_oneof![
        4 => (select(&["TOLD", "AGREEMENT", "SEPARATE", "PUSH"][..]), Just("allow")),
        1 => (Just(""), Just("deny")),
    ];
    (select(&ROLES[..]), select(&PURPOSES[..]), act, consent)
        .prop_map(|(role, purpose, (act, target), (consent, effect))| (role, purpose, act, target, consent, effect))
}

/// Rows without repetition: Casbin would drop the second of two equal ones, and the lint refuses it.
fn specs() -> impl Strategy<Value = Vec<Spec>> {
    prop::collection::btree_set(spec(), 1..14).prop_map(|set| set.into_iter().collect())
}

fn text(specs: &[Spec]) -> String {
    let rows = specs.iter().enumerate().map(|(i, (role, purpose, act, target, consent, effect))| {
        format!("R{i:03},{role},{purpose},{act},{target},{consent},,{effect},law\n")
    });
    row::COLUMNS.join(",") + "\n" + rows.collect::<String>().as_str()
}

/// Compiles rows as publishing does, without the lint; the two opinions must agree.
fn compile_text(text: &str) -> Table {
    let fields = Fields::of(catalogue());
    let parsed = row::parse("law", text, catalogue());
    assert_eq!(parsed.faults, []);
    let opened = engine::ask(&parsed.rules, &fields).unwrap();
    let verdicts = interpreter::interpret(&parsed.rules, &fields);
    agree("law", &fields, &opened, &verdicts).unwrap();
    engine::sample(&parsed.rules, &fields, &opened).unwrap();
    table::build("law", String::new(), &parsed.rules, &fields, &verdicts)
}

fn compile(specs: &[Spec]) -> Table {
    compile_text(&text(specs))
}

/// Whether everything one table opens, the other opens too, with no more from her.
fn within(narrow: &Table, wide: &Table) -> bool {
    table::triples().all(|(role, purpose, act)| {
        let at = |table: &Table| table.grants(role, purpose, act).cloned().unwrap_or_default();
        let (narrow, wide) = (at(narrow), at(wide));
        narrow.ever().iter().all(|f| wide.condition(f).is_some_and(|w| narrow.condition(f).is_some_and(|n| w.0 <= n.0)))
    })
}

fn planes(yes: &[Category]) -> FieldSet {
    yes.iter().fold(FieldSet::EMPTY, |all, c| all | catalogue().category(*c))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Adding a deny never widens, and table = Casbin = interpreter on both policies.
    #[test]
    fn a_deny_never_widens(mut rows in specs(), (role, purpose, act, target, ..) in spec()) {
        rows.retain(|r| r.5 == "allow");
        let before = compile(&rows);
        rows.push((role, purpose, act, target, "", "deny"));
        prop_assert!(within(&compile(&rows), &before));
    }

    /// Weaker consent never widens.
    #[test]
    fn weaker_consent_never_widens(rows in specs(), yes in prop::sample::subsequence(&[Category::Identity, Category::Substance, Category::DomAbuse][..], 0..=3)) {
        let table = compile(&rows);
        for (role, purpose, act) in table::triples() {
            let Some(grants) = table.grants(role, purpose, act) else { continue };
            let fields = planes(&yes);
            let none = grants.open(FieldSet::EMPTY, FieldSet::EMPTY, &[]);
            let agreed = grants.open(fields, FieldSet::EMPTY, &[]);
            let separately = grants.open(fields, fields, AloneItem::ALL);
            prop_assert!((none & !agreed).is_empty() && (agreed & !separately).is_empty());
        }
    }

    /// Row order is irrelevant, for the hash and for the deciding rows.
    #[test]
    fn row_order_is_irrelevant(rows in specs(), turn in any::<prop::sample::Index>()) {
        let text = text(&rows);
        let mut lines: Vec<&str> = text.lines().skip(1).collect();
        let middle = turn.index(lines.len());
        lines.rotate_left(middle);
        let turned = row::COLUMNS.join(",") + "\n" + lines.join("\n").as_str() + "\n";
        prop_assert_eq!(compile_text(&text), compile_text(&turned));
    }

    /// An unknown token denies: the row is refused, and with it the policy.
    #[test]
    fn an_unknown_token_is_refused(rows in specs(), column in 1usize..8, at in any::<prop::sample::Index>()) {
        let text = text(&rows);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let row = 1 + at.index(rows.len());
        let mut cells: Vec<String> = lines[row].split(',').map(str::to_owned).collect();
        cells[column] = format!("{}x", cells[column]);
        lines[row] = cells.join(",");
        prop_assert!(super::publish("law", &lines.join("\n"), catalogue()).is_err());
        prop_assert_eq!(row::parse("law", &lines.join("\n"), catalogue()).faults.len(), 1);
    }

    /// Taking away any single condition of an allowed cell denies it: role, purpose, act, consent, the row, and no deny.
    #[test]
    fn every_condition_counts(row in spec().prop_filter("opens", |r| r.5 == "allow" && r.4 != "PUSH")) {
        let table = compile(&[row]);
        let parsed = row::parse("law", &text(&[row]), catalogue()).rules.remove(0);
        let asked = (parsed.role, parsed.purpose, parsed.act);
        let least = parsed.allows().unwrap().0.least_class().unwrap();
        let Some(grants) = table.grants(asked.0, asked.1, asked.2) else { return Ok(()) };
        for field in grants.ever().iter() {
            let with = |class: ConsentClass| {
                let plane = FieldSet::of([field]);
                let agreed = if class >= ConsentClass::Agreed { plane } else { FieldSet::EMPTY };
                let separately = if class == ConsentClass::AgreedSeparately { plane } else { FieldSet::EMPTY };
                grants.open(agreed, separately, &[]).contains(field)
            };
            prop_assert!(ConsentClass::ALL.into_iter().all(|class| with(class) == (class >= least)));
            let elsewhere = table::triples().filter(|t| *t != asked).any(|(r, p, a)| table.grants(r, p, a).is_some_and(|g| g.ever().contains(field)));
            prop_assert!(!elsewhere);
        }
        let denied = (row.0, row.1, row.2, row.3, "", "deny");
        prop_assert_eq!(compile(&[row, denied]).cells(), 0);
    }

    /// Bytes come back as the same table, and a changed byte is noticed.
    #[test]
    fn bytes_come_back(rows in specs(), at in any::<prop::sample::Index>()) {
        let table = compile(&rows);
        let bytes = table.to_bytes();
        prop_assert_eq!(Table::from_bytes(&bytes, catalogue()).unwrap(), table);
        let mut damaged = bytes.clone();
        let position = at.index(damaged.len());
        damaged[position] ^= 1;
        prop_assert!(Table::from_bytes(&damaged, catalogue()).is_err());
    }
}

/// Table = Casbin: the committed policies, every cell of every role and purpose, whether a row speaks of it or not.
#[test]
fn a_table_says_what_casbin_says() {
    for (name, rows) in super::standard() {
        let table = super::publish(name, rows, catalogue()).unwrap();
        let opened = super::ask_casbin(name, rows, catalogue()).unwrap();
        let mut cells = BTreeSet::new();
        for (role, purpose, act) in table::triples() {
            let Some(grants) = table.grants(role, purpose, act) else { continue };
            for field in grants.ever().iter() {
                let least = grants.condition(field).and_then(|(c, _)| c.least_class());
                assert_eq!(opened.get(&(role, purpose, act, field)).copied(), least);
                cells.insert((role, purpose, act, field));
            }
        }
        assert!(opened.keys().all(|asked| cells.contains(asked)), "{name}");
        assert_eq!(cells.len(), table.cells());
        assert!(table.grants(Role::Admin, Purpose::JointPlanning, Act::Read).is_none() && Role::Admin.code() == "ADMIN");
    }
}

/// The second opinion counts: where the two differ on one cell, nothing is published.
#[test]
fn a_difference_of_one_cell_refuses() {
    let fields = Fields::of(catalogue());
    let rules = row::parse("law", &text(&[("PA", "JOINT_PLANNING", "READ", "IDENTITY.full", "AGREEMENT", "allow")]), catalogue()).rules;
    let opened = engine::ask(&rules, &fields).unwrap();
    let mut verdicts = interpreter::interpret(&rules, &fields);
    agree("law", &fields, &opened, &verdicts).unwrap();
    verdicts.pop_first().unwrap();
    assert_eq!(agree("law", &fields, &opened, &verdicts).unwrap_err().len(), 1);
    assert!(matches!(engine::sample(&rules, &fields, &engine::Opened::new()), Err(engine::Refusal::Sample(_))));
}

/// Casbin keeps one of two equal rows; the engine notices, even without the lint.
#[test]
fn a_dropped_row_refuses() {
    let row = ("PA", "JOINT_PLANNING", "READ", "IDENTITY.full", "AGREEMENT", "allow");
    let rules = row::parse("law", &text(&[row, row]), catalogue()).rules;
    assert!(matches!(engine::ask(&rules, &Fields::of(catalogue())), Err(engine::Refusal::Dropped(id)) if id == "R001"));
}
