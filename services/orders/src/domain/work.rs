//! An order as its decisions look at it, and what a decision is.

use plaza_core::Instant;
use plaza_orders_api::{MilestoneId, OrderStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::action::Action;
use super::side::Side;

/// What an order's decisions look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Where it is in its life.
    pub status: OrderStatus,
    /// What was agreed, minor units.
    pub total: i64,
    /// What of it was made the professional's.
    pub released: i64,
    /// What of it was given back.
    pub refunded: i64,
    /// What of the released has been sent on.
    pub paid_out: i64,
    /// Its parts in their order; at least one.
    pub milestones: Vec<Milestone>,
    /// How often the client may ask for changes, and did.
    pub revisions: u32,
    /// See `revisions`.
    pub revisions_used: u32,
    /// Days that the professional asks for on top.
    pub extension: Option<u32>,
    /// Who wants to end it.
    pub cancellation: Option<Side>,
    /// When all of it is due.
    pub due_at: Option<Instant>,
    /// When the client's silence counts as yes.
    pub completes_at: Option<Instant>,
    /// When that was announced.
    pub noticed_at: Option<Instant>,
    /// Days of silence that count as yes.
    pub silence_days: u32,
}

/// A part of the work with its own price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Milestone {
    /// Its id.
    pub id: MilestoneId,
    /// What it is.
    pub title: String,
    /// What it costs, minor units.
    pub amount: i64,
    /// Days from the payment until it is due.
    pub due_in_days: u32,
    /// When it is due; none before the payment.
    pub due_at: Option<Instant>,
    /// Where it is.
    pub state: MilestoneState,
}

/// Where a part of the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneState {
    /// Not delivered yet.
    Open,
    /// The client looks at it, or asked for changes.
    Delivered,
    /// Accepted: its money is the professional's.
    Released,
}

/// What a decision does to the money that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Makes a part the professional's, once per milestone; none stands for a manager's split.
    Release {
        /// For which part.
        milestone: Option<MilestoneId>,
        /// How much, minor units.
        amount: i64,
    },
    /// Gives a part back to who paid; an order does so once.
    Refund(i64),
    /// The payment under way is no longer wanted.
    CallOff,
}

/// What is told of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The money is held.
    Funded,
    /// The professional began.
    Started,
    /// The work was handed over.
    Delivered,
    /// The client asks for changes.
    RevisionRequested,
    /// More time is asked for.
    ExtensionRequested,
    /// There is more time.
    Extended,
    /// There is not.
    ExtensionRefused,
    /// A part was accepted.
    MilestoneReleased,
    /// It completes by itself in a day.
    CompletionNear,
    /// All of it was accepted.
    Completed,
    /// One side wants to end it.
    CancellationRequested,
    /// The other does not.
    CancellationRefused,
    /// It ended.
    Cancelled,
    /// A manager is asked.
    Disputed,
    /// The manager decided.
    Resolved,
    /// The professional has the money.
    PaidOut,
}

/// What follows from an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The order after it.
    pub after: Work,
    /// What it does to the money.
    pub effects: Vec<Effect>,
    /// What is told.
    pub told: Vec<Told>,
}

/// Why an action is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Its state does not allow it.
    #[error("an order that is {} does not allow it", .0.name())]
    WrongState(OrderStatus),
    /// Somebody else does this.
    #[error("somebody else does this")]
    NotYours(Action),
    /// The agreed changes are used up.
    #[error("all {0} revisions are used")]
    NoRevisionsLeft(u32),
    /// Nobody asked for what is to be answered.
    #[error("nothing was asked")]
    NothingAsked,
    /// It was asked already and is not answered.
    #[error("asked already")]
    AskedAlready,
    /// The two parts are not what is held, minor units.
    #[error("{0} are held")]
    SplitDiffers(i64),
    /// The time has not come.
    #[error("not due")]
    NotDue,
}

impl Work {
    /// What is held of what was paid, once it was.
    pub fn held(&self) -> i64 {
        self.total - self.released - self.refunded
    }

    /// The part that is worked on: the first that is not released.
    pub fn current(&self) -> Option<&Milestone> {
        self.milestones.iter().find(|part| part.state != MilestoneState::Released)
    }
}
