//! What is measured without a server: a decision, and publishing.

use connections_hub::{
    decision::{Ask, Consent, Standing, Terms, decide},
    policy,
    record::catalogue,
    vocabulary::{Act, Class, Coded, Purpose, Role},
};
use std::{
    fmt::Write,
    hint::black_box,
    time::{Duration, Instant},
};

/// Decisions that are timed.
const DECISIONS: u32 = 200_000;
/// Rows of the large policy.
const MANY_ROWS: usize = 20_000;

/// Nanoseconds of one decision over all fields, and the fields that it decided about.
pub fn decision() -> (f64, usize) {
    let (name, rows) = policy::standard()[0];
    let table = policy::publish(name, rows, catalogue()).expect("the default policy is published");
    let grants = table.grants(Role::Pa, Purpose::JointPlanning, Act::Read).expect("an adviser reads");
    let consent = Consent { agreed: grants.agreed, ..Consent::default() };
    let ask = Ask { adopted: &[grants], internal: None, standing: Standing::Team, purpose_is_open: true, consent: &consent };
    let terms = Terms { adopted: vec![0], ..Terms::default() };
    let began = Instant::now();
    for _ in 0..DECISIONS {
        black_box(decide(catalogue(), black_box(&ask), black_box(&terms)));
    }
    let each = began.elapsed().as_nanos() as f64 / f64::from(DECISIONS);
    (each, grants.ever().len())
}

/// How long the default policy takes from its rows to its table.
pub fn publishing() -> Duration {
    let (name, rows) = policy::standard()[0];
    let began = Instant::now();
    black_box(policy::publish(name, rows, catalogue()).expect("the default policy is published"));
    began.elapsed()
}

/// How long a policy of 20,000 rows takes, and how many it had.
pub fn publishing_many() -> (Duration, usize) {
    let text = many_rows();
    let began = Instant::now();
    black_box(policy::publish("many", &text, catalogue()).unwrap_or_else(|faults| panic!("{}", faults[0])));
    (began.elapsed(), text.lines().count() - 1)
}

/// The default policy, and rows that close single fields again until there are enough: every one of them is asked of Casbin.
fn many_rows() -> String {
    let (_, rows) = policy::standard()[0];
    let mut text = rows.trim_end().to_owned();
    let missing = MANY_ROWS + 1 - text.lines().count();
    let shared = catalogue().fields().filter(|f| matches!(f.class, Class::Of(_)));
    let cells = shared.flat_map(|f| Role::ALL.iter().flat_map(move |r| Purpose::ALL.iter().map(move |p| (f.path(), r.code(), p.code()))));
    // Evenly spread over all fields, roles and purposes.
    let spread = cells.step_by(7).take(missing);
    for (number, (path, role, purpose)) in spread.enumerate() {
        write!(text, "\nZ-{number:05},{role},{purpose},READ,{path},,,deny,bench").expect("a text takes everything");
    }
    text
}
