//! Rows made from the catalogue: what every organisation would send about a person, and what she says, with a value for every field.

use super::world::{Class, Said, agency, id, monday, select, worker};
use connections_hub::{
    disclosure::{AgreedState, Hub},
    import::{Import, Refused, WriteRights, run},
    record::catalogue,
    vocabulary::{AloneItem, Cardinality, Category, Class as Shared, Coded, EntityMeta, FieldMeta, Purpose, Reveals, Role, Shape, Writer},
};
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What was written: for each field every value that it may have in an answer.
pub type Written = BTreeMap<String, BTreeSet<String>>;

/// Entities that are about a person and served.
pub fn served() -> impl Iterator<Item = &'static EntityMeta> {
    catalogue().entities.iter().copied().filter(|e| e.table.is_some() && !e.name.starts_with("Directory"))
}

/// The worker whom links name, whose row in her team list reveals nothing.
fn plain_worker() -> String {
    format!("{}/{}", agency(Role::Ces, "writes"), worker(Role::Ces, "writes"))
}

/// Writers who send rows: one for each role that writes anything.
fn writers() -> BTreeSet<Role> {
    let all = served().flat_map(|e| e.fields).flat_map(|f| f.writers);
    all.filter_map(|w| if let Writer::Role(role) = w { Some(*role) } else { None }).collect()
}

/// A line of an import file.
struct Line {
    agency: String,
    value: Value,
}

/// A person to write about: her label, who leads her plan, and how she answered.
pub type About = (String, Role, Class);

/// Writes everything about these persons, in as many imports as rows hang under rows.
pub async fn write(hub: &Hub, people: &[About]) -> Written {
    let agreed = hub.agreed.at(hub.store.reader()).await.unwrap();
    let mut written = Written::new();
    for depth in 0..3 {
        let ids = ids(hub).await;
        let mut all = Vec::new();
        for (label, lead, _) in people {
            for entity in served().filter(|e| listed_parents(e) == depth) {
                all.extend(lines(&agreed, entity, label, *lead, &ids, &mut written));
            }
        }
        send(hub, &agreed, all).await;
    }
    let ids = ids(hub).await;
    let links = people.iter().flat_map(|(label, ..)| served().flat_map(|e| links(&agreed, e, label, &ids)).collect::<Vec<_>>());
    send(hub, &agreed, links.collect()).await;
    send(hub, &agreed, people.iter().flat_map(|(label, _, class)| answers(label, *class)).collect()).await;
    // Children and offence are only ever asked on their own. To be of the middle class all the same, their yes is made an ordinary one.
    let middle = people.iter().filter(|(.., class)| class.0 == Said::Yes).map(|(label, ..)| format!("'{}'", id(label)));
    let middle = middle.collect::<Vec<_>>().join(",");
    let ordinary = format!("UPDATE consent_statement SET separate = FALSE WHERE items = '[]' AND person_id IN ({middle})");
    hub.store.writer().execute_unprepared(&ordinary).await.unwrap();
    written
}

/// Rows of lists that an entity's rows hang under, one under another.
fn listed_parents(entity: &EntityMeta) -> usize {
    let parent = catalogue().entity(entity.parent).filter(|p| p.cardinality == Cardinality::Many && p.table.is_some());
    parent.map_or(0, |p| 1 + listed_parents(p))
}

/// The first row of each entity for each person, by what holds it.
type Ids = BTreeMap<(String, String), Vec<(String, String)>>;

async fn ids(hub: &Hub) -> Ids {
    let mut ids = Ids::new();
    for entity in served() {
        let table = entity.table.unwrap();
        let text = |row: &Value, column: &str| row[column].as_str().unwrap_or_default().to_owned();
        for row in select(hub, &format!("SELECT id, person_id, held_by FROM {table} ORDER BY source_ref")).await {
            ids.entry((entity.name.into(), text(&row, "person_id"))).or_default().push((text(&row, "held_by"), text(&row, "id")));
        }
    }
    ids
}

/// A row of this entity that she holds, or the women's centre, or else anybody.
fn row_of(ids: &Ids, entity: &str, label: &str) -> Option<String> {
    let rows = ids.get(&(entity.to_owned(), id(label)))?;
    let held = |holder: &str| rows.iter().find(|(by, _)| by == holder);
    held("HERSELF").or_else(|| held(&agency(Role::Ces, "writes"))).or_else(|| rows.first()).map(|(_, id)| id.clone())
}

/// The rows of one entity about one person: her own, and one of each organisation that may write anything of it.
fn lines(agreed: &AgreedState, entity: &'static EntityMeta, label: &str, lead: Role, ids: &Ids, written: &mut Written) -> Vec<Line> {
    let mut lines = Vec::new();
    let parent = (listed_parents(entity) > 0).then(|| format!("hub:{}", row_of(ids, entity.parent, label).unwrap()));
    for (holder, scribe, fields) in holders(agreed, entity) {
        let mut sent = Map::new();
        for field in fields {
            let Some(value) = value(field, lead) else { continue };
            if value.is_null() {
                continue;
            }
            written.entry(field.path()).or_default().extend(answers_of(&value));
            sent.insert(field.name(), value);
        }
        if sent.is_empty() {
            continue;
        }
        for (suffix, extra) in beside(entity, &holder) {
            let mut fields = sent.clone();
            for (name, value) in &extra {
                written.entry(format!("{}.{name}", entity.name)).or_default().extend(answers_of(value));
            }
            fields.extend(extra);
            let reference =
                if entity.name == "TeamMember" { scribe.1.clone() } else { format!("{label}/{}/{holder}{suffix}", entity.name) };
            let mut value =
                json!({"entity": entity.name, "ref": reference, "person": label, "recordedAt": recorded(&suffix), "fields": fields});
            if let Some(parent) = &parent {
                value["parentRef"] = json!(parent);
            }
            if holder == "HERSELF" {
                value["forHer"] = json!({"by": scribe.1, "readBack": true});
            }
            lines.push(Line { agency: scribe.0.clone(), value });
        }
    }
    lines
}

/// A plan that was closed before, a goal about her family, and a step for everybody who asks: what lists need beside the usual row.
fn beside(entity: &EntityMeta, holder: &str) -> Vec<(String, Map<String, Value>)> {
    let with = |suffix: &str, extra: Value| (suffix.to_owned(), extra.as_object().cloned().unwrap_or_default());
    if (entity.name, holder) == ("Step", "HERSELF") {
        return vec![with("", json!({"ownerIsHer": true}))];
    }
    let mut rows = vec![with("", json!({}))];
    if holder == agency(Role::Ces, "writes") {
        match entity.name {
            "Plan" => rows.push(with("/before", json!({"phase": "CLOSED"}))),
            "Goal" => rows.push(with("/family", json!({"area": "FAMILY"}))),
            "Step" => rows.extend(super::world::roles().map(|role| {
                let owner = format!("{}/{}", agency(role, "asks"), worker(role, "asks"));
                with(&format!("/{}", role.code()), json!({"owner": owner, "ownerIsHer": null}))
            })),
            _ => {}
        }
    }
    rows
}

fn recorded(suffix: &str) -> &'static str {
    if suffix == "/before" { "2026-05-10T09:00:00Z" } else { "2026-06-01T09:00:00Z" }
}

/// Who holds a row of an entity, who sends it, and the fields that are theirs to send.
type Holding = (String, (String, String), Vec<&'static FieldMeta>);

fn holders(agreed: &AgreedState, entity: &'static EntityMeta) -> Vec<Holding> {
    let shared = |f: &&'static FieldMeta| !f.computed && (f.class.category().is_some() || is_needed(f));
    let mut all: Vec<Holding> = Vec::new();
    let hers: Vec<_> = entity.fields.iter().filter(shared).filter(|f| f.writers.contains(&Writer::HerWords)).collect();
    let may_scribe = |role: Role| {
        hers.iter().filter(|f| f.class.category().is_none_or(|c| agreed.has_any_grant(role, c, monday().date_naive()))).count()
    };
    let scribe =
        [Role::Ces, Role::Wcw, Role::Com, Role::Pa, Role::Idva, Role::Fam, Role::Daw].into_iter().rev().max_by_key(|r| may_scribe(*r));
    if let Some(scribe) = scribe.filter(|_| !hers.is_empty() && entity.name != "TeamMember") {
        let open = hers.into_iter().filter(|f| f.class.category().is_none_or(|c| agreed.has_any_grant(scribe, c, monday().date_naive())));
        all.push(("HERSELF".into(), (agency(scribe, "writes"), worker(scribe, "writes")), open.collect()));
    }
    for role in writers() {
        let own = agency(role, "writes");
        let may = |f: &&'static FieldMeta| {
            f.writers.contains(&Writer::Role(role))
                && (f.class.category().is_none() || agreed.may_write(role, f.number, monday().date_naive()))
        };
        let fields = entity.fields.iter().filter(shared).filter(may);
        match all.iter_mut().find(|(holder, ..)| *holder == own) {
            Some((_, _, known)) => fields.for_each(|f| {
                if !known.iter().any(|k| k.number == f.number) {
                    known.push(f);
                }
            }),
            None => all.push((own.clone(), (own, worker(role, "writes")), fields.collect())),
        }
    }
    all
}

/// Fields that nobody reads and that something is computed from.
fn is_needed(field: &FieldMeta) -> bool {
    matches!(field.path().as_str(), "SafetyContribution.text" | "SafetyContribution.rank" | "AccessBlock.blockedWorker")
}

/// A value for a field, unlike that of any other; `None` for links to rows, which follow when all rows stand.
fn value(field: &'static FieldMeta, lead: Role) -> Option<Value> {
    Some(match fixed(&field.path(), lead) {
        Some(value) => value,
        None => of_shape(field, field.shape)?,
    })
}

/// Values that phases, gates and computed fields rest on.
fn fixed(path: &str, lead: Role) -> Option<Value> {
    let everybody: Vec<String> = super::world::roles().map(|r| format!("role:{}", r.code())).collect();
    let callers: Vec<String> =
        super::world::roles().map(|r| format!("{}/{}", agency(r, "asks"), worker(r, "asks"))).chain([plain_worker()]).collect();
    Some(match path {
        "CustodyStatus.legalStatus" if lead == Role::Ces => json!("REMAND_UNCONVICTED"),
        "CustodyStatus.legalStatus" => json!("SENTENCED_CUSTODY"),
        "CustodyStatus.earliestReleaseDate" if lead == Role::Pom => json!("2028-09-20"),
        "CustodyStatus.earliestReleaseDate" => json!("2026-12-04"),
        "CustodyStatus.releaseDateConfidence" => json!("CONFIRMED"),
        "CustodyStatus.arrivedOn" => json!("2026-02-02"),
        "CustodyStatus.recalledOn" => json!("2026-02-01"),
        "CustodyStatus.actualReleaseOn" => json!("2025-01-10"),
        "CustodyStatus.sentenceEndsOn" => json!("2029-01-10"),
        "CustodyStatus.licenceEndsOn" => json!("2029-02-10"),
        "Person.dateOfBirth" => json!("2004-03-09"),
        "HousingNeed.needLevel" => json!("AT_RISK"),
        "ReleaseDay.date" => json!("2026-12-05"),
        "AccessBlock.blockedWorker" => json!(format!("{}/somebody-else", agency(Role::Pom, "writes"))),
        "Address.protection" => json!("STANDARD"),
        "Address.nature" => json!("ORDINARY"),
        "AreaToAvoid.reasonKind" => json!("OTHER"),
        "CircleMember.howSafe" => json!("SAFE"),
        "CircleMember.theirAgreement" => json!("AGREED"),
        "CircleMember.canBeContactedBy" => json!(callers),
        "DomesticAbuse.housingGroundFor" => json!([format!("{}/REFERRAL-1", agency(Role::Lha, "asks"))]),
        "Goal.area" => json!("COMMUNITY"),
        "Plan.phase" => json!("CUSTODY"),
        "SafeContact.sharedPhone" => json!(false),
        "Step.ownerIsHer" => Value::Null,
        "AddressDetail.audience" | "IfISlip.audience" => json!(everybody),
        "LicenceCondition.type" => json!("CURFEW"),
        "LicenceCondition.to" => json!("2027-06-01"),
        "SupervisionAppointment.startsAt" => json!("2026-12-07T10:00:00Z"),
        "SupervisionAppointment.endsAt" => json!("2026-12-07T11:00:00Z"),
        _ => return None,
    })
}

fn of_shape(field: &'static FieldMeta, shape: Shape) -> Option<Value> {
    let number = u32::from(field.number);
    Some(match shape {
        Shape::Text(most) => json!(format!("F{number:03} {}", field.path()).chars().take(most).collect::<String>().trim()),
        Shape::Code(list) => {
            let plain = |v: &&connections_hub::vocabulary::CodeValue| v.reveals == Reveals::Nothing && !v.code.starts_with("NO");
            let yes = list.values.iter().find(|v| v.code == "YES");
            json!(yes.or_else(|| list.values.iter().find(plain)).or(list.values.first())?.code)
        }
        Shape::Date => json!((chrono::NaiveDate::from_ymd_opt(2030, 1, 1)? + chrono::Days::new(number.into())).to_string()),
        Shape::Moment => json!(format!("2031-01-01T{:02}:{:02}:00Z", number / 60, number % 60)),
        Shape::Time => json!(format!("{:02}:{:02}:00", number / 60, number % 60)),
        Shape::Flag => json!(true),
        Shape::Whole => json!(number),
        Shape::Reader => json!("role:PA"),
        Shape::Link("TeamMember" | "Worker") => json!(plain_worker()),
        Shape::Link("Agency") => json!(agency(Role::Ces, "writes")),
        Shape::Link(target) if catalogue().entity(target).is_some_and(|e| e.table.is_some()) => return None,
        Shape::Link(_) => json!(format!("F{number:03}")),
        Shape::Many(inner) => json!([of_shape(field, *inner)?]),
    })
}

/// How a value stands in an answer; of a list, each of its entries.
fn answers_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(answers_of).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => vec![value.to_string()],
    }
}

/// The links from rows to rows, once all of them stand.
fn links(agreed: &AgreedState, entity: &'static EntityMeta, label: &str, ids: &Ids) -> Vec<Line> {
    let mut lines = Vec::new();
    for (holder, scribe, fields) in holders(agreed, entity) {
        let mut sent = Map::new();
        for field in fields {
            let Some(target) = super::release::link_target(field.shape) else { continue };
            let many = matches!(field.shape, Shape::Many(_));
            if let Some(row) =
                catalogue().entity(target).filter(|e| e.table.is_some() && e.name != "TeamMember").and_then(|e| row_of(ids, e.name, label))
            {
                sent.insert(field.name(), if many { json!([format!("hub:{row}")]) } else { json!(format!("hub:{row}")) });
            }
        }
        if sent.is_empty() || entity.name == "TeamMember" {
            continue;
        }
        let mut value = json!({"entity": entity.name, "ref": format!("{label}/{}/{holder}", entity.name), "person": label, "recordedAt": "2026-06-02T09:00:00Z", "fields": sent});
        if holder == "HERSELF" {
            value["forHer"] = json!({"by": scribe.1, "readBack": true});
        }
        lines.push(Line { agency: scribe.0, value });
    }
    lines
}

/// What she said to everybody: to each category, to each item asked alone, and to each line of her own pages.
fn answers(label: &str, class: Class) -> Vec<Line> {
    let mut statements: Vec<Value> = Vec::new();
    if class.0 != Said::Nothing {
        for category in Category::ALL {
            let alone = class.0 == Said::YesToEachAlone || matches!(category, Category::ChildrenFamily | Category::Offence);
            statements.push(json!({"categories": [category.code()], "separate": alone}));
        }
        let alone = class.0 == Said::YesToEachAlone;
        statements.push(json!({"categories": ["ABOUT_ME"], "separate": alone, "fields": ["AboutMe.strengths", "AboutMe.hopes"]}));
    }
    if class.1 {
        statements.extend(AloneItem::ALL.iter().map(|item| json!({"items": [item.code()], "separate": true})));
    }
    statements.into_iter().enumerate().flat_map(|(n, fields)| answer(label, &format!("{label}/Y{n}"), fields)).collect()
}

/// A yes to everybody who asks, taken by a worker who does not.
fn answer(label: &str, reference: &str, mut fields: Value) -> Vec<Line> {
    let sender = agency(Role::Ces, "writes");
    let purposes: Vec<_> =
        Purpose::ALL.iter().filter(|p| !matches!(p, Purpose::Safeguarding | Purpose::Statistics)).map(|p| p.code()).collect();
    let usual = json!({"purposes": purposes, "decision": "YES", "method": "VERBAL_WITH_WORKER", "readBack": true, "saidOn": "2026-06-01T08:00:00Z", "privateSetting": true});
    for (name, value) in usual.as_object().unwrap() {
        if fields.get(name).is_none() {
            fields[name] = value.clone();
        }
    }
    let line = |entity: &str, reference: String, more: Value| {
        let mut value = json!({"entity": entity, "ref": reference, "person": label, "recordedAt": "2026-06-01T09:00:00Z"});
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Line { agency: sender.clone(), value }
    };
    let statement = line("ConsentStatement", reference.to_owned(), json!({"recordedBy": worker(Role::Ces, "writes"), "fields": fields}));
    let asking: BTreeSet<String> = super::world::roles().map(|role| agency(role, "asks")).collect();
    let recipients = asking
        .iter()
        .map(|to| line("ConsentRecipient", format!("{reference}/{to}"), json!({"parentRef": reference, "fields": {"agency": to}})));
    std::iter::once(statement).chain(recipients).collect()
}

/// Sends lines, each by its own organisation.
async fn send(hub: &Hub, agreed: &AgreedState, lines: Vec<Line>) {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for line in lines {
        let text = files.entry(line.agency).or_default();
        text.push_str(&line.value.to_string());
        text.push('\n');
    }
    for (agency, text) in files {
        import(hub, agreed, &agency, &text).await;
    }
}

/// Sends one organisation's lines, which must be right.
async fn import(hub: &Hub, agreed: &AgreedState, agency: &str, text: &str) {
    let ask = Import { agency, dry_run: false, now: monday() };
    match run(hub.store.writer(), agreed, &ask, vec![(format!("{agency}.ndjson"), text.as_bytes())], &()).await {
        Ok(_) => {}
        Err(Refused::Faults(faults)) => panic!("{agency}: {faults}"),
        Err(Refused::Hub(error)) => panic!("{error:?}"),
    }
}

/// Whether a field is one that an answer may hold under a category.
pub fn is_shared(field: &FieldMeta) -> bool {
    matches!(field.class, Shared::Of(_))
}
