//! The life of a gig. Where gigs are moderated, nobody finds what no operator has seen: what changes goes back to
//! review, and is not found meanwhile. (To go on selling the old version would mean to keep two of each gig.)

use plaza_gigs_api::GigStatus;

/// What somebody does to a gig.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Its owner writes it anew, or adds a picture.
    Edit {
        /// Whether anything that clients see is another than before.
        changed: bool,
    },
    /// Its owner wants it to be found.
    Submit,
    /// Its owner takes it off the shelves.
    Pause,
    /// Its owner puts it back.
    Resume,
    /// Its owner removes it.
    Remove,
    /// An operator accepts it.
    Approve,
    /// An operator refuses it, or takes it down.
    Reject,
}

/// An action that a state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a gig that is {} does not allow it", from.name())]
pub struct Illegal {
    /// The state it is in.
    pub from: GigStatus,
}

/// The state after an action, where gigs are `moderated` or not; `approved` says whether an operator has seen it as it is.
///
/// # Errors
/// [`Illegal`].
pub fn after(from: GigStatus, action: Action, moderated: bool, approved: bool) -> Result<GigStatus, Illegal> {
    use GigStatus::{Draft, InReview, Paused, Published, Rejected, Removed};
    let found = if moderated && !approved { InReview } else { Published };
    match (action, from) {
        (_, Removed) => Err(Illegal { from }),
        (Action::Edit { changed: true }, Published) if moderated => Ok(InReview),
        (Action::Edit { .. }, _) => Ok(from),
        (Action::Submit, Draft) | (Action::Resume, Paused) => Ok(found),
        // What an operator refused an operator sees again, moderated or not.
        (Action::Submit, Rejected) => Ok(InReview),
        (Action::Pause, Published) => Ok(Paused),
        (Action::Remove, _) => Ok(Removed),
        (Action::Approve, InReview) => Ok(Published),
        (Action::Reject, InReview | Published | Paused) => Ok(Rejected),
        _ => Err(Illegal { from }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use GigStatus::{Draft, InReview, Paused, Published, Rejected, Removed};

    const ACTIONS: [Action; 8] = [
        Action::Edit { changed: true },
        Action::Edit { changed: false },
        Action::Submit,
        Action::Pause,
        Action::Resume,
        Action::Remove,
        Action::Approve,
        Action::Reject,
    ];

    #[test]
    fn the_whole_table_where_gigs_are_moderated_and_not_yet_approved() {
        #[rustfmt::skip]
        let table: [(GigStatus, [Option<GigStatus>; 8]); 6] = [
            //           changed          same             submit          pause         resume          remove         approve          reject
            (Draft,     [Some(Draft),     Some(Draft),     Some(InReview), None,         None,           Some(Removed), None,            None]),
            (InReview,  [Some(InReview),  Some(InReview),  None,           None,         None,           Some(Removed), Some(Published), Some(Rejected)]),
            (Published, [Some(InReview),  Some(Published), None,           Some(Paused), None,           Some(Removed), None,            Some(Rejected)]),
            (Paused,    [Some(Paused),    Some(Paused),    None,           None,         Some(InReview), Some(Removed), None,            Some(Rejected)]),
            (Rejected,  [Some(Rejected),  Some(Rejected),  Some(InReview), None,         None,           Some(Removed), None,            None]),
            (Removed,   [None,            None,            None,           None,         None,           None,          None,            None]),
        ];
        for (from, row) in table {
            for (action, wanted) in ACTIONS.into_iter().zip(row) {
                assert_eq!(after(from, action, true, false).ok(), wanted, "{from:?} {action:?}");
            }
        }
    }

    #[test]
    fn without_moderation_or_once_approved_it_is_found_at_once() {
        for (moderated, approved) in [(false, false), (false, true), (true, true)] {
            assert_eq!(after(Draft, Action::Submit, moderated, approved), Ok(Published));
            assert_eq!(after(Paused, Action::Resume, moderated, approved), Ok(Published));
            assert_eq!(after(Rejected, Action::Submit, moderated, approved), Ok(InReview));
        }
        assert_eq!(after(Published, Action::Edit { changed: true }, false, true), Ok(Published));
    }
}
