//! The rows of documents, and the end of their files.

use plaza_core::OrgId;
use plaza_db::{Result, Tx};
use plaza_verification_api::{CaseId, DocumentId};
use sqlx::PgExecutor;

use crate::app::App;
use crate::record::{Case, Document};

/// The variant under which the file store keeps a document: ciphertext.
pub const SEALED: &str = "sealed";

/// Writes a document in place of the one of its kind; answers that one's id if it is gone. What was approved stays
/// beside it.
///
/// # Errors
/// As the database fails.
pub async fn replace(tx: &mut Tx, org: OrgId, document: &Document) -> Result<Option<DocumentId>> {
    let before: Option<DocumentId> =
        sqlx::query_scalar("SELECT id FROM documents WHERE org_id = $1 AND case_id = $2 AND kind = $3 AND current")
            .bind(org)
            .bind(document.case_id)
            .bind(document.kind.name())
            .fetch_optional(&mut **tx)
            .await?;
    let replaced = match before {
        Some(before) => take_out(tx, org, before).await?.filter(|gone| *gone).map(|_| before),
        None => None,
    };
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

/// Takes a document out of what its person submits, and its row away unless it was approved; none when it is no part
/// of that. Says whether the row is gone.
///
/// # Errors
/// As the database fails.
pub async fn take_out(tx: &mut Tx, org: OrgId, id: DocumentId) -> Result<Option<bool>> {
    let kept =
        sqlx::query("UPDATE documents SET current = false WHERE org_id = $1 AND id = $2 AND current AND approved");
    if kept.bind(org).bind(id).execute(&mut **tx).await?.rows_affected() == 1 {
        return Ok(Some(false));
    }
    let gone = sqlx::query("DELETE FROM documents WHERE org_id = $1 AND id = $2 AND current");
    let gone = gone.bind(org).bind(id).execute(&mut **tx).await?.rows_affected() == 1;
    Ok(gone.then_some(true))
}

/// Makes what was submitted what is approved; answers what was approved before and is nothing now.
///
/// # Errors
/// As the database fails.
pub async fn approve(tx: &mut Tx, org: OrgId, case: CaseId) -> Result<Vec<DocumentId>> {
    let gone =
        sqlx::query_scalar("DELETE FROM documents WHERE org_id = $1 AND case_id = $2 AND NOT current RETURNING id");
    let gone = gone.bind(org).bind(case).fetch_all(&mut **tx).await?;
    let approved = sqlx::query("UPDATE documents SET approved = true WHERE org_id = $1 AND case_id = $2");
    approved.bind(org).bind(case).execute(&mut **tx).await?;
    Ok(gone)
}

/// Lets go of what was approved in cases whose approval is over; answers what is nothing now.
///
/// # Errors
/// As the database fails.
pub async fn let_go(tx: &mut Tx, orgs: &[OrgId], cases: &[CaseId]) -> Result<Vec<DocumentId>> {
    let gone = sqlx::query_scalar(
        "DELETE FROM documents d USING unnest($1::uuid[], $2::uuid[]) AS over (org_id, id)
         WHERE d.org_id = over.org_id AND d.case_id = over.id AND NOT d.current RETURNING d.id",
    );
    let gone = gone.bind(orgs).bind(cases).fetch_all(&mut **tx).await?;
    sqlx::query(
        "UPDATE documents d SET approved = false FROM unnest($1::uuid[], $2::uuid[]) AS over (org_id, id)
         WHERE d.org_id = over.org_id AND d.case_id = over.id AND d.approved",
    )
    .bind(orgs)
    .bind(cases)
    .execute(&mut **tx)
    .await?;
    Ok(gone)
}

/// Removes files whose rows are gone, and with them the keys. What cannot be removed now is swept later.
pub async fn shred(app: &App, ids: &[DocumentId]) {
    for id in ids {
        if let Err(error) = app.files.remove(id.uuid()).await {
            tracing::warn!(%error, document = %id, "a file is left to the sweep");
        }
    }
}
