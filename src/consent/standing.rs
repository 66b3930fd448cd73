//! Which of her answers counts, for one caller and one purpose, now. Pure.
//!
//! A no stands until a later statement of the same scope replaces it by name: a broad yes never overrides it, and it has no end.
//! "Ask me each time" stands like a no until she was asked. A yes counts only while nothing at all is wrong with it.

use crate::{
    decision::Consent,
    vocabulary::{AloneItem, Catalogue, Category, ConsentDecision, FieldSet, Purpose, Role},
};
use chrono::{DateTime, Months, NaiveDate, Utc};

/// Months after which a yes lapses unless she was asked again (domain D4).
const YES_LASTS_MONTHS: u32 = 12;

/// Topics whose yes the recipient's own worker may not take alone (domain D3).
const SENSITIVE: &[Category] = &[
    Category::CareStatus,
    Category::PhysHealth,
    Category::MentalHealth,
    Category::SelfHarm,
    Category::Substance,
    Category::DomAbuse,
    Category::Exploitation,
    Category::ChildrenFamily,
    Category::Circle,
    Category::Equality,
    Category::Immigration,
    Category::CustodyDates,
    Category::Licence,
    Category::Offence,
];

/// Of these, the ones that nobody who decides release, discipline or breach may take alone either: topics five to nine.
const NOT_FROM_WHO_DECIDES: &[Category] = &[
    Category::PhysHealth,
    Category::MentalHealth,
    Category::SelfHarm,
    Category::Substance,
    Category::DomAbuse,
    Category::Exploitation,
    Category::ChildrenFamily,
    Category::Circle,
];

/// An organisation, or a role or worker there, that was read aloud to her.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Agency by id.
    pub agency: String,
    /// Only this kind of worker there.
    pub role: Option<Role>,
    /// Only this worker there.
    pub worker: Option<String>,
}

/// How an answer was taken, as far as it decides whether a yes counts.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Agency whose worker took it.
    pub agency: String,
    /// Role of that worker.
    pub role: Option<Role>,
    /// Whether they were alone.
    pub in_private: bool,
    /// Whether there was a worry about her deciding that day.
    pub capacity_concern: bool,
    /// Another agency that confirmed it since.
    pub confirmed_by: Option<String>,
}

/// One answer she gave. Dimensions that could not be read are empty.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Opaque id, which records of disclosure name.
    pub id: String,
    /// What she said; `None` when the stored value is no answer, which counts as a no.
    pub decision: Option<ConsentDecision>,
    /// Categories it is about.
    pub categories: Vec<Category>,
    /// Things asked on their own it is about.
    pub items: Vec<AloneItem>,
    /// Only these fields of the categories; empty means all of them.
    pub fields: FieldSet,
    /// Whether single fields were named, so that an empty set is not mistaken for "all".
    pub names_fields: bool,
    /// What for.
    pub purposes: Vec<Purpose>,
    /// Whom it was read aloud for.
    pub recipients: Vec<Recipient>,
    /// Whether it was asked on its own.
    pub separate: bool,
    /// When she said it.
    pub said_on: DateTime<Utc>,
    /// From when it holds, if later.
    pub starts_on: Option<DateTime<Utc>>,
    /// Last day it holds.
    pub ends_on: Option<NaiveDate>,
    /// When she took it back.
    pub withdrawn_on: Option<DateTime<Utc>>,
    /// The statement it replaces, by id.
    pub supersedes: Option<String>,
    /// How it was taken.
    pub taken: Taken,
}

/// Who would rest on her answers.
#[derive(Clone, Debug)]
pub struct Asker<'a> {
    /// The caller's agency.
    pub agency: &'a str,
    /// The caller's role.
    pub role: Role,
    /// The worker; `None` for a system, which acts for every worker of the role.
    pub worker: Option<&'a str>,
    /// What for.
    pub purpose: Purpose,
}

/// What counted, and until when it will.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// Her answers as the decision takes them.
    pub consent: Consent,
    /// Statements whose yes was relied on, by id.
    pub statements: Vec<String>,
    /// The earliest day after which one of them no longer holds.
    pub until: Option<NaiveDate>,
}

/// Her answers as they stand for this asker.
pub fn standing(catalogue: &Catalogue, statements: &[Statement], asker: &Asker<'_>, now: DateTime<Utc>) -> Counted {
    let mut counted = Counted::default();
    for statement in statements.iter().filter(|s| !is_replaced(s, statements)) {
        match statement.decision {
            Some(ConsentDecision::Yes) => {
                if says_yes_to(statement, asker, now) {
                    add_yes(&mut counted, catalogue, statement);
                }
            }
            Some(ConsentDecision::No | ConsentDecision::AskMeEachTime) | None => {
                if says_no_to(statement, asker, now) {
                    counted.consent.refused |= scope(catalogue, statement);
                    counted.consent.refused_alone.extend(&statement.items);
                }
            }
        }
    }
    counted
}

/// Replaced by a later statement that names it and reaches at least as far; a narrower one cannot lift a no.
fn is_replaced(old: &Statement, statements: &[Statement]) -> bool {
    statements.iter().any(|new| new.supersedes.as_ref() == Some(&old.id) && new.said_on >= old.said_on && covers(new, old))
}

fn covers(new: &Statement, old: &Statement) -> bool {
    let categories = old.categories.iter().all(|c| new.categories.contains(c)) && old.items.iter().all(|i| new.items.contains(i));
    let fields = !new.names_fields || (old.names_fields && (old.fields & !new.fields).is_empty());
    let purposes = old.purposes.iter().all(|p| new.purposes.contains(p));
    let reaches = |r: &Recipient| {
        new.recipients
            .iter()
            .any(|n| n.agency == r.agency && (n.role.is_none() || n.role == r.role) && (n.worker.is_none() || n.worker == r.worker))
    };
    categories && fields && purposes && old.recipients.iter().all(reaches)
}

fn says_yes_to(s: &Statement, asker: &Asker<'_>, now: DateTime<Utc>) -> bool {
    let whole = !s.recipients.is_empty() && !s.purposes.is_empty() && (!s.categories.is_empty() || !s.items.is_empty());
    let named = |r: &Recipient| {
        r.agency == asker.agency
            && r.role.is_none_or(|role| role == asker.role)
            && r.worker.as_deref().is_none_or(|worker| Some(worker) == asker.worker)
    };
    whole && s.purposes.contains(&asker.purpose) && s.recipients.iter().any(named) && in_time(s, now) && well_taken(s, asker)
}

fn in_time(s: &Statement, now: DateTime<Utc>) -> bool {
    let begun = s.said_on <= now && s.starts_on.is_none_or(|start| start <= now);
    begun && now.date_naive() <= last_day(s) && s.withdrawn_on.is_none_or(|withdrawn| now < withdrawn)
}

/// The last day a yes holds: as she said, and twelve months at most.
fn last_day(s: &Statement) -> NaiveDate {
    let year = s.said_on.date_naive().checked_add_months(Months::new(YES_LASTS_MONTHS)).unwrap_or(NaiveDate::MIN);
    s.ends_on.map_or(year, |end| end.min(year))
}

/// Whether a yes may be relied on by this asker: nobody grants their own organisation a sensitive yes alone.
fn well_taken(s: &Statement, asker: &Asker<'_>) -> bool {
    if s.taken.capacity_concern {
        return false;
    }
    let about = |list: &[Category]| !s.items.is_empty() || s.categories.iter().any(|c| list.contains(c));
    let elsewhere = s.taken.confirmed_by.as_ref().is_some_and(|c| *c != s.taken.agency && c != asker.agency);
    let by_recipient = s.taken.agency == asker.agency;
    let by_who_decides = matches!(s.taken.role, Some(Role::Pom | Role::Com | Role::Ap)) && about(NOT_FROM_WHO_DECIDES);
    !about(SENSITIVE) || (s.taken.in_private && (elsewhere || !(by_recipient || by_who_decides)))
}

/// Whether a no reaches the asker. Where a dimension is missing the no reaches all of it.
fn says_no_to(s: &Statement, asker: &Asker<'_>, now: DateTime<Utc>) -> bool {
    let named = |r: &Recipient| {
        r.agency == asker.agency
            && r.role.is_none_or(|role| role == asker.role)
            && (asker.worker.is_none() || r.worker.is_none() || r.worker.as_deref() == asker.worker)
    };
    let recipient = s.recipients.is_empty() || s.recipients.iter().any(named);
    let purpose = s.purposes.is_empty() || s.purposes.contains(&asker.purpose);
    recipient && purpose && s.said_on <= now
}

/// The fields a statement is about. A statement about single fields still lets their rows and category be met.
fn scope(catalogue: &Catalogue, s: &Statement) -> FieldSet {
    let whole = s.categories.iter().fold(FieldSet::EMPTY, |all, c| all | catalogue.category(*c));
    match (s.names_fields, s.decision) {
        (false, _) => whole,
        (true, Some(ConsentDecision::Yes)) => {
            let lines = s.fields & whole;
            lines | catalogue.met_with(lines) | ticked(catalogue, lines)
        }
        (true, _) => s.fields,
    }
}

/// Lines of her own pages that she ticked one by one are also what a summary of them shows.
fn ticked(catalogue: &Catalogue, lines: FieldSet) -> FieldSet {
    let Some(ticked) = catalogue.path("AboutMe.tickedLines") else { return FieldSet::EMPTY };
    let sources = FieldSet::of(ticked.derived_from.iter().filter_map(|p| catalogue.path(p)).map(|f| f.number));
    if sources.meets(&lines) { FieldSet::of([ticked.number]) } else { FieldSet::EMPTY }
}

fn add_yes(counted: &mut Counted, catalogue: &Catalogue, s: &Statement) {
    let fields = scope(catalogue, s);
    if s.separate {
        counted.consent.separate |= fields;
        counted.consent.alone.extend(&s.items);
    } else {
        counted.consent.agreed |= fields;
    }
    if s.names_fields {
        counted.consent.named |= s.fields;
    }
    counted.statements.push(s.id.clone());
    let last = last_day(s);
    counted.until = Some(counted.until.map_or(last, |until| until.min(last)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{record::catalogue, vocabulary::ConsentClass};
    use chrono::TimeZone;

    fn on(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, day, 9, 0, 0).unwrap()
    }

    fn said(id: &str, decision: ConsentDecision, categories: &[Category], day: u32) -> Statement {
        Statement {
            id: id.into(),
            decision: Some(decision),
            categories: categories.to_vec(),
            items: vec![],
            fields: FieldSet::EMPTY,
            names_fields: false,
            purposes: vec![Purpose::JointPlanning],
            recipients: vec![Recipient { agency: "council".into(), role: None, worker: None }],
            separate: false,
            said_on: on(day),
            starts_on: None,
            ends_on: None,
            withdrawn_on: None,
            supersedes: None,
            taken: Taken { agency: "centre".into(), role: Some(Role::Ces), in_private: true, capacity_concern: false, confirmed_by: None },
        }
    }

    fn asker() -> Asker<'static> {
        Asker { agency: "council", role: Role::Pa, worker: Some("pa-1"), purpose: Purpose::JointPlanning }
    }

    fn class(statements: &[Statement], path: &str) -> ConsentClass {
        let number = catalogue().path(path).unwrap().number;
        standing(catalogue(), statements, &asker(), on(20)).consent.class(number)
    }

    #[test]
    fn a_broad_yes_never_overrides_an_earlier_specific_no() {
        let no = said("1", ConsentDecision::No, &[Category::CareStatus], 1);
        let yes = said("2", ConsentDecision::Yes, &[Category::CareStatus, Category::PlanActions], 2);
        assert_eq!(class(&[no.clone(), yes.clone()], "CareStatus.legalCategory"), ConsentClass::None);
        assert_eq!(class(&[no, yes], "Goal.title"), ConsentClass::Agreed);
    }

    #[test]
    fn a_no_is_lifted_only_by_a_statement_that_names_it_and_reaches_as_far() {
        let no = said("1", ConsentDecision::No, &[Category::CareStatus, Category::Circle], 1);
        let narrower = Statement { supersedes: Some("1".into()), ..said("2", ConsentDecision::Yes, &[Category::CareStatus], 2) };
        assert_eq!(class(&[no.clone(), narrower], "CareStatus.legalCategory"), ConsentClass::None);
        let as_far =
            Statement { supersedes: Some("1".into()), ..said("2", ConsentDecision::Yes, &[Category::CareStatus, Category::Circle], 2) };
        assert_eq!(class(&[no, as_far], "CareStatus.legalCategory"), ConsentClass::Agreed);
    }

    #[test]
    fn a_sensitive_yes_taken_by_the_recipients_own_worker_waits_for_somebody_elsewhere() {
        let mut yes = said("1", ConsentDecision::Yes, &[Category::CareStatus], 1);
        yes.taken.agency = "council".into();
        assert_eq!(class(&[yes.clone()], "CareStatus.legalCategory"), ConsentClass::None);
        yes.taken.confirmed_by = Some("council".into());
        assert_eq!(class(&[yes.clone()], "CareStatus.legalCategory"), ConsentClass::None, "itself again is not elsewhere");
        yes.taken.confirmed_by = Some("centre".into());
        assert_eq!(class(&[yes], "CareStatus.legalCategory"), ConsentClass::Agreed);
    }

    #[test]
    fn whoever_decides_about_breach_does_not_take_a_yes_to_drugs_alone() {
        let mut yes = said("1", ConsentDecision::Yes, &[Category::Substance], 1);
        yes.taken = Taken { agency: "probation".into(), role: Some(Role::Com), ..yes.taken };
        assert_eq!(class(&[yes], "SubstanceUse.naloxone"), ConsentClass::None);
    }

    #[test]
    fn withdrawn_expired_unstarted_and_malformed_all_look_like_nothing() {
        let yes = || said("1", ConsentDecision::Yes, &[Category::PlanActions], 1);
        for (why, statement) in [
            ("withdrawn", Statement { withdrawn_on: Some(on(20)), ..yes() }),
            ("expired", Statement { ends_on: Some(on(19).date_naive()), ..yes() }),
            ("not begun", Statement { starts_on: Some(on(21)), ..yes() }),
            ("no purpose", Statement { purposes: vec![], ..yes() }),
            ("nobody named", Statement { recipients: vec![], ..yes() }),
            (
                "another role",
                Statement { recipients: vec![Recipient { agency: "council".into(), role: Some(Role::Lha), worker: None }], ..yes() },
            ),
            ("over a year ago", Statement { said_on: on(1) - chrono::Days::new(400), ..yes() }),
            ("a worry that day", Statement { taken: Taken { capacity_concern: true, ..yes().taken }, ..yes() }),
        ] {
            assert_eq!(class(&[statement], "Goal.title"), ConsentClass::None, "{why}");
        }
        assert_eq!(class(&[yes()], "Goal.title"), ConsentClass::Agreed);
    }

    #[test]
    fn a_malformed_no_reaches_everything_it_might_mean() {
        let yes = said("1", ConsentDecision::Yes, &[Category::PlanActions], 1);
        let no = Statement { recipients: vec![], purposes: vec![], ..said("2", ConsentDecision::No, &[Category::PlanActions], 2) };
        assert_eq!(class(&[yes, no], "Goal.title"), ConsentClass::None);
    }

    #[test]
    fn a_system_does_not_get_what_she_gave_one_worker_and_heeds_a_no_to_any() {
        let system = Asker { worker: None, ..asker() };
        let to = |worker: &str| vec![Recipient { agency: "council".into(), role: None, worker: Some(worker.into()) }];
        let yes = said("1", ConsentDecision::Yes, &[Category::PlanActions], 1);
        let for_one = Statement { recipients: to("pa-1"), ..yes.clone() };
        let goal = catalogue().path("Goal.title").unwrap().number;
        assert_eq!(standing(catalogue(), &[for_one], &system, on(20)).consent.class(goal), ConsentClass::None);
        let no = Statement { recipients: to("pa-7"), ..said("2", ConsentDecision::No, &[Category::PlanActions], 2) };
        assert_eq!(standing(catalogue(), &[yes, no], &system, on(20)).consent.class(goal), ConsentClass::None);
    }

    #[test]
    fn a_yes_to_a_category_is_no_yes_to_what_is_asked_alone() {
        let yes = Statement { separate: true, ..said("1", ConsentDecision::Yes, &[Category::PhysHealth], 1) };
        assert!(standing(catalogue(), &[yes], &asker(), on(20)).consent.alone.is_empty());
    }
}
