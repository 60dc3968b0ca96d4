use plaza_core::{Envelope, Instant, OrgId};
use plaza_testkit::stage::Stage;
use serde_json::{Value, json};
use uuid::Uuid;

/// An event as any service might publish it.
pub fn event(kind: &str, org: Option<OrgId>, at: Instant) -> Envelope {
    Envelope {
        specversion: "1.0".into(),
        id: Uuid::now_v7(),
        source: "/plaza/tests".into(),
        kind: kind.into(),
        subject: Uuid::now_v7(),
        time: at,
        datacontenttype: "application/json".into(),
        orgid: org,
        correlationid: Uuid::now_v7(),
        actor: "service:tests".into(),
        version: 1,
        data: json!({ "fact": 1 }),
    }
}

pub async fn start() -> (Stage, OrgId) {
    (Stage::of(plaza_audit::service()).start().await, OrgId::new())
}

/// The ids of a page's events.
pub fn ids(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

pub async fn count(stage: &Stage, table: &'static str) -> i64 {
    let text = format!("SELECT count(*) FROM {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(text)).fetch_one(stage.pool()).await.unwrap()
}
