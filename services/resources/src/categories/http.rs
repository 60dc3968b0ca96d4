//! HTTP of categories.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Cx, Page};
use plaza_web::{Body, Caller, Created, Operator, Reply};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store;
use crate::app::App;
use crate::domain::categories::{Category, is_slug};
use crate::domain::check::line;
use crate::error::{Error, Result};

/// A category.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Category)]
pub struct CategoryView {
    /// Its name in requests: lower-case letters, digits and hyphens.
    #[schema(example = "meeting-rooms")]
    pub slug: String,
    /// Its names for people.
    pub names: Names,
}

/// A name in both languages.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CategoryNames)]
pub struct Names {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}

/// Lists the categories, built-in ones and the organisation's own.
#[utoipa::path(get, path = "/categories", tag = "resources", responses((status = 200, body = Page<CategoryView>)))]
pub async fn list(State(app): State<Arc<App>>, Caller(cx): Caller) -> Reply<Json<Page<CategoryView>>> {
    let all = store::all(app.db.pool(), cx.org()?).await?;
    Ok(Json(Page { items: all.into_iter().map(CategoryView::from).collect(), next: None }))
}

/// Makes a category; one with the slug of a built-in one takes its place.
#[utoipa::path(post, path = "/categories", tag = "resources", request_body = CategoryView, responses((status = 201, body = CategoryView)), security(("bearer" = [])))]
pub async fn create(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Body(body): Body<CategoryView>,
) -> Reply<Created<CategoryView>> {
    Ok(Created(make(&app, &cx, body).await?))
}

async fn make(app: &App, cx: &Cx, body: CategoryView) -> Result<CategoryView> {
    if !is_slug(&body.slug) {
        return Err(Error::invalid("slug", "is 1 to 60 lower-case letters, digits and hyphens, such as meeting-rooms"));
    }
    let mut category = Category { slug: body.slug, es: body.names.es, en: body.names.en };
    line("names.es", &mut category.es, 1, 80)?;
    line("names.en", &mut category.en, 1, 80)?;
    let mut tx = app.db.begin(cx).await?;
    store::insert(&mut tx, cx.org()?, &category).await?;
    let view = CategoryView::from(category);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

impl From<Category> for CategoryView {
    fn from(category: Category) -> Self {
        Self { slug: category.slug, names: Names { es: category.es, en: category.en } }
    }
}
