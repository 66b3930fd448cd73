//! The same answer by hand: axum, one narrow SQL query a table, serde. No GraphQL, no choice of fields, and it protects nothing.

use crate::{question::PAGE, servers::worker};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::post,
};
use chrono::NaiveDate;
use connections_hub::{seed, store::Store};
use sea_orm::sqlx::{self, FromRow, Row, Sqlite, SqlitePool, sqlite::SqliteRow};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    data: Data,
}
#[derive(Serialize)]
struct Data {
    caseload: Connection,
}
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Connection {
    edges: Vec<Edge>,
    page_info: PageInfo,
}
#[derive(Serialize)]
struct Edge {
    node: Person,
}
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    id: String,
    known_as: Option<String>,
    pronouns: Option<String>,
    legal_family_name: Option<String>,
    date_of_birth: Option<NaiveDate>,
    custody_status: CustodyStatus,
    care_status: CareStatus,
    safe_contact: SafeContact,
    plans: Option<Vec<Plan>>,
    team_members: Option<Vec<TeamMember>>,
}

struct PersonRow {
    held_by: String,
    known_as: Option<String>,
    pronouns: Option<String>,
    legal_family_name: Option<String>,
    date_of_birth: Option<NaiveDate>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct CustodyStatus {
    current_prison: Option<String>,
    arrived_on: Option<NaiveDate>,
    earliest_release_date: Option<NaiveDate>,
    release_date_confidence: Option<String>,
    sentence_ends_on: Option<NaiveDate>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct CareStatus {
    legal_category: Option<String>,
    pa_status: Option<String>,
    entitlement_ends_on: Option<NaiveDate>,
    pathway_plan_exists: Option<bool>,
    pathway_next_review_on: Option<NaiveDate>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct SafeContact {
    preferred_channel: Option<String>,
    phone: Option<String>,
    safe_times: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    #[serde(skip)]
    id: String,
    agreement_status: Option<String>,
    agreed_on: Option<NaiveDate>,
    goals: Vec<Goal>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Goal {
    #[serde(skip)]
    id: String,
    #[serde(skip)]
    parent_id: String,
    title: Option<String>,
    status: Option<String>,
    target_date: Option<NaiveDate>,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    #[serde(skip)]
    parent_id: String,
    title: Option<String>,
    due: Option<NaiveDate>,
    status: Option<String>,
}

#[derive(Serialize)]
struct TeamMember {
    name: Option<String>,
}

/// Reads a struct from the columns of the same names, as the library's own derive does.
macro_rules! from_row {
    ($($Name:ident { $($column:ident),+ } $({ $($empty:ident),+ })?)+) => {$(
        impl<'r> FromRow<'r, SqliteRow> for $Name {
            fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
                Ok(Self { $($column: row.try_get(stringify!($column))?,)+ $($($empty: Vec::new(),)+)? })
            }
        }
    )+};
}

from_row! {
    PersonRow { held_by, known_as, pronouns, legal_family_name, date_of_birth }
    CustodyStatus { current_prison, arrived_on, earliest_release_date, release_date_confidence, sentence_ends_on }
    CareStatus { legal_category, pa_status, entitlement_ends_on, pathway_plan_exists, pathway_next_review_on }
    SafeContact { preferred_channel, phone, safe_times }
    Plan { id, agreement_status, agreed_on } { goals }
    Goal { id, parent_id, title, status, target_date } { steps }
    Step { parent_id, title, due, status }
    TeamMember { name }
}

/// A row with the person it is about.
struct Of<T>(String, T);

impl<'r, T: FromRow<'r, SqliteRow>> FromRow<'r, SqliteRow> for Of<T> {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self(row.try_get("person_id")?, T::from_row(row)?))
    }
}

/// One page, with one connection for all its queries.
struct Page<'a> {
    read: sqlx::Transaction<'a, Sqlite>,
    worker: String,
}

impl Page<'_> {
    async fn rows<T>(&mut self, sql: &'static str) -> Result<Vec<Of<T>>, sqlx::Error>
    where
        T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
    {
        let query = sqlx::query_as(sql).bind(seed::LEAVING_CARE).bind(&self.worker).bind(PAGE as i64);
        query.fetch_all(&mut *self.read).await
    }

    async fn ids(&mut self) -> Result<Vec<String>, sqlx::Error> {
        let sql = "SELECT DISTINCT person_id FROM membership WHERE agency_id = ?1 AND role = 'PA' AND state = 'LIVE' AND worker = ?2
            ORDER BY person_id LIMIT ?3";
        let query = sqlx::query_scalar(sql).bind(seed::LEAVING_CARE).bind(&self.worker).bind(PAGE as i64 + 1);
        query.fetch_all(&mut *self.read).await
    }
}

/// Columns of a table for the people of the page.
macro_rules! sql {
    ($columns:literal, $table:literal) => {
        sql!($columns, $table, "")
    };
    ($columns:literal, $table:literal, $and:literal) => {
        concat!(
            "SELECT t.person_id, ",
            $columns,
            " FROM ",
            $table,
            " t JOIN (SELECT DISTINCT person_id FROM membership WHERE agency_id = ?1 AND role = 'PA' AND state = 'LIVE' AND worker = ?2 ",
            "ORDER BY person_id LIMIT ?3) page ON page.person_id = t.person_id WHERE t.retracted_at IS NULL ",
            $and,
            " ORDER BY t.recorded_at, t.id"
        )
    };
}

async fn page(pool: &SqlitePool, worker: String) -> Result<Answer, sqlx::Error> {
    let mut page = Page { read: pool.begin().await?, worker };
    let ids = page.ids().await?;
    let has_next_page = ids.len() > PAGE;
    let mut people: HashMap<String, Person> =
        ids.iter().take(PAGE).map(|id| (id.clone(), Person { id: id.clone(), ..Person::default() })).collect();
    for Of(id, row) in page.rows::<PersonRow>(sql!("held_by, known_as, pronouns, legal_family_name, date_of_birth", "person")).await? {
        let Some(person) = people.get_mut(&id) else { continue };
        if row.held_by == "HERSELF" {
            (person.known_as, person.pronouns) = (row.known_as, row.pronouns);
        } else {
            (person.legal_family_name, person.date_of_birth) = (row.legal_family_name, row.date_of_birth);
        }
    }
    singles(&mut page, &mut people).await?;
    plans(&mut page, &mut people).await?;
    let edges = ids.into_iter().filter_map(|id| Some(Edge { node: people.remove(&id)? })).collect();
    Ok(Answer { data: Data { caseload: Connection { edges, page_info: PageInfo { has_next_page } } } })
}

async fn singles(page: &mut Page<'_>, people: &mut HashMap<String, Person>) -> Result<(), sqlx::Error> {
    let custody = sql!("current_prison, arrived_on, earliest_release_date, release_date_confidence, sentence_ends_on", "custody_status");
    for Of(id, row) in page.rows(custody).await? {
        people.entry(id).and_modify(|p| p.custody_status = row);
    }
    let care = sql!(
        "legal_category, pa_status, entitlement_ends_on, pathway_plan_exists, pathway_next_review_on",
        "care_status",
        "AND t.held_by <> 'HERSELF'"
    );
    for Of(id, row) in page.rows(care).await? {
        people.entry(id).and_modify(|p| p.care_status = row);
    }
    for Of(id, row) in page.rows(sql!("preferred_channel, phone, safe_times", "safe_contact")).await? {
        people.entry(id).and_modify(|p| p.safe_contact = row);
    }
    for Of(id, row) in page.rows(sql!("name", "team_member")).await? {
        people.entry(id).and_modify(|p| p.team_members.get_or_insert_default().push(row));
    }
    Ok(())
}

async fn plans(page: &mut Page<'_>, people: &mut HashMap<String, Person>) -> Result<(), sqlx::Error> {
    let plans = page.rows::<Plan>(sql!("t.id, agreement_status, agreed_on", "plan")).await?;
    let goals = page.rows::<Goal>(sql!("t.id, parent_id, title, status, target_date", "goal")).await?;
    let steps = page.rows::<Step>(sql!("parent_id, title, due, status", "step")).await?;
    let mut steps_of: HashMap<String, Vec<Step>> = HashMap::new();
    steps.into_iter().for_each(|Of(_, step)| steps_of.entry(step.parent_id.clone()).or_default().push(step));
    let mut goals_of: HashMap<String, Vec<Goal>> = HashMap::new();
    for Of(_, mut goal) in goals {
        goal.steps = steps_of.remove(&goal.id).unwrap_or_default();
        goals_of.entry(goal.parent_id.clone()).or_default().push(goal);
    }
    for Of(id, mut plan) in plans {
        plan.goals = goals_of.remove(&plan.id).unwrap_or_default();
        people.entry(id).and_modify(|p| p.plans.get_or_insert_default().push(plan));
    }
    Ok(())
}

/// Its server.
pub fn router(store: &Store) -> Router {
    Router::new().route("/graphql", post(answer)).with_state(store.reader().get_sqlite_connection_pool().clone())
}

/// The body is read, as it is by the others, and not understood: there is one question only.
async fn answer(State(pool): State<SqlitePool>, headers: HeaderMap, _: Bytes) -> Response {
    let made = page(&pool, worker(&headers)).await.expect("the page is read");
    ([(CONTENT_TYPE, "application/json")], serde_json::to_vec(&made).expect("it is JSON")).into_response()
}
