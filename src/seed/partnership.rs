//! The invented partnership as a partnership file: its organisations and agreement once, then enrolments with their teams in parts.

use super::{Plan, person::Person};
use chrono::{Months, NaiveDate};
use serde_json::{Value, json};

/// People for whom one worker of each organisation is on the team.
pub const CASELOAD: u64 = 50;

/// Id of the prison.
pub const PRISON: &str = "seed-prison";
/// Id of probation.
pub const PROBATION: &str = "seed-probation";
/// Id of the council's leaving care team.
pub const LEAVING_CARE: &str = "seed-leaving-care";
/// Id of the women's centre.
pub const CENTRE: &str = "seed-womens-centre";
/// Id of the council's housing team.
pub const HOUSING: &str = "seed-housing";
/// Id of those who check.
pub const OVERSIGHT: &str = "seed-oversight";

/// An organisation that supports her.
pub(super) struct Party {
    /// Its id.
    pub(super) id: &'static str,
    kind: &'static str,
    /// Its name as it is read aloud.
    name: &'static str,
    /// The roles it may hold; the first is that of the worker on each team.
    roles: &'static [&'static str],
    /// What the ids of those workers begin with.
    stem: &'static str,
}

impl Party {
    const fn new(id: &'static str, kind: &'static str, name: &'static str, roles: &'static [&'static str], stem: &'static str) -> Self {
        Self { id, kind, name, roles, stem }
    }

    fn role(&self) -> Option<&'static str> {
        self.roles.first().copied()
    }
}

/// The organisations that support her.
pub(super) const PARTIES: [Party; 5] = [
    Party::new(PRISON, "PRISON", "HMP Seedfield", &["POM", "RESET", "KEYW"], "pom"),
    Party::new(PROBATION, "PROBATION", "Seedshire Probation", &["COM", "AP"], "com"),
    Party::new(LEAVING_CARE, "LA_LEAVING_CARE", "Seedshire leaving care", &["PA"], "pa"),
    Party::new(CENTRE, "WOMENS_CENTRE", "The Seedshire women's centre", &["CES", "WCW"], "ces"),
    Party::new(HOUSING, "LA_HOUSING", "Seedshire council housing", &["LHA"], "lha"),
];

/// Organisations, policies and one agreement between all of them.
pub(super) fn registry(plan: &Plan) -> Value {
    let agencies = PARTIES.iter().map(|p| json!({"id": p.id, "kind": p.kind, "name": p.name, "roles": p.roles}));
    let oversight = json!({"id": OVERSIGHT, "kind": "OVERSIGHT", "name": "Seedshire partnership oversight", "roles": ["DPO", "ANALYST"]});
    let controllers: Vec<_> = PARTIES.iter().map(|p| p.id).collect();
    json!({
        "agencies": agencies.chain([oversight]).collect::<Vec<_>>(),
        "workers": [{"agency": OVERSIGHT, "id": "dpo-1", "role": "DPO", "controllers": controllers}],
        "policies": [{"name": "partnership"}, {"name": "internal"}],
        "agreements": [agreement(plan)],
    })
}

fn agreement(plan: &Plan) -> Value {
    let signed = plan.days_ago(400);
    let parties: Vec<_> = PARTIES.iter().map(|p| json!({"agency": p.id})).collect();
    let signature = |id: &str| json!({"agency": id, "name": "Invented Signatory", "role": "senior information risk owner", "on": signed});
    json!({
        "id": "seed", "version": "1", "title": "An invented partnership for load tests", "state": "IN_FORCE",
        "startsOn": signed, "endsOn": later(plan.today, 36), "parties": parties,
        "flows": [{"id": "plan", "holder": "*", "recipient": "*", "policy": "partnership",
            "lawfulBasis": {"article6": "none: nobody in it exists"}}],
        "signatures": PARTIES.iter().map(|p| signature(p.id)).collect::<Vec<_>>(),
        "retention": "delete at will", "reviewOn": later(plan.today, 12),
    })
}

fn later(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

/// The people of a part with their teams, and the workers on them.
pub(super) fn enrolments(plan: &Plan, people: &[Person]) -> Value {
    let mut rounds: Vec<u64> = people.iter().map(Person::round).collect();
    rounds.dedup();
    let workers = rounds
        .iter()
        .flat_map(|round| PARTIES.iter().map(move |p| json!({"agency": p.id, "id": format!("{}-{round}", p.stem), "role": p.role()})));
    json!({
        "workers": workers.collect::<Vec<_>>(),
        "enrolments": people.iter().map(|person| enrolment(plan, person)).collect::<Vec<_>>(),
    })
}

fn enrolment(plan: &Plan, person: &Person) -> Value {
    let from = format!("{}T09:00:00Z", plan.days_ago(200));
    let member = |p: &Party| json!({"agency": p.id, "role": p.role(), "worker": person.worker(p.stem), "state": "LIVE", "from": from});
    let references: serde_json::Map<_, _> = PARTIES.iter().map(|p| (p.id.to_owned(), json!(person.reference))).collect();
    json!({
        "label": person.label,
        "enrolledBy": CENTRE,
        "enrolledOn": plan.days_ago(200),
        "references": references,
        "team": PARTIES.iter().map(member).collect::<Vec<_>>(),
    })
}
