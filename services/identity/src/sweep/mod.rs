//! Throwing away what nobody can use any more.

use std::time::Duration;

use plaza_core::Cx;
use plaza_db::Db;
use plaza_jobs::Reconciler;

/// How long what is over stays for those who look into an incident, days.
const KEPT_DAYS: i64 = 30;

/// Deletes dead tokens, secrets and sessions a month after their end.
pub struct Sweep(pub Db);

#[async_trait::async_trait]
impl Reconciler for Sweep {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3_600)
    }

    async fn run(&self, _: &Cx) -> plaza_core::Result<()> {
        let before = self.0.clock().now() - chrono::Duration::days(KEPT_DAYS);
        for text in [
            "DELETE FROM mail_secrets WHERE expires_at < $1",
            "DELETE FROM refresh_tokens WHERE expires_at < $1",
            "DELETE FROM sessions s WHERE s.revoked_at < $1",
            "DELETE FROM sessions s WHERE s.last_used_at < $1 AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.session_id = s.id)",
        ] {
            sqlx::query(text).bind(before).execute(self.0.pool()).await.map_err(plaza_db::Error::from)?;
        }
        Ok(())
    }
}
