//! Whose files of an order somebody may read.

use plaza_core::UserId;
use sqlx::PgExecutor;

use super::command::Row;
use crate::error::Error;
use crate::record::Order;

/// The files of an order, oldest first: all of them for who is on neither side. A side reads its own and what the other
/// has sent: the client sends theirs with the order, which reaches the professional once it is paid for; the
/// professional sends theirs by naming them in a delivery.
///
/// # Errors
/// As the database fails.
pub async fn readable(db: impl PgExecutor<'_>, order: &Order, side: Option<UserId>) -> Result<Vec<Row>, Error> {
    let found = sqlx::query_as(
        "SELECT f.* FROM order_files f
         WHERE f.org_id = $1 AND f.order_id = $2
           AND ($3::uuid IS NULL OR f.uploaded_by = $3 OR (f.uploaded_by = $4 AND $5)
                OR EXISTS (SELECT FROM deliveries d WHERE d.org_id = $1 AND d.order_id = $2 AND d.file_ids @> ARRAY[f.id]))
         ORDER BY f.id",
    );
    let query = found.bind(order.org).bind(order.id).bind(side).bind(order.client).bind(order.funded_at.is_some());
    Ok(query.fetch_all(db).await?)
}
