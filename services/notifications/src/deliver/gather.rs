//! The remote reads of a delivery: who is told, in which language, about what.

use plaza_bookings_api::{BookingId, BookingStatus};
use plaza_core::{Cx, Instant, Money};
use plaza_gigs_api::{GigId, GigStatus};
use plaza_identity_api::{MailLink, MailPurpose, OrgRef, UserCard};
use plaza_orders_api::{OfferId, OfferStatus, OrderId};
use plaza_professionals_api::ProfileStatus;
use plaza_verification_api::RejectReason;
use serde::Deserialize;
use uuid::Uuid;

use super::store::Waiting;
use crate::app::App;
use crate::domain::kind::{About, Kind};
use crate::domain::scene::{Booked, Case, Hired, Scene};
use crate::error::Error;

/// The facts of a verification's event.
#[derive(Deserialize)]
struct Told {
    valid_until: Option<Instant>,
    reasons: Vec<RejectReason>,
}

/// The facts of a payout's event.
#[derive(Deserialize)]
struct Sent {
    amount: Money,
}

/// What the reads came to.
pub enum Gathered {
    /// Somebody is told something.
    Ready(Box<Scene>, Box<UserCard>),
    /// There is nothing to tell any more, and why.
    Moot(&'static str),
}

/// The facts of a payment's event.
#[derive(Deserialize)]
struct Paid {
    booking: Uuid,
    amount: Money,
}

/// The facts of what was given back of an hour.
#[derive(Deserialize)]
struct GivenBack {
    amount: Option<Money>,
}

/// Reads everything that the texts of a notification need.
///
/// # Errors
/// As the other services fail: the job is tried again.
pub async fn gather(app: &App, cx: &Cx, waiting: &Waiting) -> Result<Gathered, Error> {
    let Some(user) = app.identity.users(cx, vec![waiting.user_id]).await?.into_iter().next() else {
        return Ok(Gathered::Moot("the account is gone"));
    };
    let org = match cx.org {
        Some(org) => app.identity.organisation(cx, OrgRef::Id(org)).await?.map(|card| card.name),
        None => None,
    };
    let mut scene = Scene {
        kind: waiting.kind,
        locale: user.locale,
        name: user.name.clone(),
        org: org.unwrap_or_else(|| app.own_name().to_owned()),
        link: None,
        expires_at: None,
        booking: None,
        amount: None,
        case: None,
        work: None,
    };
    let moot = match waiting.kind.about() {
        About::Account => account(app, cx, waiting, &mut scene).await?,
        About::Booking => {
            scene.booking = booked(app, cx, BookingId(waiting.subject_id)).await?;
            if let Some(booked) = scene.booking.as_mut().filter(|_| waiting.kind.is_for_host()) {
                let booker = app.identity.users(cx, vec![booked.card.user_id]).await?.into_iter().next();
                booked.booker = booker.map(|card| card.name);
            }
            if waiting.kind == Kind::BookingHostRefunded {
                let told: GivenBack =
                    serde_json::from_value(waiting.facts.clone()).map_err(|error| Error::Broken(error.to_string()))?;
                scene.amount = told.amount;
            }
            stale_booking(&scene)
        }
        About::Payment => payment(app, cx, waiting, &mut scene).await?,
        About::Offer => offered(app, cx, waiting, &mut scene).await?,
        About::Order => ordered(app, cx, waiting, &mut scene).await?,
        About::Gig => decided(app, cx, waiting, &mut scene).await?,
        About::Profile => judged(app, cx, waiting, &mut scene).await?,
        About::Payout => {
            let sent: Sent =
                serde_json::from_value(waiting.facts.clone()).map_err(|error| Error::Broken(error.to_string()))?;
            scene.amount = Some(sent.amount);
            None
        }
        About::Verification => {
            let told: Told =
                serde_json::from_value(waiting.facts.clone()).map_err(|error| Error::Broken(error.to_string()))?;
            scene.case = Some(Case { valid_until: told.valid_until, reasons: told.reasons });
            None
        }
    };
    if let (Some(booked), false) = (&scene.booking, app.config.booking_page.is_empty()) {
        let page = app.config.booking_page.replace("{id}", &booked.card.id.to_string());
        scene.link = Some(format!("{}{page}", app.public_url));
    }
    Ok(moot.map_or_else(|| Gathered::Ready(Box::new(scene), Box::new(user)), Gathered::Moot))
}

/// An offer, while what is told of it is so.
async fn offered(app: &App, cx: &Cx, waiting: &Waiting, scene: &mut Scene) -> Result<Option<&'static str>, Error> {
    let Some(card) = app.orders.offer(cx, OfferId(waiting.subject_id)).await? else {
        return Ok(Some("the offer is gone"));
    };
    scene.link = page(app, &app.config.offer_page, waiting.subject_id);
    scene.work = Some(Hired { id: waiting.subject_id, title: card.title, price: Some(card.total) });
    let late = waiting.kind == Kind::OfferReceived && card.status != OfferStatus::Open;
    Ok(late.then_some("the offer is answered"))
}

/// An order, while what is asked of who is told can still be answered.
async fn ordered(app: &App, cx: &Cx, waiting: &Waiting, scene: &mut Scene) -> Result<Option<&'static str>, Error> {
    let Some(card) = app.orders.order(cx, OrderId(waiting.subject_id)).await? else {
        return Ok(Some("the order is gone"));
    };
    scene.link = page(app, &app.config.order_page, waiting.subject_id);
    let price = Some(card.total).filter(|_| waiting.kind != Kind::ReviewReceived);
    scene.work = Some(Hired { id: waiting.subject_id, title: card.title, price });
    let asks = matches!(
        waiting.kind,
        Kind::OrderDelivered
            | Kind::OrderCompletionNear
            | Kind::OrderRevisionRequested
            | Kind::OrderExtensionRequested
            | Kind::OrderCancellationRequested
    );
    Ok((asks && card.status.is_over()).then_some("the work is over"))
}

/// A gig, while it is as it was decided.
async fn decided(app: &App, cx: &Cx, waiting: &Waiting, scene: &mut Scene) -> Result<Option<&'static str>, Error> {
    let Some(card) = app.gigs.gig(cx, GigId(waiting.subject_id)).await? else {
        return Ok(Some("the gig is gone"));
    };
    scene.link = page(app, &app.config.gig_page, waiting.subject_id);
    scene.work = Some(Hired { id: waiting.subject_id, title: card.title, price: None });
    let stands = match waiting.kind {
        Kind::GigApproved => matches!(card.status, GigStatus::Published | GigStatus::Paused),
        _ => card.status == GigStatus::Rejected,
    };
    Ok((!stands).then_some("the gig has moved on"))
}

/// A professional's own profile, while it is as it was decided. Why, they read there.
async fn judged(app: &App, cx: &Cx, waiting: &Waiting, scene: &mut Scene) -> Result<Option<&'static str>, Error> {
    let Some(card) = app.professionals.of_user(cx, waiting.user_id).await? else {
        return Ok(Some("the profile is gone"));
    };
    scene.link = page(app, &app.config.profile_page, waiting.subject_id);
    let is_down = card.status == ProfileStatus::Suspended;
    let stands = is_down == (waiting.kind == Kind::ProfileSuspended);
    Ok((!stands).then_some("the profile has moved on"))
}

fn page(app: &App, pattern: &str, id: Uuid) -> Option<String> {
    let page = pattern.replace("{id}", &id.to_string());
    Some(format!("{}{page}", app.public_url)).filter(|_| !pattern.is_empty())
}

/// A link is made at the last moment, so that its life begins when it is sent.
async fn account(app: &App, cx: &Cx, waiting: &Waiting, scene: &mut Scene) -> Result<Option<&'static str>, Error> {
    let (purpose, path) = match waiting.kind {
        Kind::VerifyAddress => (MailPurpose::Verify, "/verify"),
        Kind::PasswordReset => (MailPurpose::Reset, "/reset-password"),
        _ => return Ok(None),
    };
    let Some(secret) = app.identity.mail_link(cx, MailLink { user: waiting.user_id, purpose }).await? else {
        return Ok(Some("nothing to confirm any more"));
    };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("token", &secret.token).finish();
    scene.link = Some(format!("{}{path}?{query}", app.public_url));
    scene.expires_at = Some(secret.expires_at);
    if app.mailer.is_none() && app.identity.organisation(cx, OrgRef::Default).await?.is_none() {
        // Nobody could read the outbox yet: the first person of an installation finds the link in its log.
        tracing::warn!(
            link = scene.link,
            "no mail server is set and there is no organisation yet: open this link to go on"
        );
    }
    Ok(None)
}

async fn booked(app: &App, cx: &Cx, id: BookingId) -> Result<Option<Booked>, Error> {
    let Some(card) = app.bookings.booking(cx, id).await? else { return Ok(None) };
    let resource = app.resources.resource(cx, card.resource_id).await?;
    Ok(Some(Booked { card, resource, booker: None }))
}

/// A mail that comes late must not say what is no longer so.
fn stale_booking(scene: &Scene) -> Option<&'static str> {
    let Some(booked) = &scene.booking else { return Some("the booking is gone") };
    let over = matches!(booked.card.status, BookingStatus::Cancelled | BookingStatus::Expired);
    let stands = matches!(
        scene.kind,
        Kind::BookingConfirmed
            | Kind::BookingRescheduled
            | Kind::BookingReminder
            | Kind::BookingHostConfirmed
            | Kind::BookingHostRescheduled
    );
    (over && stands).then_some("the booking no longer stands")
}

async fn payment(app: &App, cx: &Cx, waiting: &Waiting, scene: &mut Scene) -> Result<Option<&'static str>, Error> {
    if waiting.kind == Kind::InvoiceIssued {
        return Ok(None);
    }
    let paid: Paid = serde_json::from_value(waiting.facts.clone()).map_err(|error| Error::Broken(error.to_string()))?;
    scene.amount = Some(paid.amount);
    scene.booking = booked(app, cx, BookingId(paid.booking)).await?;
    let told = scene.booking.as_ref().is_some_and(|booked| {
        booked.card.status == BookingStatus::Cancelled && booked.card.refunded == Some(paid.amount)
    });
    Ok((told && waiting.kind == Kind::PaymentRefunded).then_some("the cancellation tells it"))
}
