//! What other services may ask.

use plaza_core::{Cx, Result};
use plaza_notifications_api::{Notifications, Notify};

use crate::app::App;
use crate::domain::kind::{About, Kind};
use crate::error::Error;
use crate::record::{New, record};

#[async_trait::async_trait]
impl Notifications for App {
    async fn notify(&self, cx: &Cx, asked: Notify) -> Result<()> {
        let kind = Kind::from_name(&asked.kind).filter(|kind| kind.about() == About::Booking);
        let kind = kind.ok_or(Error::UnknownKind(asked.kind))?;
        let mut tx = self.db.begin(cx).await?;
        record(&mut tx, &New::of(kind, asked.key, asked.user, asked.subject)).await?;
        Ok(tx.commit().await?)
    }
}
