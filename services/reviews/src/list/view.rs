use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use plaza_core::UserId;
use plaza_reviews_api::ReviewId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::review::SubjectKind;
use crate::record::Review;

/// A review as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Review)]
pub struct ReviewView {
    /// Its id.
    pub id: ReviewId,
    /// What is reviewed.
    pub subject_kind: SubjectKind,
    /// Which: a person's account, or a resource.
    pub subject: Uuid,
    /// Whose time was booked, when it is of an hour of a person's: it is about them.
    pub host: Option<UserId>,
    /// Who wrote it.
    pub author: UserId,
    /// Their first name and an initial; empty when it cannot be told just now.
    pub author_name: String,
    /// The order or booking; shown to its author, who is reviewed and operators.
    pub reference: Option<Uuid>,
    /// Stars, 1 to 5.
    pub rating: u8,
    /// Stars by aspect.
    pub aspects: BTreeMap<String, u8>,
    /// In words.
    pub text: String,
    /// `hidden` until both sides have written or the time is over, `published`, or `removed` by an operator.
    pub status: String,
    /// The answer of who is reviewed.
    pub reply: Option<String>,
    /// When it was answered.
    pub replied_at: Option<DateTime<Utc>>,
    /// When it was written.
    pub submitted_at: DateTime<Utc>,
    /// When it was shown.
    pub published_at: Option<DateTime<Utc>>,
}

impl ReviewView {
    /// For everybody.
    pub fn of(review: &Review, author_name: String) -> Self {
        Self {
            id: review.id,
            subject_kind: review.kind,
            subject: review.subject,
            host: review.host,
            author: review.author,
            author_name,
            reference: None,
            rating: review.rating,
            aspects: review.aspects.clone(),
            text: review.body.clone(),
            status: review.status.name().to_owned(),
            reply: review.reply.clone(),
            replied_at: review.replied_at,
            submitted_at: review.submitted_at,
            published_at: review.published_at,
        }
    }

    /// For who wrote it, and who is reviewed.
    pub fn own(review: &Review, author_name: String) -> Self {
        Self { reference: Some(review.reference), ..Self::of(review, author_name) }
    }
}
