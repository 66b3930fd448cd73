//! A partnership on a fresh database, and lines to send to it.

use crate::database::connection;
use chrono::{DateTime, NaiveDate, Utc};
use connections_hub::{
    error::Error,
    import::{Closed, Faults, Import, Refused, Summary, Tells, WriteRights, run},
    record::catalogue,
    vocabulary::{Category, Coded, FieldNumber, Role, Writer},
};
use entity::{agency, enrolment, membership, person_reference, worker};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection, DatabaseTransaction, IntoActiveModel};

/// The agencies: id, kind, roles.
const AGENCIES: &[(&str, &str, &[&str])] = &[
    ("hmp-northmoor", "PRISON", &["POM", "RESET", "KEYW"]),
    ("probation-northshire", "PROBATION", &["COM", "AP"]),
    ("womens-centre", "WOMENS_CENTRE", &["CES", "WCW"]),
    ("northshire-leaving-care", "LA_LEAVING_CARE", &["PA"]),
    ("northshire-housing", "LA_HOUSING", &["LHA"]),
    ("recovery-service", "DRUG_ALCOHOL", &["DAW"]),
    ("abuse-service", "DA_SERVICE", &["IDVA"]),
    ("family-service", "FAMILY_SERVICE", &["FAM"]),
];

/// What the catalogue allows at most: its writers write, and whoever may ever read a field of a category has something of it.
pub struct AsCatalogued;

impl WriteRights for AsCatalogued {
    fn may_write(&self, role: Role, field: FieldNumber, _: NaiveDate) -> bool {
        catalogue().field(field).is_some_and(|f| f.writers.contains(&Writer::Role(role)))
    }
    fn has_any_grant(&self, role: Role, category: Category, _: NaiveDate) -> bool {
        let mut fields = catalogue().fields().filter(|f| f.class.category() == Some(category));
        fields.any(|f| f.only_roles.is_empty() || f.only_roles.contains(&role))
    }
}

// Here nobody has ever looked, and nobody is told.
impl Tells for AsCatalogued {
    async fn tell(&self, _: &DatabaseTransaction, _: &Closed, _: DateTime<Utc>) -> Result<(), Error> {
        Ok(())
    }
}

impl Tells for Nothing {
    async fn tell(&self, _: &DatabaseTransaction, _: &Closed, _: DateTime<Utc>) -> Result<(), Error> {
        Ok(())
    }
}

/// A policy that gives nothing.
pub struct Nothing;

impl WriteRights for Nothing {
    fn may_write(&self, _: Role, _: FieldNumber, _: NaiveDate) -> bool {
        false
    }
    fn has_any_grant(&self, _: Role, _: Category, _: NaiveDate) -> bool {
        false
    }
}

/// A partnership on a database of its own.
pub struct World {
    pub db: DatabaseConnection,
}

pub fn now() -> DateTime<Utc> {
    "2026-07-01T12:00:00Z".parse().unwrap()
}

impl World {
    /// Jas and Em are on everybody's team, Lin was invited by all, Ann's teams have ended, and nobody is on Zoe's.
    pub async fn new() -> Self {
        Self::on(connection().await).await
    }

    /// The same on a given database, which is empty.
    pub async fn on(db: DatabaseConnection) -> Self {
        Migrator::up(&db, None).await.unwrap();
        for (id, kind, roles) in AGENCIES {
            let model = agency::Model { id: (*id).into(), kind: (*kind).into(), name: (*id).into(), roles: serde_json::json!(roles) };
            model.into_active_model().insert(&db).await.unwrap();
            for role in *roles {
                let id = (*id).to_owned();
                let worker_id = format!("{}-1", role.to_lowercase());
                let model = worker::Model { agency_id: id, id: worker_id, role: (*role).into(), name: None, controllers: None };
                model.into_active_model().insert(&db).await.unwrap();
            }
        }
        let world = Self { db };
        for (label, state) in [("jas", "LIVE"), ("em", "LIVE"), ("lin", "INVITED"), ("ann", "ENDED"), ("zoe", "")] {
            world.enrol(label, state).await;
        }
        world
    }

    /// Enrols a woman whom every agency knows as `LABEL-1`.
    pub async fn enrol(&self, label: &str, state: &str) {
        let person_id = format!("person-{label}");
        let day = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let model = enrolment::Model {
            person_id: person_id.clone(),
            label: label.into(),
            enrolled_by: "womens-centre".into(),
            enrolled_on: day,
            record_status: "ACTIVE".into(),
            version: 1,
        };
        model.into_active_model().insert(&self.db).await.unwrap();
        for (agency, _, roles) in AGENCIES {
            let reference = format!("{}-1", label.to_uppercase());
            let reference = person_reference::Model { agency_id: (*agency).into(), reference, person_id: person_id.clone() };
            reference.into_active_model().insert(&self.db).await.unwrap();
            if !state.is_empty() {
                self.member(&person_id, agency, roles[0], state).await;
            }
        }
    }

    async fn member(&self, person: &str, agency: &str, role: &str, state: &str) {
        let member = membership::ActiveModel {
            id: Set(format!("{person}/{agency}")),
            person_id: Set(person.into()),
            agency_id: Set(agency.into()),
            role: Set(role.into()),
            worker: Set(None),
            state: Set(state.into()),
            invited_by: Set(None),
            invited_on: Set(None),
            accepted_by: Set(None),
            from: Set(now()),
            to: Set(None),
            end_reason: Set(None),
            source_ref: Set(None),
        };
        member.insert(&self.db).await.unwrap();
    }

    pub async fn send(&self, agency: &str, lines: impl AsRef<[u8]>) -> Result<Summary, Faults> {
        self.import(&Import { agency, dry_run: false, now: now() }, &AsCatalogued, lines).await
    }

    pub async fn import(
        &self,
        import: &Import<'_>,
        policy: &(impl WriteRights + Tells),
        lines: impl AsRef<[u8]>,
    ) -> Result<Summary, Faults> {
        match run(&self.db, policy, import, vec![("file.ndjson".to_owned(), lines.as_ref())], &()).await {
            Ok(summary) => Ok(summary),
            Err(Refused::Faults(faults)) => Err(faults),
            Err(Refused::Hub(cause)) => panic!("the hub could not: {cause:?}"),
        }
    }

    /// The one fault that these lines have, as it is told.
    pub async fn fault(&self, agency: &str, lines: impl AsRef<[u8]>) -> String {
        let before = self.everything().await;
        let faults = self.send(agency, lines).await.expect_err("the lines have a fault");
        assert_eq!(self.everything().await, before, "nothing is written beside a fault");
        assert_eq!((faults.first.len(), faults.more), (1, 0), "{faults}");
        faults.first[0].to_string()
    }

    /// Every row of every table that an import may write, as text.
    pub async fn everything(&self) -> String {
        let served = catalogue().entities.iter().filter_map(|e| e.table);
        let others = ["consent_statement", "consent_recipient", "notice_given", "row_history", "import_batch", "enrolment"];
        let mut all = Vec::new();
        for table in served.chain(others) {
            for row in self.rows(&format!("SELECT * FROM {table} ORDER BY 1")).await {
                all.push(format!("{table} {row}"));
            }
        }
        all.join("\n")
    }

    /// The rows of a query as JSON.
    pub async fn rows(&self, sql: &str) -> Vec<serde_json::Value> {
        use sea_orm::{FromQueryResult, JsonValue, Statement};
        let statement = Statement::from_string(self.db.get_database_backend(), sql);
        JsonValue::find_by_statement(statement).all(&self.db).await.unwrap()
    }

    /// One text of one row.
    pub async fn one(&self, sql: &str) -> String {
        let rows = self.rows(sql).await;
        assert_eq!(rows.len(), 1, "{sql}");
        let value = rows[0].as_object().unwrap().values().next().unwrap().clone();
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }
}

/// A line about Jas.
pub fn line(entity: &str, reference: &str, extra: &str, fields: &str) -> String {
    let extra = if extra.is_empty() { String::new() } else { format!("{extra}, ") };
    let person = if extra.contains("\"person\"") { "" } else { r#""person": "JAS-1", "# };
    let at = if extra.contains("recordedAt") { "" } else { r#""recordedAt": "2026-06-01T09:00:00Z", "# };
    format!("{{\"entity\": \"{entity}\", \"ref\": \"{reference}\", {person}{at}{extra}\"fields\": {fields}}}\n")
}

/// Role codes exist for every role that the world uses.
#[test]
fn every_role_of_the_world_is_known() {
    assert!(AGENCIES.iter().flat_map(|(_, _, roles)| *roles).all(|r| Role::parse(r).is_some()));
}
