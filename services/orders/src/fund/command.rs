//! Placing an order and beginning its payment, in one transaction.

use plaza_core::UserId;
use plaza_db::Tx;
use plaza_payments_api::PaymentMethod;
use plaza_saga::SagaId;
use uuid::Uuid;

use super::saga::{FundOrder, Funding};
use super::store;
use crate::change::{Deed, write_history};
use crate::config::Config;
use crate::domain::action::Action;
use crate::domain::side::{Actor, Side};
use crate::error::Error;
use crate::facts;
use crate::record::Order;
use crate::show;

/// Writes an order that awaits its payment, and starts the saga that gets it.
///
/// # Errors
/// As the database fails.
pub async fn place(
    tx: &mut Tx,
    order: &Order,
    by: UserId,
    method: PaymentMethod,
    config: &Config,
) -> Result<SagaId, Error> {
    store::insert(tx, order).await?;
    let deed = Deed { action: Action::Fund, actor: Actor::Party(Side::Client), by: Some(by), note: None };
    let now = tx.now();
    write_history(tx, order, None, deed, now).await?;
    facts::announce_created(tx, order, Some(by));
    show::order_changed(tx, order).await?;
    let funding = Funding {
        order: order.id,
        method,
        minutes: config.payment_minutes,
        deadline: None,
        give_up_at: now + chrono::Duration::hours(i64::from(config.payment_outage_hours)),
        tries: 0,
    };
    let aggregate: Uuid = order.id.uuid();
    Ok(plaza_saga::start::<FundOrder>(tx, aggregate, &funding).await?)
}
