use plaza_core::Cx;
use plaza_db::Tx;
use plaza_professionals_api::ProfileStatus;
use plaza_professionals_api::events::ProfessionalUpdated;

use super::http::ProfileBody;
use crate::app::App;
use crate::create;
use crate::domain::check;
use crate::error::{Error, Result};
use crate::record::{self, Professional};
use crate::view::ProfessionalProfile;
use crate::{listings, show};

/// A changed profile in the transaction that changes it.
pub struct Changed {
    /// To be committed.
    pub tx: Tx,
    /// The profile as it is then.
    pub professional: Professional,
}

/// Changes the asker's own profile: locks it, edits it, and writes it with its row for the search. A published profile
/// stays fit to be seen.
///
/// # Errors
/// [`Error::NoProfile`], [`Error::Stale`], [`Error::Incomplete`], and what `edit` refuses.
pub async fn own(
    app: &App,
    cx: &Cx,
    version: Option<i32>,
    edit: impl FnOnce(&mut Professional) -> Result<()>,
) -> Result<Changed> {
    let (org, user) = (cx.org()?, cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    let mut professional = record::locked(&mut tx, org, user.uuid()).await?.ok_or(Error::NoProfile)?;
    if version.is_some_and(|version| version != professional.version) {
        return Err(Error::Stale { now: professional.version });
    }
    edit(&mut professional)?;
    let missing = professional.missing();
    if professional.status == ProfileStatus::Published && !missing.is_empty() {
        return Err(Error::Incomplete { missing });
    }
    write(&mut tx, &mut professional).await?;
    Ok(Changed { tx, professional })
}

/// Writes a locked profile and its row for the search, and tells of it.
pub async fn write(tx: &mut Tx, professional: &mut Professional) -> Result<()> {
    professional.version += 1;
    professional.updated_at = tx.now();
    record::save(tx, professional).await?;
    listings::list(tx, professional.org, professional.user).await?;
    tx.emit(&ProfessionalUpdated(professional.facts(professional.updated_at)));
    Ok(())
}

impl Changed {
    /// Commits, and shows the owner what came of it.
    pub async fn shown(mut self) -> Result<ProfessionalProfile> {
        let view = show::query::profile(&mut self.tx, self.professional).await?;
        self.tx.answer(200, &view);
        self.tx.commit().await?;
        Ok(view)
    }
}

/// Describes the asker's profile anew; makes it if there is none, as the seed's one operation does (001-31).
///
/// # Errors
/// As [`own`].
pub async fn describe(app: &App, cx: &Cx, body: ProfileBody) -> Result<ProfessionalProfile> {
    let version = body.version;
    let again = body.clone();
    let changed = own(app, cx, version, |professional| {
        let name = body.display_name.clone().unwrap_or_else(|| professional.described.display_name.clone());
        let mut described = body.described(name);
        check::described(&mut described)?;
        professional.described = described;
        Ok(())
    });
    match changed.await {
        Err(Error::NoProfile) if version.is_none() => create::command::create(app, cx, again).await,
        other => other?.shown().await,
    }
}
