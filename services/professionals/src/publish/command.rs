use plaza_core::Cx;
use plaza_professionals_api::ProfileStatus;
use plaza_professionals_api::events::ProfessionalPublished;

use super::http::{MyStatus, Shown};
use crate::app::App;
use crate::change;
use crate::error::{Error, Result};
use crate::view::ProfessionalProfile;

/// Publishes the asker's profile or takes it back.
///
/// # Errors
/// [`Error::Suspended`], [`Error::Incomplete`], and as [`change::own`].
pub async fn set(app: &App, cx: &Cx, body: MyStatus) -> Result<ProfessionalProfile> {
    let now = app.clock.now();
    let mut newly = false;
    let mut changed = change::own(app, cx, body.version, |professional| {
        if professional.status == ProfileStatus::Suspended {
            return Err(Error::Suspended);
        }
        newly = body.status == Shown::Published && professional.status != ProfileStatus::Published;
        professional.status = match body.status {
            Shown::Published => ProfileStatus::Published,
            Shown::Draft => ProfileStatus::Draft,
        };
        if newly {
            professional.published_at.get_or_insert(now);
        }
        Ok(())
    })
    .await?;
    if newly {
        let facts = changed.professional.facts(now);
        changed.tx.emit(&ProfessionalPublished(facts));
    }
    changed.shown().await
}
