//! Payments as other services see them: one line per call.

use async_trait::async_trait;
use plaza_core::{Cx, Result};
use plaza_payments_api::{
    CancelCharge, Charge, EscrowCard, PaymentCard, PaymentId, Payments, Refund, RefundCard, Release, ReleaseCard,
};

use crate::app::App;
use crate::payments::query;
use crate::{cancel, charge, escrow, refund};

#[async_trait]
impl Payments for App {
    async fn charge(&self, cx: &Cx, request: Charge) -> Result<PaymentCard> {
        Ok(charge::command::charge(self, &unkeyed(cx), request).await?.card())
    }

    async fn refund(&self, cx: &Cx, request: Refund) -> Result<RefundCard> {
        Ok(refund::command::refund(self, &unkeyed(cx), request).await?.card())
    }

    async fn cancel(&self, cx: &Cx, request: CancelCharge) -> Result<()> {
        Ok(cancel::command::cancel(self, &unkeyed(cx), request).await?)
    }

    async fn release(&self, cx: &Cx, request: Release) -> Result<ReleaseCard> {
        Ok(escrow::command::release(self, &unkeyed(cx), request).await?.card())
    }

    async fn escrow(&self, cx: &Cx, id: PaymentId) -> Result<Option<EscrowCard>> {
        Ok(escrow::command::card(self, cx, id).await?)
    }

    async fn payment(&self, cx: &Cx, id: PaymentId) -> Result<Option<PaymentCard>> {
        Ok(query::find(self.db.pool(), cx.org()?, id).await?.map(|payment| payment.card()))
    }
}

/// The client's key belongs to what the client asked of the caller; ours comes in the request.
fn unkeyed(cx: &Cx) -> Cx {
    Cx { idempotency: None, ..cx.clone() }
}
