//! The life of a case: draft, submitted, in review, then approved until it expires, or rejected; what is
//! rejected or expired can be changed and submitted anew. So can an approval that ends soon: it counts on meanwhile,
//! until a new one takes its place, its own end comes, or an operator withdraws it.

use chrono::Duration;
use plaza_core::{Instant, UserId};
use plaza_verification_api::CaseStatus;

/// How long before its end an approval can be renewed: a month for a reviewer to come to it, and one to repair what
/// was refused, before anybody is unproved. Earlier, nothing about it is in question.
pub const RENEWAL: Duration = Duration::days(60);

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
    /// An operator withdraws what was approved.
    Revoke(UserId),
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
    /// Until when an approval counts: this one, or the one before while it is renewed.
    pub valid_until: Option<Instant>,
}

/// Why an action is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Illegal {
    /// It counts for long yet.
    #[error("an approval can be renewed from 60 days before its end, here from {}", .from.format("%Y-%m-%d"))]
    NotYet {
        /// When it can be.
        from: Instant,
    },
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
    /// The state after an action at a time.
    ///
    /// # Errors
    /// [`Illegal`].
    pub fn after(&self, action: Action, now: Instant) -> Result<CaseStatus, Illegal> {
        use CaseStatus::{Approved, Draft, Expired, InReview, Rejected, Submitted};
        match (action, self.status) {
            (Action::Edit, Draft | Rejected | Expired) => Ok(self.status),
            (Action::Submit, Draft | Rejected | Expired) => Ok(Submitted),
            (Action::Edit, Approved) => self.renews(now).map(|()| Approved),
            (Action::Submit, Approved) => self.renews(now).map(|()| Submitted),
            (Action::Take(by), Submitted | InReview) => self.may_review(by).and_then(|()| self.take(by)),
            (Action::Release { by, admin }, InReview) => match self.held_by(by) {
                Err(Illegal::Taken(_)) if admin => Ok(Submitted),
                held => held.map(|()| Submitted),
            },
            (Action::Approve(by), InReview) => self.decides(by).map(|()| Approved),
            (Action::Reject(by), InReview) => self.decides(by).map(|()| Rejected),
            (Action::Approve(by) | Action::Reject(by), Submitted) => self.may_review(by).and(Err(Illegal::NotTaken)),
            // What proved them proves nothing any more, and a renewal under way starts from there.
            (Action::Revoke(by), Approved | Submitted | InReview | Rejected) if self.counts_until(now).is_some() => {
                self.may_review(by).map(|()| Rejected)
            }
            (Action::Expire, Approved) => Ok(Expired),
            // The proof ends, and the renewal goes on.
            (Action::Expire, Submitted | InReview | Rejected) if self.valid_until.is_some() => Ok(self.status),
            _ => Err(Illegal::WrongState(self.status)),
        }
    }

    /// From when an approval can be renewed; none for what is not approved.
    pub fn renewable_from(&self) -> Option<Instant> {
        self.valid_until.filter(|_| self.status == CaseStatus::Approved).map(|end| end - RENEWAL)
    }

    /// The end of an approval that still counts.
    pub fn counts_until(&self, now: Instant) -> Option<Instant> {
        self.valid_until.filter(|end| *end > now)
    }

    fn renews(&self, now: Instant) -> Result<(), Illegal> {
        match self.renewable_from() {
            Some(from) if from <= now => Ok(()),
            Some(from) => Err(Illegal::NotYet { from }),
            None => Err(Illegal::WrongState(self.status)),
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

    fn now() -> Instant {
        "2026-03-02T09:00:00Z".parse().unwrap()
    }

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
        table(None, Some(now() + RENEWAL + Duration::seconds(1)));
    }

    fn table(renewed: Option<CaseStatus>, approved_until: Option<Instant>) {
        let (owner, reviewer) = (user(1), user(2));
        #[rustfmt::skip]
        let table: [(CaseStatus, [Option<CaseStatus>; 7]); 6] = [
            //           edit            submit           take            release          approve         reject          expire
            (Draft,     [Some(Draft),    Some(Submitted), None,           None,            None,           None,           None]),
            (Submitted, [None,           None,            Some(InReview), None,            None,           None,           None]),
            (InReview,  [None,           None,            Some(InReview), Some(Submitted), Some(Approved), Some(Rejected), None]),
            (Approved,  [renewed.map(|_| Approved), renewed, None,           None,            None,           None,           Some(Expired)]),
            (Rejected,  [Some(Rejected), Some(Submitted), None,           None,            None,           None,           None]),
            (Expired,   [Some(Expired),  Some(Submitted), None,           None,            None,           None,           None]),
        ];
        assert_eq!(table.len(), CaseStatus::ALL.len());
        for (status, row) in table {
            let valid_until = approved_until.filter(|_| status == Approved);
            let case = Standing { owner, status, reviewer: Some(reviewer), valid_until };
            for (action, wanted) in actions(reviewer).into_iter().zip(row) {
                assert_eq!(case.after(action, now()).ok(), wanted, "{status:?} {action:?}");
            }
        }
    }

    #[test]
    fn an_approval_is_renewed_from_sixty_days_before_its_end() {
        table(Some(Submitted), Some(now() + RENEWAL));
        table(Some(Submitted), Some(now() - Duration::seconds(1)));
        let end = now() + RENEWAL + Duration::days(3);
        let case = Standing { owner: user(1), status: Approved, reviewer: Some(user(2)), valid_until: Some(end) };
        for action in [Action::Edit, Action::Submit] {
            assert_eq!(case.after(action, now()), Err(Illegal::NotYet { from: now() + Duration::days(3) }));
        }
    }

    #[test]
    fn the_old_proof_counts_while_it_is_renewed_and_its_end_is_not_the_renewal_s() {
        let end = Some(now() + Duration::days(10));
        for status in [Submitted, InReview, Rejected] {
            let case = Standing { owner: user(1), status, reviewer: Some(user(2)), valid_until: end };
            assert_eq!(case.counts_until(now()), end);
            assert_eq!(case.counts_until(now() + Duration::days(10)), None);
            assert_eq!(case.after(Action::Expire, now()), Ok(status));
            assert_eq!(case.renewable_from(), None);
            assert_eq!(case.after(Action::Revoke(user(3)), now()), Ok(Rejected), "whoever has the renewal");
            assert!(case.after(Action::Revoke(user(3)), now() + Duration::days(10)).is_err(), "it is over");
        }
    }

    #[test]
    fn nobody_reviews_themselves_in_any_state() {
        let owner = user(1);
        for status in CaseStatus::ALL {
            for reviewer in [None, Some(owner), Some(user(2))] {
                let case = Standing { owner, status: *status, reviewer, valid_until: Some(now()) };
                for action in
                    [Action::Take(owner), Action::Approve(owner), Action::Reject(owner), Action::Revoke(owner)]
                {
                    assert!(case.after(action, now()).is_err(), "{case:?} {action:?}");
                }
                assert!(!case.is_reviewed_by(owner));
            }
        }
        let case = Standing { owner, status: Submitted, reviewer: None, valid_until: None };
        assert_eq!(case.after(Action::Take(owner), now()), Err(Illegal::OwnCase));
    }

    #[test]
    fn what_one_reviewer_has_is_out_of_another_s_hands() {
        let (holder, other) = (user(2), user(3));
        let case = Standing { owner: user(1), status: InReview, reviewer: Some(holder), valid_until: None };
        for action in [
            Action::Take(other),
            Action::Approve(other),
            Action::Reject(other),
            Action::Release { by: other, admin: false },
        ] {
            assert_eq!(case.after(action, now()), Err(Illegal::Taken(holder)));
        }
        assert_eq!(case.after(Action::Release { by: other, admin: true }, now()), Ok(Submitted));
        assert!(case.is_reviewed_by(holder) && !case.is_reviewed_by(other));
        let decided = Standing { status: Approved, ..case };
        assert!(!decided.is_reviewed_by(holder), "a decision ends it");
    }

    #[test]
    fn a_decision_needs_a_reviewer_who_took_it() {
        let case = Standing { owner: user(1), status: Submitted, reviewer: None, valid_until: None };
        assert_eq!(case.after(Action::Approve(user(2)), now()), Err(Illegal::NotTaken));
        assert_eq!(case.after(Action::Reject(user(2)), now()), Err(Illegal::NotTaken));
    }

    #[test]
    fn only_what_counts_is_withdrawn_and_by_another() {
        let end = Some(now() + Duration::days(300));
        for status in CaseStatus::ALL {
            for valid_until in [end, Some(now()), None] {
                let case = Standing { owner: user(1), status: *status, reviewer: Some(user(2)), valid_until };
                let counts = valid_until == end && !matches!(status, Draft | Expired);
                let wanted = if counts { Ok(Rejected) } else { Err(Illegal::WrongState(*status)) };
                assert_eq!(case.after(Action::Revoke(user(3)), now()), wanted, "{case:?}");
                let own = if counts { Err(Illegal::OwnCase) } else { wanted };
                assert_eq!(case.after(Action::Revoke(user(1)), now()), own, "{case:?}");
            }
        }
    }
}
