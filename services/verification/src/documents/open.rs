//! Opening a document.

use bytes::Bytes;
use plaza_core::Cx;
use plaza_verification_api::events::DocumentOpened;
use plaza_verification_api::{CaseStatus, DocumentId};

use super::store::{self, SEALED};
use crate::app::App;
use crate::domain::case::Illegal;
use crate::error::{Error, Result};
use crate::record::{Case, Document};
use crate::seal::{Place, open_file};

/// A document and its content.
pub struct Opened {
    /// The document.
    pub document: Document,
    /// The file as it was uploaded.
    pub content: Bytes,
}

/// Opens a document for its person, or for the reviewer who has its case. That it was opened is on record
/// before a byte of it is read.
///
/// # Errors
/// [`Error::DocumentNotFound`] for everybody else; [`Error::Illegal`] for an operator who has not taken the case;
/// [`Error::Unreadable`].
pub async fn open(app: &App, cx: &Cx, id: DocumentId) -> Result<Opened> {
    let (org, user) = (cx.org()?, cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    // Locked, so that whoever has it is not another before the transaction ends.
    let case = store::case_of(&mut tx, org, id).await?.ok_or(Error::DocumentNotFound)?;
    admit(cx, &case)?;
    let document = store::find(&mut *tx, org, id).await?.ok_or(Error::DocumentNotFound)?;
    let timestamp = tx.now();
    tx.emit(&DocumentOpened {
        document_id: id,
        kind: document.kind,
        case_id: case.id,
        user_id: case.user_id,
        opened_by: user,
        timestamp,
    });
    tx.commit().await?;

    let sealed = app.files.get(id.uuid(), SEALED).await?;
    let sealed = sealed.ok_or_else(|| Error::Unreadable(format!("the file of document {id} is gone")))?;
    let place = Place { org, id: id.uuid(), what: document.kind.name() };
    let content = open_file(&app.ring, place, document.sealed_key.clone(), sealed).await?;
    Ok(Opened { document, content })
}

fn admit(cx: &Cx, case: &Case) -> Result<()> {
    let user = cx.user()?;
    if case.user_id == user || (cx.roles.operates() && case.standing().is_reviewed_by(user)) {
        return Ok(());
    }
    match (cx.roles.operates(), case.status, case.reviewer) {
        (true, CaseStatus::Submitted, _) => Err(Illegal::NotTaken.into()),
        (true, CaseStatus::InReview, Some(other)) => Err(Illegal::Taken(other).into()),
        _ => Err(Error::DocumentNotFound),
    }
}
