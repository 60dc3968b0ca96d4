//! `POST /batch`: several reads in one call (000-87, 002-6), so that a page needs one round trip.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, Response, header};
use plaza_core::{Cx, Fault, Kind, Result};
use plaza_rpc::problem;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::forward::no_such_path;
use crate::{Gateway, operations, routes};

/// Path of the operation, without version.
pub const PATH: &str = "/batch";

/// Reads in one call, at most.
const MOST: usize = 20;
/// Largest answer of one read.
const LARGEST: usize = 4 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    /// Paths with their queries, such as `/api/v1/bookings?limit=5`.
    get: Vec<String>,
}

#[derive(Serialize)]
struct Part {
    status: u16,
    body: Value,
}

/// How many reads a body asks for; each counts against the allowance.
///
/// # Errors
/// When the body does not read or asks for too many.
pub fn paths(body: &[u8]) -> Result<Vec<String>> {
    let batch: Batch = plaza_web::extract::json(body)?;
    if batch.get.is_empty() || batch.get.len() > MOST {
        return Err(Fault::invalid("get", format!("must name 1 to {MOST} paths")));
    }
    Ok(batch.get)
}

/// Reads all paths side by side; each has its own status, and one that fails does not fail the others.
///
/// # Errors
/// Only when the answer cannot be written.
pub async fn answer(gateway: &Gateway, cx: &Cx, paths: Vec<String>) -> Result<Response<Body>> {
    let mut reads = JoinSet::new();
    for (index, path) in paths.iter().enumerate() {
        let request = read(gateway, path);
        let cx = cx.clone();
        reads.spawn(async move {
            let outcome = match request {
                Ok((pipe, request)) => part(pipe.send(&cx, request).await).await,
                Err(fault) => refused(&fault),
            };
            (index, outcome)
        });
    }
    let mut parts: Vec<(usize, Part)> = Vec::with_capacity(paths.len());
    while let Some(done) = reads.join_next().await {
        parts.push(done.map_err(|_| Fault::internal())?);
    }
    parts.sort_by_key(|(index, _)| *index);
    let body = json!({ "answers": parts.into_iter().map(|(_, part)| part).collect::<Vec<_>>() });
    let mut response = Response::new(Body::from(body.to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    Ok(response)
}

fn read(gateway: &Gateway, asked: &str) -> Result<(plaza_rpc::Pipe, Request<Body>)> {
    let (path, query) = asked.split_once('?').map_or((asked, ""), |(path, query)| (path, query));
    let path = routes::canonical(path).ok_or_else(|| no_such_path(path))?;
    let (service, target) = match operations::target(&path) {
        Some(desk) => desk,
        None => (gateway.routes.find(&path).ok_or_else(|| no_such_path(&path))?.service.to_owned(), path.clone()),
    };
    let pipe = gateway.pipes.get(service.as_str()).ok_or_else(|| no_such_path(&path))?;
    let target = if query.is_empty() { target } else { format!("{target}?{query}") };
    let request = Request::get(target).body(Body::empty()).map_err(|_| no_such_path(&path))?;
    Ok((pipe.clone(), request))
}

async fn part(outcome: Result<Response<Body>>) -> Part {
    let response = match outcome {
        Ok(response) => response,
        Err(fault) => return refused(&fault),
    };
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), LARGEST).await.unwrap_or_else(|_| Bytes::new());
    match serde_json::from_slice(&bytes) {
        Ok(body) => Part { status, body },
        Err(_) => {
            refused(&Fault::new(Kind::Refused, "batch.not_json", "This path does not answer JSON: read it by itself."))
        }
    }
}

fn refused(fault: &Fault) -> Part {
    Part { status: fault.kind.status(), body: problem::document(fault) }
}

/// The operation's OpenAPI document.
pub fn document() -> Value {
    let answers = json!({ "type": "array", "items": { "type": "object", "required": ["status", "body"], "properties": { "status": { "type": "integer" }, "body": {} } } });
    let paths = json!({ "type": "array", "minItems": 1, "maxItems": MOST, "items": { "type": "string", "example": "/api/v1/bookings?limit=5" } });
    json!({ "paths": { PATH: { "post": {
        "tags": ["batch"],
        "operationId": "batch",
        "summary": "Reads several paths in one call; each answer has its own status, in the order asked.",
        "security": [{ "bearer": [] }, {}],
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "required": ["get"], "properties": { "get": paths } } } } },
        "responses": {
            "200": { "description": "The answers.", "content": { "application/json": { "schema": { "type": "object", "required": ["answers"], "properties": { "answers": answers } } } } },
            "default": { "$ref": "#/components/responses/Problem" }
        }
    } } }, "components": {} })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_one_to_twenty_paths() {
        assert!(paths(br#"{"get":["/api/v1/bookings"]}"#).is_ok());
        for body in [r#"{"get":[]}"#, r#"{"post":["/x"]}"#, "nonsense"] {
            assert!(paths(body.as_bytes()).is_err(), "{body}");
        }
        assert!(paths(json!({ "get": vec!["/x"; MOST + 1] }).to_string().as_bytes()).is_err());
    }

    #[test]
    fn a_body_is_refused_by_the_field_that_is_wrong() {
        for (body, refusal) in [
            (r#"[["/x"]]"#, "body: is a JSON object, not a list"),
            (r#"{"get":["/x",1]}"#, "get[1]: "),
            (r#"{"get":["/x"],"get":["/y"]}"#, "get: duplicate field `get`"),
        ] {
            let fault = paths(body.as_bytes()).unwrap_err();
            assert!(fault.message.starts_with(refusal), "{body}: {}", fault.message);
        }
    }
}
