//! Keeping and reading files: the file first, then its row, so that no row is without its file.

use bytes::Bytes;
use plaza_core::{Cx, Fault, Instant, Kind, UserId};
use plaza_orders_api::OrderId;
use uuid::Uuid;

use super::http::OrderFile;
use super::store;
use crate::app::App;
use crate::domain::words::line;
use crate::error::Error;
use crate::record::{self, Order};

/// The one variant of a file.
const WHOLE: &str = "whole";

/// What is kept of a file beside its bytes.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: Uuid,
    /// Who uploaded it.
    pub uploaded_by: UserId,
    /// Its name, in the words of who uploaded it.
    pub name: String,
    /// What its first bytes say it is.
    pub media_type: String,
    /// How long it is, bytes.
    pub size: i64,
    /// When.
    pub created_at: Instant,
}

/// Keeps a file of an order that is not over.
///
/// # Errors
/// 404 for a stranger's order; 409 when the order is over or has too many files; 413; 422 for an empty file.
pub async fn keep(app: &App, cx: &Cx, id: OrderId, name: &str, bytes: Bytes) -> Result<OrderFile, Error> {
    let org = cx.org()?;
    let name = line("name", name, 1, 200)?;
    let order = record::find(app.db.pool(), org, id).await?;
    if order.actor(cx)?.side().is_none() {
        return Err(Fault::forbidden("orders.not_for_you", "Only the two sides add files to an order.").into());
    }
    if order.work.status.is_over() {
        let message = format!("The order is {}: it takes no more files.", order.work.status.name());
        return Err(Fault::conflict("orders.wrong_state", message).with("state", order.work.status).into());
    }
    let most = app.config.file_limit_kib;
    if bytes.len() > most as usize * 1_024 {
        return Err(Fault::new(Kind::TooLarge, "orders.file_too_large", format!("A file may have {most} KiB.")).into());
    }
    if bytes.is_empty() {
        return Err(Fault::refused("orders.file_empty", "The file is empty: send its bytes as the body.").into());
    }
    let row = Row {
        id: Uuid::now_v7(),
        uploaded_by: cx.user()?,
        name,
        media_type: infer::get(&bytes).map_or("application/octet-stream", |kind| kind.mime_type()).to_owned(),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        created_at: app.clock.now(),
    };
    app.files.put(row.id, WHOLE, bytes).await?;
    let mut tx = app.db.begin(cx).await?;
    let written = sqlx::query(
        "INSERT INTO order_files (org_id, id, order_id, uploaded_by, name, media_type, size, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8
         WHERE (SELECT count(*) FROM order_files WHERE org_id = $1 AND order_id = $3) < $9",
    )
    .bind(org)
    .bind(row.id)
    .bind(id)
    .bind(row.uploaded_by)
    .bind(&row.name)
    .bind(&row.media_type)
    .bind(row.size)
    .bind(row.created_at)
    .bind(i64::from(app.config.files_per_order))
    .execute(&mut *tx)
    .await?;
    if written.rows_affected() == 0 {
        return Err(Fault::conflict("orders.too_many_files", "This order has as many files as one can have.").into());
    }
    let view = OrderFile::from(row);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

/// A file of an order that one has part in; what the other side uploaded, once it was sent. Operators read all.
///
/// # Errors
/// 404 for a stranger's, when there is no such file, or when it was not sent yet.
pub async fn read(app: &App, cx: &Cx, id: OrderId, file: Uuid) -> Result<(Row, Bytes), Error> {
    let order = record::find(app.db.pool(), cx.org()?, id).await?;
    let side = reader(&order, cx)?;
    let readable = store::readable(app.db.pool(), &order, side).await?;
    let row = readable.into_iter().find(|row| row.id == file).ok_or(Error::FileNotFound)?;
    let bytes = app.files.get(row.id, WHOLE).await?.ok_or(Error::FileNotFound)?;
    Ok((row, bytes))
}

/// Who reads as one of the two sides; none for an operator.
///
/// # Errors
/// 404 for a stranger.
pub fn reader(order: &Order, cx: &Cx) -> Result<Option<UserId>, Error> {
    Ok(order.actor(cx)?.side().map(|_| cx.user()).transpose()?)
}
