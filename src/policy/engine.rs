//! The only code that knows Casbin.
//!
//! Casbin decides every cell: a field, for a role, a purpose and an act, at a consent class. It answers slowly when it holds many
//! rows, because it looks at each of them for each question. So the rows are cut, and never thinned: a field is linked (`g`) only to
//! targets of its own category and to its own name, hence only rows whose target lies in that category can match it. Each instance
//! holds all rows of one (role, purpose, act) that lie in one category, and is asked for every field of the category at every class;
//! where there is no row there is no instance, and the cell is closed. That the cut loses nothing is checked on a sample, asked of one
//! instance that holds every row of the policy; and the interpreter, which cuts nothing, must agree on all cells.

use super::{
    fields::Fields,
    interpreter::Asked,
    model::MODEL,
    row::{Effect, Rule, Target},
};
use crate::vocabulary::{Act, Category, Coded, ConsentClass, Governed, Purpose, Role, View, Writer};
use casbin::{
    CoreApi, DefaultModel, Enforcer, Model, NullAdapter,
    function_map::OperatorFunction,
    rhai::{Dynamic, ImmutableString},
};
use futures::FutureExt;
use std::collections::{BTreeMap, BTreeSet};

/// The cells that Casbin opens, with the least consent class that does.
pub type Opened = BTreeMap<Asked, ConsentClass>;

/// Rows that the instance with the whole policy looks at for the sample; more rows, fewer questions.
const SAMPLE_WORK: usize = 600_000;

/// Why Casbin could not be asked, or answered what cannot be. Any of these refuses the policy.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Casbin returned an error.
    #[error("casbin refused: {0}")]
    Casbin(#[from] casbin::Error),
    /// Casbin waited for something, though everything is in memory.
    #[error("casbin did not answer at once")]
    Waiting,
    /// Casbin dropped a row.
    #[error("casbin dropped the row `{0}`")]
    Dropped(String),
    /// A weaker consent opens what a stronger one does not.
    #[error("casbin opens `{0}` with less consent and not with more")]
    NotMonotone(String),
    /// The whole policy says otherwise than its parts.
    #[error("the whole policy answers otherwise than its parts for {0}")]
    Sample(String),
}

/// Asks for every cell that some row could open.
pub fn ask(rules: &[Rule], fields: &Fields) -> Result<Opened, Refusal> {
    let model = model()?;
    let mut groups: BTreeMap<(Role, Purpose, Act, Category), Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        groups.entry((rule.role, rule.purpose, rule.act, rule.target.category())).or_default().push(rule);
    }
    let mut opened = Opened::new();
    for ((role, purpose, act, category), rows) in groups {
        let fields = fields.in_category(category);
        let instance = Instance::new(&model, &rows, &BTreeSet::from([role]), fields.iter())?;
        for field in fields {
            if let Some(least) = instance.least(role, purpose, act, field)? {
                opened.insert((role, purpose, act, field.number), least);
            }
        }
    }
    Ok(opened)
}

/// Asks one instance that holds every row for a sample of the cells, open and closed ones, evenly spread.
pub fn sample(rules: &[Rule], fields: &Fields, opened: &Opened) -> Result<usize, Refusal> {
    let everyone: BTreeSet<Role> = rules.iter().map(|r| r.role).collect();
    let instance = Instance::new(&model()?, &rules.iter().collect::<Vec<_>>(), &everyone, fields.all())?;
    let wanted = (SAMPLE_WORK / rules.len().max(1)).clamp(24, 1000);
    let groups: BTreeSet<(Role, Purpose, Act)> = rules.iter().map(|r| (r.role, r.purpose, r.act)).collect();
    let every = || groups.iter().flat_map(|(role, purpose, act)| fields.all().map(move |f| ((*role, *purpose, *act, f.number), f)));
    let open = || every().filter(|(asked, _)| opened.contains_key(asked));
    let spread = |count: usize| (2 * count / wanted).max(1);
    let chosen = every().step_by(spread(every().count())).chain(open().step_by(spread(opened.len())));
    let mut asked = 0;
    for (turn, ((role, purpose, act, number), field)) in chosen.enumerate() {
        let class = ConsentClass::ALL.into_iter().cycle().nth(turn % 3).unwrap_or(ConsentClass::None);
        let expected = opened.get(&(role, purpose, act, number)).is_some_and(|least| class >= *least);
        if instance.allows(role, purpose, act, field, class)? != expected {
            let cell = format!("{} {} {} {} {}", role.code(), purpose.code(), act.token(), field.path, class.token());
            return Err(Refusal::Sample(cell));
        }
        asked += 1;
    }
    Ok(asked)
}

/// Reads the model from memory.
pub(super) fn model() -> Result<DefaultModel, Refusal> {
    Ok(DefaultModel::from_str(MODEL).now_or_never().ok_or(Refusal::Waiting)??)
}

/// One Casbin instance with its rows. It is built once and never reloaded: a failed reload would leave it empty.
pub(super) struct Instance(Enforcer);

impl Instance {
    /// Builds an instance from rows, and links these fields for these roles.
    pub(super) fn new<'a>(
        model: &DefaultModel,
        rows: &[&Rule],
        roles: &BTreeSet<Role>,
        fields: impl Iterator<Item = &'a Governed>,
    ) -> Result<Self, Refusal> {
        let mut model = model.clone();
        for row in rows {
            if !model.add_policy("p", "p", policy_line(row)) {
                return Err(Refusal::Dropped(row.id.clone()));
            }
        }
        for field in fields {
            for (role, target) in roles.iter().flat_map(|role| targets(field, *role).into_iter().map(move |t| (role, t))) {
                model.add_policy("g", "g", vec![field_token(field), target, role_token(*role)]);
            }
        }
        let mut enforcer = Enforcer::new_raw(model, NullAdapter).now_or_never().ok_or(Refusal::Waiting)??;
        enforcer.add_function("consentCovers", OperatorFunction::Arg2(consent_covers));
        enforcer.build_role_links()?;
        Ok(Self(enforcer))
    }

    /// Asks for one cell at one class.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks Casbin")]
    pub(super) fn allows(&self, role: Role, purpose: Purpose, act: Act, field: &Governed, class: ConsentClass) -> Result<bool, Refusal> {
        let request = [role_token(role), purpose_token(purpose), field_token(field), act_token(act), class_token(class)];
        Ok(self.0.enforce(request.map(ImmutableString::from).to_vec())?)
    }

    /// The least class that opens a field, if any; refuses answers that are not monotone.
    fn least(&self, role: Role, purpose: Purpose, act: Act, field: &Governed) -> Result<Option<ConsentClass>, Refusal> {
        let mut least = None;
        for class in ConsentClass::ALL {
            match (self.allows(role, purpose, act, field, class)?, least) {
                (true, None) => least = Some(class),
                (false, Some(_)) => return Err(Refusal::NotMonotone(field.path.clone())),
                (true, Some(_)) | (false, None) => {}
            }
        }
        Ok(least)
    }
}

/// A row as Casbin holds it. A deny row stands under every consent class.
fn policy_line(rule: &Rule) -> Vec<String> {
    let (consent, effect) = match rule.effect {
        Effect::Allow { condition, .. } => (format!("consent:{}", condition.token()), "allow"),
        Effect::Deny => (ANY_CONSENT.to_owned(), "deny"),
    };
    let target = match rule.target {
        Target::Summary(category) => view_token(category, "summary"),
        Target::Full(category) => view_token(category, "full"),
        Target::Own(category) => view_token(category, "own"),
        Target::Write(category) => view_token(category, "write"),
        Target::Field(field, _) => single_token(rule.act, &field.path()),
    };
    vec![role_token(rule.role), purpose_token(rule.purpose), target, act_token(rule.act), consent, effect.to_owned()]
}

/// The targets that reach a field for a role: reading is narrowed by `only_roles`, writing by `writers`.
fn targets(field: &Governed, role: Role) -> Vec<String> {
    let mut targets = Vec::new();
    if field.only_roles.is_empty() || field.only_roles.contains(&role) {
        targets.push(view_token(field.category, "own"));
        targets.push(single_token(Act::Read, &field.path));
        match field.view {
            View::Summary => targets.extend(["summary", "full"].map(|v| view_token(field.category, v))),
            View::Full => targets.push(view_token(field.category, "full")),
            View::Named => {}
        }
    }
    if field.writers.contains(&Writer::Role(role)) {
        targets.push(view_token(field.category, "write"));
        targets.push(single_token(Act::Write, &field.path));
    }
    targets
}

/// The consent of a deny row.
const ANY_CONSENT: &str = "consent:ANY";

fn role_token(role: Role) -> String {
    format!("role:{}", role.code())
}
fn purpose_token(purpose: Purpose) -> String {
    format!("purpose:{}", purpose.code())
}
fn act_token(act: Act) -> String {
    format!("act:{}", act.token())
}
fn class_token(class: ConsentClass) -> String {
    format!("class:{}", class.token())
}
fn field_token(field: &Governed) -> String {
    format!("field:{}", field.path)
}
fn view_token(category: Category, view: &str) -> String {
    format!("view:{}.{view}", category.code())
}
/// A single field as a target. Never the same token as the field's own: Casbin links a name to itself in every domain, and so past
/// `only_roles` and `writers`.
fn single_token(act: Act, path: &str) -> String {
    format!("only:{}:{path}", act.token())
}

/// Whether a consent class meets a row's condition. Anything unknown is met by nothing.
fn consent_covers(class: Dynamic, condition: Dynamic) -> Dynamic {
    let text = |value: Dynamic| value.into_immutable_string().unwrap_or_default();
    let (class, condition) = (text(class), text(condition));
    let rank = match class.as_str() {
        "class:none" => 0,
        "class:agreed" => 1,
        "class:agreed_separately" => 2,
        _ => return false.into(),
    };
    let needed = match condition.as_str() {
        ANY_CONSENT | "consent:TOLD" => 0,
        "consent:AGREEMENT" => 1,
        "consent:SEPARATE" => 2,
        _ => return false.into(),
    };
    (rank >= needed).into()
}
