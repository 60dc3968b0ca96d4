//! Adding and removing pictures.

use bytes::Bytes;
use plaza_core::{Cx, Fault};
use plaza_files::pictures::{self, LARGEST, PictureError, Rendition};
use plaza_gigs_api::GigId;
use uuid::Uuid;

use super::{LARGE, MOST, VARIANTS, store};
use crate::app::App;
use crate::domain::life::Action;
use crate::error::{Error, Result};
use crate::facts;
use crate::record::{self, Picture};
use crate::view::GigImage;

/// Makes the picture's sizes, keeps them, then writes the row: a crash between leaves files that the sweep removes.
/// A published gig that gets a picture waits for an operator again where gigs are moderated.
///
/// # Errors
/// [`Error::NotFound`], [`Error::TooManyImages`], [`Error::Picture`].
pub async fn add(app: &App, cx: &Cx, id: GigId, file: Bytes) -> Result<GigImage> {
    let gig = record::find(app.db.pool(), cx.org()?, id).await?.ok_or(Error::NotFound)?;
    if gig.user_id != cx.user()? || gig.status == plaza_gigs_api::GigStatus::Removed {
        return Err(Error::NotFound);
    }
    if gig.images.len() >= MOST {
        return Err(Error::TooManyImages);
    }
    if file.len() > LARGEST {
        return Err(PictureError::TooLarge.into());
    }
    let renditions = render(app, file).await?;
    let moderated = app.settings.settings(cx, ()).await?.hiring.moderate_gigs;
    let large = renditions.iter().find(|one| one.name == LARGE).ok_or(PictureError::Damaged)?;
    let size = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    let picture = Picture { id: Uuid::now_v7(), width: size(large.width), height: size(large.height) };
    for one in &renditions {
        app.files.put(picture.id, one.name, one.jpeg.clone()).await?;
    }
    match write(app, cx, id, &picture, moderated).await {
        // Kept for nothing.
        Err(error @ (Error::TooManyImages | Error::NotFound)) => {
            store::discard(app, &[picture.id]).await;
            Err(error)
        }
        written => written,
    }
}

/// Removes a picture from one's gig.
///
/// # Errors
/// [`Error::NotFound`], [`Error::ImageNotFound`].
pub async fn remove(app: &App, cx: &Cx, id: GigId, image: Uuid) -> Result<()> {
    let mut tx = app.db.begin(cx).await?;
    let mut gig = record::own(&mut tx, cx, id).await?;
    if !store::delete(&mut tx, gig.org_id, id, image).await? {
        return Err(Error::ImageNotFound);
    }
    record::update(&mut tx, &mut gig).await?;
    facts::announce(&mut tx, &gig, Some(gig.status));
    tx.commit().await?;
    store::discard(app, &[image]).await;
    Ok(())
}

async fn render(app: &App, file: Bytes) -> Result<Vec<Rendition>> {
    let _turn = app.rendering.acquire().await.map_err(|_| Error::Fault(Fault::internal()))?;
    Ok(pictures::render(file, VARIANTS).await?)
}

async fn write(app: &App, cx: &Cx, id: GigId, picture: &Picture, moderated: bool) -> Result<GigImage> {
    let mut tx = app.db.begin(cx).await?;
    let mut gig = record::own(&mut tx, cx, id).await?;
    // Counted under the row's lock: two uploads at once see each other.
    if gig.images.len() >= MOST {
        return Err(Error::TooManyImages);
    }
    store::insert(&mut tx, gig.org_id, id, picture).await?;
    let (before, now) = (gig.status, tx.now());
    gig.act(Action::Edit { changed: true }, moderated, now)?;
    record::update(&mut tx, &mut gig).await?;
    facts::announce(&mut tx, &gig, Some(before));
    let view = GigImage::from(picture);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}
