//! A case and its documents as they are kept.

use plaza_core::{Instant, OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_verification_api::{CaseId, CaseStatus, DocumentId, DocumentKind, RejectReason};
use sqlx::{FromRow, PgExecutor};

use crate::domain::case::{Action, Standing};
use crate::domain::details::Details;
use crate::error::Error;
use crate::seal::{Place, Ring};

/// A case.
#[derive(Debug, Clone, FromRow)]
pub struct Case {
    /// The organisation.
    pub org_id: OrgId,
    /// Its id.
    pub id: CaseId,
    /// Whose.
    pub user_id: UserId,
    /// Where it is in its life.
    #[sqlx(try_from = "String")]
    pub status: CaseStatus,
    details: Option<Vec<u8>>,
    details_key: Option<Vec<u8>>,
    approved_details: Option<Vec<u8>>,
    approved_details_key: Option<Vec<u8>>,
    note: Option<Vec<u8>>,
    note_key: Option<Vec<u8>>,
    /// Why it was refused the last time.
    #[sqlx(json)]
    pub reasons: Vec<RejectReason>,
    /// Who has it, or had it last.
    pub reviewer: Option<UserId>,
    /// When its person asked for the review.
    pub submitted_at: Option<Instant>,
    /// When a reviewer took it.
    pub taken_at: Option<Instant>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// When the approval that counts was given.
    pub approved_at: Option<Instant>,
    /// Until when an approval counts: this one, or the one before while it is renewed.
    pub valid_until: Option<Instant>,
    /// Counts its changes, from 1.
    pub version: i32,
    /// When it was begun.
    pub created_at: Instant,
    /// When it changed the last time.
    pub updated_at: Instant,
}

/// A document, without its content.
#[derive(Debug, Clone, FromRow)]
pub struct Document {
    /// Its id, and that of its file.
    pub id: DocumentId,
    /// The case.
    pub case_id: CaseId,
    /// What it shows.
    #[sqlx(try_from = "String")]
    pub kind: DocumentKind,
    /// By its first bytes.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Its data key, sealed.
    pub sealed_key: Vec<u8>,
    /// Whether it is part of what its person changes and submits.
    pub current: bool,
    /// Whether it is part of what a reviewer approved.
    pub approved: bool,
    /// When it was uploaded.
    pub created_at: Instant,
}

impl Case {
    /// What the rules need to know of it.
    pub fn standing(&self) -> Standing {
        Standing { owner: self.user_id, status: self.status, reviewer: self.reviewer, valid_until: self.valid_until }
    }

    /// The state after an action at a time.
    ///
    /// # Errors
    /// [`Error::Illegal`].
    pub fn after(&self, action: Action, now: Instant) -> Result<CaseStatus, Error> {
        Ok(self.standing().after(action, now)?)
    }

    /// What its person says of themselves; of an approval, the copy they renew it with.
    ///
    /// # Errors
    /// [`Error::Unreadable`].
    pub fn details(&self, ring: &Ring) -> Result<Option<Details>, Error> {
        self.opened(ring, self.details.as_ref(), self.details_key.as_ref())
    }

    /// What a reviewer approved, while that counts.
    ///
    /// # Errors
    /// [`Error::Unreadable`].
    pub fn approved_details(&self, ring: &Ring) -> Result<Option<Details>, Error> {
        self.opened(ring, self.approved_details.as_ref(), self.approved_details_key.as_ref())
    }

    /// Whether its person has begun to change what was approved, in details or documents.
    pub fn is_changed(&self, documents: &[Document]) -> bool {
        // The copy is sealed anew whenever it is written.
        self.details != self.approved_details || documents.iter().any(|document| document.current != document.approved)
    }

    fn opened(&self, ring: &Ring, content: Option<&Vec<u8>>, key: Option<&Vec<u8>>) -> Result<Option<Details>, Error> {
        let (Some(content), Some(key)) = (content, key) else { return Ok(None) };
        let plain = ring.open(self.place(DETAILS), key, content)?;
        // The parser's own words could quote what is inside.
        serde_json::from_slice(&plain).map(Some).map_err(|_| Error::Unreadable("details of another form".to_owned()))
    }

    /// What the reviewer wrote to its person.
    ///
    /// # Errors
    /// [`Error::Unreadable`].
    pub fn note(&self, ring: &Ring) -> Result<Option<String>, Error> {
        let (Some(content), Some(key)) = (&self.note, &self.note_key) else { return Ok(None) };
        let plain = ring.open(self.place(NOTE), key, content)?;
        Ok(Some(String::from_utf8_lossy(&plain).into_owned()))
    }

    /// Where a part of it is sealed for.
    pub fn place(&self, what: &'static str) -> Place<'static> {
        Place { org: self.org_id, id: self.id.uuid(), what }
    }
}

/// The sort of a sealed person.
pub const DETAILS: &str = "details";
/// The sort of a sealed note.
pub const NOTE: &str = "note";

/// The case of a person, if they began one.
///
/// # Errors
/// As the database fails.
pub async fn of_user(db: impl PgExecutor<'_>, org: OrgId, user: UserId) -> Result<Option<Case>> {
    let query = sqlx::query_as("SELECT * FROM cases WHERE org_id = $1 AND user_id = $2");
    Ok(query.bind(org).bind(user).fetch_optional(db).await?)
}

/// The case of a person, begun if need be, for this transaction alone.
///
/// # Errors
/// As the database fails.
pub async fn begun(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Case> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO cases (org_id, id, user_id, status, created_at, updated_at) VALUES ($1, $2, $3, 'draft', $4, $4)
         ON CONFLICT ON CONSTRAINT cases_one_each DO NOTHING",
    )
    .bind(org)
    .bind(CaseId::new())
    .bind(user)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let query = sqlx::query_as("SELECT * FROM cases WHERE org_id = $1 AND user_id = $2 FOR UPDATE");
    Ok(query.bind(org).bind(user).fetch_one(&mut **tx).await?)
}

/// A case that was submitted at least once, for this transaction alone.
///
/// # Errors
/// [`Error::NotFound`], or as the database fails.
pub async fn locked(tx: &mut Tx, org: OrgId, id: CaseId) -> Result<Case, Error> {
    let query = sqlx::query_as("SELECT * FROM cases WHERE org_id = $1 AND id = $2 AND status <> 'draft' FOR UPDATE");
    query.bind(org).bind(id).fetch_optional(&mut **tx).await?.ok_or(Error::NotFound)
}

/// The documents of a case, its person's and those approved, in the order of their kinds.
///
/// # Errors
/// As the database fails.
pub async fn documents(db: impl PgExecutor<'_>, org: OrgId, case: CaseId) -> Result<Vec<Document>> {
    let query = sqlx::query_as("SELECT * FROM documents WHERE org_id = $1 AND case_id = $2");
    let mut found: Vec<Document> = query.bind(org).bind(case).fetch_all(db).await?;
    found.sort_by_key(|document| document.kind);
    Ok(found)
}
