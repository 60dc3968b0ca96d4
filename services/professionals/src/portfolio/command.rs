use axum::body::Bytes;
use plaza_core::Cx;
use plaza_files::pictures::{Variant, render};
use uuid::Uuid;

use super::http::{DescribeItem, NewItem, PortfolioOrder};
use super::store::{self, Item};
use crate::app::App;
use crate::change::{self, command::Changed};
use crate::domain::check;
use crate::error::{Error, Result};
use crate::record;
use crate::view::{Picture, PortfolioItem, ProfessionalProfile};

/// The most pieces a portfolio holds.
pub const MOST: usize = 30;

/// The sizes pictures are kept in.
const SIZES: &[Variant] = &[
    Variant { name: "thumb", width: 320 },
    Variant { name: "card", width: 800 },
    Variant { name: "full", width: 1_600 },
];

/// Adds a piece of the asker's work. The file is there before the row: a crash leaves a file that nobody names, which
/// is swept, never a row without its file.
///
/// # Errors
/// [`Error::NoProfile`], [`Error::PortfolioFull`], [`Error::Picture`], [`Error::Invalid`].
pub async fn add(app: &App, cx: &Cx, about: NewItem, upload: Bytes) -> Result<PortfolioItem> {
    let NewItem { title, description, trade } = about;
    let described = DescribeItem { title, description, trade }.checked()?;
    // Before the work, not instead of the check within the transaction.
    let professional = record::own(app.db.pool(), cx.org()?, cx.user()?).await?;
    room(store::of(app.db.pool(), professional.org, professional.id).await?.len())?;
    let (id, width, height) = keep(app, upload).await?;
    let DescribeItem { title, description, trade } = described;
    let item = Item { id, title, description, trade, width, height };
    let Changed { mut tx, professional } = change::own(app, cx, None, |_| Ok(())).await?;
    room(store::of(&mut *tx, professional.org, professional.id).await?.len())?;
    store::insert(&mut tx, professional.org, professional.id, &item).await?;
    let view = PortfolioItem::from(item);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

/// Describes a piece of the asker's work anew.
///
/// # Errors
/// [`Error::NoProfile`], [`Error::NoItem`], [`Error::Invalid`].
pub async fn describe(app: &App, cx: &Cx, id: Uuid, body: DescribeItem) -> Result<PortfolioItem> {
    let DescribeItem { title, description, trade } = body.checked()?;
    let Changed { mut tx, professional } = change::own(app, cx, None, |_| Ok(())).await?;
    let known = store::of(&mut *tx, professional.org, professional.id).await?;
    let before = known.into_iter().find(|item| item.id == id).ok_or(Error::NoItem)?;
    let item = Item { title, description, trade, ..before };
    store::update(&mut tx, professional.org, professional.id, &item).await?;
    tx.commit().await?;
    Ok(item.into())
}

/// Takes a piece of the asker's work away, then its file.
///
/// # Errors
/// [`Error::NoProfile`], [`Error::NoItem`].
pub async fn remove(app: &App, cx: &Cx, id: Uuid) -> Result<()> {
    let Changed { mut tx, professional } = change::own(app, cx, None, |_| Ok(())).await?;
    store::delete(&mut tx, professional.org, professional.id, id).await?;
    tx.commit().await?;
    forget(app, id).await;
    Ok(())
}

/// Puts the asker's work in another order.
///
/// # Errors
/// [`Error::NoProfile`], [`Error::Invalid`] unless each piece is named once.
pub async fn sort(app: &App, cx: &Cx, body: PortfolioOrder) -> Result<Vec<PortfolioItem>> {
    let Changed { mut tx, professional } = change::own(app, cx, None, |_| Ok(())).await?;
    let known = store::of(&mut *tx, professional.org, professional.id).await?;
    let mut wanted = body.ids.clone();
    let mut have: Vec<Uuid> = known.iter().map(|item| item.id).collect();
    wanted.sort_unstable();
    have.sort_unstable();
    if wanted != have {
        return Err(Error::invalid("ids", "name every piece of your portfolio once, in the order wanted"));
    }
    store::sort(&mut tx, professional.org, professional.id, &body.ids).await?;
    let sorted = store::of(&mut *tx, professional.org, professional.id).await?;
    tx.commit().await?;
    Ok(sorted.into_iter().map(PortfolioItem::from).collect())
}

/// Sets the asker's own picture in place of the one before.
///
/// # Errors
/// [`Error::NoProfile`], [`Error::Picture`].
pub async fn set_avatar(app: &App, cx: &Cx, upload: Bytes) -> Result<ProfessionalProfile> {
    record::own(app.db.pool(), cx.org()?, cx.user()?).await?;
    let (id, ..) = keep(app, upload).await?;
    let mut before = None;
    let changed = change::own(app, cx, None, |professional| {
        before = professional.avatar.replace(id);
        Ok(())
    })
    .await?;
    let mut view = changed.shown().await?;
    view.page.avatar = Some(Picture::of(id));
    if let Some(old) = before {
        forget(app, old).await;
    }
    Ok(view)
}

fn room(have: usize) -> Result<()> {
    if have < MOST { Ok(()) } else { Err(Error::PortfolioFull { most: MOST }) }
}

/// Keeps an upload in all sizes; answers its id and the largest size's width and height.
async fn keep(app: &App, upload: Bytes) -> Result<(Uuid, i32, i32)> {
    let made = render(upload, SIZES).await?;
    let id = Uuid::now_v7();
    let (mut width, mut height) = (0, 0);
    for one in made {
        (width, height) = (one.width, one.height);
        app.files.put(id, one.name, one.jpeg).await?;
    }
    let pixels = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    Ok((id, pixels(width), pixels(height)))
}

/// Removes a file that no row names; one that cannot be removed now is swept later.
async fn forget(app: &App, id: Uuid) {
    if let Err(error) = app.files.remove(id).await {
        tracing::warn!(%error, %id, "a picture nobody names could not be removed yet");
    }
}

impl DescribeItem {
    fn checked(mut self) -> Result<Self> {
        check::line("title", &mut self.title, 0, 120)?;
        check::tidy("description", &mut self.description, 0, 1_000)?;
        if let Some(slug) = &self.trade {
            check::trade("trade", slug)?;
        }
        Ok(self)
    }
}
