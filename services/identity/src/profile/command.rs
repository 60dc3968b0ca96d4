use plaza_core::{Cx, Fault, UserId};
use plaza_db::Tx;
use plaza_identity_api::events::UserUpdated;
use serde_json::{Map, Value};

use super::http::{ProfileView, UpdateProfile};
use super::store;
use crate::account::{self, Account};
use crate::app::App;
use crate::domain::person;
use crate::error::{Error, Result};
use crate::organisations::http::OrganisationView;

const MOST_PREFERENCES: usize = 50;
const LARGEST_PREFERENCES: usize = 8_192;

/// A person's own profile.
///
/// # Errors
/// [`Error::NoSuchPerson`] when the account is gone.
pub async fn read(app: &App, user: UserId) -> Result<ProfileView> {
    let account = account::by_id(app.db.pool(), user).await?.ok_or(Error::NoSuchPerson)?;
    let organisations = account::memberships(app.db.pool(), user).await?;
    Ok(view(account, organisations.into_iter().map(OrganisationView::from).collect()))
}

/// Changes what is given.
///
/// # Errors
/// [`Error::Field`] for what breaks a rule of form.
pub async fn update(app: &App, cx: &Cx, request: UpdateProfile) -> Result<ProfileView, Fault> {
    let user_id = cx.user()?;
    let (tx, _) = change(app, cx, user_id, |account| apply(account, request)).await?;
    tx.commit().await?;
    Ok(read(app, user_id).await?)
}

/// Merges preferences and answers all of them.
///
/// # Errors
/// [`Error::Field`] when they become too many.
pub async fn prefer(app: &App, cx: &Cx, request: Map<String, Value>) -> Result<Map<String, Value>, Fault> {
    let user_id = cx.user()?;
    let (mut tx, account) = change(app, cx, user_id, |account| merge(&mut account.preferences.0, request)).await?;
    tx.answer(200, &account.preferences.0);
    tx.commit().await?;
    Ok(account.preferences.0)
}

/// Reads the account under a lock, changes it, writes it and says so; the caller commits.
async fn change(
    app: &App,
    cx: &Cx,
    user_id: UserId,
    edit: impl FnOnce(&mut Account) -> Result<()>,
) -> Result<(Tx, Account)> {
    let mut tx = app.db.begin(cx).await?;
    store::lock(&mut tx, user_id).await?;
    let mut account = account::by_id(&mut *tx, user_id).await?.ok_or(Error::NoSuchPerson)?;
    edit(&mut account)?;
    store::update(&mut tx, &account).await?;
    tx.emit(&UserUpdated { user_id });
    Ok((tx, account))
}

fn apply(account: &mut Account, request: UpdateProfile) -> Result<()> {
    if let Some(name) = request.name {
        account.name = person::name("name", &name)?;
    }
    if let Some(locale) = request.locale {
        account.locale = locale.code().to_owned();
    }
    let details = &mut account.profile.0;
    let given = [
        (request.phone, &mut details.phone),
        (request.company, &mut details.company),
        (request.headline, &mut details.headline),
        (request.time_zone, &mut details.time_zone),
    ];
    for (new, old) in given {
        if let Some(new) = new {
            *old = new.trim().to_owned();
        }
    }
    details.check()
}

fn merge(preferences: &mut Map<String, Value>, request: Map<String, Value>) -> Result<()> {
    for (key, value) in request {
        if value.is_null() {
            preferences.remove(&key);
        } else {
            preferences.insert(key, value);
        }
    }
    let text = serde_json::to_string(preferences).unwrap_or_default();
    if text.contains("\\u0000") {
        return Err(Error::field("preferences", "must not contain the character U+0000"));
    }
    if preferences.len() > MOST_PREFERENCES || text.len() > LARGEST_PREFERENCES {
        return Err(Error::field(
            "preferences",
            format!(
                "must be at most {MOST_PREFERENCES} members and {LARGEST_PREFERENCES} bytes in all; set some to null first"
            ),
        ));
    }
    Ok(())
}

fn view(account: Account, organisations: Vec<OrganisationView>) -> ProfileView {
    let (locale, verified, details) = (account.locale(), account.verified_at.is_some(), account.profile.0);
    ProfileView {
        id: account.id,
        email: account.email,
        name: account.name,
        locale,
        verified,
        phone: details.phone,
        company: details.company,
        headline: details.headline,
        time_zone: details.time_zone,
        preferences: account.preferences.0,
        organisations,
        created_at: account.created_at,
    }
}
