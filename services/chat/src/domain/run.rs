use plaza_core::{Instant, UserId};

/// Words of one person that nobody has answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Whose.
    pub author: UserId,
    /// Since the first of them.
    pub since: Instant,
}

impl Run {
    /// The run after one more word, and the seconds that somebody else waited for it.
    pub fn after(before: Option<Run>, author: UserId, now: Instant) -> (Run, Option<i64>) {
        match before {
            Some(run) if run.author == author => (run, None),
            Some(run) => (Run { author, since: now }, Some((now - run.since).num_seconds().max(0))),
            None => (Run { author, since: now }, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_answer_counts_from_the_first_question() {
        let (ana, lucia) = (UserId::new(), UserId::new());
        let at = |seconds: i64| chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        let (run, waited) = Run::after(None, ana, at(0));
        assert_eq!(waited, None);
        let (run, waited) = Run::after(Some(run), ana, at(50));
        assert_eq!(waited, None, "one does not answer oneself");
        let (run, waited) = Run::after(Some(run), lucia, at(60));
        assert_eq!(waited, Some(60));
        let (run, waited) = Run::after(Some(run), lucia, at(70));
        assert_eq!(waited, None, "only the first word answers");
        assert_eq!(Run::after(Some(run), ana, at(100)).1, Some(40));
    }
}
