//! Booking: remote reads, a pure decision, one transaction.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault, Instant, OrgId, Slot, UserId};
use plaza_payments_api::PaymentMethod;
use plaza_resources_api::{ResourceId, UnitId};
use uuid::Uuid;

use super::{offer, people, store};
use crate::app::{App, Times};
use crate::catalogue::Bookable;
use crate::domain::booking::State;
use crate::domain::price::{Quote, quote};
use crate::domain::refusal::Refusal;
use crate::domain::rules::{Ask, Booker, check};
use crate::error::{Error, HourError};
use crate::facts;
use crate::pay;
use crate::record::Booking;
use crate::view::BookingView;

/// What somebody asks to book.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What.
    pub resource: ResourceId,
    /// When.
    pub slot: Slot,
    /// What for.
    pub purpose: Option<String>,
    /// Who else comes.
    pub attendees: Vec<UserId>,
    /// How it is paid at once, if it is.
    pub method: Option<PaymentMethod>,
    /// For whom, when an operator books for a member.
    pub user: Option<UserId>,
}

/// Books a resource. A free one is confirmed, a priced one is held until it is paid, or
/// paid at once when the request says how.
///
/// # Errors
/// [`Error::Refused`] with alternatives; the payment's refusal; or as the database fails.
pub async fn book(app: &App, cx: &Cx, wanted: Wanted) -> Result<Booking, Error> {
    let org = cx.org()?;
    let user = for_whom(cx, wanted.user)?;
    let bookable = app.catalogue.get(cx, wanted.resource).await?;
    must_be_others(user, &bookable)?;
    let ask = ask(cx, &wanted);
    let now = app.clock.now();
    if let Err(refusal) = allowed(ask, &bookable, now) {
        return Err(offer::refuse(app, cx, ask, &bookable, refusal).await);
    }
    people::must_belong(app, cx, user, &wanted.attendees).await?;
    let price = quote(&bookable.rates, bookable.hours.zone, ask.slot)?;
    let times = app.times(cx, org).await;
    let escrow = match wanted.method {
        Some(_) if !price.total.is_zero() => pay::release::terms(app, cx, bookable.card.host).await?,
        _ => None,
    };
    let draft = draft(cx, org, user, &wanted, &bookable, price, times, now);

    let mut tx = app.db.begin(cx).await?;
    let Some(unit) = store::place(&mut tx, &draft, &bookable.card.units).await? else {
        drop(tx);
        return Err(offer::refuse_taken(app, cx, ask, &bookable).await);
    };
    let booking = Booking { unit, ..draft };
    facts::announce(&mut tx, &booking);
    let saga = match wanted.method {
        Some(method) if booking.state == State::Pending => {
            Some(pay::command::begin(&mut tx, &booking, &bookable.card.name, method, times, escrow).await?)
        }
        _ => None,
    };
    tx.answer(201, &BookingView::from(&booking));
    tx.commit().await?;
    match saga {
        Some(saga) => pay::settle::settle(app, cx, &booking, saga).await,
        None => Ok(booking),
    }
}

/// Nobody books their own time: it would pay them, and be theirs to praise.
///
/// # Errors
/// [`HourError::OwnTime`].
pub fn must_be_others(user: UserId, bookable: &Bookable) -> Result<(), Error> {
    if bookable.card.host == Some(user) { Err(HourError::OwnTime.into()) } else { Ok(()) }
}

/// What the rules look at.
pub fn ask(cx: &Cx, wanted: &Wanted) -> Ask {
    let booker = if cx.roles.operates() || cx.is_service() {
        Booker::Operator
    } else if cx.roles.books() {
        Booker::Member
    } else {
        Booker::Guest
    };
    let people = u32::try_from(wanted.attendees.len()).unwrap_or(u32::MAX).saturating_add(1);
    Ask { slot: wanted.slot, people, booker }
}

/// Whether the resource may be booked so, whatever is taken.
///
/// # Errors
/// The rule that refuses.
pub fn allowed(ask: Ask, bookable: &Bookable, now: Instant) -> Result<(), Refusal> {
    if !bookable.card.active {
        return Err(Refusal::NotBookable { status: "inactive".to_owned() });
    }
    let longest = crate::claims::LONGEST - bookable.rules.before() - bookable.rules.after();
    if ask.slot.length() > longest {
        let max_minutes = u32::try_from(longest.num_minutes()).unwrap_or(0);
        return Err(Refusal::TooLong { minutes: ask.slot.length().num_minutes(), max_minutes });
    }
    check(ask, &bookable.rules, &bookable.hours, now)
}

fn for_whom(cx: &Cx, asked: Option<UserId>) -> Result<UserId, Error> {
    match asked {
        None => Ok(cx.user()?),
        Some(user) if cx.roles.operates() || cx.is_service() || cx.user().is_ok_and(|me| me == user) => Ok(user),
        Some(_) => Err(Fault::forbidden(
            "bookings.not_for_others",
            "Only operators book for others. Leave out 'userId' to book for yourself.",
        )
        .into()),
    }
}

#[allow(clippy::too_many_arguments)] // the facts of one row; a struct would only rename them
fn draft(
    cx: &Cx,
    org: OrgId,
    user: UserId,
    wanted: &Wanted,
    bookable: &Bookable,
    price: Quote,
    times: Times,
    now: Instant,
) -> Booking {
    let state = match (price.total.is_zero(), &wanted.method) {
        (true, _) => State::Confirmed,
        (false, None) => State::Held,
        (false, Some(_)) => State::Pending,
    };
    let id = BookingId::new();
    let pays = state == State::Pending;
    Booking {
        org,
        id,
        user,
        host: bookable.card.host,
        booked_by: cx.actor_label(),
        resource: bookable.card.id,
        unit: UnitId(Uuid::nil()),
        state,
        slot: wanted.slot,
        claimed: bookable.rules.claimed(wanted.slot),
        time_zone: bookable.hours.zone.name().to_owned(),
        purpose: wanted.purpose.clone(),
        attendees: wanted.attendees.clone(),
        people: i32::try_from(wanted.attendees.len()).unwrap_or(i32::MAX).saturating_add(1),
        quote: price,
        paid: 0,
        refunded: 0,
        policy: bookable.card.cancellation.clone(),
        notice_start: wanted.slot.start,
        hold_expires_at: (state == State::Held).then(|| now + times.hold),
        attempt: i32::from(pays),
        attempt_id: pays.then(|| id.uuid()),
        payment_id: None,
        payment_status: None,
        objection: None,
        next_action: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}
