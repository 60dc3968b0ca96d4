use plaza_core::{Cx, Role, UserId};
use plaza_db::Tx;
use plaza_identity_api::events::{RegistrationRepeated, UserRegistered, VerificationRequested};

use super::http::Register;
use super::store::{self, Candidate, Outcome};
use crate::account;
use crate::app::App;
use crate::domain::{address, password, person};
use crate::error::{Error, Result};

/// Registers. An unverified account is registered anew, with the newer password and only the
/// newer links: who verifies must not wake an account that a stranger prepared.
///
/// # Errors
/// [`Error::Field`] for what breaks a rule of form, whether the address is known or not.
pub async fn register(app: &App, cx: &Cx, request: Register) -> Result<()> {
    let email = address::parse(&request.email)?;
    let name = person::name("name", &request.name)?;
    password::check("password", &request.password, &email)?;
    let role = registration_role(app, cx).await;
    let password_hash = app.passwords.hash(&request.password).await?;
    let locale = request.locale.unwrap_or(cx.locale);
    let candidate = Candidate { id: UserId::new(), email, name, locale, password_hash };
    let mut tx = app.db.begin(cx).await?;
    match store::insert(&mut tx, &candidate).await? {
        Outcome::New => {
            join(&mut tx, candidate.id, role).await?;
            tx.emit(&UserRegistered { user_id: candidate.id });
        }
        Outcome::Anew(user_id) => {
            join(&mut tx, user_id, role).await?;
            tx.emit(&VerificationRequested { user_id });
        }
        Outcome::Known => {
            if let Some(user_id) = store::ask_owner(&mut tx, &candidate.email, app.config.mail_pause_seconds).await? {
                tx.emit(&RegistrationRepeated { user_id });
            }
        }
    }
    Ok(tx.commit().await?)
}

/// The role of who registers into the request's organisation. Registering must not wait for settings to be well.
async fn registration_role(app: &App, cx: &Cx) -> Role {
    if cx.org.is_none() {
        return Role::Member;
    }
    match app.settings.settings(cx, ()).await {
        Ok(settings) => settings.registration_role,
        Err(fault) => {
            tracing::warn!(%fault, "settings cannot be read; who registers becomes member");
            Role::Member
        }
    }
}

async fn join(tx: &mut Tx, user: UserId, role: Role) -> Result<()> {
    let Some(org) = tx.org() else { return Ok(()) };
    match account::join(tx, org, user, role).await {
        Err(error) if error.is_constraint("memberships_org_id_fkey") => Err(Error::NoSuchOrganisation),
        other => Ok(other?),
    }
}
