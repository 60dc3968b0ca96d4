//! An offer's states and what may happen in each.

use plaza_orders_api::OfferStatus;

use super::side::Side;

/// How many offers of one professional one client may have to answer at a time.
pub const OPEN_AT_ONCE: i64 = 20;

/// Where an offer stands and whose answer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Where it is in its life.
    pub status: OfferStatus,
    /// Who has to answer while it is open.
    pub awaits: Side,
}

/// What happens to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// A side says yes: the client's yes comes with the payment, the professional's sends it to the client.
    Accept(Side),
    /// A side proposes other terms instead.
    Counter(Side),
    /// The side that was asked says no.
    Reject(Side),
    /// The side that waits for an answer takes it back.
    Withdraw(Side),
    /// Time is over.
    Expire,
    /// The payment of the client's yes was refused.
    Reopen,
}

/// Why an action is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is decided already.
    #[error("the offer is {}", .0.name())]
    WrongState(OfferStatus),
    /// It is the other side's turn.
    #[error("the {} has to answer it", .0.name())]
    NotYourTurn(Side),
    /// Its own turn: there is nothing to take back, but something to decline.
    #[error("it waits for your own answer")]
    YourTurn,
}

/// The offer after an action.
///
/// # Errors
/// Why it is not possible.
pub fn decide(from: Standing, action: Action) -> Result<Standing, Refusal> {
    use OfferStatus::{Accepted, Countered, Expired, Open, Rejected, Withdrawn};
    let to = |status| Ok(Standing { status, ..from });
    match (from.status, action) {
        (Open, Action::Accept(side) | Action::Reject(side)) if side != from.awaits => {
            Err(Refusal::NotYourTurn(from.awaits))
        }
        (Open, Action::Accept(Side::Client)) => to(Accepted),
        (Open, Action::Accept(Side::Professional)) => Ok(Standing { status: Open, awaits: Side::Client }),
        (Open, Action::Reject(_)) => to(Rejected),
        (Open, Action::Withdraw(side)) if side == from.awaits => Err(Refusal::YourTurn),
        (Open, Action::Withdraw(_)) => to(Withdrawn),
        (Open, Action::Counter(_)) => to(Countered),
        (Open, Action::Expire) => to(Expired),
        (Accepted, Action::Reopen) => Ok(Standing { status: Open, awaits: Side::Client }),
        (status, _) => Err(Refusal::WrongState(status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Side::{Client, Professional};

    #[test]
    fn offers_change_only_as_listed() {
        use OfferStatus::{Accepted, Countered, Expired, Open, Rejected, Withdrawn};
        // What is open, whose turn it is, what happens, and what then.
        let open = [
            (Client, Action::Accept(Client), Ok((Accepted, Client))),
            (Client, Action::Accept(Professional), Err(Refusal::NotYourTurn(Client))),
            (Professional, Action::Accept(Professional), Ok((Open, Client))),
            (Professional, Action::Accept(Client), Err(Refusal::NotYourTurn(Professional))),
            (Client, Action::Reject(Client), Ok((Rejected, Client))),
            (Client, Action::Reject(Professional), Err(Refusal::NotYourTurn(Client))),
            (Professional, Action::Reject(Professional), Ok((Rejected, Professional))),
            (Professional, Action::Reject(Client), Err(Refusal::NotYourTurn(Professional))),
            (Client, Action::Withdraw(Professional), Ok((Withdrawn, Client))),
            (Client, Action::Withdraw(Client), Err(Refusal::YourTurn)),
            (Professional, Action::Withdraw(Client), Ok((Withdrawn, Professional))),
            (Professional, Action::Withdraw(Professional), Err(Refusal::YourTurn)),
            (Client, Action::Counter(Client), Ok((Countered, Client))),
            (Client, Action::Counter(Professional), Ok((Countered, Client))),
            (Professional, Action::Counter(Client), Ok((Countered, Professional))),
            (Professional, Action::Counter(Professional), Ok((Countered, Professional))),
            (Client, Action::Expire, Ok((Expired, Client))),
            (Professional, Action::Expire, Ok((Expired, Professional))),
            (Client, Action::Reopen, Err(Refusal::WrongState(Open))),
            (Professional, Action::Reopen, Err(Refusal::WrongState(Open))),
        ];
        for (awaits, action, then) in open {
            let then = then.map(|(status, awaits)| Standing { status, awaits });
            assert_eq!(decide(Standing { status: Open, awaits }, action), then, "{awaits:?} {action:?}");
        }
        for status in OfferStatus::ALL.into_iter().filter(|status| *status != Open) {
            for awaits in [Client, Professional] {
                for (_, action, _) in open {
                    let then = match (status, action) {
                        (Accepted, Action::Reopen) => Ok(Standing { status: Open, awaits: Client }),
                        _ => Err(Refusal::WrongState(status)),
                    };
                    assert_eq!(decide(Standing { status, awaits }, action), then, "{status:?} {action:?}");
                }
            }
        }
    }
}
