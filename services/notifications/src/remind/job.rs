//! Plans a reminder when a booking is confirmed or moved, and records it when its time comes.

use std::sync::Arc;

use plaza_bookings_api::{BookingId, BookingStatus};
use plaza_core::{Cx, Instant, Result};
use plaza_jobs::Job;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::App;
use crate::domain::kind::Kind;
use crate::payload;
use crate::record::{New, record};

/// Name of the job that plans.
pub const PLAN: &str = "plan_reminder";
const REMIND: &str = "remind";

/// A booking and when it starts, as it was known.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Start {
    /// The booking.
    pub booking: BookingId,
    /// When it starts.
    pub start: Instant,
}

/// Asks how long before the start the organisation reminds, and plans it.
pub struct PlanReminder(pub Arc<App>);

/// Reminds, if the booking still stands and still starts then.
pub struct Remind(pub Arc<App>);

#[async_trait::async_trait]
impl Job for PlanReminder {
    fn kind(&self) -> &'static str {
        PLAN
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let planned: Start = payload::read(payload)?;
        let minutes = self.0.settings.settings(cx, ()).await?.reminder_minutes;
        let at = planned.start - chrono::Duration::minutes(i64::from(minutes));
        // Who books for right now has just been told.
        if minutes == 0 || at <= self.0.clock.now() {
            return Ok(());
        }
        let mut tx = self.0.db.begin(cx).await?;
        let once = format!("{}:{}", planned.booking, planned.start.timestamp());
        plaza_jobs::enqueue_once(&mut tx, REMIND, &planned, at, &once).await?;
        Ok(tx.commit().await?)
    }
}

#[async_trait::async_trait]
impl Job for Remind {
    fn kind(&self) -> &'static str {
        REMIND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let planned: Start = payload::read(payload)?;
        let Some(booking) = self.0.bookings.booking(cx, planned.booking).await? else { return Ok(()) };
        let stands = booking.status == BookingStatus::Confirmed && booking.slot.start == planned.start;
        if !stands || planned.start <= self.0.clock.now() {
            return Ok(());
        }
        let kind = Kind::BookingReminder;
        let key = format!("{}:{}:{}", kind.name(), booking.id, planned.start.timestamp());
        let mut tx = self.0.db.begin(cx).await?;
        record(&mut tx, &New::of(kind, key, booking.user_id, booking.id.uuid())).await?;
        Ok(tx.commit().await?)
    }
}
