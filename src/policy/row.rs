//! A policy row, typed: every token is read into a closed list first, so that nothing Casbin would ignore or drop ever reaches it.

use super::Fault;
use crate::vocabulary::{Act, AloneItem, Catalogue, Category, Coded, Condition, ConsentItem, FieldMeta, Purpose, Role};
use std::fmt;

/// The columns of a policy file, in order.
pub const COLUMNS: [&str; 9] = ["id", "role", "purpose", "act", "target", "consent", "item", "effect", "why"];

/// What a row speaks of.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// `CATEGORY.summary`: what can be read at a glance.
    Summary(Category),
    /// `CATEGORY.full`: all that can be read, but for named fields.
    Full(Category),
    /// `CATEGORY.own`: every field, named ones too; only for an agency's own rows.
    Own(Category),
    /// `CATEGORY.write`: the fields whose writers name the role.
    Write(Category),
    /// `Entity.field`: this very field.
    Field(&'static FieldMeta, Category),
}

impl Target {
    /// The category it lies in.
    pub fn category(self) -> Category {
        match self {
            Self::Summary(c) | Self::Full(c) | Self::Own(c) | Self::Write(c) | Self::Field(_, c) => c,
        }
    }

    /// Reads a target; the error says what is wrong.
    fn parse(text: &str, catalogue: &Catalogue) -> Result<Self, String> {
        let (head, tail) = text.split_once('.').ok_or("a target is `CATEGORY.view` or `Entity.field`")?;
        let Some(category) = Category::parse(head) else {
            let field = catalogue.path(text).ok_or_else(|| format!("no category and no field is called `{text}`"))?;
            let category = field.class.category().ok_or_else(|| format!("`{text}` is shared under no category"))?;
            return Ok(Self::Field(field, category));
        };
        match tail {
            "summary" => Ok(Self::Summary(category)),
            "full" => Ok(Self::Full(category)),
            "own" => Ok(Self::Own(category)),
            "write" => Ok(Self::Write(category)),
            _ => Err(format!("`{head}` has no view `{tail}`: summary, full, own or write")),
        }
    }

    /// Whether a row of this act may have the target.
    fn suits(self, act: Act) -> bool {
        match self {
            Self::Summary(_) | Self::Full(_) | Self::Own(_) => act == Act::Read,
            Self::Write(_) => act == Act::Write,
            Self::Field(..) => true,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Summary(c) => write!(f, "{}.summary", c.code()),
            Self::Full(c) => write!(f, "{}.full", c.code()),
            Self::Own(c) => write!(f, "{}.own", c.code()),
            Self::Write(c) => write!(f, "{}.write", c.code()),
            Self::Field(field, _) => f.write_str(&field.path()),
        }
    }
}

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Opens its target when the condition is met.
    Allow {
        /// What must hold.
        condition: Condition,
        /// What her separate yes must be about; `None` means the category.
        item: Option<AloneItem>,
    },
    /// Closes its target, whatever another row opens and whatever she said.
    Deny,
}

/// A policy row.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Line in its file, from 1.
    pub line: u64,
    /// Name of the row, unique in its policy.
    pub id: String,
    /// Who.
    pub role: Role,
    /// For what.
    pub purpose: Purpose,
    /// Reading or writing.
    pub act: Act,
    /// Which fields.
    pub target: Target,
    /// Opens or closes, and when.
    pub effect: Effect,
}

impl Rule {
    /// Condition and item, where the row allows.
    pub fn allows(&self) -> Option<(Condition, Option<AloneItem>)> {
        match self.effect {
            Effect::Allow { condition, item } => Some((condition, item)),
            Effect::Deny => None,
        }
    }

    /// Whether some query could be opened by the row: it allows, and not by push.
    pub fn opens(&self) -> bool {
        self.allows().is_some_and(|(condition, _)| condition != Condition::Push)
    }
}

/// The rows of a file, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Rows that could be read, sorted by id: the order in the file means nothing.
    pub rules: Vec<Rule>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// Whether the first line names the columns of a policy.
pub fn is_headed(text: &str) -> bool {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    matches!(reader.records().next(), Some(Ok(header)) if header.iter().eq(COLUMNS))
}

/// Reads a policy file. Nothing is skipped: a row that cannot be read is a fault.
pub fn parse(file: &str, text: &str, catalogue: &Catalogue) -> Parsed {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let mut parsed = Parsed::default();
    let headed = matches!(records.next(), Some(Ok(header)) if header.iter().eq(COLUMNS));
    if !headed {
        let mend = format!("start the file with `{}`", COLUMNS.join(","));
        parsed.faults.push(Fault::new(file, 1, "", "header", "the first line does not name the columns", mend));
        return parsed;
    }
    for record in records {
        match record {
            Ok(record) => match rule(file, &record, catalogue) {
                Ok(rule) => parsed.rules.push(rule),
                Err(fault) => parsed.faults.push(fault),
            },
            Err(cause) => {
                let line = cause.position().map_or(0, csv::Position::line);
                parsed.faults.push(Fault::new(file, line, "", "malformed", "the line is not CSV in UTF-8", "mend its quotes and letters"));
            }
        }
    }
    parsed.rules.sort_by(|a, b| a.id.cmp(&b.id).then(a.line.cmp(&b.line)));
    parsed
}

/// Reads one row.
fn rule(file: &str, record: &csv::StringRecord, catalogue: &Catalogue) -> Result<Rule, Fault> {
    let line = record.position().map_or(0, csv::Position::line);
    let cells: Vec<&str> = record.iter().collect();
    let Ok([id, role, purpose, act, target, consent, item, effect, _why]) = <[&str; 9]>::try_from(cells) else {
        let what = format!("the row has {} columns and not {}", record.len(), COLUMNS.len());
        return Err(Fault::new(file, line, "", "row-length", what, "quote commas in `why`, and leave no column out"));
    };
    let at = |column: &str, lint, what: String, mend: &str| Fault::new(file, line, column, lint, what, mend);
    if let Some(column) = open_quote(record, &COLUMNS) {
        return Err(at(column, "open-quote", OPEN_QUOTE.0.to_owned(), OPEN_QUOTE.1));
    }
    if id.is_empty() || id.contains(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))) {
        return Err(at("id", "row-id", format!("`{id}` is no row id"), "use letters, digits, `-`, `_` and `.`"));
    }
    let role = Role::parse(role)
        .ok_or_else(|| at("role", "unknown-role", format!("no role is called `{role}`"), "use a role of vocabulary.csv"))?;
    let purpose = Purpose::parse(purpose)
        .ok_or_else(|| at("purpose", "unknown-purpose", format!("no purpose is called `{purpose}`"), "use a purpose of vocabulary.csv"))?;
    let act = Act::ALL
        .into_iter()
        .find(|a| a.token() == act)
        .ok_or_else(|| at("act", "unknown-act", format!("no act is called `{act}`"), "write READ or WRITE"))?;
    let target = Target::parse(target, catalogue)
        .map_err(|what| at("target", "unknown-target", what, "use a category or field of the catalogue"))?;
    if !target.suits(act) {
        let what = format!("`{target}` cannot be the target of a {} row", act.token());
        return Err(at("target", "target-act", what, "READ takes summary, full, own or a field; WRITE takes write or a field"));
    }
    let effect = parse_effect(effect, consent, item).map_err(|(column, lint, what, mend)| at(column, lint, what, mend))?;
    Ok(Rule { line, id: id.into(), role, purpose, act, target, effect })
}

/// What is wrong with a quote that is not closed on its line, and the mend: the rows after it would pass for words of this one.
pub(super) const OPEN_QUOTE: (&str, &str) =
    ("a quote that begins on this line is not closed on it", "close it, or take it out: a quote inside words is written twice");

/// The column whose text goes on beyond its line.
pub(super) fn open_quote<'c>(record: &csv::StringRecord, columns: &[&'c str]) -> Option<&'c str> {
    let at = record.iter().position(|cell| cell.contains(['\n', '\r']))?;
    Some(columns.get(at).copied().unwrap_or_default())
}

type Misread = (&'static str, &'static str, String, &'static str);

/// Reads effect, consent and item together, because they depend on each other.
fn parse_effect(effect: &str, consent: &str, item: &str) -> Result<Effect, Misread> {
    match effect {
        "allow" => {}
        "deny" if consent.is_empty() && item.is_empty() => return Ok(Effect::Deny),
        "deny" => {
            let what = "a deny row carries consent, and would deny only while she has said it".to_owned();
            return Err(("consent", "deny-with-consent", what, "leave `consent` and `item` empty"));
        }
        _ => return Err(("effect", "effect", format!("`{effect}` does nothing"), "write exactly `allow` or `deny`")),
    }
    let condition = Condition::ALL.into_iter().find(|c| c.token() == consent);
    let condition = condition.ok_or_else(|| {
        ("consent", "unknown-consent", format!("no condition is called `{consent}`"), "write TOLD, AGREEMENT, SEPARATE or PUSH")
    })?;
    let alone = match item {
        "" => None,
        _ => match ConsentItem::parse(item) {
            Some(ConsentItem::Alone(alone)) => Some(alone),
            Some(ConsentItem::Category(_)) | None => {
                return Err((
                    "item",
                    "unknown-item",
                    format!("nothing asked on its own is called `{item}`"),
                    "use an item of vocabulary.csv",
                ));
            }
        },
    };
    Ok(Effect::Allow { condition, item: alone })
}
