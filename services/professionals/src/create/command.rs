use plaza_core::{Cx, OrgId, UserId};
use plaza_professionals_api::events::ProfessionalCreated;
use plaza_professionals_api::{ProfessionalId, ProfileStatus};

use crate::app::App;
use crate::change::http::ProfileBody;
use crate::domain::check;
use crate::error::{Error, Result};
use crate::record::{self, Professional, Standing};
use crate::view::ProfessionalProfile;

/// Makes the asker's profile.
///
/// # Errors
/// [`Error::Exists`], [`Error::Invalid`].
pub async fn create(app: &App, cx: &Cx, body: ProfileBody) -> Result<ProfessionalProfile> {
    if body.version.is_some() {
        return Err(Error::invalid("version", "is for changes only; a new profile has none"));
    }
    let (org, user) = (cx.org()?, cx.user()?);
    let name = match &body.display_name {
        Some(name) => name.clone(),
        None => account_name(app, cx, user).await?,
    };
    let mut described = body.described(name);
    check::described(&mut described)?;
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    let new = Professional {
        id: ProfessionalId::new(),
        org,
        user,
        status: ProfileStatus::Draft,
        described,
        trades: Vec::new(),
        place: None,
        resource: None,
        avatar: None,
        suspended_for: None,
        version: 1,
        created_at: now,
        updated_at: now,
        published_at: None,
        standing: standing(&mut tx, org, user).await?,
    };
    record::insert(&mut tx, &new).await?;
    tx.emit(&ProfessionalCreated(new.facts(now)));
    let view = ProfessionalProfile::of(new, Vec::new(), now);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

async fn account_name(app: &App, cx: &Cx, user: UserId) -> Result<String> {
    let known = app.identity.users(cx, vec![user]).await?;
    let mut name = known.into_iter().next().map(|card| card.name).unwrap_or_default();
    name.truncate(name.char_indices().nth(80).map_or(name.len(), |(at, _)| at));
    Ok(name)
}

/// What was told of the person before they had a profile.
async fn standing(tx: &mut plaza_db::Tx, org: OrgId, user: UserId) -> Result<Standing> {
    let found = sqlx::query_as(
        "SELECT rating_sum, rating_count, level, badges, completed, response_minutes, verified_until, no_member_since FROM standings WHERE org_id = $1 AND user_id = $2",
    );
    Ok(found.bind(org).bind(user).fetch_optional(&mut **tx).await?.unwrap_or_default())
}
