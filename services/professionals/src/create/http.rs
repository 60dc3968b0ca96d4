//! HTTP of making a profile.

use std::sync::Arc;

use axum::extract::State;
use plaza_web::{Body, Created, Member, Reply};

use super::command;
use crate::app::App;
use crate::change::http::ProfileBody;
use crate::view::ProfessionalProfile;

/// Makes your professional profile, a draft at first. Your name is your account's unless you say another.
#[utoipa::path(post, path = "/professionals/me", tag = "professionals", request_body = ProfileBody,
    responses((status = 201, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn create(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<ProfileBody>,
) -> Reply<Created<ProfessionalProfile>> {
    Ok(Created(command::create(&app, &cx, body).await?))
}
