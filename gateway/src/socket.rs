//! The WebSocket (docs/websocket.md): a page says hello with its token, watches
//! resources' calendars, and is told of its notifications and of changes there.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use plaza_core::Envelope;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::Gateway;
use crate::token::Claims;

/// A page must say hello within this time.
const HELLO: Duration = Duration::from_secs(10);
/// A silent page is asked whether it is there.
const PING: Duration = Duration::from_secs(30);
/// Resources one page may watch.
const WATCHES: usize = 500;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
enum FromPage {
    /// First of all, and again when the token was renewed.
    Hello { token: String },
    /// Tell me of changes to these calendars.
    Watch { resource_ids: Vec<Uuid> },
    /// No longer.
    Unwatch { resource_ids: Vec<Uuid> },
}

struct Page {
    claims: Arc<Claims>,
    watched: HashSet<Uuid>,
}

/// `GET /api/v1/ws`.
pub async fn open(State(gateway): State<Arc<Gateway>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(64 * 1024).on_upgrade(move |socket| async move { serve(&gateway, socket).await })
}

async fn serve(gateway: &Gateway, mut socket: WebSocket) {
    let mut events = gateway.hub.listen();
    let Some(mut page) = hello(gateway, &mut socket).await else { return };
    let mut ping = tokio::time::interval(PING);
    loop {
        let told = tokio::select! {
            event = events.recv() => match event {
                Ok(event) => match message(&page, &event) {
                    Some(message) => send(&mut socket, message).await,
                    None => true,
                },
                Err(RecvError::Lagged(_)) => send(&mut socket, json!({ "type": "refresh" })).await,
                Err(RecvError::Closed) => false,
            },
            incoming = socket.recv() => match incoming {
                Some(Ok(Message::Text(text))) => heard(gateway, &mut socket, &mut page, &text).await,
                Some(Ok(Message::Close(_))) | Some(Err(_)) | None => false,
                Some(Ok(_)) => true,
            },
            _ = ping.tick() => still_welcome(gateway, &mut socket, &page).await && socket.send(Message::Ping(Default::default())).await.is_ok(),
        };
        if !told {
            return;
        }
    }
}

async fn hello(gateway: &Gateway, socket: &mut WebSocket) -> Option<Page> {
    let first = tokio::time::timeout(HELLO, socket.recv()).await;
    if let Ok(Some(Ok(Message::Text(text)))) = first
        && let Ok(FromPage::Hello { token }) = serde_json::from_str(&text)
    {
        return match gateway.access(&token).await {
            Some(claims) => {
                send(socket, json!({ "type": "ready" })).await.then(|| Page { claims, watched: HashSet::new() })
            }
            None => {
                close(socket, 4401, "the token is over or not ours").await;
                None
            }
        };
    }
    close(socket, 4400, "say hello first: {\"type\":\"hello\",\"token\":\"...\"}").await;
    None
}

async fn heard(gateway: &Gateway, socket: &mut WebSocket, page: &mut Page, text: &str) -> bool {
    match serde_json::from_str(text) {
        Ok(FromPage::Hello { token }) => match gateway.access(&token).await {
            Some(claims) => {
                page.claims = claims;
                send(socket, json!({ "type": "ready" })).await
            }
            None => {
                close(socket, 4401, "the token is over or not ours").await;
                false
            }
        },
        Ok(FromPage::Watch { resource_ids }) => {
            page.watched.extend(resource_ids.into_iter().take(WATCHES.saturating_sub(page.watched.len())));
            send(socket, json!({ "type": "watching", "resourceIds": page.watched })).await
        }
        Ok(FromPage::Unwatch { resource_ids }) => {
            resource_ids.iter().for_each(|id| {
                page.watched.remove(id);
            });
            send(socket, json!({ "type": "watching", "resourceIds": page.watched })).await
        }
        Err(error) => {
            send(socket, json!({ "type": "error", "code": "ws.unreadable", "detail": error.to_string() })).await
        }
    }
}

/// A socket lives as long as its token: a page renews it by another hello.
async fn still_welcome(gateway: &Gateway, socket: &mut WebSocket, page: &Page) -> bool {
    if gateway.tokens.is_good(&page.claims) {
        return true;
    }
    close(socket, 4401, "the token is over; say hello with a new one").await;
    false
}

/// What a page is told of an event, if anything: its own notifications, and
/// calendars it watches without whose booking it is.
fn message(page: &Page, event: &Envelope) -> Option<Value> {
    let same_org = event.orgid.is_some() && event.orgid == page.claims.org;
    match event.service() {
        "notifications" => {
            let mine = event.data["userId"].as_str() == Some(page.claims.sub.to_string().as_str());
            mine.then(|| json!({ "type": "notification", "notificationId": event.data["notificationId"], "kind": event.data["kind"] }))
        }
        "bookings" => {
            let resource: Uuid = event.data["resourceId"].as_str()?.parse().ok()?;
            let seen = same_org && page.watched.contains(&resource);
            seen.then(|| calendar_change(&page.claims, event))
        }
        _ => None,
    }
}

fn calendar_change(claims: &Claims, event: &Envelope) -> Value {
    let mut change = json!({
        "type": "calendar",
        "event": event.kind,
        "resourceId": event.data["resourceId"],
        "startDateTime": event.data["startDateTime"],
        "endDateTime": event.data["endDateTime"],
        "status": event.data["status"],
    });
    let own = event.data["userId"].as_str() == Some(claims.sub.to_string().as_str());
    if own || claims.roles.operates() {
        change["bookingId"] = event.data["bookingId"].clone();
    }
    change
}

async fn send(socket: &mut WebSocket, message: Value) -> bool {
    socket.send(Message::Text(message.to_string().into())).await.is_ok()
}

async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) {
    // The page may be gone already.
    let _ = socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
}

impl Gateway {
    async fn access(&self, token: &str) -> Option<Arc<Claims>> {
        self.tokens.verify(token).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use plaza_core::{OrgId, Role, Roles, UserId};

    use super::*;

    fn page(org: OrgId, user: UserId, roles: Vec<Role>) -> Page {
        let claims = Claims { sub: user, sid: Uuid::now_v7(), org: Some(org), roles: Roles(roles), exp: i64::MAX };
        Page { claims: Arc::new(claims), watched: HashSet::new() }
    }

    fn event(org: OrgId, kind: &str, data: Value) -> Envelope {
        Envelope {
            specversion: "1.0".into(),
            id: Uuid::now_v7(),
            source: String::new(),
            kind: kind.into(),
            subject: Uuid::now_v7(),
            time: Default::default(),
            datacontenttype: String::new(),
            orgid: Some(org),
            correlationid: Uuid::now_v7(),
            actor: String::new(),
            version: 1,
            data,
        }
    }

    #[test]
    fn a_page_sees_its_own_organisation_s_watched_calendars_without_names() {
        let (org, user, resource) = (OrgId::new(), UserId::new(), Uuid::now_v7());
        let mut mine = page(org, user, vec![Role::Member]);
        let booked = event(
            org,
            "bookings.booking.confirmed.v1",
            json!({ "resourceId": resource, "userId": UserId::new(), "bookingId": Uuid::now_v7() }),
        );
        assert!(message(&mine, &booked).is_none(), "not watched");
        mine.watched.insert(resource);
        let told = message(&mine, &booked).unwrap();
        assert_eq!(told["type"], "calendar");
        assert!(told.get("bookingId").is_none(), "somebody else's");
        let mut other = page(OrgId::new(), user, vec![Role::Admin]);
        other.watched.insert(resource);
        assert!(message(&other, &booked).is_none(), "another organisation's");
    }

    #[test]
    fn a_notification_reaches_only_whose_it_is() {
        let (org, user) = (OrgId::new(), UserId::new());
        let told = event(
            org,
            "notifications.notification.created.v1",
            json!({ "userId": user, "notificationId": Uuid::now_v7(), "kind": "welcome" }),
        );
        assert!(message(&page(org, user, vec![]), &told).is_some());
        assert!(message(&page(org, UserId::new(), vec![]), &told).is_none());
    }
}
