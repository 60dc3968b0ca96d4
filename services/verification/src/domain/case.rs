//! The life of a case: draft, submitted, in review, then approved until it expires, or rejected; what is
//! rejected or expired can be changed and submitted anew.

use plaza_core::UserId;
use plaza_verification_api::CaseStatus;

/// What somebody does to a case, or time does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Its person changes details or documents.
    Edit,
    /// Its person asks for the review.
    Submit,
    /// A reviewer takes it.
    Take(UserId),
    /// It goes back to the queue.
    Release {
        /// Whose word it is.
        by: UserId,
        /// Whether they may take it out of another's hands.
        admin: bool,
    },
    /// The reviewer accepts it.
    Approve(UserId),
    /// The reviewer refuses it.
    Reject(UserId),
    /// Its time is over.
    Expire,
}

/// What the rules need to know of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whose it is.
    pub owner: UserId,
    /// Where it is.
    pub status: CaseStatus,
    /// Who has it, or had it last.
    pub reviewer: Option<UserId>,
}

/// Why an action is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Illegal {
    /// Not in this state.
    #[error("a case that is {} does not allow it", .0.name())]
    WrongState(CaseStatus),
    /// Nobody reviews themselves.
    #[error("one's own case")]
    OwnCase,
    /// Another reviewer has it.
    #[error("another reviewer has it")]
    Taken(UserId),
    /// It waits in the queue: take it first.
    #[error("nobody has taken it")]
    NotTaken,
}

impl Standing {
    /// The state after an action.
    ///
    /// # Errors
    /// [`Illegal`].
    pub fn after(&self, action: Action) -> Result<CaseStatus, Illegal> {
        use CaseStatus::{Approved, Draft, Expired, InReview, Rejected, Submitted};
        match (action, self.status) {
            (Action::Edit, Draft | Rejected | Expired) => Ok(self.status),
            (Action::Submit, Draft | Rejected | Expired) => Ok(Submitted),
            (Action::Take(by), Submitted | InReview) => self.may_review(by).and_then(|()| self.take(by)),
            (Action::Release { by, admin }, InReview) => match self.held_by(by) {
                Err(Illegal::Taken(_)) if admin => Ok(Submitted),
                held => held.map(|()| Submitted),
            },
            (Action::Approve(by), InReview) => self.decides(by).map(|()| Approved),
            (Action::Reject(by), InReview) => self.decides(by).map(|()| Rejected),
            (Action::Approve(by) | Action::Reject(by), Submitted) => self.may_review(by).and(Err(Illegal::NotTaken)),
            (Action::Expire, Approved) => Ok(Expired),
            _ => Err(Illegal::WrongState(self.status)),
        }
    }

    /// Whether a reviewer has it just now: who may open its documents.
    pub fn is_reviewed_by(&self, user: UserId) -> bool {
        self.status == CaseStatus::InReview && self.reviewer == Some(user) && self.owner != user
    }

    fn may_review(&self, by: UserId) -> Result<(), Illegal> {
        if by == self.owner { Err(Illegal::OwnCase) } else { Ok(()) }
    }

    // Taking twice is taking once.
    fn take(&self, by: UserId) -> Result<CaseStatus, Illegal> {
        match (self.status, self.reviewer) {
            (CaseStatus::InReview, Some(other)) if other != by => Err(Illegal::Taken(other)),
            _ => Ok(CaseStatus::InReview),
        }
    }

    fn decides(&self, by: UserId) -> Result<(), Illegal> {
        self.may_review(by)?;
        self.held_by(by)
    }

    fn held_by(&self, by: UserId) -> Result<(), Illegal> {
        match self.reviewer {
            Some(holder) if holder == by => Ok(()),
            Some(other) => Err(Illegal::Taken(other)),
            None => Err(Illegal::NotTaken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CaseStatus::{Approved, Draft, Expired, InReview, Rejected, Submitted};
    use uuid::Uuid;

    fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    fn actions(by: UserId) -> [Action; 7] {
        [
            Action::Edit,
            Action::Submit,
            Action::Take(by),
            Action::Release { by, admin: false },
            Action::Approve(by),
            Action::Reject(by),
            Action::Expire,
        ]
    }

    /// Every state, every action, by the reviewer who has it: what comes of it, or nothing.
    #[test]
    fn the_whole_table_for_the_reviewer_who_has_it() {
        let (owner, reviewer) = (user(1), user(2));
        #[rustfmt::skip]
        let table: [(CaseStatus, [Option<CaseStatus>; 7]); 6] = [
            //           edit            submit           take            release          approve         reject          expire
            (Draft,     [Some(Draft),    Some(Submitted), None,           None,            None,           None,           None]),
            (Submitted, [None,           None,            Some(InReview), None,            None,           None,           None]),
            (InReview,  [None,           None,            Some(InReview), Some(Submitted), Some(Approved), Some(Rejected), None]),
            (Approved,  [None,           None,            None,           None,            None,           None,           Some(Expired)]),
            (Rejected,  [Some(Rejected), Some(Submitted), None,           None,            None,           None,           None]),
            (Expired,   [Some(Expired),  Some(Submitted), None,           None,            None,           None,           None]),
        ];
        assert_eq!(table.len(), CaseStatus::ALL.len());
        for (status, row) in table {
            let case = Standing { owner, status, reviewer: Some(reviewer) };
            for (action, wanted) in actions(reviewer).into_iter().zip(row) {
                assert_eq!(case.after(action).ok(), wanted, "{status:?} {action:?}");
            }
        }
    }

    #[test]
    fn nobody_reviews_themselves_in_any_state() {
        let owner = user(1);
        for status in CaseStatus::ALL {
            for reviewer in [None, Some(owner), Some(user(2))] {
                let case = Standing { owner, status: *status, reviewer };
                for action in [Action::Take(owner), Action::Approve(owner), Action::Reject(owner)] {
                    assert!(case.after(action).is_err(), "{case:?} {action:?}");
                }
                assert!(!case.is_reviewed_by(owner));
            }
        }
        let case = Standing { owner, status: Submitted, reviewer: None };
        assert_eq!(case.after(Action::Take(owner)), Err(Illegal::OwnCase));
    }

    #[test]
    fn what_one_reviewer_has_is_out_of_another_s_hands() {
        let (holder, other) = (user(2), user(3));
        let case = Standing { owner: user(1), status: InReview, reviewer: Some(holder) };
        for action in [
            Action::Take(other),
            Action::Approve(other),
            Action::Reject(other),
            Action::Release { by: other, admin: false },
        ] {
            assert_eq!(case.after(action), Err(Illegal::Taken(holder)));
        }
        assert_eq!(case.after(Action::Release { by: other, admin: true }), Ok(Submitted));
        assert!(case.is_reviewed_by(holder) && !case.is_reviewed_by(other));
        let decided = Standing { status: Approved, ..case };
        assert!(!decided.is_reviewed_by(holder), "a decision ends it");
    }

    #[test]
    fn a_decision_needs_a_reviewer_who_took_it() {
        let case = Standing { owner: user(1), status: Submitted, reviewer: None };
        assert_eq!(case.after(Action::Approve(user(2))), Err(Illegal::NotTaken));
        assert_eq!(case.after(Action::Reject(user(2))), Err(Illegal::NotTaken));
    }
}
