use plaza_core::{Cx, Fault, Role, UserId};
use plaza_identity_api::events::RolesChanged;

use super::http::PersonView;
use super::store;
use crate::app::App;
use crate::domain::person;
use crate::error::Error;

/// Sets a person's roles; the organisation keeps at least one admin.
///
/// # Errors
/// [`Error::LastAdmin`], [`Error::NoSuchPerson`].
pub async fn set(app: &App, cx: &Cx, user: UserId, roles: Vec<Role>) -> Result<PersonView, Fault> {
    let (org, roles) = (cx.org()?, person::roles(roles)?);
    let mut tx = app.db.begin(cx).await?;
    // Two admins who depose each other at once go one after the other.
    store::lock_organisation(&mut tx, org).await?;
    if !store::set_roles(&mut tx, org, user, &roles).await? {
        return Err(Error::NoSuchPerson.into());
    }
    if !store::has_admin(&mut tx, org).await? {
        return Err(Error::LastAdmin.into());
    }
    tx.emit(&RolesChanged { user_id: user, roles });
    let row = store::get(&mut *tx, org, user).await?.ok_or(Error::NoSuchPerson)?;
    tx.commit().await?;
    Ok(row.into())
}
