//! Kept answers: the layer in front of a service that gives a repeated POST its
//! first answer. The handler's transaction keeps the answer ([`plaza_db::Tx::answer`]).

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use plaza_core::{Cx, Fault, IdempotencyKey, Kind};
use plaza_db::Db;
use plaza_db::idempotency::{Kept, find};
use sha2::{Digest, Sha256};

use crate::Problem;

/// The client's header.
pub const HEADER: &str = "idempotency-key";

const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The key of a request: the client's text and the fingerprint of what it asks.
///
/// # Errors
/// [`Kind::Invalid`] unless it is 1 to 255 visible characters.
pub fn key(text: &str, method: &Method, path: &str, body: &[u8]) -> Result<IdempotencyKey, Fault> {
    if text.is_empty() || text.len() > 255 || !text.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Fault::invalid("Idempotency-Key", "must be 1 to 255 visible ASCII characters, such as a UUID"));
    }
    let mut hash = Sha256::new();
    for part in [method.as_str().as_bytes(), path.as_bytes(), body] {
        hash.update(part);
        hash.update([0]);
    }
    Ok(IdempotencyKey { key: text.to_owned(), fingerprint: hex::encode(hash.finalize()) })
}

/// Puts the kept answers in front of a service's public routes.
pub fn layer(router: Router, db: Db) -> Router {
    router.layer(axum::middleware::from_fn(move |request: Request, next: Next| {
        let db = db.clone();
        async move { answer(&db, request, next).await }
    }))
}

async fn answer(db: &Db, mut request: Request, next: Next) -> Response {
    let Some((actor, key)) = keyed(&mut request) else { return next.run(request).await };
    match find(db.pool(), &actor, &key).await {
        Ok(Some(kept)) => return replay(kept),
        Ok(None) => {}
        Err(error) => return Problem::from(error).into_response(),
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::CONFLICT {
        return response;
    }
    // Refused perhaps only because the same request was faster under the same key.
    match find(db.pool(), &actor, &key).await {
        Ok(Some(kept)) => replay(kept),
        _ => response,
    }
}

/// Whose key it is, and the key as the transaction is to keep it: an answer belongs to the
/// organisation it was given in, so that is part of what was asked.
fn keyed(request: &mut Request) -> Option<(String, IdempotencyKey)> {
    if request.method() != Method::POST {
        return None;
    }
    let cx = request.extensions_mut().get_mut::<Cx>()?;
    let org = cx.org;
    let key = cx.idempotency.as_mut()?;
    if let Some(org) = org {
        key.fingerprint = format!("{org}:{}", key.fingerprint);
    }
    let key = key.clone();
    Some((cx.actor_label(), key))
}

fn replay(kept: Kept) -> Response {
    match kept {
        Kept::Answer { status, body } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            let media_type = if status.is_success() { "application/json" } else { plaza_rpc::problem::MEDIA_TYPE };
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
                (REPLAYED, HeaderValue::from_static("true")),
            ];
            (status, headers, body.to_string()).into_response()
        }
        Kept::Different => {
            let fault = Fault::new(
                Kind::Refused,
                "idempotency.key_reused",
                "This Idempotency-Key was used for a different request. Use a new key for a new request.",
            );
            Problem(fault).into_response()
        }
    }
}
