//! Accounts.

use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_identity_api::events::{
    PasswordResetRequested, RegistrationRepeated, UserRegistered, UserVerified, VerificationRequested,
};

use crate::domain::kind::Kind;
use crate::record::{New, record};

/// Writes to people about their accounts (000-94).
pub struct AccountChanged;

#[async_trait::async_trait]
impl Handler for AccountChanged {
    fn name(&self) -> &'static str {
        "account_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[
            UserRegistered::TYPE,
            VerificationRequested::TYPE,
            RegistrationRepeated::TYPE,
            UserVerified::TYPE,
            PasswordResetRequested::TYPE,
        ]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let kind = match event.kind.as_str() {
            UserRegistered::TYPE | VerificationRequested::TYPE => Kind::VerifyAddress,
            RegistrationRepeated::TYPE => Kind::AlreadyRegistered,
            UserVerified::TYPE => Kind::Welcome,
            PasswordResetRequested::TYPE => Kind::PasswordReset,
            _ => return Ok(()),
        };
        // All five have one shape.
        let user = event.data::<UserRegistered>()?.user_id;
        // One is welcome once; whatever is asked for is asked for again.
        let key = match kind {
            Kind::Welcome => format!("{}:{user}", kind.name()),
            _ => format!("{}:{user}:{}", kind.name(), event.id),
        };
        record(tx, &New::of(kind, key, user, user.uuid())).await?;
        Ok(())
    }
}
