use plaza_core::page::page_limit;
use plaza_core::{Locale, OrgId, Page, UserId};

use super::http::{PeopleQuery, PersonView};
use super::store::{self, PersonRow};
use crate::app::App;
use crate::domain::person::read_roles;
use crate::error::{Error, Result};

/// A page of the organisation's people.
///
/// # Errors
/// As the database fails.
pub async fn list(app: &App, org: OrgId, wanted: &PeopleQuery) -> Result<Page<PersonView>> {
    let limit = page_limit(wanted.limit);
    let rows = store::list(app.db.pool(), org, wanted, limit as i64 + 1).await?;
    Ok(Page::of(rows, limit, |row| row.id.to_string()).map(PersonView::from))
}

/// One of the organisation's people.
///
/// # Errors
/// [`Error::NoSuchPerson`] for anybody else.
pub async fn get(app: &App, org: OrgId, user: UserId) -> Result<PersonView> {
    Ok(store::get(app.db.pool(), org, user).await?.ok_or(Error::NoSuchPerson)?.into())
}

impl From<PersonRow> for PersonView {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            locale: Locale::from_code(&row.locale),
            verified: row.verified_at.is_some(),
            phone: row.profile.0.phone,
            company: row.profile.0.company,
            roles: read_roles(&row.roles),
            joined_at: row.joined_at,
            email: row.email,
            name: row.name,
        }
    }
}
