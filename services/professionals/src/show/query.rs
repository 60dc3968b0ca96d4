use plaza_core::{Actor, Cx};
use plaza_db::Tx;
use plaza_professionals_api::ProfileStatus;
use uuid::Uuid;

use crate::app::App;
use crate::error::{Error, Result};
use crate::portfolio;
use crate::record::{self, Professional};
use crate::view::{ProfessionalPage, ProfessionalProfile};

/// The asker's own profile.
///
/// # Errors
/// [`Error::NoProfile`].
pub async fn own(app: &App, cx: &Cx) -> Result<ProfessionalProfile> {
    let professional = record::own(app.db.pool(), cx.org()?, cx.user()?).await?;
    let items = portfolio::store::of(app.db.pool(), professional.org, professional.id).await?;
    Ok(ProfessionalProfile::of(professional, items, app.clock.now()))
}

/// A profile within a transaction that changes it.
pub async fn profile(tx: &mut Tx, professional: Professional) -> Result<ProfessionalProfile> {
    let now = tx.now();
    let items = portfolio::store::of(&mut **tx, professional.org, professional.id).await?;
    Ok(ProfessionalProfile::of(professional, items, now))
}

/// The page of a professional, by the profile's id or its owner's. What is not published is there for its owner and
/// for operators only.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn page(app: &App, cx: &Cx, id: Uuid) -> Result<ProfessionalPage> {
    let professional = record::find(app.db.pool(), cx.org()?, id).await?.ok_or(Error::NotFound)?;
    let owns = matches!(cx.actor, Actor::User { id, .. } if id == professional.user);
    if professional.status != ProfileStatus::Published && !owns && !cx.roles.operates() {
        return Err(Error::NotFound);
    }
    let items = portfolio::store::of(app.db.pool(), professional.org, professional.id).await?;
    Ok(ProfessionalPage::of(professional, items, app.clock.now()))
}
