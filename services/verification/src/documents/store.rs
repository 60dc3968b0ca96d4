//! The rows of documents, and the end of their files.

use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_verification_api::{CaseId, DocumentId};
use sqlx::PgExecutor;

use crate::app::App;
use crate::record::{Case, Document};

/// The variant under which the file store keeps a document: ciphertext.
pub const SEALED: &str = "sealed";

/// Writes a document in place of the one of its kind; answers that one's id.
///
/// # Errors
/// As the database fails.
pub async fn replace(tx: &mut Tx, org: OrgId, document: &Document) -> Result<Option<DocumentId>> {
    let replaced =
        sqlx::query_scalar("DELETE FROM documents WHERE org_id = $1 AND case_id = $2 AND kind = $3 RETURNING id")
            .bind(org)
            .bind(document.case_id)
            .bind(document.kind.name())
            .fetch_optional(&mut **tx)
            .await?;
    sqlx::query(
        "INSERT INTO documents (org_id, id, case_id, kind, media_type, size, sealed_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(org)
    .bind(document.id)
    .bind(document.case_id)
    .bind(document.kind.name())
    .bind(&document.media_type)
    .bind(document.size)
    .bind(&document.sealed_key)
    .bind(document.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(replaced)
}

/// Counts a change of a case.
///
/// # Errors
/// As the database fails.
pub async fn touch(tx: &mut Tx, org: OrgId, case: CaseId) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE cases SET version = version + 1, updated_at = $3 WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(case)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A document.
///
/// # Errors
/// As the database fails.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: DocumentId) -> Result<Option<Document>> {
    let query = sqlx::query_as("SELECT * FROM documents WHERE org_id = $1 AND id = $2");
    Ok(query.bind(org).bind(id).fetch_optional(db).await?)
}

/// The case of a document; it stays as it is until the transaction ends.
///
/// # Errors
/// As the database fails.
pub async fn case_of(tx: &mut Tx, org: OrgId, id: DocumentId) -> Result<Option<Case>> {
    let query = sqlx::query_as(
        "SELECT c.* FROM cases c JOIN documents d ON d.org_id = c.org_id AND d.case_id = c.id
         WHERE d.org_id = $1 AND d.id = $2 FOR UPDATE OF c",
    );
    Ok(query.bind(org).bind(id).fetch_optional(&mut **tx).await?)
}

/// Removes one's own document's row; says whether it was there.
///
/// # Errors
/// As the database fails.
pub async fn delete(tx: &mut Tx, org: OrgId, owner: UserId, id: DocumentId) -> Result<bool> {
    let gone = sqlx::query(
        "DELETE FROM documents d USING cases c
         WHERE d.org_id = $1 AND d.id = $3 AND c.org_id = d.org_id AND c.id = d.case_id AND c.user_id = $2",
    )
    .bind(org)
    .bind(owner)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// Removes files whose rows are gone, and with them the keys. What cannot be removed now is swept later.
pub async fn shred(app: &App, ids: &[DocumentId]) {
    for id in ids {
        if let Err(error) = app.files.remove(id.uuid()).await {
            tracing::warn!(%error, document = %id, "a file is left to the sweep");
        }
    }
}
