//! Faults on the wire: problem+json (RFC 9457) with our closed kind and stable code.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use plaza_core::{Fault, Kind};
use serde_json::{Map, Value, json};

/// Media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// The document of a fault, without the request id that the gateway adds.
pub fn document(fault: &Fault) -> Value {
    let status = fault.kind.status();
    let mut members = fault.details.clone();
    members.insert("type".into(), json!(format!("/docs/errors#{}", fault.code)));
    members.insert(
        "title".into(),
        json!(StatusCode::from_u16(status).ok().and_then(|s| s.canonical_reason()).unwrap_or("Error")),
    );
    members.insert("status".into(), json!(status));
    members.insert("kind".into(), json!(fault.kind));
    members.insert("code".into(), json!(fault.code));
    members.insert("detail".into(), json!(fault.message));
    Value::Object(members)
}

/// The response of a fault.
pub fn response(fault: &Fault) -> Response<Body> {
    let mut response = Response::new(Body::from(document(fault).to_string()));
    *response.status_mut() = StatusCode::from_u16(fault.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if fault.kind == Kind::Unavailable {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

/// The fault in a problem document; what is no problem document becomes an unavailable service.
pub fn parse(body: &[u8]) -> Fault {
    read(body).unwrap_or_else(|| {
        Fault::unavailable("service.unreadable", "A part of the platform answered something unreadable. Try again.")
    })
}

fn read(body: &[u8]) -> Option<Fault> {
    let mut members: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let kind = serde_json::from_value(members.remove("kind")?).ok()?;
    let code = members.remove("code")?.as_str()?.to_owned();
    let message = members.remove("detail")?.as_str()?.to_owned();
    for derived in ["type", "title", "status"] {
        members.remove(derived);
    }
    Some(Fault { kind, code, message, details: members })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_survives_the_wire() {
        let fault = Fault::conflict("bookings.slot_taken", "Taken.").with("alternatives", [1, 2]);
        assert_eq!(parse(document(&fault).to_string().as_bytes()), fault);
        assert_eq!(response(&fault).status(), 409);
    }

    #[test]
    fn nonsense_is_an_unavailable_service() {
        assert_eq!(parse(b"<html>").kind, Kind::Unavailable);
    }
}
