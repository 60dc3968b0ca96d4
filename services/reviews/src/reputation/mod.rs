//! Levels and badges: kept by events, told by an event when they change.

pub mod http;
pub mod on;
pub mod store;

use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_reviews_api::events::LevelChanged;

use crate::domain::level;

/// Reckons somebody's level anew from what is known and tells if anything shown of them changed.
pub async fn reckon(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    let before = store::locked(tx, org, user).await?;
    let facts = store::facts(tx, &before, org, user).await?;
    let (level, badges) = (level::level(&facts), level::badges(&facts));
    let shown = store::Shown { completed: facts.completed, response_minutes: facts.response_minutes };
    if i16::from(level) == before.level && badges == before.badges && before.told == Some(shown) {
        return Ok(());
    }
    store::save(tx, org, user, level, &badges, shown).await?;
    tx.emit(&LevelChanged {
        user_id: user,
        level,
        badges,
        completed: facts.completed,
        response_minutes: facts.response_minutes,
        timestamp: tx.now(),
    });
    Ok(())
}
