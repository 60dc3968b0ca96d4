//! What professionals do when others tell of something.

mod level_changed;
mod rating_changed;
mod roles_changed;
mod verification_decided;

use plaza_core::{OrgId, UserId};
use plaza_db::Tx;

pub use level_changed::LevelChanged;
pub use rating_changed::RatingChanged;
pub use roles_changed::RolesChanged;
pub use verification_decided::VerificationDecided;

use crate::error::Result;
use crate::listings;

/// Every event these listen to, for the service's declaration.
pub const LISTENS: &[&str] = &[
    "reviews.review.published.v1",
    "reviews.review.removed.v1",
    "reviews.level.changed.v1",
    "verification.case.approved.v1",
    "verification.case.rejected.v1",
    "verification.case.expired.v1",
    "identity.membership.changed.v1",
];

/// Takes a person's standing for a change: their profile first, as everybody who changes either does, so that the row
/// for the search is never written from half of it.
pub async fn take(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    sqlx::query("SELECT FROM professionals WHERE org_id = $1 AND user_id = $2 FOR UPDATE")
        .bind(org)
        .bind(user)
        .execute(&mut **tx)
        .await?;
    sqlx::query("INSERT INTO standings (org_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(org)
        .bind(user)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends the change that [`take`] began, if anything changed.
async fn done(tx: &mut Tx, org: OrgId, user: UserId, rows: u64) -> Result<()> {
    if rows > 0 { listings::list(tx, org, user).await } else { Ok(()) }
}
