//! Offers over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_chat_api::ConversationId;
use plaza_core::Page;
use plaza_core::page::page_limit;
use plaza_orders_api::{OfferId, OfferStatus};
use plaza_web::{Id, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::IntoParams;

use super::query::{self, OfferFilter};
use crate::app::App;
use crate::domain::side::Side;
use crate::offer::http::OfferView;
use crate::offers;

/// Which offers to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct OfferListParams {
    /// As `client` or `professional`; both when left out.
    #[serde(rename = "as")]
    #[param(inline)]
    pub side: Option<Side>,
    /// States, separated by commas.
    pub status: Option<String>,
    /// Of this conversation.
    #[param(value_type = Option<String>)]
    pub conversation_id: Option<ConversationId>,
    /// Of this negotiation.
    pub thread_id: Option<OfferId>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Lists one's offers, the last made first (001-47).
#[utoipa::path(get, path = "/offers", tag = "offers", params(OfferListParams), responses((status = 200, body = Page<OfferView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<OfferListParams>,
) -> Reply<Json<Page<OfferView>>> {
    let limit = page_limit(params.limit);
    let filter = OfferFilter {
        user: cx.user()?,
        side: params.side,
        states: query::names(params.status.as_deref(), |name| OfferStatus::from_name(name).map(OfferStatus::name))?,
        conversation: params.conversation_id,
        thread: params.thread_id,
        before: query::cursor(params.cursor)?,
    };
    let found = query::offers(app.db.pool(), cx.org()?, &filter, i64::try_from(limit).unwrap_or(200) + 1).await?;
    let now = app.clock.now();
    let page = Page::of(found, limit, |offer| offer.id.to_string());
    Ok(Json(page.map(|offer| OfferView::of(&offer, &cx, now))))
}

/// Shows an offer to its two sides and to managers.
#[utoipa::path(get, path = "/offers/{id}", tag = "offers", params(("id" = OfferId, Path)), responses((status = 200, body = OfferView)), security(("bearer" = [])))]
pub async fn get(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<OfferId>) -> Reply<Json<OfferView>> {
    let offer = offers::find(app.db.pool(), cx.org()?, id).await?;
    offer.visible_to(&cx)?;
    Ok(Json(OfferView::of(&offer, &cx, app.clock.now())))
}
