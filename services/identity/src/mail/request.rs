use std::sync::Arc;

use plaza_core::{Cx, Fault, Kind};
use plaza_identity_api::MailPurpose;
use plaza_identity_api::events::{PasswordResetRequested, VerificationRequested};
use plaza_jobs::Job;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::store;
use crate::app::App;
use crate::error::{Error, Result};

const KIND: &str = "mail-request";

/// Somebody asked for a mail to an address.
#[derive(Serialize, Deserialize)]
struct Asked {
    email: String,
    purpose: MailPurpose,
}

/// Notes that a mail was asked for. Whether the address has an account is looked up later,
/// in a job, so that the answer takes as long in either case.
///
/// # Errors
/// As the database fails.
pub async fn ask(app: &App, cx: &Cx, email: &str, purpose: MailPurpose) -> Result<()> {
    let mut tx = app.db.begin(cx).await?;
    plaza_jobs::enqueue(&mut tx, KIND, &Asked { email: email.to_owned(), purpose }).await?;
    Ok(tx.commit().await?)
}

/// Looks the address up and has the mail written.
pub struct MailRequest(pub Arc<App>);

#[async_trait::async_trait]
impl Job for MailRequest {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> plaza_core::Result<()> {
        let asked: Asked = serde_json::from_value(payload)
            .map_err(|error| Fault::new(Kind::Invalid, "identity.job_unreadable", error.to_string()))?;
        let mut tx = self.0.db.begin(cx).await?;
        let user = store::ask(&mut tx, &asked.email, asked.purpose, self.0.config.mail_pause_seconds)
            .await
            .map_err(Error::from)?;
        match (user, asked.purpose) {
            (Some(user_id), MailPurpose::Verify) => tx.emit(&VerificationRequested { user_id }),
            (Some(user_id), MailPurpose::Reset) => tx.emit(&PasswordResetRequested { user_id }),
            (None, _) => {}
        }
        Ok(tx.commit().await?)
    }
}
