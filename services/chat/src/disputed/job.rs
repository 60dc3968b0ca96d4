//! The job that erases what was kept for a decision.

use std::sync::Arc;

use plaza_chat_api::ConversationId;
use plaza_core::{Cx, Fault, Kind, OrgId, Result};
use plaza_db::Tx;
use plaza_jobs::{Job, enqueue_once};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::withheld;
use crate::app::App;
use crate::error::{self, Error};

/// Name of the job; the audit knows it too.
const KIND: &str = "erase_withheld";

#[derive(Debug, Serialize, Deserialize)]
struct Which {
    conversation: ConversationId,
}

/// Erases what was removed from a conversation while its two had a disputed order, unless they still have one. A
/// transaction for each conversation: decisions are heard of several at a time, and who takes turns one after the other
/// and in no order waits for those who take them in theirs, and they for it.
pub struct EraseWithheld(pub Arc<App>);

/// Orders it with the decision.
///
/// # Errors
/// As the database fails.
pub async fn order(tx: &mut Tx, org: OrgId, conversation: ConversationId) -> error::Result<()> {
    let now = tx.now();
    Ok(enqueue_once(tx, KIND, &Which { conversation }, now, &format!("{org}:{conversation}")).await?)
}

#[async_trait::async_trait]
impl Job for EraseWithheld {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let Which { conversation } = serde_json::from_value(payload)
            .map_err(|error| Fault::new(Kind::Invalid, "chat.job_unreadable", error.to_string()))?;
        let mut tx = self.0.db.begin(cx).await.map_err(Error::from)?;
        withheld::erase(&mut tx, cx.org()?, conversation).await?;
        tx.commit().await.map_err(Error::from)?;
        Ok(())
    }
}
