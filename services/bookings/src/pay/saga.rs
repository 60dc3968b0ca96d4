//! `create_booking` (000-106): hold, pay, confirm, notify. Undone in reverse
//! until it is confirmed; from then on only retried.

use std::sync::Arc;

use chrono::Duration;
use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault, Instant, Kind, Money, Result};
use plaza_db::Db;
use plaza_notifications_api::{Notifications, Notify};
use plaza_payments_api::{
    CancelCharge, Charge, ChargeLine, EscrowTerms, PaymentCard, PaymentMethod, PaymentStatus, Payments,
};
use plaza_saga::{Outcome, Saga, Step};
use serde::{Deserialize, Serialize};

use super::store;
use crate::change::act;
use crate::domain::booking::{Action, State};
use crate::domain::price::{Line, What};
use crate::error::Error;
use crate::facts;
use crate::record::{self, Booking};

/// How long a payment that waits for somebody is left alone when nobody tells of it.
const LOOK_AGAIN: Duration = Duration::seconds(30);

/// One attempt to pay for a booking: what the saga remembers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// The booking.
    pub booking: BookingId,
    /// Which attempt of it.
    pub number: i32,
    /// How it is paid.
    pub method: PaymentMethod,
    /// When waiting for the payer or the provider ends.
    pub deadline: Instant,
    /// Name of the resource, for the invoice's lines.
    pub title: String,
    /// For whom the payment is held; none when the organisation sells what is its own.
    #[serde(default)]
    pub escrow: Option<EscrowTerms>,
}

impl Attempt {
    /// The charge's key: the same for every repetition, another for every attempt.
    pub fn key(&self) -> String {
        format!("booking:{}:{}", self.booking, self.number)
    }
}

/// The saga and what it works with.
pub struct CreateBooking {
    db: Db,
    payments: Arc<dyn Payments>,
    notifications: Arc<dyn Notifications>,
}

#[async_trait::async_trait]
impl Saga for CreateBooking {
    const NAME: &'static str = "create_booking";
    const STEPS: &'static [Step] = &[Step::back("hold"), Step::back("pay"), Step::pivot("confirm"), Step::on("notify")];
    type State = Attempt;

    async fn run(&self, step: &str, cx: &Cx, attempt: &mut Attempt) -> Result<Outcome> {
        match step {
            "hold" => self.hold(cx, attempt).await,
            "pay" => self.pay(cx, attempt).await,
            "confirm" => self.confirm(cx, attempt).await,
            "notify" => self.notify(cx, attempt).await,
            other => Err(unknown_step(other)),
        }
    }

    async fn undo(&self, step: &str, cx: &Cx, attempt: &mut Attempt, reason: &Fault) -> Result<()> {
        match step {
            "hold" => Ok(self.give_back(cx, attempt, reason).await?),
            "pay" => self.call_off(cx, attempt, reason).await,
            // Nothing was confirmed if it was refused, and what is confirmed is not undone.
            "confirm" | "notify" => Ok(()),
            other => Err(unknown_step(other)),
        }
    }
}

impl CreateBooking {
    /// The saga over the bookings' database and the services it asks.
    pub fn new(db: Db, payments: Arc<dyn Payments>, notifications: Arc<dyn Notifications>) -> Self {
        Self { db, payments, notifications }
    }

    /// The slot was claimed in the transaction that began the saga; this makes sure that it still is.
    async fn hold(&self, cx: &Cx, attempt: &Attempt) -> Result<Outcome> {
        self.pending(cx, attempt).await.map(|_| Outcome::Done)
    }

    async fn pay(&self, cx: &Cx, attempt: &Attempt) -> Result<Outcome> {
        let booking = self.pending(cx, attempt).await?;
        let card = self.payments.charge(cx, charge(&booking, attempt)).await?;
        store::remember(self.db.pool(), &booking, &card).await?;
        match card.status {
            PaymentStatus::Completed => Ok(Outcome::Done),
            PaymentStatus::Created | PaymentStatus::ActionRequired | PaymentStatus::Pending => self.wait(attempt),
            PaymentStatus::Failed
            | PaymentStatus::Cancelled
            | PaymentStatus::Refunded
            | PaymentStatus::PartiallyRefunded => Err(declined(&card)),
        }
    }

    fn wait(&self, attempt: &Attempt) -> Result<Outcome> {
        let left = attempt.deadline - self.db.clock().now();
        if left <= Duration::zero() {
            return Err(Fault::new(
                Kind::PaymentRequired,
                "bookings.payment_timeout",
                "The payment was not completed in time. Book again.",
            ));
        }
        Ok(Outcome::Wait(left.min(LOOK_AGAIN)))
    }

    /// The point of no return.
    async fn confirm(&self, cx: &Cx, attempt: &Attempt) -> Result<Outcome> {
        let mut tx = self.db.begin(cx).await?;
        let booking = record::lock(&mut *tx, cx.org()?, attempt.booking).await?;
        if booking.state == State::Pending && booking.attempt == attempt.number {
            let confirmed = act(&mut tx, &booking, Action::Confirm, None).await?;
            facts::announce(&mut tx, &confirmed);
            tx.commit().await?;
            return Ok(Outcome::Done);
        }
        // A repetition after a crash finds it done, and perhaps cancelled again since then.
        let done = booking.attempt == attempt.number
            && store::confirmed_version(&mut *tx, booking.org, booking.id).await?.is_some();
        if done { Ok(Outcome::Done) } else { Err(no_longer_pending(&booking)) }
    }

    async fn notify(&self, cx: &Cx, attempt: &Attempt) -> Result<Outcome> {
        let booking = record::find(self.db.pool(), cx.org()?, attempt.booking).await?;
        if booking.state != State::Confirmed {
            return Ok(Outcome::Done);
        }
        let version =
            store::confirmed_version(self.db.pool(), booking.org, booking.id).await?.unwrap_or(booking.version);
        let key = format!("booking_confirmed:{}:{version}", booking.id);
        self.notifications
            .notify(
                cx,
                Notify { key, kind: "booking_confirmed".to_owned(), user: booking.user, subject: booking.id.uuid() },
            )
            .await?;
        Ok(Outcome::Done)
    }

    /// Undoes the charge, whether or not it was made.
    async fn call_off(&self, cx: &Cx, attempt: &Attempt, reason: &Fault) -> Result<()> {
        self.payments.cancel(cx, CancelCharge { key: attempt.key(), reason: reason.code.clone() }).await?;
        store::remember_called_off(self.db.pool(), cx.org()?, attempt.booking, attempt.number).await?;
        Ok(())
    }

    /// Undoes the hold. A slot that was held before is held on while its time lasts, so that
    /// another card can be tried; one that was to be paid at once is given back.
    async fn give_back(&self, cx: &Cx, attempt: &Attempt, reason: &Fault) -> Result<(), Error> {
        let mut tx = self.db.begin(cx).await?;
        let booking = record::lock(&mut *tx, cx.org()?, attempt.booking).await?;
        if booking.state != State::Pending || booking.attempt != attempt.number {
            return Ok(());
        }
        let action = match booking.hold_expires_at {
            Some(end) if end > tx.now() => Action::RefusePayment,
            Some(_) => Action::Expire,
            None => Action::Cancel,
        };
        let freed = act(&mut tx, &booking, action, Some(&reason.code)).await?;
        facts::announce(&mut tx, &freed);
        tx.commit().await?;
        Ok(())
    }

    async fn pending(&self, cx: &Cx, attempt: &Attempt) -> Result<Booking> {
        let booking = record::find(self.db.pool(), cx.org()?, attempt.booking).await?;
        if booking.state == State::Pending && booking.attempt == attempt.number {
            return Ok(booking);
        }
        Err(no_longer_pending(&booking))
    }
}

fn charge(booking: &Booking, attempt: &Attempt) -> Charge {
    Charge {
        key: attempt.key(),
        reference: booking.id.uuid(),
        payer: booking.user,
        amount: booking.total(),
        method: attempt.method.clone(),
        lines: booking.quote.lines.iter().map(|line| charge_line(booking, attempt, line)).collect(),
        tax_basis_points: booking.quote.tax.basis_points,
        tax_inclusive: booking.quote.tax.inclusive,
        escrow: attempt.escrow.clone(),
    }
}

fn charge_line(booking: &Booking, attempt: &Attempt, line: &Line) -> ChargeLine {
    let quantity_milli = match line.what {
        What::Day | What::HalfDay => i64::from(line.quantity) * 1_000,
        What::Hour => i64::from(line.quantity) * 1_000 / 60,
    };
    let percent = u32::try_from(100 + line.peak_percent).unwrap_or(0);
    ChargeLine {
        description: format!("{}, {}", attempt.title, when(booking)),
        quantity_milli,
        unit_price: line.unit_price.share(percent * 100),
        amount: Money::new(line.amount.amount, booking.currency()),
    }
}

/// The slot on the place's clock, in the order of ISO 8601, which reads alike in every language.
fn when(booking: &Booking) -> String {
    let zone: chrono_tz::Tz = booking.time_zone.parse().unwrap_or(chrono_tz::UTC);
    let (start, end) = (booking.slot.start.with_timezone(&zone), booking.slot.end.with_timezone(&zone));
    let end_format = if start.date_naive() == end.date_naive() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    format!("{} - {} ({zone})", start.format("%Y-%m-%d %H:%M"), end.format(end_format))
}

fn declined(card: &PaymentCard) -> Fault {
    let code = card.failure.clone().unwrap_or_else(|| "payments.declined".to_owned());
    Fault::new(Kind::PaymentRequired, code, "The payment was declined. Try another card.").with("paymentId", card.id)
}

fn no_longer_pending(booking: &Booking) -> Fault {
    Fault::conflict(
        "bookings.no_longer_pending",
        format!("The booking is {} by now; the payment is called off.", booking.state),
    )
}

fn unknown_step(step: &str) -> Fault {
    tracing::error!(step, "the saga has no such step");
    Fault::internal()
}
