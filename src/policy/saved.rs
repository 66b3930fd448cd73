//! Saved tests: what a policy must and must never open, one plain sentence a line.
//!
//! ```text
//! policy partnership
//! PA for JOINT_PLANNING with yes to CUSTODY_DATES, IDENTITY reads CustodyStatus.currentPrison, some of PLAN_ACTIONS
//! LHA for any purpose with yes to everything and separate yes to everything never reads OFFENCE, UnsafePerson.*
//! PA for THROUGH_GATE with no yes never reads LICENCE
//! ```
//! Reading counts as for a row whose gates are asked: `also_needs` of a field must be open too.

use super::{Fault, table::Table};
use crate::vocabulary::{Act, AloneItem, Catalogue, Category, Coded, FieldNumber, FieldSet, Purpose, Role};

/// The saved tests that come with the default policies: file and text.
pub fn committed() -> [(&'static str, &'static str); 2] {
    [
        ("tests/partnership.txt", include_str!("../../policies/tests/partnership.txt")),
        ("tests/own-and-nominated.txt", include_str!("../../policies/tests/own-and-nominated.txt")),
    ]
}

/// What a file of saved tests came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Questions asked.
    pub asked: usize,
    /// Sentences that do not hold, or cannot be read.
    pub faults: Vec<Fault>,
}

/// Her answers in a sentence.
#[derive(Debug, Default)]
pub struct Answers {
    /// Categories she said yes to.
    pub yes: Vec<Category>,
    /// Categories she said yes to separately.
    pub separate: Vec<Category>,
    /// Items she said yes to on their own.
    pub alone: Vec<AloneItem>,
}

/// One sentence.
#[derive(Debug)]
struct Sentence {
    roles: Vec<Role>,
    purposes: Vec<Purpose>,
    answers: Answers,
    act: Act,
    never: bool,
    patterns: Vec<Pattern>,
}

/// Fields that a sentence speaks of.
#[derive(Debug)]
struct Pattern {
    text: String,
    fields: FieldSet,
}

/// Fields a role reads or writes under her answers, before rows, blocks and protection: the compiled cells, less those that would
/// reveal a category whose `present` is closed.
pub fn open(table: &Table, catalogue: &Catalogue, role: Role, purpose: Purpose, act: Act, answers: &Answers) -> FieldSet {
    let Some(grants) = table.grants(role, purpose, act) else { return FieldSet::EMPTY };
    let plane = |categories: &[Category]| categories.iter().fold(FieldSet::EMPTY, |all, c| all | catalogue.category(*c));
    let open = grants.open(plane(&answers.yes), plane(&answers.separate), &answers.alone);
    let gates = |number: FieldNumber| {
        let needs = catalogue.field(number).map_or(&[][..], |f| f.also_needs);
        act == Act::Write || needs.iter().all(|c| catalogue.present(*c).is_some_and(|present| open.contains(present)))
    };
    FieldSet::of(open.iter().filter(|n| gates(*n)))
}

/// Runs a file of saved tests against tables by name.
pub fn run(file: &str, text: &str, tables: &[&Table], catalogue: &Catalogue) -> Outcome {
    let mut outcome = Outcome::default();
    let mut table: Option<&Table> = None;
    for (number, line) in (1u64..).zip(text.lines()).filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        if let Some(name) = line.strip_prefix("policy ") {
            table = tables.iter().find(|t| t.name == name.trim()).copied();
            if table.is_none() {
                outcome.faults.push(Fault::new(
                    file,
                    number,
                    "",
                    "unknown-policy",
                    format!("no policy is called `{name}`"),
                    "name one that is compiled",
                ));
            }
            continue;
        }
        let Some(table) = table else { continue };
        match parse(line, catalogue) {
            Ok(sentence) => judge(file, number, table, catalogue, &sentence, &mut outcome),
            Err(what) => outcome.faults.push(Fault::new(
                file,
                number,
                "",
                "saved-test-words",
                what,
                "see policies/README.md for how a sentence is built",
            )),
        }
    }
    if outcome.asked == 0 && outcome.faults.is_empty() {
        outcome.faults.push(Fault::whole(
            file,
            "no-saved-test",
            "the file asks nothing",
            "begin with `policy NAME` and write one sentence a line",
        ));
    }
    outcome
}

/// Asks one sentence of a table.
fn judge(file: &str, line: u64, table: &Table, catalogue: &Catalogue, sentence: &Sentence, outcome: &mut Outcome) {
    for (role, purpose) in sentence.roles.iter().flat_map(|r| sentence.purposes.iter().map(move |p| (*r, *p))) {
        let open = open(table, catalogue, role, purpose, sentence.act, &sentence.answers);
        for pattern in &sentence.patterns {
            outcome.asked += 1;
            let hits = open & pattern.fields;
            if hits.is_empty() == sentence.never {
                continue;
            }
            let who = format!("{} for {}", role.code(), purpose.code());
            let names: Vec<String> =
                hits.iter().take(4).filter_map(|n| catalogue.governed().find(|f| f.number == n)).map(|f| f.path).collect();
            let what = if sentence.never {
                format!("{who} opens {} of {}", names.join(", "), pattern.text)
            } else {
                format!("{who} does not open {}", pattern.text)
            };
            outcome.faults.push(Fault::new(file, line, "", "saved-test", what, "change the policy, or the sentence if it is wrong"));
        }
    }
}

/// Reads a sentence.
fn parse(line: &str, catalogue: &Catalogue) -> Result<Sentence, String> {
    let verbs = [
        (" never reads ", Act::Read, true),
        (" never writes ", Act::Write, true),
        (" reads ", Act::Read, false),
        (" writes ", Act::Write, false),
    ];
    let found = verbs.into_iter().find_map(|(verb, act, never)| Some((line.split_once(verb)?, act, never)));
    let ((head, tail), act, never) = found.ok_or("the sentence has no `reads`, `writes`, `never reads` or `never writes`")?;
    let (roles, rest) = head.split_once(" for ").ok_or("the sentence does not say `ROLE for PURPOSE`")?;
    let (purposes, answers) = rest.split_once(" with ").ok_or("the sentence does not say `with no yes` or `with yes to ...`")?;
    let purposes = if purposes == "any purpose" { Ok(Purpose::ALL.to_vec()) } else { codes(purposes, "purpose") };
    Ok(Sentence {
        roles: codes(roles, "role")?,
        purposes: purposes?,
        answers: parse_answers(answers)?,
        act,
        never,
        patterns: tail.split(", ").map(|p| pattern(p.trim(), never, catalogue)).collect::<Result<_, _>>()?,
    })
}

/// Codes with commas between.
fn codes<T: Coded>(list: &str, kind: &str) -> Result<Vec<T>, String> {
    list.split(", ").map(|code| T::parse(code.trim()).ok_or_else(|| format!("no {kind} is called `{code}`"))).collect()
}

/// `no yes`, `yes to A, B`, `separate yes to C`, or both with `and` between.
fn parse_answers(text: &str) -> Result<Answers, String> {
    let mut answers = Answers::default();
    let (yes, separate) = match text.split_once("separate yes to ") {
        Some((yes, separate)) => (yes.trim().trim_end_matches(" and").trim_end_matches("and"), separate),
        None => (text, ""),
    };
    match yes.trim().strip_prefix("yes to ") {
        Some("everything") => answers.yes = Category::ALL.to_vec(),
        Some(list) => answers.yes = codes(list, "category")?,
        None if matches!(yes.trim(), "no yes" | "") => {}
        None => return Err(format!("`{yes}` says neither `no yes` nor `yes to ...`")),
    }
    if separate == "everything" {
        (answers.separate, answers.alone) = (Category::ALL.to_vec(), AloneItem::ALL.to_vec());
        return Ok(answers);
    }
    for code in separate.split(", ").map(str::trim).filter(|c| !c.is_empty()) {
        match (Category::parse(code), AloneItem::parse(code)) {
            (Some(category), _) => answers.separate.push(category),
            (None, Some(item)) => answers.alone.push(item),
            (None, None) => return Err(format!("nothing she is asked is called `{code}`")),
        }
    }
    Ok(answers)
}

/// `Entity.field`, `Entity.*` or `CATEGORY`; a group is `some of` where it must be open.
fn pattern(text: &str, never: bool, catalogue: &Catalogue) -> Result<Pattern, String> {
    let (some, name) = text.strip_prefix("some of ").map_or((false, text), |name| (true, name));
    let fields = match (Category::parse(name), name.strip_suffix(".*")) {
        (Some(category), _) => leaves(catalogue).filter(|(_, c, _)| *c == category).map(|(n, ..)| n).collect::<Vec<_>>(),
        (None, Some(entity)) => leaves(catalogue).filter(|(.., e)| *e == entity).map(|(n, ..)| n).collect(),
        (None, None) => catalogue.governed().filter(|f| f.path == name).map(|f| f.number).collect(),
    };
    let group = fields.len() != 1 || name.ends_with(".*");
    match () {
        () if fields.is_empty() => Err(format!("no shared field is called `{name}`")),
        () if group && !some && !never => Err(format!("write `some of {name}`: a group is rarely open as a whole")),
        () => Ok(Pattern { text: text.into(), fields: FieldSet::of(fields) }),
    }
}

/// Every leaf: number, category, entity.
fn leaves(catalogue: &Catalogue) -> impl Iterator<Item = (FieldNumber, Category, &'static str)> {
    catalogue.fields().filter_map(|f| Some((f.number, f.class.category()?, f.entity)))
}
