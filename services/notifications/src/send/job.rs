//! The job that sends a mail. It may run any number of times: each sends the same mail under
//! the same Message-ID, until the server has taken or refused it.

use std::sync::Arc;

use plaza_core::{Cx, Fault, Result};
use plaza_jobs::{ATTEMPTS, Job};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::smtp::Outcome;
use super::store;
use crate::app::{App, scope};
use crate::payload;

/// Name of the job.
pub const SEND: &str = "send_mail";

/// Which mail to send.
#[derive(Debug, Serialize, Deserialize)]
pub struct WhichMail {
    /// Its delivery.
    pub delivery: Uuid,
}

/// Sends one mail.
pub struct SendMail(pub Arc<App>);

#[async_trait::async_trait]
impl Job for SendMail {
    fn kind(&self) -> &'static str {
        SEND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let WhichMail { delivery } = payload::read(payload)?;
        let (pool, org) = (self.0.db.pool(), scope(cx.org));
        let Some(mail) = store::unsent(pool, org, delivery).await? else { return Ok(()) };
        let Some(mailer) = &self.0.mailer else {
            // The server was taken out of the configuration meanwhile.
            return Ok(store::rest(pool, org, delivery, self.0.clock.now()).await?);
        };
        let outcome = mailer.send(&mail).await;
        let now = self.0.clock.now();
        match outcome {
            Outcome::Taken => Ok(store::sent(pool, org, delivery, now).await?),
            Outcome::Refused(why) => {
                tracing::warn!(%delivery, why, "the mail server refused a mail for good");
                Ok(store::refused(pool, org, delivery, &why, now).await?)
            }
            Outcome::Later(why) => {
                // The queue gives the job up after as many attempts; an operator may run it again.
                store::put_off(pool, org, delivery, &why, ATTEMPTS, now).await?;
                Err(Fault::unavailable("notifications.mail_server", why))
            }
        }
    }
}
