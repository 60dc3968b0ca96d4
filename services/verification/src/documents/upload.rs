//! Keeping an uploaded document.

use bytes::Bytes;
use plaza_core::Cx;
use plaza_verification_api::{DocumentId, DocumentKind};

use super::store::{self, SEALED};
use crate::app::App;
use crate::domain::case::Action;
use crate::domain::media;
use crate::error::{Error, Result};
use crate::record::{self, Document};
use crate::seal::{Place, Sealed, seal_file};
use crate::show::view::DocumentView;

/// The largest file, bytes.
pub const LARGEST: usize = 10 * 1024 * 1024;

/// Seals a file, keeps it, then writes its row: a crash between the two leaves ciphertext whose key is nowhere,
/// and the sweep removes it.
///
/// # Errors
/// [`Error::Unsupported`], [`Error::TooLarge`]; [`Error::Illegal`] while the case is under review, or approved for long yet.
pub async fn upload(app: &App, cx: &Cx, kind: DocumentKind, file: Bytes) -> Result<DocumentView> {
    let (org, user) = (cx.org()?, cx.user()?);
    if file.len() > LARGEST {
        return Err(Error::TooLarge);
    }
    let media_type = media::media_type(&file).ok_or(Error::Unsupported)?;
    // Asked before anything is written, so that a case under review costs nothing; decided again below.
    if let Some(case) = record::of_user(app.db.pool(), org, user).await? {
        case.after(Action::Edit, app.clock.now())?;
    }
    let id = DocumentId::new();
    let size = i64::try_from(file.len()).map_err(|_| Error::TooLarge)?;
    let Sealed { key, content } = seal_file(&app.ring, Place { org, id: id.uuid(), what: kind.name() }, file).await?;
    app.files.put(id.uuid(), SEALED, content.into()).await?;

    let mut tx = app.db.begin(cx).await?;
    let case = record::begun(&mut tx, org, user).await?;
    case.after(Action::Edit, tx.now())?;
    let created_at = tx.now();
    let document = Document {
        id,
        case_id: case.id,
        kind,
        media_type: media_type.to_owned(),
        size,
        sealed_key: key,
        current: true,
        approved: false,
        created_at,
    };
    let replaced = store::replace(&mut tx, org, &document).await?;
    store::touch(&mut tx, org, case.id).await?;
    let view = DocumentView::from(&document);
    tx.answer(201, &view);
    tx.commit().await?;
    store::shred(app, replaced.as_slice()).await;
    Ok(view)
}
