//! The API's document and the page that shows it.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use plaza_service::Service;
use plaza_web::openapi::finish;
use serde_json::{Map, Value, json};

const PAGE_CSP: &str = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; frame-ancestors 'none'";

/// One OpenAPI document of all services and the gateway's own operations, under `/api/v1`.
pub fn openapi(services: &[Service]) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Plaza",
            "version": "1",
            "description": "Run places and the people who work in them. Amounts are minor units; instants are RFC 3339; lists are read on by cursor; a POST with an Idempotency-Key can be repeated.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
        },
        "servers": [{ "url": "/" }],
        "paths": {},
        "components": {}
    });
    let documents = services
        .iter()
        .map(|service| finish(&(service.openapi)()))
        .chain([crate::operations::document(), crate::batch::document()]);
    for part in documents {
        for (path, item) in part["paths"].as_object().into_iter().flatten() {
            document["paths"][format!("/api/v1{path}")] = named(path, item);
        }
        merge(&mut document["components"], &part["components"]);
    }
    sort(&document)
}

/// `/api/v1/openapi.json`, and the page at `/docs`.
pub fn router(document: &Value) -> Router {
    let text = document.to_string();
    let page = scalar_api_reference::scalar_html(
        &json!({ "url": "/api/v1/openapi.json", "theme": "default", "hideClientButton": true, "telemetry": false }),
        Some("/docs/scalar.js"),
    );
    let script = scalar_api_reference::get_asset("scalar.js").unwrap_or_default();
    let script = axum::body::Bytes::from(script);
    let html = move || {
        let page = page.clone();
        async move {
            ([(HeaderName::from_static("content-security-policy"), HeaderValue::from_static(PAGE_CSP))], Html(page))
        }
    };
    Router::new()
        .route(
            "/api/v1/openapi.json",
            get(move || {
                let text = text.clone();
                async move { ([(header::CONTENT_TYPE, "application/json")], text) }
            }),
        )
        .route("/docs/errors", get(|| async { Html(errors()) }))
        .route("/docs", get(html.clone()))
        .route("/api", get(html))
        .route(
            "/docs/scalar.js",
            get(move || {
                let script = script.clone();
                async move {
                    (
                        [(header::CONTENT_TYPE, "text/javascript"), (header::CACHE_CONTROL, "public, max-age=86400")],
                        script,
                    )
                        .into_response()
                }
            }),
        )
}

/// The refusals as a page, each code with its anchor: where a problem's `type` leads.
fn errors() -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let line = |line: &str| match line.strip_prefix("| `").and_then(|rest| rest.split_once('`')) {
        Some((code, _)) => format!("<span id=\"{}\">{}</span>", escape(code), escape(line)),
        None => escape(line),
    };
    let body: Vec<String> = include_str!("../../docs/errors.md").lines().map(line).collect();
    format!(
        "<!doctype html><meta charset=utf-8><title>Plaza: refusals</title><style>:target{{background:#ff08}}pre{{white-space:pre-wrap}}</style><pre>{}</pre>",
        body.join("\n")
    )
}

/// The item with an id for each operation from its method and path: services name theirs alike.
fn named(path: &str, item: &Value) -> Value {
    let mut item = item.clone();
    let words: Vec<&str> = path
        .split(['/', '-', '.', '_'])
        .map(|word| word.trim_matches(['{', '}']))
        .filter(|word| !word.is_empty())
        .collect();
    for (method, operation) in item.as_object_mut().into_iter().flatten() {
        operation["operationId"] = format!("{method}_{}", words.join("_")).into();
    }
    item
}

/// Names of components that two parts describe differently: one would hide the other.
pub fn collisions(services: &[Service]) -> Vec<String> {
    let mut seen = json!({});
    let mut found = Vec::new();
    for service in services {
        let part = finish(&(service.openapi)());
        for (name, schema) in part["components"]["schemas"].as_object().into_iter().flatten() {
            let earlier = &seen[name];
            if !earlier.is_null() && earlier != schema {
                found.push(format!("{name} of {}", service.name));
            }
            seen[name] = schema.clone();
        }
    }
    found
}

fn merge(into: &mut Value, from: &Value) {
    for (sort, members) in from.as_object().into_iter().flatten() {
        for (name, member) in members.as_object().into_iter().flatten() {
            into[sort][name] = member.clone();
        }
    }
}

/// The same document with its members in order, so that two builds compare equal.
fn sort(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut names: Vec<_> = members.keys().collect();
            names.sort();
            Value::Object(names.into_iter().map(|name| (name.clone(), sort(&members[name]))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(sort).collect()),
        other => other.clone(),
    }
}
