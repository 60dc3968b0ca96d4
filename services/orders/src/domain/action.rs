//! What happens to an order: who may do it, and in which states.

use plaza_orders_api::OrderStatus;

use super::side::{Actor, Side};

/// What happens to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The money is held.
    Fund,
    /// The payment was refused.
    GiveUp,
    /// The professional begins.
    Start,
    /// The professional hands the next part over.
    Deliver,
    /// The client asks for changes.
    RequestRevision,
    /// The client accepts the part that was delivered.
    Accept,
    /// The client accepts everything that is left.
    AcceptAll,
    /// The client is told that silence will count as yes.
    GiveNotice,
    /// Silence counts as yes.
    AcceptBySilence,
    /// The professional asks for more days.
    AskExtension(u32),
    /// The client gives them.
    AllowExtension,
    /// The client does not.
    RefuseExtension,
    /// A side wants to end it; before the work starts it may alone.
    AskCancellation,
    /// The other side agrees.
    AgreeCancellation,
    /// The other side does not, or who asked takes it back.
    RefuseCancellation,
    /// A manager is asked to decide.
    Dispute,
    /// The manager decides who gets what of what is held, minor units.
    Resolve {
        /// For the work that was done.
        to_professional: i64,
        /// Back to who paid.
        to_client: i64,
    },
    /// What was released has been sent on.
    PayOut,
}

/// Every action that takes no values of its own, for asking which are possible.
pub const PLAIN: [(Action, &str); 12] = [
    (Action::Start, "start"),
    (Action::Deliver, "deliver"),
    (Action::RequestRevision, "request_revision"),
    (Action::Accept, "complete"),
    (Action::AskExtension(1), "extend"),
    (Action::AllowExtension, "accept_extension"),
    (Action::RefuseExtension, "refuse_extension"),
    (Action::AskCancellation, "cancel"),
    (Action::AgreeCancellation, "accept_cancellation"),
    (Action::RefuseCancellation, "refuse_cancellation"),
    (Action::Dispute, "dispute"),
    (Action::AcceptAll, "complete_all"),
];

impl Action {
    /// The action's name in histories.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fund => "fund",
            Self::GiveUp => "give_up",
            Self::Start => "start",
            Self::Deliver => "deliver",
            Self::RequestRevision => "request_revision",
            Self::Accept => "accept",
            Self::AcceptAll => "accept_all",
            Self::GiveNotice => "give_notice",
            Self::AcceptBySilence => "accept_by_silence",
            Self::AskExtension(_) => "ask_extension",
            Self::AllowExtension => "allow_extension",
            Self::RefuseExtension => "refuse_extension",
            Self::AskCancellation => "ask_cancellation",
            Self::AgreeCancellation => "agree_cancellation",
            Self::RefuseCancellation => "refuse_cancellation",
            Self::Dispute => "dispute",
            Self::Resolve { .. } => "resolve",
            Self::PayOut => "pay_out",
        }
    }

    /// Who may do it, whatever the state.
    pub const fn is_of(self, actor: Actor) -> bool {
        match self {
            Self::Start | Self::Deliver | Self::AskExtension(_) => {
                matches!(actor, Actor::Party(Side::Professional))
            }
            Self::RequestRevision | Self::Accept | Self::AcceptAll | Self::AllowExtension | Self::RefuseExtension => {
                matches!(actor, Actor::Party(Side::Client))
            }
            Self::AskCancellation | Self::AgreeCancellation | Self::RefuseCancellation | Self::Dispute => {
                matches!(actor, Actor::Party(_))
            }
            Self::Resolve { .. } => matches!(actor, Actor::Operator),
            Self::Fund | Self::GiveUp | Self::GiveNotice | Self::AcceptBySilence | Self::PayOut => {
                matches!(actor, Actor::Itself)
            }
        }
    }

    /// Whether a state allows it, whoever acts.
    pub const fn is_in(self, status: OrderStatus) -> bool {
        use OrderStatus::{AwaitingPayment, Completed, Delivered, Disputed, Funded, InProgress, RevisionRequested};
        match self {
            Self::Fund | Self::GiveUp => matches!(status, AwaitingPayment),
            Self::Start => matches!(status, Funded),
            Self::Deliver => matches!(status, InProgress | RevisionRequested),
            Self::RequestRevision | Self::GiveNotice | Self::AcceptBySilence => matches!(status, Delivered),
            Self::Accept | Self::AcceptAll => matches!(status, Delivered | RevisionRequested),
            Self::AskExtension(_) | Self::AllowExtension | Self::RefuseExtension => {
                matches!(status, Funded | InProgress | RevisionRequested)
            }
            Self::AskCancellation => {
                matches!(status, AwaitingPayment | Funded | InProgress | Delivered | RevisionRequested)
            }
            Self::AgreeCancellation | Self::RefuseCancellation | Self::Dispute => {
                matches!(status, InProgress | Delivered | RevisionRequested)
            }
            Self::Resolve { .. } => matches!(status, Disputed),
            Self::PayOut => matches!(status, Completed),
        }
    }
}
