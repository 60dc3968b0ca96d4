//! HTTP of portfolios.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use plaza_core::Page;
use plaza_web::{Body, Created, Id, Member, NoContent, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::command;
use crate::app::App;
use crate::show;
use crate::view::{PortfolioItem, ProfessionalProfile};

/// What a new piece is.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NewItem {
    /// What it is called, at most 120 characters.
    #[serde(default)]
    pub title: String,
    /// About it, at most 1,000 characters.
    #[serde(default)]
    pub description: String,
    /// Slug of the trade it shows.
    pub trade: Option<String>,
}

/// What a piece is.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = DescribePortfolioItem)]
pub struct DescribeItem {
    /// What it is called, at most 120 characters.
    #[serde(default)]
    pub title: String,
    /// About it, at most 1,000 characters.
    #[serde(default)]
    pub description: String,
    /// Slug of the trade it shows.
    #[serde(default)]
    pub trade: Option<String>,
}

/// An order of your work.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PortfolioOrder {
    /// Every piece once.
    pub ids: Vec<Uuid>,
}

/// A picture's bytes.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary, as = ProfessionalPictureFile)]
pub struct PictureFile(#[allow(dead_code)] Vec<u8>); // only its schema is used

/// Your work, in your order.
#[utoipa::path(get, path = "/professionals/me/portfolio", tag = "professionals",
    responses((status = 200, body = Page<PortfolioItem>)), security(("bearer" = [])))]
pub async fn list(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<Page<PortfolioItem>>> {
    let items = show::query::own(&app, &cx).await?.page.portfolio;
    Ok(Json(Page { items, next: None }))
}

/// Adds a picture of your work: JPEG, PNG or WebP of at most 12 MiB and 60 megapixels, as the body itself. What the
/// camera wrote into it is not kept. At most 30.
#[utoipa::path(post, path = "/professionals/me/portfolio", tag = "professionals", params(NewItem),
    request_body(content = PictureFile, content_type = "image/jpeg"),
    responses((status = 201, body = PortfolioItem)), security(("bearer" = [])))]
pub async fn add(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Params(about): Params<NewItem>,
    upload: Bytes,
) -> Reply<Created<PortfolioItem>> {
    Ok(Created(command::add(&app, &cx, about, upload).await?))
}

/// Describes a piece of your work anew.
#[utoipa::path(put, path = "/professionals/me/portfolio/{id}", tag = "professionals", params(("id" = Uuid, Path)),
    request_body = DescribeItem, responses((status = 200, body = PortfolioItem)), security(("bearer" = [])))]
pub async fn describe(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Id(id): Id<Uuid>,
    Body(body): Body<DescribeItem>,
) -> Reply<Json<PortfolioItem>> {
    Ok(Json(command::describe(&app, &cx, id, body).await?))
}

/// Takes a piece of your work away.
#[utoipa::path(delete, path = "/professionals/me/portfolio/{id}", tag = "professionals", params(("id" = Uuid, Path)),
    responses((status = 204)), security(("bearer" = [])))]
pub async fn remove(State(app): State<Arc<App>>, Member(cx): Member, Id(id): Id<Uuid>) -> Reply<NoContent> {
    command::remove(&app, &cx, id).await?;
    Ok(NoContent)
}

/// Puts your work in another order.
#[utoipa::path(put, path = "/professionals/me/portfolio/order", tag = "professionals", request_body = PortfolioOrder,
    responses((status = 200, body = Page<PortfolioItem>)), security(("bearer" = [])))]
pub async fn sort(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<PortfolioOrder>,
) -> Reply<Json<Page<PortfolioItem>>> {
    Ok(Json(Page { items: command::sort(&app, &cx, body).await?, next: None }))
}

/// Sets your own picture: JPEG, PNG or WebP, as the body itself.
#[utoipa::path(put, path = "/professionals/me/avatar", tag = "professionals",
    request_body(content = PictureFile, content_type = "image/jpeg"),
    responses((status = 200, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn set_avatar(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    upload: Bytes,
) -> Reply<Json<ProfessionalProfile>> {
    Ok(Json(command::set_avatar(&app, &cx, upload).await?))
}
