//! Why payments refuses, with stable codes.

use plaza_core::{Fault, Kind, Money};
use uuid::Uuid;

use crate::domain::invoice::InvoiceError;
use crate::domain::ledger::LedgerError;
use crate::domain::payment::{PaymentError, Status};
use crate::provider::{ProviderError, WebhookError};

/// The result of a command or query of this service.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong here.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such payment in this organisation, or not this person's.
    #[error("there is no such payment")]
    NoPayment,
    /// No such invoice in this organisation, or not this person's.
    #[error("there is no such invoice")]
    NoInvoice,
    /// No such challenge.
    #[error("there is no such challenge")]
    NoChallenge,
    /// No such plan or subscription.
    #[error("there is no such {0}")]
    NoSuch(&'static str),
    /// The charge was called off before it was asked for.
    #[error("this charge was called off")]
    CalledOff,
    /// The same key for something else.
    #[error("the key belongs to another request")]
    KeyReused,
    /// Only cards are taken.
    #[error("the payment method is unknown")]
    UnknownMethod(String),
    /// Nothing to charge, or a negative amount.
    #[error("an amount to charge must be larger than zero")]
    EmptyCharge,
    /// Not while the payment is like this.
    #[error("the payment is {}", .0.name())]
    WrongState(Status),
    /// More than what is left of the charge.
    #[error("only {left} can still be given back")]
    RefundTooLarge {
        /// What is left.
        left: Money,
    },
    /// A refund of nothing, or less.
    #[error("a refund must be larger than zero")]
    RefundEmpty,
    /// More than what is still held.
    #[error("only {left} is still held")]
    ReleaseTooLarge {
        /// What is left.
        left: Money,
    },
    /// Of a payment that holds nothing for anybody.
    #[error("the payment holds nothing")]
    NotEscrowed,
    /// Held for work: the order or booking decides what becomes of it.
    #[error("the money is held for somebody's work")]
    HeldInEscrow {
        /// The order, or the booking of somebody's time.
        reference: Uuid,
    },
    /// What was held is the payee's by now.
    #[error("the money was released")]
    Released,
    /// Money held for who pays it.
    #[error("who pays is who is paid")]
    PaysThemselves,
    /// A commission of more than the whole.
    #[error("a commission is at most the whole")]
    Commission,
    /// Somebody who has not said where their money goes.
    #[error("there is no payout account")]
    NoPayoutAccount,
    /// Nothing that is theirs and not paid.
    #[error("there is nothing to pay out")]
    NothingToPayOut,
    /// One at a time.
    #[error("a payout is under way")]
    PayoutUnderWay,
    /// A payout account that cannot be.
    #[error("the payout account is not valid")]
    PayoutAccount(&'static str, &'static str),
    /// Declined when a subscription was to begin.
    #[error("the payment was declined")]
    Declined(String),
    /// A plan that cannot be sold.
    #[error("the plan is not valid")]
    Plan(&'static str, &'static str),
    /// Two plans of one name.
    #[error("the plan's name is taken")]
    PlanNameTaken,
    /// Twice the same subscription.
    #[error("already subscribed")]
    Subscribed,
    /// The provider's answer.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// A webhook that is not believed.
    #[error(transparent)]
    Webhook(#[from] WebhookError),
    /// Lines that make no invoice.
    #[error(transparent)]
    Invoice(#[from] InvoiceError),
    /// A posting that makes no transaction: a bug of ours.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A stored value that does not read, or a document that cannot be made: a bug of ours.
    #[error("{0}")]
    Broken(String),
    /// The database.
    #[error(transparent)]
    Db(#[from] plaza_db::Error),
    /// Another service's refusal, passed on.
    #[error(transparent)]
    Passed(#[from] Fault),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<PaymentError> for Error {
    fn from(error: PaymentError) -> Self {
        match error {
            PaymentError::Illegal { from, .. } => Self::WrongState(from),
            PaymentError::RefundTooLarge { left, .. } => Self::RefundTooLarge { left },
            PaymentError::RefundEmpty => Self::RefundEmpty,
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NoPayment => Fault::not_found("payments.no_such_payment", "There is no such payment."),
            Error::NoInvoice => Fault::not_found("payments.no_such_invoice", "There is no such invoice."),
            Error::NoChallenge => {
                Fault::not_found("payments.no_such_challenge", "There is no such challenge, or it was answered.")
            }
            Error::NoSuch(what) => {
                Fault::not_found(format!("payments.no_such_{what}"), format!("There is no such {what}."))
            }
            Error::CalledOff => Fault::refused("payments.called_off", "This charge was called off. Ask for a new one."),
            Error::KeyReused => {
                Fault::refused("payments.key_reused", "This key was used for something else. Use a new key.")
            }
            Error::UnknownMethod(method) => {
                Fault::invalid("paymentInfo.method", format!("'{method}' is not taken here; use 'card'"))
            }
            Error::EmptyCharge => Fault::invalid("amount", "must be larger than zero"),
            Error::WrongState(status) => Fault::conflict(
                "payments.wrong_state",
                format!("The payment is {}, so this cannot be done.", status.name()),
            )
            .with("state", status.name()),
            Error::RefundTooLarge { left } => Fault::refused(
                "payments.refund_too_large",
                format!("Only {left} of this payment can still be given back."),
            )
            .with("left", left),
            error @ (Error::ReleaseTooLarge { .. }
            | Error::NotEscrowed
            | Error::HeldInEscrow { .. }
            | Error::Released
            | Error::PaysThemselves
            | Error::Commission
            | Error::NoPayoutAccount
            | Error::NothingToPayOut
            | Error::PayoutUnderWay
            | Error::PayoutAccount(..)) => of_escrow(error),
            Error::RefundEmpty => Fault::invalid("amount", "must be larger than zero and in the payment's currency"),
            Error::Declined(code) => {
                Fault::new(Kind::PaymentRequired, code, "The payment was declined. Use another card.")
            }
            Error::Plan(field, message) => Fault::invalid(field, message),
            Error::PlanNameTaken => {
                Fault::conflict("payments.plan_name_taken", "There is a plan of this name. Choose another name.")
            }
            Error::Subscribed => Fault::conflict(
                "payments.already_subscribed",
                "You have this plan already. Cancel it first to subscribe again.",
            ),
            Error::Provider(error) => of_provider(&error),
            Error::Webhook(error) => of_webhook(error),
            Error::Invoice(error) => Fault::invalid("lines", error.to_string()),
            Error::Ledger(error) => broken(&error.to_string()),
            Error::Broken(text) => broken(&text),
            Error::Db(error) => error.into(),
            Error::Passed(fault) => fault,
        }
    }
}

/// What is held for others, and what is paid to them.
fn of_escrow(error: Error) -> Fault {
    match error {
        Error::ReleaseTooLarge { left } => {
            Fault::refused("payments.release_too_large", format!("Only {left} of this payment is still held."))
                .with("left", left)
        }
        Error::NotEscrowed => {
            Fault::refused("payments.not_escrowed", "This payment is a sale; nothing of it is held for anybody.")
        }
        Error::HeldInEscrow { reference } => Fault::conflict(
            "payments.held_in_escrow",
            "This money is held for somebody's work. Cancel the order or the booking, decide the dispute, or give a booked hour back with POST /bookings/{id}/refunds; it goes back by that.",
        )
        .with("reference", reference),
        Error::Released => Fault::conflict(
            "payments.released",
            "Nothing of this payment is held any more: it belongs to whose work it paid. Agree with them.",
        ),
        Error::PaysThemselves => {
            Fault::refused("payments.pays_oneself", "Who pays is who would be paid: nobody hires themselves.")
        }
        Error::Commission => Fault::invalid("escrow.commissionBasisPoints", "must be 0 to 10000"),
        Error::NoPayoutAccount => Fault::conflict(
            "payments.no_payout_account",
            "Say first where the money goes: PUT /payments/payout-account.",
        ),
        Error::NothingToPayOut => Fault::conflict("payments.nothing_to_pay_out", "There is nothing to pay out now."),
        Error::PayoutUnderWay => {
            Fault::conflict("payments.payout_under_way", "A payout is under way. Ask again when it has ended.")
        }
        Error::PayoutAccount(field, message) => Fault::invalid(field, message),
        other => broken(&other.to_string()),
    }
}

fn of_provider(error: &ProviderError) -> Fault {
    match error {
        ProviderError::Unknown(_) => Fault::unavailable(
            "payments.provider_silent",
            "The payment provider did not answer. Try again with the same key.",
        ),
        ProviderError::Refused(reason) => {
            Fault::refused("payments.provider_refused", format!("The payment provider will not do this: {reason}."))
        }
    }
}

fn of_webhook(error: WebhookError) -> Fault {
    let code = match error {
        WebhookError::Malformed => "payments.webhook_signature_missing",
        WebhookError::Stale => "payments.webhook_signature_stale",
        WebhookError::Mismatch => "payments.webhook_signature_wrong",
        WebhookError::Unreadable => "payments.webhook_unreadable",
        WebhookError::Unavailable => return Fault::unavailable("payments.webhook_unavailable", "Try again later."),
    };
    Fault::new(Kind::Invalid, code, format!("The webhook is not accepted: {error}."))
}

fn broken(text: &str) -> Fault {
    tracing::error!(text, "payments met something that cannot be");
    Fault::internal()
}
