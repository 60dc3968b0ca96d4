//! The life of a payment: which state may follow which, as a pure function.

use plaza_core::Money;

pub use plaza_payments_api::PaymentStatus as Status;

/// What happened to a payment at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The provider wants the payer to prove who they are.
    Challenged,
    /// The provider took the order and will tell later, or its answer was lost.
    Waiting,
    /// The money was collected.
    Captured,
    /// The provider said no.
    Declined,
    /// We gave it up before any money moved.
    Voided,
    /// So much has been given back in all.
    Refunded {
        /// Minor units given back so far, this time included.
        total: i64,
    },
}

/// What a happening means for a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is now in this state.
    To(Status),
    /// A repeat of what is known; nothing to do.
    Nothing,
    /// Money came in for a payment that had ended without any: it must go back.
    Reverse,
}

/// Why a payment cannot do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentError {
    /// Not from this state.
    #[error("a payment that is {} cannot become {happening:?}", .from.name())]
    Illegal {
        /// The state it is in.
        from: Status,
        /// What was to happen.
        happening: Happening,
    },
    /// More than what is left of the charge.
    #[error("{asked} is more than the {left} that can still be given back")]
    RefundTooLarge {
        /// What was asked.
        asked: Money,
        /// What is left of the charge.
        left: Money,
    },
    /// A refund of nothing, or less.
    #[error("a refund must be larger than zero")]
    RefundEmpty,
}

/// What follows when `happening` reaches a payment of `amount` minor units in state `from`.
pub fn change(from: Status, amount: i64, happening: Happening) -> Result<Change, PaymentError> {
    use Happening as H;
    use Status as S;
    let to = match (from, happening) {
        (S::Created | S::Pending, H::Challenged) => S::ActionRequired,
        (S::Created | S::ActionRequired, H::Waiting) => S::Pending,
        (S::Created | S::ActionRequired | S::Pending, H::Captured) => S::Completed,
        (S::Created | S::ActionRequired | S::Pending, H::Declined) => S::Failed,
        (S::Created | S::ActionRequired | S::Pending, H::Voided) => S::Cancelled,
        // Repeats, and news older than what is known: providers send both.
        (S::ActionRequired, H::Challenged) | (S::Pending, H::Waiting) => {
            return Ok(Change::Nothing);
        }
        (S::Failed, H::Declined | H::Voided) | (S::Cancelled, H::Declined | H::Voided) => {
            return Ok(Change::Nothing);
        }
        (S::Completed | S::PartiallyRefunded | S::Refunded, H::Captured | H::Waiting | H::Challenged) => {
            return Ok(Change::Nothing);
        }
        (S::Failed | S::Cancelled, H::Waiting | H::Challenged) => return Ok(Change::Nothing),
        (S::Failed | S::Cancelled, H::Captured) => return Ok(Change::Reverse),
        (S::Completed | S::PartiallyRefunded, H::Refunded { total }) if total > 0 && total < amount => {
            S::PartiallyRefunded
        }
        (S::Completed | S::PartiallyRefunded, H::Refunded { total }) if total == amount => S::Refunded,
        (from, happening) => return Err(PaymentError::Illegal { from, happening }),
    };
    Ok(Change::To(to))
}

/// Whether `asked` may be given back of `charged` when `refunded` already was; answers the new total.
pub fn refundable(charged: Money, refunded: Money, asked: Money) -> Result<Money, PaymentError> {
    if asked.amount <= 0 {
        return Err(PaymentError::RefundEmpty);
    }
    let left = charged.minus(refunded).unwrap_or(Money::zero(charged.currency));
    let total = refunded.plus(asked).map_err(|_| PaymentError::RefundTooLarge { asked, left })?;
    if total.amount > charged.amount {
        return Err(PaymentError::RefundTooLarge { asked, left });
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_that_came_in_is_never_forgotten() {
        for from in Status::ALL {
            let after = change(from, 100, Happening::Captured).unwrap();
            match from {
                Status::Failed | Status::Cancelled => assert_eq!(after, Change::Reverse),
                Status::Created | Status::ActionRequired | Status::Pending => {
                    assert_eq!(after, Change::To(Status::Completed))
                }
                _ => assert_eq!(after, Change::Nothing),
            }
        }
    }

    #[test]
    fn a_completed_payment_is_neither_declined_nor_voided() {
        for from in [Status::Completed, Status::PartiallyRefunded, Status::Refunded] {
            assert!(change(from, 100, Happening::Declined).is_err());
            assert!(change(from, 100, Happening::Voided).is_err());
        }
    }

    #[test]
    fn refunds_end_exactly_at_the_amount() {
        let refund = |from, total| change(from, 100, Happening::Refunded { total });
        assert_eq!(refund(Status::Completed, 40), Ok(Change::To(Status::PartiallyRefunded)));
        assert_eq!(refund(Status::PartiallyRefunded, 100), Ok(Change::To(Status::Refunded)));
        assert!(refund(Status::Completed, 101).is_err());
        assert!(refund(Status::Refunded, 100).is_err());
        assert!(refund(Status::Pending, 10).is_err());
    }

    #[test]
    fn more_than_what_is_left_is_refused() {
        let eur = |amount| Money::new(amount, "EUR".parse().unwrap());
        assert_eq!(refundable(eur(100), eur(60), eur(40)), Ok(eur(100)));
        assert!(
            matches!(refundable(eur(100), eur(60), eur(41)), Err(PaymentError::RefundTooLarge { left, .. }) if left == eur(40))
        );
        assert_eq!(refundable(eur(100), eur(0), eur(0)), Err(PaymentError::RefundEmpty));
        assert!(refundable(eur(100), eur(0), Money::new(5, "USD".parse().unwrap())).is_err());
        assert!(refundable(eur(100), eur(60), eur(i64::MAX)).is_err());
    }
}
