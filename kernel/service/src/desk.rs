//! The operator's desk of a service: its sagas, dead letters and failed jobs.
//! The gateway shows it under `/operations/{service}`.

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use plaza_core::page::page_limit;
use plaza_core::{Fault, Page};
use plaza_db::Db;
use plaza_events::letters::{self, Letter};
use plaza_jobs::letters::{self as jobs, JobCard};
use plaza_saga::desk::{self, SagaCard};
use plaza_web::{Body, Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a list of the desk is asked.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskQuery {
    /// Of sagas: only in this state.
    pub state: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// Which letter is meant.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WhichLetter {
    /// The handler.
    pub handler: String,
    /// The event.
    pub event_id: Uuid,
}

/// Which job or saga is meant, and why it is given up.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Which {
    /// Its id.
    pub id: Uuid,
    /// Why, for the record.
    #[serde(default)]
    pub note: String,
}

/// Routes under `/desk`, for operators of the organisation.
pub fn router(db: Db) -> Router {
    Router::new()
        .route("/desk/sagas", get(sagas))
        .route("/desk/sagas/retry", post(retry))
        .route("/desk/sagas/abandon", post(abandon))
        .route("/desk/dead-letters", get(dead_letters))
        .route("/desk/dead-letters/replay", post(replay_letter))
        .route("/desk/dead-letters/discard", post(discard_letter))
        .route("/desk/jobs", get(failed_jobs))
        .route("/desk/jobs/replay", post(replay_job))
        .route("/desk/jobs/discard", post(discard_job))
        .with_state(db)
}

async fn sagas(
    State(db): State<Db>,
    Operator(cx): Operator,
    Params(query): Params<DeskQuery>,
) -> Reply<Json<Page<SagaCard>>> {
    Ok(Json(desk::list(&db, cx.org, query.state.as_deref(), page_limit(query.limit), query.cursor.as_deref()).await?))
}

async fn retry(State(db): State<Db>, Operator(cx): Operator, Body(which): Body<Which>) -> Reply<Json<()>> {
    found(desk::retry(&db, cx.org, which.id).await?, "There is no stuck saga with this id.")
}

async fn abandon(State(db): State<Db>, Operator(cx): Operator, Body(which): Body<Which>) -> Reply<Json<()>> {
    if which.note.trim().is_empty() {
        return Err(Fault::invalid("note", "say why it is given up; it is kept with the saga").into());
    }
    let note = format!("{}: {}", cx.actor_label(), which.note);
    found(desk::abandon(&db, cx.org, which.id, &note).await?, "There is no stuck saga with this id.")
}

async fn dead_letters(
    State(db): State<Db>,
    Operator(cx): Operator,
    Params(query): Params<DeskQuery>,
) -> Reply<Json<Page<Letter>>> {
    Ok(Json(letters::list(&db, cx.org, page_limit(query.limit), query.cursor.as_deref()).await?))
}

async fn replay_letter(
    State(db): State<Db>,
    Operator(cx): Operator,
    Body(which): Body<WhichLetter>,
) -> Reply<Json<()>> {
    found(letters::replay(&db, cx.org, &which.handler, which.event_id).await?, "There is no such letter.")
}

async fn discard_letter(
    State(db): State<Db>,
    Operator(cx): Operator,
    Body(which): Body<WhichLetter>,
) -> Reply<Json<()>> {
    found(letters::discard(&db, cx.org, &which.handler, which.event_id).await?, "There is no such letter.")
}

async fn failed_jobs(
    State(db): State<Db>,
    Operator(cx): Operator,
    Params(query): Params<DeskQuery>,
) -> Reply<Json<Page<JobCard>>> {
    Ok(Json(jobs::list(&db, cx.org, page_limit(query.limit), query.cursor.as_deref()).await?))
}

async fn replay_job(State(db): State<Db>, Operator(cx): Operator, Body(which): Body<Which>) -> Reply<Json<()>> {
    found(jobs::replay(&db, cx.org, which.id).await?, "There is no such job.")
}

async fn discard_job(State(db): State<Db>, Operator(cx): Operator, Body(which): Body<Which>) -> Reply<Json<()>> {
    found(jobs::discard(&db, cx.org, which.id).await?, "There is no dead job with this id.")
}

fn found(yes: bool, otherwise: &str) -> Reply<Json<()>> {
    if yes { Ok(Json(())) } else { Err(Fault::not_found("operations.not_found", otherwise).into()) }
}
