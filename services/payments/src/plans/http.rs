use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Money, Page, text};
use plaza_payments_api::PlanId;
use plaza_web::{Admin, Body, Created, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store::{self, Plan};
use crate::app::App;
use crate::domain::period::Period;
use crate::error::{Error, Result};
use crate::payments::http::cursor;

/// A plan to sell.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPlan {
    /// Its name for people, unique in the organisation.
    #[schema(example = "Flex desk")]
    pub name: String,
    /// What it gives.
    #[serde(default)]
    pub description: String,
    /// Price of a period, tax included.
    pub price: Money,
    /// `week`, `month` or `year`.
    pub period: Period,
    /// Tax in basis points, 0 to 10000.
    #[serde(default)]
    pub tax_basis_points: u32,
}

/// A plan as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// Its id.
    pub id: PlanId,
    /// Its name.
    pub name: String,
    /// What it gives.
    pub description: String,
    /// Price of a period, tax included.
    pub price: Money,
    /// How long a period is.
    pub period: Period,
    /// Tax in basis points.
    pub tax_basis_points: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl From<&Plan> for PlanView {
    fn from(plan: &Plan) -> Self {
        Self {
            id: plan.id,
            name: plan.name.clone(),
            description: plan.description.clone(),
            price: plan.price,
            period: plan.period,
            tax_basis_points: plan.tax_basis_points,
            created_at: plan.created_at,
        }
    }
}

/// Which plans to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListPlans {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Lists what can be subscribed to.
#[utoipa::path(get, path = "/payments/plans", tag = "payments", params(ListPlans), responses((status = 200, body = Page<PlanView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListPlans>,
) -> Reply<Json<Page<PlanView>>> {
    let limit = page_limit(params.limit);
    let found = store::list(app.db.pool(), cx.org()?, cursor(params.cursor.as_deref())?, limit + 1).await?;
    Ok(Json(Page::of(found, limit, |plan| plan.id.to_string()).map(|plan| PlanView::from(&plan))))
}

/// Adds a plan.
#[utoipa::path(post, path = "/payments/plans", tag = "payments", request_body = NewPlan, responses((status = 201, body = PlanView)), security(("bearer" = [])))]
pub async fn create(
    State(app): State<Arc<App>>,
    Admin(cx): Admin,
    Body(request): Body<NewPlan>,
) -> Reply<Created<PlanView>> {
    check(&request)?;
    let mut tx = app.db.begin(&cx).await?;
    let plan = store::insert(&mut tx, cx.org()?, &request).await?.ok_or(Error::PlanNameTaken)?;
    let view = PlanView::from(&plan);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(Created(view))
}

fn check(plan: &NewPlan) -> Result<()> {
    if plan.name.trim().is_empty() || plan.name.chars().count() > 120 || text::one_line(&plan.name).is_err() {
        return Err(Error::Plan("name", "must be 1 to 120 characters on one line, all of which can be seen"));
    }
    if plan.price.amount <= 0 {
        return Err(Error::Plan("price", "must be larger than zero"));
    }
    if plan.tax_basis_points > 10_000 {
        return Err(Error::Plan("taxBasisPoints", "must be 0 to 10000 (100 %)"));
    }
    Ok(())
}
