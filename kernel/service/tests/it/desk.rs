//! The operator's desk of a service: only operators, only their own organisation's.

use std::sync::{Arc, Mutex};

use axum::http::Method;
use plaza_core::{Cx, Envelope, Fault, OrgId, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_jobs::{Job, enqueue};
use plaza_saga::{Outcome, Runner, Saga, Step, start};
use plaza_service::{Built, Parts, Service};
use plaza_testkit::Stage;
use plaza_testkit::kernel::NO_MIGRATIONS;
use plaza_testkit::people::{guest, manager, member, visitor};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::greeters::{Greeted, Nothing};

/// While it is closed nothing works.
#[derive(Clone)]
struct Door(Arc<Mutex<bool>>);

impl Door {
    fn pass(&self) -> Result<()> {
        if *self.0.lock().unwrap() { Ok(()) } else { Err(Fault::refused("door.closed", "The door is closed.")) }
    }
}

#[async_trait::async_trait]
impl Handler for Door {
    fn name(&self) -> &'static str {
        "door"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["*"]
    }

    async fn handle(&self, _: &mut Tx, _: &Envelope) -> Result<()> {
        self.pass()
    }
}

#[async_trait::async_trait]
impl Job for Door {
    fn kind(&self) -> &'static str {
        "pass"
    }

    async fn run(&self, _: &Cx, _: Value) -> Result<()> {
        self.pass()
    }
}

#[async_trait::async_trait]
impl Saga for Door {
    const NAME: &'static str = "pass";
    const STEPS: &'static [Step] = &[Step::on("pass")];
    type State = ();

    async fn run(&self, _: &str, _: &Cx, _: &mut ()) -> Result<Outcome> {
        self.pass().map(|()| Outcome::Done)
    }

    async fn undo(&self, _: &str, _: &Cx, _: &mut (), _: &Fault) -> Result<()> {
        Ok(())
    }
}

/// A stage on which a saga is stuck, an event and a job are dead.
async fn trouble(org: OrgId) -> (Stage, Door) {
    let door = Door(Arc::new(Mutex::new(false)));
    let doors = door.clone();
    let service = Service::named::<Nothing, _, _>(
        "doors",
        &NO_MIGRATIONS,
        utoipa::openapi::OpenApi::default,
        move |parts: Parts| {
            let door = doors.clone();
            async move {
                let runner = Runner::new(parts.db.clone(), vec![Arc::new(door.clone())]);
                Ok(Built::new().on(door.clone()).job(door.clone()).saga(door).runner(runner))
            }
        },
    );
    let stage = Stage::of(service).start().await;
    let mut tx = stage.db().begin(&member(org)).await.unwrap();
    enqueue(&mut tx, "pass", &1).await.unwrap();
    start::<Door>(&mut tx, Uuid::now_v7(), &()).await.unwrap();
    tx.commit().await.unwrap();
    stage.deliver(Some(org), &Greeted { id: Uuid::now_v7(), name: "Ana".into() }).await;
    stage.settle().await;
    sqlx::query("UPDATE kernel.jobs SET state = 'dead'").execute(stage.pool()).await.unwrap();
    sqlx::query("UPDATE kernel.inbox SET state = 'dead'").execute(stage.pool()).await.unwrap();
    (stage, door)
}

const LISTS: [&str; 3] = ["/desk/sagas", "/desk/dead-letters", "/desk/jobs"];
const ACTIONS: [&str; 6] = [
    "/desk/sagas/retry",
    "/desk/sagas/abandon",
    "/desk/dead-letters/replay",
    "/desk/dead-letters/discard",
    "/desk/jobs/replay",
    "/desk/jobs/discard",
];

/// The body an action needs for what is in trouble.
async fn meant(stage: &Stage, boss: &Cx, action: &str) -> Value {
    let (kind, _) = action.strip_prefix("/desk/").unwrap().split_once('/').unwrap();
    let item = stage.get(boss, &format!("/desk/{kind}")).await.expect(200)["items"][0].clone();
    match kind {
        "dead-letters" => json!({"handler": item["handler"], "eventId": item["eventId"]}),
        _ => json!({"id": item["id"], "note": "told by phone"}),
    }
}

#[tokio::test]
async fn only_operators_sit_at_the_desk() {
    let org = OrgId::new();
    let (stage, _) = trouble(org).await;
    for (cx, status) in
        [(visitor(org), 401), (Cx::service("robots", Some(org)), 401), (guest(org), 403), (member(org), 403)]
    {
        for path in LISTS {
            assert_eq!(stage.get(&cx, path).await.status, status, "{path}");
        }
        for path in ACTIONS {
            let body = json!({"id": Uuid::now_v7(), "handler": "door", "eventId": Uuid::now_v7()});
            assert_eq!(stage.post(&cx, path, body).await.status, status, "{path}");
        }
    }
}

#[tokio::test]
async fn an_operator_of_another_organisation_sees_and_touches_nothing() {
    let org = OrgId::new();
    let (stage, _) = trouble(org).await;
    let (boss, stranger) = (manager(org), manager(OrgId::new()));
    for path in LISTS {
        assert_eq!(stage.get(&boss, path).await.expect(200)["items"].as_array().unwrap().len(), 1, "{path}");
        assert_eq!(stage.get(&stranger, path).await.expect(200), json!({"items": [], "next": null}), "{path}");
    }
    for path in ACTIONS {
        let body = meant(&stage, &boss, path).await;
        let answer = stage.post(&stranger, path, body).await;
        assert_eq!((answer.status, answer.code()), (404, "operations.not_found"), "{path}");
    }
}

#[tokio::test]
async fn what_failed_is_sent_on_and_works() {
    let org = OrgId::new();
    let (stage, door) = trouble(org).await;
    let boss = manager(org);
    *door.0.lock().unwrap() = true;
    for path in ["/desk/sagas/retry", "/desk/dead-letters/replay", "/desk/jobs/replay"] {
        let body = meant(&stage, &boss, path).await;
        stage.post(&boss, path, body).await.expect(200);
    }
    stage.settle().await;
    for (path, left) in LISTS.into_iter().zip([1, 0, 0]) {
        assert_eq!(stage.get(&boss, path).await.expect(200)["items"].as_array().unwrap().len(), left, "{path}");
    }
    let done = stage.get(&boss, "/desk/sagas?state=done&limit=1").await.expect(200);
    assert_eq!((&done["items"][0]["state"], &done["items"][0]["name"]), (&json!("done"), &json!("pass")));
    assert_eq!(stage.get(&boss, "/desk/sagas?state=stuck").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn what_failed_is_given_up_with_a_reason() {
    let org = OrgId::new();
    let (stage, _) = trouble(org).await;
    let boss = manager(org);
    let mut body = meant(&stage, &boss, "/desk/sagas/abandon").await;
    body["note"] = json!("  ");
    let answer = stage.post(&boss, "/desk/sagas/abandon", body).await;
    assert_eq!((answer.status, &answer.body["errors"][0]["field"]), (400, &json!("note")));
    for path in ["/desk/sagas/abandon", "/desk/dead-letters/discard", "/desk/jobs/discard"] {
        let body = meant(&stage, &boss, path).await;
        stage.post(&boss, path, body.clone()).await.expect(200);
        assert_eq!(stage.post(&boss, path, body).await.status, 404, "{path}: once");
    }
    let saga = stage.get(&boss, "/desk/sagas?state=abandoned").await.expect(200)["items"][0].clone();
    let note = saga["steps"].as_array().unwrap().last().unwrap()["note"].as_str().unwrap().to_owned();
    assert_eq!(note, format!("{}: told by phone", boss.actor_label()));
}

#[tokio::test]
async fn questions_and_answers_have_a_form() {
    let org = OrgId::new();
    let (stage, _) = trouble(org).await;
    let boss = manager(org);
    for path in LISTS {
        let answer = stage.get(&boss, &format!("{path}?page=2")).await;
        assert_eq!((answer.status, &answer.body["errors"][0]["field"]), (400, &json!("page")), "{path}");
    }
    for path in ACTIONS {
        assert_eq!(stage.post(&boss, path, json!({"id": 5})).await.status, 400, "{path}");
        assert_eq!(stage.send(&boss, Method::GET, path, None).await.status, 405, "{path}");
    }
}
