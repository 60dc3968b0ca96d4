//! Delivering: the message and its files are written with the change.

use plaza_core::Cx;
use plaza_db::Tx;
use plaza_orders_api::{MilestoneId, OrderId};
use uuid::Uuid;

use crate::app::App;
use crate::change::{Deed, act};
use crate::domain::action::Action;
use crate::error::Error;
use crate::record::{self, Order};
use crate::view::OrderView;

/// What is handed over.
#[derive(Debug, Clone)]
pub struct Handed {
    /// What the professional says to it.
    pub message: String,
    /// Files uploaded before, by the professional, to this order.
    pub files: Vec<Uuid>,
    /// Which part; the next one when none is named.
    pub milestone: Option<MilestoneId>,
}

/// Hands the next part over.
///
/// # Errors
/// 404 for a stranger's, or a file that is not there; [`Error::Refused`]; 409 when another part comes first.
pub async fn deliver(app: &App, cx: &Cx, id: OrderId, handed: Handed) -> Result<Order, Error> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let order = record::lock(&mut *tx, org, id).await?;
    let changed = act(&mut tx, &order, Deed::of(cx, &order, Action::Deliver, None)?).await?;
    let current = order.work.current().map(|part| part.id);
    let part = current.filter(|current| handed.milestone.is_none_or(|asked| asked == *current));
    let part = part.ok_or(Error::MilestoneNotCurrent { current })?;
    own_files(&mut tx, cx, &order, &handed.files).await?;
    let now = tx.now();
    sqlx::query(
        "INSERT INTO deliveries (org_id, order_id, number, milestone_id, message, file_ids, at)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6 FROM deliveries WHERE org_id = $1 AND order_id = $2",
    )
    .bind(org)
    .bind(id)
    .bind(part)
    .bind(&handed.message)
    .bind(&handed.files)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.answer(200, &OrderView::of(&changed, cx, now));
    tx.commit().await?;
    Ok(changed)
}

async fn own_files(tx: &mut Tx, cx: &Cx, order: &Order, files: &[Uuid]) -> Result<(), Error> {
    let known: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM order_files WHERE org_id = $1 AND order_id = $2 AND uploaded_by = $3 AND id = ANY($4)",
    )
    .bind(order.org)
    .bind(order.id)
    .bind(cx.user()?)
    .bind(files)
    .fetch_one(&mut **tx)
    .await?;
    if usize::try_from(known).is_ok_and(|known| known == files.len()) { Ok(()) } else { Err(Error::FileNotFound) }
}
