//! The tiny service.

use std::sync::LazyLock;

use axum::extract::State;
use axum::{Json, Router};
use plaza_core::{Cx, Fault};
use plaza_db::Db;
use plaza_service::{Built, Parts, Service};
use plaza_testkit::Stage;
use plaza_testkit::kernel::NO_MIGRATIONS;
use plaza_web::{
    Accepted, Admin, Body, Caller, Created, Id, Member, NoContent, OpenApiRouter, Operator, Params, Reply, SignedIn,
    routes,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Barrier;
use uuid::Uuid;

plaza_core::id! {
    /// A thing.
    ThingId
}

/// It has no settings.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Settings {}

/// What a thing is made of.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewThing {
    name: String,
    #[serde(default)]
    size: u32,
    #[serde(default)]
    parts: Vec<Part>,
}

/// A part of it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Part {
    weight: i32,
}

/// A thing as it is shown.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Thing {
    id: Uuid,
    name: String,
    weight: i32,
}

/// Which things.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    color: Option<Color>,
    limit: Option<u32>,
    named: Option<String>,
}

/// A closed list.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    Red,
    Green,
}

/// Two requests for a thing of this name meet here in the middle.
pub const MEETING: &str = "meeting";
static BOTH: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));

#[utoipa::path(get, path = "/caller", responses((status = 200)))]
async fn caller(Caller(cx): Caller) -> Json<String> {
    Json(cx.actor_label())
}

#[utoipa::path(get, path = "/signed-in", responses((status = 200)))]
async fn signed_in(SignedIn(cx): SignedIn) -> Json<String> {
    Json(cx.actor_label())
}

#[utoipa::path(get, path = "/member", responses((status = 200)))]
async fn member(Member(cx): Member) -> Json<String> {
    Json(cx.actor_label())
}

#[utoipa::path(get, path = "/operator", responses((status = 200)))]
async fn operator(Operator(cx): Operator) -> Json<String> {
    Json(cx.actor_label())
}

#[utoipa::path(get, path = "/admin", responses((status = 200)))]
async fn admin(Admin(cx): Admin) -> Json<String> {
    Json(cx.actor_label())
}

#[utoipa::path(post, path = "/things", request_body = NewThing, responses((status = 201, body = Thing)))]
async fn make(State(db): State<Db>, Caller(cx): Caller, Body(new): Body<NewThing>) -> Reply<Created<Thing>> {
    if new.name == "taken" {
        return Err(Fault::conflict("things.taken", "There is one of this name.").into());
    }
    Ok(Created(write(&db, &cx, new).await?))
}

async fn write(db: &Db, cx: &Cx, new: NewThing) -> plaza_db::Result<Thing> {
    let weight = new.parts.iter().map(|part| part.weight).sum::<i32>() + i32::try_from(new.size).unwrap_or(0);
    let thing = Thing { id: Uuid::now_v7(), name: new.name, weight };
    let mut tx = db.begin(cx).await?;
    sqlx::query("INSERT INTO thing (id, name) VALUES ($1, $2)")
        .bind(thing.id)
        .bind(&thing.name)
        .execute(&mut *tx)
        .await?;
    if thing.name == MEETING {
        BOTH.wait().await;
    }
    tx.answer(201, &thing);
    tx.commit().await?;
    Ok(thing)
}

#[utoipa::path(get, path = "/things", params(Which), responses((status = 200)))]
async fn list(Params(which): Params<Which>) -> Json<String> {
    Json(format!("{:?} {:?} {:?}", which.color, which.limit, which.named))
}

#[utoipa::path(get, path = "/things/{id}", params(("id" = Uuid, Path)), responses((status = 200)))]
async fn one(Id(id): Id<ThingId>) -> Json<ThingId> {
    Json(id)
}

#[utoipa::path(delete, path = "/things/{id}", params(("id" = Uuid, Path)), responses((status = 204)))]
async fn remove(Id(_id): Id<ThingId>) -> NoContent {
    NoContent
}

#[utoipa::path(post, path = "/later", responses((status = 202)))]
async fn later() -> Accepted<u32> {
    Accepted(7)
}

#[utoipa::path(post, path = "/broken", responses((status = 204)))]
async fn broken(State(db): State<Db>) -> Reply<NoContent> {
    let gone = sqlx::query("SELECT secret FROM nowhere").execute(db.pool()).await;
    gone.map_err(plaza_db::Error::from)?;
    Ok(NoContent)
}

fn open_routes() -> OpenApiRouter<Db> {
    OpenApiRouter::new()
        .routes(routes!(caller))
        .routes(routes!(signed_in))
        .routes(routes!(member))
        .routes(routes!(operator))
        .routes(routes!(admin))
        .routes(routes!(make, list))
        .routes(routes!(one, remove))
        .routes(routes!(later))
        .routes(routes!(broken))
}

/// Its document.
pub fn document() -> utoipa::openapi::OpenApi {
    open_routes().into_openapi()
}

/// Its routes, without anything in front.
pub fn router(db: Db) -> Router {
    open_routes().split_for_parts().0.with_state(db)
}

/// The service on a stage.
pub async fn stage() -> Stage {
    let service = Service::named::<Settings, _, _>("things", &NO_MIGRATIONS, document, |parts: Parts| async move {
        Ok(Built::new().http(router(parts.db.clone())))
    });
    let stage = Stage::of(service).start().await;
    sqlx::query("CREATE TABLE thing (id uuid PRIMARY KEY, name text NOT NULL)").execute(stage.pool()).await.unwrap();
    stage
}

/// How many things there are.
pub async fn things(stage: &Stage) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM thing").fetch_one(stage.pool()).await.unwrap()
}
