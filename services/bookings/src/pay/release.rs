//! What was held for somebody's time becomes theirs a while after the booking's end: written with the end, done by a
//! durable job under the booking's own key, so that a crash between the two loses nothing and a repetition moves nothing.
//! Until the job begins, a part or all of it can still be given back.

use std::sync::Arc;
use std::time::Duration;

use plaza_bookings_api::BookingId;
use plaza_core::{Currency, Cx, Fault, Instant, Money, OrgId, Result, UserId};
use plaza_db::{Db, Tx};
use plaza_jobs::{Job, Reconciler, enqueue_once};
use plaza_payments_api::{EscrowTerms, PaymentId, Payments, Release};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::App;
use crate::domain::held;
use crate::error::{Error, HourError};
use crate::record::Booking;

const KIND: &str = "release_booking";

/// How long a release is left to its job before it is taken up again.
const OVERDUE: chrono::Duration = chrono::Duration::minutes(30);

/// Which release a job is about.
#[derive(Debug, Serialize, Deserialize)]
struct Which {
    booking: BookingId,
}

/// For whom a booking's payment is held; none when it is the organisation's own to sell.
///
/// # Errors
/// As settings cannot be asked: money depends on them, so nothing is charged without.
pub async fn terms(app: &App, cx: &Cx, host: Option<UserId>) -> Result<Option<EscrowTerms>, Error> {
    let Some(payee) = host else { return Ok(None) };
    let commission_basis_points = app.commission(cx, cx.org()?).await?;
    Ok(Some(EscrowTerms { payee, commission_basis_points }))
}

/// Orders that what is left of an ended booking's payment becomes its host's; once, however often it ends.
/// Nothing without a host, a payment, or anything left. The transaction is one of the booking's organisation.
///
/// # Errors
/// As the database fails.
pub async fn order(tx: &mut Tx, booking: &Booking) -> Result<(), Error> {
    let left = booking.kept().amount;
    if booking.host.is_none() || booking.payment_id.is_none() || left <= 0 {
        return Ok(());
    }
    let now = tx.now();
    let due = held::due(booking.state, booking.slot, now);
    let ordered = sqlx::query(
        "INSERT INTO releases (org_id, booking_id, amount, ordered_at, due_at, paused) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind(booking.org)
    .bind(booking.id)
    .bind(left)
    .bind(now)
    .bind(due)
    .bind(booking.is_objected())
    .execute(&mut **tx)
    .await?;
    if ordered.rows_affected() == 1 { enqueue(tx, booking.id, due).await } else { Ok(()) }
}

async fn enqueue(tx: &mut Tx, booking: BookingId, at: Instant) -> Result<(), Error> {
    Ok(enqueue_once(tx, KIND, &Which { booking }, at, &booking.to_string()).await?)
}

/// Takes an amount off what waits to be released of a booking that has ended.
///
/// # Errors
/// [`HourError::Settled`] once releasing has begun, or as the database fails.
pub async fn take_off(tx: &mut Tx, booking: &Booking, amount: i64) -> Result<(), Error> {
    // Whichever of the two is first has the row: what the job has begun is out of reach, what is taken off it never sees.
    let gone = "DELETE FROM releases WHERE org_id = $1 AND booking_id = $2 AND started_at IS NULL AND amount = $3";
    let less = "UPDATE releases SET amount = amount - $3 WHERE org_id = $1 AND booking_id = $2 AND started_at IS NULL AND amount > $3";
    for sql in [gone, less] {
        let done = sqlx::query(sql).bind(booking.org).bind(booking.id).bind(amount).execute(&mut **tx).await?;
        if done.rows_affected() == 1 {
            return Ok(());
        }
    }
    Err(HourError::Settled.into())
}

/// Lets what waits to be released of a booking that has ended wait for longer, until it is resumed.
///
/// # Errors
/// [`HourError::Settled`] once releasing has begun, or as the database fails.
pub async fn pause(tx: &mut Tx, booking: &Booking) -> Result<(), Error> {
    // On the release's own row: the job that begins at this moment waits for it and sees it paused, or has begun before.
    let paused =
        sqlx::query("UPDATE releases SET paused = true WHERE org_id = $1 AND booking_id = $2 AND started_at IS NULL")
            .bind(booking.org)
            .bind(booking.id)
            .execute(&mut **tx)
            .await?;
    if paused.rows_affected() == 1 { Ok(()) } else { Err(HourError::Settled.into()) }
}

/// Lets a release that was paused go its way, at once where it was due meanwhile; nothing where none waits.
///
/// # Errors
/// As the database fails.
pub async fn resume(tx: &mut Tx, booking: &Booking) -> Result<(), Error> {
    let due: Option<Instant> = sqlx::query_scalar(
        "UPDATE releases SET paused = false WHERE org_id = $1 AND booking_id = $2 AND paused RETURNING due_at",
    )
    .bind(booking.org)
    .bind(booking.id)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(due) = due else { return Ok(()) };
    let now = tx.now();
    enqueue(tx, booking.id, due.max(now)).await
}

/// Makes the releases that were ordered.
pub struct ReleaseBooking {
    /// Where bookings are.
    pub db: Db,
    /// Who holds the money.
    pub payments: Arc<dyn Payments>,
}

#[derive(sqlx::FromRow)]
struct Waiting {
    payment_id: PaymentId,
    amount: i64,
    currency: String,
}

#[async_trait::async_trait]
impl Job for ReleaseBooking {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let Which { booking } = serde_json::from_value(payload).map_err(|error| {
            tracing::error!(%error, "which release to make does not read");
            Fault::internal()
        })?;
        let org = cx.org()?;
        let Some(waiting) = self.begin(org, booking).await? else { return Ok(()) };
        let currency: Currency = waiting.currency.parse().map_err(|_| {
            tracing::error!(%booking, "a booking's currency does not read");
            Fault::internal()
        })?;
        let amount = Money::new(waiting.amount, currency);
        let release = Release { key: format!("release:{booking}"), payment: waiting.payment_id, amount };
        self.payments.release(cx, release).await?;
        Ok(self.done(org, booking).await?)
    }
}

impl ReleaseBooking {
    /// What is due of a booking, out of reach from now on; none when it is done, given back, paused, or not due yet.
    async fn begin(&self, org: OrgId, booking: BookingId) -> Result<Option<Waiting>, Error> {
        let begun = sqlx::query_as(
            "UPDATE releases r SET started_at = coalesce(r.started_at, $3) FROM bookings b
             WHERE r.org_id = $1 AND r.booking_id = $2 AND r.done_at IS NULL AND r.due_at <= $3 AND NOT r.paused
               AND b.org_id = r.org_id AND b.id = r.booking_id
             RETURNING b.payment_id, r.amount, b.currency",
        );
        Ok(begun.bind(org).bind(booking).bind(self.db.clock().now()).fetch_optional(self.db.pool()).await?)
    }

    async fn done(&self, org: OrgId, booking: BookingId) -> Result<(), Error> {
        sqlx::query("UPDATE releases SET done_at = $3 WHERE org_id = $1 AND booking_id = $2 AND done_at IS NULL")
            .bind(org)
            .bind(booking)
            .bind(self.db.clock().now())
            .execute(self.db.pool())
            .await?;
        Ok(())
    }
}

/// Takes up releases whose job rests as dead: what somebody earned may not be left lying.
pub struct TakeUpReleases(pub Db);

#[async_trait::async_trait]
impl Reconciler for TakeUpReleases {
    fn name(&self) -> &'static str {
        "take_up_releases"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(600)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        Ok(pass(&self.0, cx).await?)
    }
}

async fn pass(db: &Db, cx: &Cx) -> Result<(), Error> {
    let overdue: Vec<(OrgId, BookingId)> = sqlx::query_as(
        "SELECT org_id, booking_id FROM releases WHERE done_at IS NULL AND due_at < $1 AND NOT paused ORDER BY due_at LIMIT 500",
    )
    .bind(db.clock().now() - OVERDUE)
    .fetch_all(db.pool())
    .await?;
    for (org, booking) in overdue {
        let mut tx = db.begin(&Cx { org: Some(org), ..cx.clone() }).await?;
        let now = tx.now();
        enqueue(&mut tx, booking, now).await?;
        tx.commit().await?;
    }
    Ok(())
}
