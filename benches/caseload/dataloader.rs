//! The same query as a competent team would write it with async-graphql and its data loader: one loader a table, whole rows, objects
//! derived from structs. It protects nothing.

use crate::{question::PAGE, servers::worker};
use async_graphql::{
    ComplexObject, Context, EmptyMutation, EmptySubscription, Enum, Object, Result, Schema, SimpleObject,
    dataloader::{DataLoader, Loader},
};
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
use entity::{care_status, custody_status, goal, membership, person, plan, safe_contact, step, team_member};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::{collections::HashMap, sync::Arc};

const HERSELF: &str = "HERSELF";

/// Who asks, as the request says: nothing is checked.
#[derive(Clone)]
struct Worker(String);

struct Tables(DatabaseConnection);
type Loaders = DataLoader<Tables>;

#[derive(Clone, Copy, Enum, PartialEq, Eq)]
enum Purpose {
    JointPlanning,
}

struct Query;

#[Object]
impl Query {
    async fn caseload(&self, ctx: &Context<'_>, purpose: Purpose, first: Option<usize>) -> Result<PersonConnection> {
        let _ = purpose;
        let db = &ctx.data::<Arc<Loaders>>()?.loader().0;
        let size = first.unwrap_or(PAGE);
        let mut ids: Vec<String> = membership::Entity::find()
            .select_only()
            .column(membership::Column::PersonId)
            .distinct()
            .filter(membership::Column::AgencyId.eq(seed::LEAVING_CARE))
            .filter(membership::Column::Role.eq("PA"))
            .filter(membership::Column::State.eq("LIVE"))
            .filter(membership::Column::Worker.eq(ctx.data::<Worker>()?.0.as_str()))
            .order_by_asc(membership::Column::PersonId)
            .limit(size as u64 + 1)
            .into_tuple()
            .all(db)
            .await?;
        let has_next_page = ids.len() > size;
        ids.truncate(size);
        let rows = person::Entity::find().filter(person::Column::PersonId.is_in(&ids)).all(db).await?;
        let mut accounts: HashMap<String, Vec<person::Model>> = HashMap::new();
        for row in rows {
            accounts.entry(row.person_id.clone().unwrap_or_default()).or_default().push(row);
        }
        let edges = ids.into_iter().map(|id| PersonEdge { node: Person::of(accounts.remove(&id).unwrap_or_default(), id) }).collect();
        Ok(PersonConnection { edges, page_info: PageInfo { has_next_page } })
    }
}

#[derive(SimpleObject)]
struct PersonConnection {
    edges: Vec<PersonEdge>,
    page_info: PageInfo,
}

#[derive(SimpleObject)]
struct PersonEdge {
    node: Person,
}

#[derive(SimpleObject)]
struct PageInfo {
    has_next_page: bool,
}

#[derive(Default, SimpleObject)]
#[graphql(complex)]
struct Person {
    id: String,
    known_as: Option<String>,
    pronouns: Option<String>,
    legal_family_name: Option<String>,
    date_of_birth: Option<NaiveDate>,
}

impl Person {
    /// Her words from her own row, the rest from the prison's.
    fn of(accounts: Vec<person::Model>, id: String) -> Self {
        let mut person = Self { id, ..Self::default() };
        for row in accounts {
            if row.held_by == HERSELF {
                (person.known_as, person.pronouns) = (row.known_as, row.pronouns);
            } else {
                (person.legal_family_name, person.date_of_birth) = (row.legal_family_name, row.date_of_birth);
            }
        }
        person
    }
}

#[ComplexObject]
impl Person {
    async fn custody_status(&self, ctx: &Context<'_>) -> Result<CustodyStatus> {
        Ok(ctx.data::<Arc<Loaders>>()?.load_one(CustodyOf(self.id.clone())).await?.unwrap_or_default())
    }

    async fn care_status(&self, ctx: &Context<'_>) -> Result<CareStatus> {
        Ok(ctx.data::<Arc<Loaders>>()?.load_one(CareOf(self.id.clone())).await?.unwrap_or_default())
    }

    async fn safe_contact(&self, ctx: &Context<'_>) -> Result<SafeContact> {
        Ok(ctx.data::<Arc<Loaders>>()?.load_one(ContactOf(self.id.clone())).await?.unwrap_or_default())
    }

    async fn plans(&self, ctx: &Context<'_>) -> Result<Option<Vec<Plan>>> {
        Ok(ctx.data::<Arc<Loaders>>()?.load_one(PlansOf(self.id.clone())).await?)
    }

    async fn team_members(&self, ctx: &Context<'_>) -> Result<Option<Vec<TeamMember>>> {
        Ok(ctx.data::<Arc<Loaders>>()?.load_one(TeamOf(self.id.clone())).await?)
    }
}

#[derive(Clone, Default, SimpleObject)]
struct CustodyStatus {
    current_prison: Option<String>,
    arrived_on: Option<NaiveDate>,
    earliest_release_date: Option<NaiveDate>,
    release_date_confidence: Option<String>,
    sentence_ends_on: Option<NaiveDate>,
}

#[derive(Clone, Default, SimpleObject)]
struct CareStatus {
    legal_category: Option<String>,
    pa_status: Option<String>,
    entitlement_ends_on: Option<NaiveDate>,
    pathway_plan_exists: Option<bool>,
    pathway_next_review_on: Option<NaiveDate>,
}

#[derive(Clone, Default, SimpleObject)]
struct SafeContact {
    preferred_channel: Option<String>,
    phone: Option<String>,
    safe_times: Option<String>,
}

#[derive(Clone, SimpleObject)]
#[graphql(complex)]
struct Plan {
    #[graphql(skip)]
    id: String,
    agreement_status: Option<String>,
    agreed_on: Option<NaiveDate>,
}

#[ComplexObject]
impl Plan {
    async fn goals(&self, ctx: &Context<'_>) -> Result<Option<Vec<Goal>>> {
        Ok(ctx.data::<Arc<Loaders>>()?.load_one(GoalsOf(self.id.clone())).await?)
    }
}

#[derive(Clone, SimpleObject)]
#[graphql(complex)]
struct Goal {
    #[graphql(skip)]
    id: String,
    title: Option<String>,
    status: Option<String>,
    target_date: Option<NaiveDate>,
}

#[ComplexObject]
impl Goal {
    async fn steps(&self, ctx: &Context<'_>) -> Result<Option<Vec<Step>>> {
        Ok(ctx.data::<Arc<Loaders>>()?.load_one(StepsOf(self.id.clone())).await?)
    }
}

#[derive(Clone, SimpleObject)]
struct Step {
    title: Option<String>,
    due: Option<NaiveDate>,
    status: Option<String>,
}

#[derive(Clone, SimpleObject)]
struct TeamMember {
    name: Option<String>,
}

/// A loader of the one row of a person.
macro_rules! one_of {
    ($Key:ident from $table:ident as $Value:ty where $($column:ident $op:ident $value:expr)? => $make:expr) => {
        #[derive(Clone, PartialEq, Eq, Hash)]
        struct $Key(String);

        impl Loader<$Key> for Tables {
            type Value = $Value;
            type Error = Arc<DbErr>;

            async fn load(&self, keys: &[$Key]) -> Result<HashMap<$Key, $Value>, Arc<DbErr>> {
                let query = $table::Entity::find().filter($table::Column::PersonId.is_in(keys.iter().map(|k| k.0.as_str())));
                $(let query = query.filter($table::Column::$column.$op($value));)?
                let rows = query.all(&self.0).await.map_err(Arc::new)?;
                Ok(rows.into_iter().map(|row| ($Key(row.person_id.clone().unwrap_or_default()), $make(row))).collect())
            }
        }
    };
}

/// A loader of the rows under a person or under another row, oldest first.
macro_rules! many_of {
    ($Key:ident from $table:ident by $column:ident $field:ident as $Value:ty => $make:expr) => {
        #[derive(Clone, PartialEq, Eq, Hash)]
        struct $Key(String);

        impl Loader<$Key> for Tables {
            type Value = Vec<$Value>;
            type Error = Arc<DbErr>;

            async fn load(&self, keys: &[$Key]) -> Result<HashMap<$Key, Vec<$Value>>, Arc<DbErr>> {
                let query = $table::Entity::find().filter($table::Column::$column.is_in(keys.iter().map(|k| k.0.as_str())));
                let query = query.order_by_asc($table::Column::RecordedAt).order_by_asc($table::Column::Id);
                let mut found: HashMap<$Key, Vec<$Value>> = HashMap::new();
                for row in query.all(&self.0).await.map_err(Arc::new)? {
                    found.entry($Key(row.$field.clone().unwrap_or_default())).or_default().push($make(row));
                }
                Ok(found)
            }
        }
    };
}

one_of!(CustodyOf from custody_status as CustodyStatus where => |row: custody_status::Model| CustodyStatus {
    current_prison: row.current_prison,
    arrived_on: row.arrived_on,
    earliest_release_date: row.earliest_release_date,
    release_date_confidence: row.release_date_confidence,
    sentence_ends_on: row.sentence_ends_on,
});
one_of!(CareOf from care_status as CareStatus where HeldBy ne HERSELF => |row: care_status::Model| CareStatus {
    legal_category: row.legal_category,
    pa_status: row.pa_status,
    entitlement_ends_on: row.entitlement_ends_on,
    pathway_plan_exists: row.pathway_plan_exists,
    pathway_next_review_on: row.pathway_next_review_on,
});
one_of!(ContactOf from safe_contact as SafeContact where => |row: safe_contact::Model| SafeContact {
    preferred_channel: row.preferred_channel,
    phone: row.phone,
    safe_times: row.safe_times,
});
many_of!(PlansOf from plan by PersonId person_id as Plan => |row: plan::Model| Plan {
    id: row.id,
    agreement_status: row.agreement_status,
    agreed_on: row.agreed_on,
});
many_of!(GoalsOf from goal by ParentId parent_id as Goal => |row: goal::Model| Goal {
    id: row.id,
    title: row.title,
    status: row.status,
    target_date: row.target_date,
});
many_of!(StepsOf from step by ParentId parent_id as Step => |row: step::Model| Step { title: row.title, due: row.due, status: row.status });
many_of!(TeamOf from team_member by PersonId person_id as TeamMember => |row: team_member::Model| TeamMember { name: row.name });

type Graph = Schema<Query, EmptyMutation, EmptySubscription>;

/// Its server. The loaders keep their usual delay of a millisecond, in which keys are gathered.
pub fn router(store: &Store) -> Router {
    let schema = Schema::build(Query, EmptyMutation, EmptySubscription).finish();
    Router::new().route("/graphql", post(answer)).with_state((schema, store.reader().clone()))
}

async fn answer(State((schema, db)): State<(Graph, DatabaseConnection)>, headers: HeaderMap, body: Bytes) -> Response {
    let request: async_graphql::Request = serde_json::from_slice(&body).expect("a request");
    let loaders = Arc::new(DataLoader::new(Tables(db), tokio::spawn));
    let answered = schema.execute(request.data(loaders).data(Worker(worker(&headers)))).await;
    ([(CONTENT_TYPE, "application/json")], serde_json::to_vec(&answered).expect("it is JSON")).into_response()
}
