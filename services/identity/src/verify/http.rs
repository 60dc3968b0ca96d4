use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_identity_api::MailPurpose;
use plaza_web::{Accepted, Body, Caller, Reply};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::address;
use crate::mail::request;
use crate::register::http::Mailed;

/// Proves an address.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Verify {
    /// The token of the link in the mail.
    pub token: String,
}

/// Names an address.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MailAddress {
    /// Mail address.
    pub email: String,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// Always `verified`.
    pub status: String,
}

/// Proves the address with the token of the mail. A token that proved it already answers the same until it is too old.
#[utoipa::path(post, path = "/auth/verify", tag = "auth", request_body = Verify, responses((status = 200, body = Verified)))]
pub async fn verify(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Body(request): Body<Verify>,
) -> Reply<Json<Verified>> {
    command::verify(&app, &cx, &request.token).await?;
    Ok(Json(Verified { status: "verified".into() }))
}

/// Sends the mail that verifies again, if the address waits for it. The answer is the same for any address.
#[utoipa::path(post, path = "/auth/verify/resend", tag = "auth", request_body = MailAddress, responses((status = 202, body = Mailed)))]
pub async fn resend(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Body(request): Body<MailAddress>,
) -> Reply<Accepted<Mailed>> {
    request::ask(&app, &cx, &address::parse(&request.email)?, MailPurpose::Verify).await?;
    Ok(Mailed::answer())
}
