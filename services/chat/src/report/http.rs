//! Reports over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_chat_api::ConversationId;
use plaza_core::page::page_limit;
use plaza_core::{Page, UserId};
use plaza_web::{Body, Created, Id, Operator, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::command::{self, Made, Outcome};
use super::query::{self, Report};
use crate::app::App;
use crate::domain::text::clean;
use crate::list::http::ChatPerson;
use crate::view::MessageView;
use crate::{people, room};

/// The longest words on a report, characters.
const LONGEST: usize = 2_000;

/// What is wrong.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportConversation {
    /// Which message; the conversation as a whole when left out.
    #[serde(default)]
    pub seq: Option<i64>,
    /// Why.
    pub reason: ReportReason,
    /// In the reporter's own words, up to 2,000 characters.
    #[serde(default)]
    pub text: String,
}

/// Why something is reported.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChatReportReason)]
pub enum ReportReason {
    /// Unasked advertising.
    Spam,
    /// Insults, threats, hate.
    Abuse,
    /// Deceit.
    Fraud,
    /// Wants to be paid outside of the platform.
    OffPlatform,
    /// Something else.
    Other,
}

impl ReportReason {
    fn name(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Abuse => "abuse",
            Self::Fraud => "fraud",
            Self::OffPlatform => "off_platform",
            Self::Other => "other",
        }
    }
}

/// Which reports.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReportParams {
    /// Open ones unless told.
    #[param(inline)]
    pub state: ReportState,
    /// Where the last page ended.
    pub cursor: Option<Uuid>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// How reports stand.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Nobody has decided.
    #[default]
    Open,
    /// Decided.
    Resolved,
    /// Both.
    All,
}

/// What an operator decides.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResolveChatReport {
    /// What.
    pub outcome: ReportOutcome,
    /// Why, up to 2,000 characters.
    #[serde(default)]
    pub note: String,
}

/// What may be decided.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChatReportOutcome)]
pub enum ReportOutcome {
    /// Nothing is wrong with it.
    Dismissed,
    /// The message is erased; evidence of an open dispute only with its decision, and until then the two do not see it.
    Removed,
    /// The conversation is closed: nobody writes there any more.
    Closed,
}

/// A report.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatReport)]
pub struct ReportView {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub conversation_id: ConversationId,
    /// Which message, if one.
    pub seq: Option<i64>,
    /// By whom.
    pub reporter: UserId,
    /// `spam`, `abuse`, `fraud`, `off_platform` or `other`.
    #[schema(example = "spam")]
    pub reason: String,
    /// In the reporter's own words.
    pub text: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// `dismissed`, `removed` or `closed`; null while it is open.
    pub outcome: Option<String>,
    /// Why that was decided.
    pub note: Option<String>,
    /// By whom.
    pub resolved_by: Option<UserId>,
    /// When.
    pub resolved_at: Option<DateTime<Utc>>,
}

/// A report with what it is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatReportDetail)]
pub struct ReportDetail {
    /// The report.
    pub report: ReportView,
    /// Who is in the conversation.
    pub people: Vec<ChatPerson>,
    /// What the message said when it was reported; null once it is decided.
    pub said: Option<String>,
    /// The messages around it, oldest first.
    pub messages: Vec<MessageView>,
}

/// Reports a message, or the conversation, to the operators.
#[utoipa::path(post, path = "/conversations/{id}/report", tag = "chat", params(("id" = ConversationId, Path)),
    request_body = ReportConversation, responses((status = 201, body = Made)), security(("bearer" = [])))]
pub async fn report(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
    Body(request): Body<ReportConversation>,
) -> Reply<Created<Made>> {
    let text = clean("text", &request.text, LONGEST)?;
    Ok(Created(command::report(&app, &cx, id, request.seq, request.reason.name(), &text).await?))
}

/// Lists reports, the last made first, without what was said; those of one's own and about oneself are for others.
#[utoipa::path(get, path = "/operations/chat/reports", tag = "chat", params(ReportParams), responses((status = 200, body = Page<ReportView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(params): Params<ReportParams>,
) -> Reply<Json<Page<ReportView>>> {
    let open = match params.state {
        ReportState::Open => Some(true),
        ReportState::Resolved => Some(false),
        ReportState::All => None,
    };
    let limit = page_limit(params.limit);
    let most = i64::try_from(limit).unwrap_or(200) + 1;
    let found = query::list(app.db.pool(), cx.org()?, cx.user()?, open, params.cursor, most).await?;
    Ok(Json(Page::of(found, limit, |report| report.id.to_string()).map(ReportView::from)))
}

/// A report with the messages around it; that an operator read them is on record. Not one's own, nor one about oneself.
#[utoipa::path(get, path = "/operations/chat/reports/{id}", tag = "chat", params(("id" = Uuid, Path)), responses((status = 200, body = ReportDetail)), security(("bearer" = [])))]
pub async fn show(State(app): State<Arc<App>>, Operator(cx): Operator, Id(id): Id<Uuid>) -> Reply<Json<ReportDetail>> {
    let (report, messages) = command::open(&app, &cx, id).await?;
    let ids = room::find(&app, report.org_id, report.conversation_id).await?.map(|room| room.people.clone());
    let ids = ids.unwrap_or_default();
    let names = people::names(&app, &cx, ids.clone()).await;
    let person = |user_id: UserId| ChatPerson {
        user_id,
        name: names.get(&user_id).cloned(),
        read_seq: None,
        delivered_seq: None,
    };
    Ok(Json(ReportDetail {
        people: ids.into_iter().map(person).collect(),
        said: report.said.clone(),
        report: report.into(),
        messages: messages.into_iter().map(MessageView::from).collect(),
    }))
}

/// Decides on a report: nothing is wrong, the message is removed, or the conversation is closed. Not on one's own, nor
/// one about oneself.
#[utoipa::path(post, path = "/operations/chat/reports/{id}/resolve", tag = "chat", params(("id" = Uuid, Path)),
    request_body = ResolveChatReport, responses((status = 200, body = ReportView)), security(("bearer" = [])))]
pub async fn resolve(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<Uuid>,
    Body(request): Body<ResolveChatReport>,
) -> Reply<Json<ReportView>> {
    let outcome = match request.outcome {
        ReportOutcome::Dismissed => Outcome::Dismissed,
        ReportOutcome::Removed => Outcome::Removed,
        ReportOutcome::Closed => Outcome::Closed,
    };
    let note = clean("note", &request.note, LONGEST)?;
    Ok(Json(command::resolve(&app, &cx, id, outcome, &note).await?.into()))
}

impl From<Report> for ReportView {
    fn from(report: Report) -> Self {
        Self {
            id: report.id,
            conversation_id: report.conversation_id,
            seq: report.seq,
            reporter: report.reporter,
            reason: report.reason,
            text: report.text,
            created_at: report.created_at,
            outcome: report.outcome,
            note: report.note,
            resolved_by: report.resolved_by,
            resolved_at: report.resolved_at,
        }
    }
}
