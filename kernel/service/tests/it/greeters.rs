//! Two tiny services: `alpha` greets and tells of it, `beta` asks alpha and writes down what it hears.

use std::sync::{Arc, LazyLock};

use axum::extract::State;
use axum::{Json, Router};
use plaza_core::{Cx, Envelope, Event, Fault, Result};
use plaza_db::{Db, Tx};
use plaza_events::Handler;
use plaza_service::{Built, Finding, Parts, Service};
use plaza_testkit::kernel::NO_MIGRATIONS;
use plaza_web::{Body, Caller, OpenApiRouter, Reply, routes};
use serde::{Deserialize, Serialize};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use uuid::Uuid;

plaza_rpc::service! {
    /// Greets.
    pub trait Greeter as "alpha", client GreeterClient, router greeter_router {
        /// A greeting and who asked for it.
        async fn greet(String) -> (String, String);
        /// Refuses to greet.
        async fn snub(String) -> ();
    }
}

/// Somebody was greeted.
#[derive(Debug, Serialize, Deserialize)]
pub struct Greeted {
    pub id: Uuid,
    pub name: String,
}

impl Event for Greeted {
    const TYPE: &'static str = "alpha.greeting.made.v1";

    fn aggregate_id(&self) -> Uuid {
        self.id
    }
}

/// How alpha greets.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manners {
    pub word: String,
}

impl Default for Manners {
    fn default() -> Self {
        Self { word: "Hello".into() }
    }
}

struct Alpha {
    db: Db,
    manners: Manners,
}

#[async_trait::async_trait]
impl Greeter for Alpha {
    async fn greet(&self, cx: &Cx, name: String) -> Result<(String, String)> {
        let mut tx = self.db.begin(cx).await?;
        tx.emit(&Greeted { id: Uuid::now_v7(), name: name.clone() });
        tx.commit().await?;
        Ok((format!("{} {name}", self.manners.word), cx.actor_label()))
    }

    async fn snub(&self, _: &Cx, name: String) -> Result<()> {
        Err(Fault::refused("alpha.snub", format!("Not {name}.")).with("limit", 3))
    }
}

/// Greets.
pub fn alpha() -> Service {
    Service::named::<Manners, _, _>(
        "alpha",
        &NO_MIGRATIONS,
        utoipa::openapi::OpenApi::default,
        |parts: Parts| async move {
            let app = Alpha { db: parts.db.clone(), manners: parts.config()? };
            Ok(Built::new().rpc(greeter_router(Arc::new(app))))
        },
    )
}

static HEARD: LazyLock<Migrator> = LazyLock::new(|| {
    let sql = sqlx::SqlSafeStr::into_sql_str("CREATE TABLE heard (seq bigint GENERATED ALWAYS AS IDENTITY, name text)");
    let migration = Migration::new(1000, "heard".into(), MigrationType::Simple, sql, false);
    Migrator { migrations: vec![migration].into(), ..Migrator::DEFAULT }
});

#[derive(Clone)]
struct Beta {
    db: Db,
    alpha: Arc<dyn Greeter>,
}

#[utoipa::path(post, path = "/asks", responses((status = 200)))]
async fn ask(State(beta): State<Beta>, Caller(cx): Caller, Body(name): Body<String>) -> Reply<Json<(String, String)>> {
    Ok(Json(beta.alpha.greet(&cx, name).await?))
}

#[utoipa::path(post, path = "/snubs", responses((status = 204)))]
async fn be_snubbed(State(beta): State<Beta>, Caller(cx): Caller, Body(name): Body<String>) -> Reply<Json<()>> {
    Ok(Json(beta.alpha.snub(&cx, name).await?))
}

#[utoipa::path(get, path = "/heard", responses((status = 200)))]
async fn heard(State(beta): State<Beta>) -> Reply<Json<Vec<String>>> {
    let names = sqlx::query_scalar("SELECT name FROM heard ORDER BY seq").fetch_all(beta.db.pool()).await;
    Ok(Json(names.map_err(plaza_db::Error::from)?))
}

struct Listens;

#[async_trait::async_trait]
impl Handler for Listens {
    fn name(&self) -> &'static str {
        "listens"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["alpha.greeting.made.v1"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let name = event.data::<Greeted>()?.name;
        let written = sqlx::query("INSERT INTO heard (name) VALUES ($1)").bind(name).execute(&mut **tx).await;
        written.map(drop).map_err(|error| plaza_db::Error::from(error).into())
    }
}

/// It has no settings.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

fn beta_routes() -> OpenApiRouter<Beta> {
    OpenApiRouter::new().routes(routes!(ask)).routes(routes!(be_snubbed)).routes(routes!(heard))
}

/// Asks and listens.
pub fn beta() -> Service {
    let document = || beta_routes().into_openapi();
    Service::named::<Nothing, _, _>("beta", &HEARD, document, |parts: Parts| async move {
        let app = Beta { db: parts.db.clone(), alpha: Arc::new(parts.client::<GreeterClient>()) };
        let router: Router = beta_routes().split_for_parts().0.with_state(app);
        Ok(Built::new().http(router).on(Listens))
    })
    .listens(&["alpha.greeting.made.v1"])
    .audit(|pool| {
        Box::pin(async move {
            let odd: i64 = sqlx::query_scalar("SELECT count(*) FROM heard WHERE name = ''").fetch_one(&pool).await?;
            Ok(if odd == 0 { Vec::new() } else { vec![Finding::new("beta.names", format!("{odd} without a name"))] })
        })
    })
}
