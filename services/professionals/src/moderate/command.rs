use plaza_core::page::page_limit;
use plaza_core::{Cx, Fault, Page};
use plaza_db::Tx;
use plaza_professionals_api::events::{ProfessionalPublished, ProfessionalRestored, ProfessionalSuspended};
use plaza_professionals_api::{ProfessionalId, ProfileStatus};

use super::http::{ListProfiles, ProfileRow, SuspendProfile};
use crate::app::App;
use crate::change::command::write;
use crate::domain::check;
use crate::error::{Error, Result};
use crate::record::{self, Professional, status_name};

/// Takes a profile down. Suspending a suspended one changes the reason.
///
/// # Errors
/// [`Error::NotFound`], [`Error::OwnProfile`], [`Error::Invalid`].
pub async fn suspend(app: &App, cx: &Cx, id: ProfessionalId, mut body: SuspendProfile) -> Result<ProfileRow> {
    check::tidy("reason", &mut body.reason, 1, 1_000)?;
    let mut tx = app.db.begin(cx).await?;
    let mut professional = of_another(&mut tx, cx, id).await?;
    professional.status = ProfileStatus::Suspended;
    professional.suspended_for = Some(body.reason);
    write(&mut tx, &mut professional).await?;
    tx.emit(&ProfessionalSuspended(professional.facts(professional.updated_at)));
    let row = ProfileRow::from(professional);
    tx.answer(200, &row);
    tx.commit().await?;
    Ok(row)
}

/// Lets a suspended profile be seen again, if it was before and still can be; else it is a draft.
///
/// # Errors
/// [`Error::NotFound`], [`Error::OwnProfile`], [`Error::NotSuspended`].
pub async fn restore(app: &App, cx: &Cx, id: ProfessionalId) -> Result<ProfileRow> {
    let mut tx = app.db.begin(cx).await?;
    let mut professional = of_another(&mut tx, cx, id).await?;
    if professional.status != ProfileStatus::Suspended {
        return Err(Error::NotSuspended);
    }
    let seen_again = professional.published_at.is_some() && professional.missing().is_empty();
    professional.status = if seen_again { ProfileStatus::Published } else { ProfileStatus::Draft };
    professional.suspended_for = None;
    write(&mut tx, &mut professional).await?;
    tx.emit(&ProfessionalRestored(professional.facts(professional.updated_at)));
    if seen_again {
        tx.emit(&ProfessionalPublished(professional.facts(professional.updated_at)));
    }
    let row = ProfileRow::from(professional);
    tx.answer(200, &row);
    tx.commit().await?;
    Ok(row)
}

/// A profile to decide on, locked: somebody else's.
async fn of_another(tx: &mut Tx, cx: &Cx, id: ProfessionalId) -> Result<Professional> {
    let professional = record::locked(tx, cx.org()?, id.uuid()).await?.ok_or(Error::NotFound)?;
    if professional.user == cx.user()? { Err(Error::OwnProfile) } else { Ok(professional) }
}

/// The organisation's profiles, newest first.
///
/// # Errors
/// [`Error::Invalid`].
pub async fn list(app: &App, cx: &Cx, asked: ListProfiles) -> Result<Page<ProfileRow>> {
    let limit = page_limit(asked.limit);
    let before: Option<ProfessionalId> = match asked.cursor {
        Some(text) => {
            Some(text.parse().map_err(|_| Fault::invalid("cursor", "is what 'next' of the page before said"))?)
        }
        None => None,
    };
    let rows: Vec<Professional> = sqlx::query_as(
        "SELECT p.*, 0::int8 AS rating_sum, 0::int8 AS rating_count, 0::int2 AS level, '{}'::text[] AS badges, 0::int8 AS completed,
                NULL::int8 AS response_minutes, NULL::timestamptz AS verified_until, NULL::timestamptz AS no_member_since
         FROM professionals p WHERE org_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::text IS NULL OR status = $3) ORDER BY id DESC LIMIT $4",
    )
    .bind(cx.org()?)
    .bind(before)
    .bind(asked.status.map(status_name))
    .bind(i64::try_from(limit + 1).unwrap_or(i64::MAX))
    .fetch_all(app.db.pool())
    .await?;
    Ok(Page::of(rows, limit, |last| last.id.to_string()).map(ProfileRow::from))
}
