//! What a page is told of services' events: its own notifications, and changes of the calendars it watches.

use std::collections::HashSet;
use std::sync::Arc;

use plaza_core::Envelope;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::token::Claims;

/// Who a page is and what it watches.
pub struct Page {
    /// What its token says.
    pub claims: Arc<Claims>,
    /// Resources whose calendars it shows.
    pub watched: HashSet<Uuid>,
}

/// What a page is told of an event, if anything: its own notifications, and
/// calendars it watches without whose booking it is.
pub fn message(page: &Page, event: &Envelope) -> Option<Value> {
    let same_org = event.orgid.is_some() && event.orgid == page.claims.org;
    match event.service() {
        "notifications" => {
            let mine = event.data["userId"].as_str() == Some(page.claims.sub.to_string().as_str());
            mine.then(|| json!({ "type": "notification", "notificationId": event.data["notificationId"], "kind": event.data["kind"] }))
        }
        "bookings" => {
            let resource: Uuid = event.data["resourceId"].as_str()?.parse().ok()?;
            let concerns = concerns(&page.claims, event);
            let seen = same_org && page.watched.contains(&resource) && (concerns || frees_or_takes(&event.kind));
            seen.then(|| calendar_change(event, concerns))
        }
        _ => None,
    }
}

/// Whether it is told as what it is: to who booked, whose time it is, and operators.
fn concerns(claims: &Claims, event: &Envelope) -> bool {
    let me = claims.sub.to_string();
    claims.roles.operates() || ["userId", "hostId"].iter().any(|whose| event.data[whose].as_str() == Some(me.as_str()))
}

/// Whether something becomes free or taken. That nobody came, or that money went back, is nobody else's affair.
fn frees_or_takes(event: &str) -> bool {
    let what = event.strip_prefix("bookings.booking.").and_then(|name| name.split('.').next());
    what.is_none_or(|name| matches!(name, "held" | "confirmed" | "cancelled" | "rescheduled" | "expired"))
}

fn calendar_change(event: &Envelope, concerns: bool) -> Value {
    let mut change = json!({
        "type": "calendar",
        "event": event.kind,
        "resourceId": event.data["resourceId"],
        "startDateTime": event.data["startDateTime"],
        "endDateTime": event.data["endDateTime"],
        "status": event.data["status"],
    });
    if concerns {
        change["bookingId"] = event.data["bookingId"].clone();
    }
    change
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
    fn what_changes_no_calendar_is_told_to_the_two_of_it_and_operators() {
        let (org, booker, host, resource) = (OrgId::new(), UserId::new(), UserId::new(), Uuid::now_v7());
        let told = |who: UserId, roles: Vec<Role>, event: &Envelope| {
            let mut page = page(org, who, roles);
            page.watched.insert(resource);
            message(&page, event)
        };
        let facts = json!({ "resourceId": resource, "userId": booker, "hostId": host, "bookingId": Uuid::now_v7() });
        for kind in ["no_show", "completed", "refunded", "objected"] {
            let event = event(org, &format!("bookings.booking.{kind}.v1"), facts.clone());
            assert!(told(UserId::new(), vec![Role::Member], &event).is_none(), "{kind}");
            for (who, roles) in [(booker, vec![]), (host, vec![]), (UserId::new(), vec![Role::Manager])] {
                assert!(told(who, roles, &event).unwrap()["bookingId"].is_string(), "{kind}");
            }
        }
        let closed = event(org, "bookings.closure.created.v1", json!({ "resourceId": resource }));
        assert!(told(UserId::new(), vec![], &closed).is_some());
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
