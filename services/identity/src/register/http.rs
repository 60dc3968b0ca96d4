use std::sync::Arc;

use axum::extract::State;
use plaza_core::Locale;
use plaza_web::{Accepted, Body, Caller, Reply};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command;
use crate::app::App;

/// Makes an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Register {
    /// Mail address; a link is sent there.
    pub email: String,
    /// At least 10 characters, nothing that is tried first.
    pub password: String,
    /// Name for people.
    pub name: String,
    /// Language of mails; the request's language when absent.
    pub locale: Option<Locale>,
}

/// What happens next.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mailed {
    /// Always `check_your_mail`.
    pub status: String,
}

impl Mailed {
    /// The one answer.
    pub fn answer() -> Accepted<Self> {
        Accepted(Self { status: "check_your_mail".into() })
    }
}

/// Registers an account; the link in the mail proves the address.
// No answer is kept for an Idempotency-Key: its fingerprint would be a fast hash of a password.
// A repeat is harmless: it gets the same answer.
#[utoipa::path(post, path = "/auth/register", tag = "auth", request_body = Register, responses((status = 202, body = Mailed)))]
pub async fn register(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Body(request): Body<Register>,
) -> Reply<Accepted<Mailed>> {
    command::register(&app, &cx, request).await?;
    Ok(Mailed::answer())
}
