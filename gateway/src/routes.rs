//! Which service answers a path, read from the services' OpenAPI documents.

use anyhow::Context;
use matchit::Router;
use plaza_service::Service;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, PathItem};

/// Other spellings of the seeds (decision X3), without version: alias, then ours.
const ALIASES: &[(&str, &str)] = &[
    ("/users/me", "/users/profile"),
    ("/payment/create", "/payments/process"),
    ("/payment/payout", "/payments/payouts"),
    ("/payment/status", "/payments"),
    ("/payment/webhook/mercadopago", "/payments/webhook"),
    ("/payment", "/payments"),
    ("/professional/profile", "/professionals/me"),
    ("/professional/oficios", "/professionals/me/trades"),
    ("/professional/location", "/professionals/me/location"),
    ("/professional/portfolio", "/professionals/me/portfolio"),
    ("/professional/kyc/submit", "/verification/submit"),
    ("/public/professional", "/professionals"),
    ("/offers/create", "/offers"),
    ("/trabajo", "/orders"),
    ("/chat/create", "/conversations"),
    ("/chat/list", "/conversations"),
    ("/notify", "/notifications"),
    ("/rooms", "/resources"),
];

/// Spellings with an id in their middle.
const PATTERNS: &[(&str, &str)] = &[
    ("/chat/{id}/message", "/conversations/{id}/messages"),
    ("/trabajo/{id}/finalizar", "/orders/{id}/complete"),
    ("/trabajo/{id}/resena", "/orders/{id}/reviews"),
];

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The service.
    pub service: &'static str,
    /// The operation's path as documented, for limits and metrics.
    pub template: String,
    /// Whether an operation of this path takes a file as its body, and so a larger one than the others.
    pub takes_files: bool,
}

/// The routes of every service.
pub struct Routes(Router<Route>);

impl Routes {
    /// Reads the documents.
    ///
    /// # Errors
    /// When two services document the same path.
    pub fn of(services: &[Service]) -> anyhow::Result<Self> {
        let mut router = Router::new();
        for service in services {
            for (template, item) in &(service.openapi)().paths.paths {
                let route = Route { service: service.name, template: template.clone(), takes_files: takes_files(item) };
                router
                    .insert(template.clone(), route)
                    .with_context(|| format!("{} documents {template}, which another service has", service.name))?;
            }
        }
        Ok(Self(router))
    }

    /// The route of a path without version.
    pub fn find(&self, path: &str) -> Option<&Route> {
        self.0.at(path).ok().map(|found| found.value)
    }
}

/// By the media types of the documented bodies: what is no text for people or programs is a file.
fn takes_files(item: &PathItem) -> bool {
    let is_text = |media_type: &String| {
        media_type.contains("json") || media_type.contains("urlencoded") || media_type.starts_with("text/")
    };
    let takes = |operation: &Operation| match &operation.request_body {
        Some(RefOr::T(body)) => !body.content.keys().all(is_text),
        _ => false,
    };
    [&item.post, &item.put].into_iter().flatten().any(takes)
}

/// The path without version, its alias replaced: `/api/v1/users/me` and `/v1/users/me` are `/users/profile`. None for what is no API path.
pub fn canonical(path: &str) -> Option<String> {
    let rest =
        ["/api/v1", "/v1"].iter().find_map(|prefix| path.strip_prefix(prefix)).filter(|rest| rest.starts_with('/'))?;
    let swap = |(alias, ours): &(&str, &str)| {
        rest.strip_prefix(alias)
            .filter(|tail| tail.is_empty() || tail.starts_with('/'))
            .map(|tail| format!("{ours}{tail}"))
    };
    let around = || PATTERNS.iter().find_map(|pattern| respelt(rest, pattern));
    Some(around().or_else(|| ALIASES.iter().find_map(swap)).unwrap_or_else(|| rest.to_owned()))
}

fn respelt(rest: &str, (alias, ours): &(&str, &str)) -> Option<String> {
    let (start, end) = alias.split_once("{id}")?;
    let id = rest.strip_prefix(start)?.strip_suffix(end)?;
    (!id.is_empty() && !id.contains('/')).then(|| ours.replace("{id}", id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{canonical, takes_files};

    #[test]
    fn files_are_what_is_neither_json_nor_a_form() {
        let takes = |method: &str, media_type: &str| {
            let body = json!({ "content": { media_type: {} } });
            takes_files(&serde_json::from_value(json!({ method: { "responses": {}, "requestBody": body } })).unwrap())
        };
        assert!(takes("post", "image/jpeg") && takes("put", "application/octet-stream"));
        assert!(!takes("post", "application/json") && !takes("post", "application/x-www-form-urlencoded"));
        assert!(!takes_files(&serde_json::from_value(json!({ "get": { "responses": {} } })).unwrap()));
    }

    #[test]
    fn every_spelling_comes_to_one_path() {
        for (given, ours) in [
            ("/api/v1/bookings", "/bookings"),
            ("/v1/users/profile", "/users/profile"),
            ("/api/v1/users/me", "/users/profile"),
            ("/api/v1/users/meat", "/users/meat"),
            ("/v1/payment/webhook", "/payments/webhook"),
            ("/api/v1/payment/create", "/payments/process"),
            ("/api/v1/payment/payout", "/payments/payouts"),
            ("/api/v1/payment/status/x", "/payments/x"),
            ("/api/v1/payment/history/x", "/payments/history/x"),
            ("/api/v1/payment/refund", "/payments/refund"),
            ("/api/v1/payment/webhook/mercadopago", "/payments/webhook"),
            ("/api/v1/notify/preferences", "/notifications/preferences"),
            ("/api/v1/chat/create", "/conversations"),
            ("/api/v1/chat/list", "/conversations"),
            ("/api/v1/chat/7/message", "/conversations/7/messages"),
            ("/api/v1/offers/create", "/offers"),
            ("/api/v1/offers/7", "/offers/7"),
            ("/api/v1/trabajo/7", "/orders/7"),
            ("/api/v1/trabajo/7/finalizar", "/orders/7/complete"),
            ("/api/v1/trabajo/7/resena", "/orders/7/reviews"),
            ("/api/v1/chat/feed", "/chat/feed"),
            ("/api/v1/professional/oficios", "/professionals/me/trades"),
            ("/api/v1/public/professional/7", "/professionals/7"),
            ("/api/v1/professional/kyc/submit", "/verification/submit"),
        ] {
            assert_eq!(canonical(given).as_deref(), Some(ours));
        }
        assert_eq!(canonical("/index.html"), None);
        assert_eq!(canonical("/api/v10/x"), None);
    }
}
