//! A booking as it is stored.

use plaza_bookings_api::BookingId;
use plaza_core::{Currency, Cx, Instant, Money, OrgId, Slot, UserId};
use plaza_payments_api::{NextAction, PaymentId};
use plaza_resources_api::{CancellationPolicy, ResourceId, UnitId};
use sqlx::postgres::PgRow;
use sqlx::postgres::types::PgRange;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Row};
use std::ops::Bound;
use std::str::FromStr;
use uuid::Uuid;

use crate::domain::booking::State;
use crate::domain::held;
use crate::domain::objection::{Objection, ObjectionStatus};
use crate::domain::price::Quote;
use crate::error::{Error, HourError};

/// As whom somebody acts on a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Who booked.
    Booker,
    /// Whose time it is.
    Host,
    /// An operator or service, for them.
    Operator,
}

/// A booking, one row of `bookings`.
#[derive(Debug, Clone, PartialEq)]
pub struct Booking {
    /// The organisation.
    pub org: OrgId,
    /// Its id.
    pub id: BookingId,
    /// Whom it is for.
    pub user: UserId,
    /// Whose time it is, when a person's is booked: fixed when it was made.
    pub host: Option<UserId>,
    /// Who made it, as histories write it.
    pub booked_by: String,
    /// What is booked.
    pub resource: ResourceId,
    /// Which unit of it.
    pub unit: UnitId,
    /// Where it stands.
    pub state: State,
    /// When.
    pub slot: Slot,
    /// The slot with the buffers it was made with.
    pub claimed: Slot,
    /// The place's IANA time zone.
    pub time_zone: String,
    /// What it is for, in the booker's words.
    pub purpose: Option<String>,
    /// Who else comes.
    pub attendees: Vec<UserId>,
    /// How many people, the booker among them.
    pub people: i32,
    /// What it costs, line by line.
    pub quote: Quote,
    /// What has been charged, in minor units.
    pub paid: i64,
    /// What has been asked back of that, in minor units.
    pub refunded: i64,
    /// The policy frozen into it.
    pub policy: CancellationPolicy,
    /// The start that cancelling is measured against.
    pub notice_start: Instant,
    /// Until when the slot is kept unpaid.
    pub hold_expires_at: Option<Instant>,
    /// How many payments were tried.
    pub attempt: i32,
    /// The attempt under way, or the last: what the payment's saga is about.
    pub attempt_id: Option<Uuid>,
    /// The last payment.
    pub payment_id: Option<PaymentId>,
    /// Where the last payment stands.
    pub payment_status: Option<String>,
    /// What who booked has against a person's hour.
    pub objection: Option<Objection>,
    /// What the payer has to do next.
    pub next_action: Option<NextAction>,
    /// Counts its changes, from 1.
    pub version: i32,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl Booking {
    /// What it costs.
    pub fn total(&self) -> Money {
        self.quote.total
    }

    /// What was charged and not asked back.
    pub fn kept(&self) -> Money {
        Money::new(self.paid - self.refunded, self.currency())
    }

    /// The start that notice is measured against: a move brings it nearer, never farther, unless it was full.
    pub fn notice_start(&self) -> Instant {
        self.notice_start.min(self.slot.start)
    }

    /// The currency of all its amounts.
    pub fn currency(&self) -> Currency {
        self.quote.total.currency
    }

    /// Until when what is left of the payment for a person's time can be given back; none where nothing is held for one, or
    /// an objection holds it until it is decided.
    pub fn held_until(&self) -> Option<Instant> {
        (self.is_held_for_host() && !self.is_objected()).then(|| held::until(self.slot))
    }

    /// Whether an objection waits to be decided.
    pub fn is_objected(&self) -> bool {
        self.objection.as_ref().is_some_and(|objection| objection.status == ObjectionStatus::Open)
    }

    /// Whether something was paid for a person's time that was held for them, and is not given back.
    pub fn is_held_for_host(&self) -> bool {
        let held = self.host.is_some() && self.payment_id.is_some() && self.kept().amount > 0;
        let reached = match self.state {
            State::Confirmed | State::Completed | State::NoShow => true,
            // Cancelled after its start: who waited in vain may have done that. What is objected to waits for the decision.
            State::Cancelled => self.is_objected() || self.updated_at >= self.slot.start,
            State::Held | State::Pending | State::Expired => false,
        };
        held && reached
    }

    /// As whom the context acts; to anybody else the booking is not there.
    ///
    /// What is paid to a person is no operator's own affair to decide: who booked it or gives it acts as that, whatever
    /// their role. The organisation's rooms are the operators' in any case.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn party(&self, cx: &Cx) -> Result<Party, Error> {
        let operates = cx.roles.operates() || cx.is_service();
        let booked = cx.user().is_ok_and(|user| user == self.user);
        match self.host {
            None if operates => Ok(Party::Operator),
            _ if booked => Ok(Party::Booker),
            Some(_) if self.hosted_by(cx) => Ok(Party::Host),
            _ if operates => Ok(Party::Operator),
            _ => Err(Error::NotFound),
        }
    }

    /// Lets the booker, whose time it is and operators through; to anybody else the booking is not there.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn visible_to(&self, cx: &Cx) -> Result<(), Error> {
        self.party(cx).map(drop)
    }

    /// Lets the booker and operators through: what they may pay and move, whose time it is may only see.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`HourError::NotForHosts`].
    pub fn changeable_by(&self, cx: &Cx) -> Result<(), Error> {
        if self.party(cx)? == Party::Host { Err(HourError::NotForHosts.into()) } else { Ok(()) }
    }

    /// Whether the person whose time it is asks.
    pub fn hosted_by(&self, cx: &Cx) -> bool {
        self.host.is_some_and(|host| cx.user().is_ok_and(|user| user == host))
    }

    /// Whether the slot is kept and the time to pay is not over.
    pub fn is_held_at(&self, now: Instant) -> bool {
        self.state == State::Held && self.hold_expires_at.is_none_or(|end| now < end)
    }
}

impl<'r> FromRow<'r, PgRow> for Booking {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let Json(quote): Json<Quote> = row.try_get("quote")?;
        let Json(policy): Json<CancellationPolicy> = row.try_get("policy")?;
        let next_action: Option<Json<NextAction>> = row.try_get("next_action")?;
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            user: row.try_get("user_id")?,
            host: row.try_get("host_id")?,
            booked_by: row.try_get("booked_by")?,
            resource: row.try_get("resource_id")?,
            unit: row.try_get("unit_id")?,
            state: parse("state", row.try_get("state")?)?,
            slot: Slot { start: row.try_get("starts_at")?, end: row.try_get("ends_at")? },
            claimed: slot_of(&row.try_get("claimed")?)?,
            time_zone: row.try_get("time_zone")?,
            purpose: row.try_get("purpose")?,
            attendees: row.try_get("attendee_ids")?,
            people: row.try_get("people")?,
            quote,
            paid: row.try_get("paid")?,
            refunded: row.try_get("refunded")?,
            policy,
            notice_start: row.try_get("notice_start")?,
            hold_expires_at: row.try_get("hold_expires_at")?,
            attempt: row.try_get("attempt")?,
            attempt_id: row.try_get("attempt_id")?,
            payment_id: row.try_get("payment_id")?,
            payment_status: row.try_get("payment_status")?,
            objection: objection_of(row)?,
            next_action: next_action.map(|Json(action)| action),
            version: row.try_get("version")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    }
}

fn objection_of(row: &PgRow) -> Result<Option<Objection>, sqlx::Error> {
    let (text, at): (Option<String>, Option<Instant>) = (row.try_get("objection")?, row.try_get("objected_at")?);
    let outcome: Option<String> = row.try_get("objection_outcome")?;
    let status = outcome.map_or(Ok(ObjectionStatus::Open), |name| parse("objection_outcome", name))?;
    Ok(text.zip(at).map(|(text, at)| Objection { text, at, status }))
}

/// The booking of an organisation, or 404: another organisation's looks the same as none.
///
/// # Errors
/// [`Error::NotFound`], or as the database fails.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: BookingId) -> Result<Booking, Error> {
    let found = sqlx::query_as("SELECT * FROM bookings WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?;
    found.ok_or(Error::NotFound)
}

/// The booking, kept from others' changes until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`], or as the database fails.
pub async fn lock(db: impl PgExecutor<'_>, org: OrgId, id: BookingId) -> Result<Booking, Error> {
    let found = sqlx::query_as("SELECT * FROM bookings WHERE org_id = $1 AND id = $2 FOR UPDATE")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?;
    found.ok_or(Error::NotFound)
}

/// A slot as PostgreSQL's `tstzrange`, `[start, end)`.
pub fn range(slot: Slot) -> PgRange<Instant> {
    PgRange { start: Bound::Included(slot.start), end: Bound::Excluded(slot.end) }
}

/// A bounded `[start, end)` range as a slot.
///
/// # Errors
/// When the range is of another form, which the table's checks exclude.
pub fn slot_of(range: &PgRange<Instant>) -> Result<Slot, sqlx::Error> {
    match (range.start, range.end) {
        (Bound::Included(start), Bound::Excluded(end)) => Ok(Slot { start, end }),
        _ => Err(sqlx::Error::Decode("a claim's range is not [start, end)".into())),
    }
}

/// A name as its column has it.
pub fn parse<T: FromStr<Err = String>>(column: &str, text: String) -> Result<T, sqlx::Error> {
    text.parse().map_err(|error: String| sqlx::Error::ColumnDecode { index: column.to_owned(), source: error.into() })
}
