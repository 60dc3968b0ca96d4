use std::sync::Arc;

use axum::extract::State;
use plaza_identity_api::MailPurpose;
use plaza_web::{Accepted, Body, Caller, NoContent, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::address;
use crate::mail::request;
use crate::register::http::Mailed;
use crate::verify::http::MailAddress;

/// Sets a new password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reset {
    /// The token of the link in the mail.
    pub token: String,
    /// The new password: at least 10 characters, nothing that is tried first.
    pub password: String,
}

/// Sends a link to set a new password, if the address has an account. The answer is the same for any address.
#[utoipa::path(post, path = "/auth/forgot-password", tag = "auth", request_body = MailAddress, responses((status = 202, body = Mailed)))]
pub async fn forgot(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Body(request): Body<MailAddress>,
) -> Reply<Accepted<Mailed>> {
    request::ask(&app, &cx, &address::parse(&request.email)?, MailPurpose::Reset).await?;
    Ok(Mailed::answer())
}

/// Sets a new password with the token of the mail and ends all sessions.
#[utoipa::path(post, path = "/auth/reset-password", tag = "auth", request_body = Reset, responses((status = 204)))]
pub async fn reset(State(app): State<Arc<App>>, Caller(cx): Caller, Body(request): Body<Reset>) -> Reply<NoContent> {
    command::reset(&app, &cx, &request.token, &request.password).await?;
    Ok(NoContent)
}
