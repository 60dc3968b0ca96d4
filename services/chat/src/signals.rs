//! What is told to whoever is there now and not kept: a ring in this process's memory, read by position.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use plaza_chat_api::{Signal, SignalPosition};
use uuid::Uuid;

/// Signals a slow gateway may be behind.
const KEPT: usize = 4_096;

/// The last signals.
pub struct Signals {
    run: Uuid,
    ring: Mutex<Ring>,
}

#[derive(Default)]
struct Ring {
    last: u64,
    signals: VecDeque<Signal>,
}

impl Signals {
    /// None yet.
    pub fn new() -> Self {
        Self { run: Uuid::now_v7(), ring: Mutex::default() }
    }

    /// Tells one.
    pub fn tell(&self, signal: Signal) {
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.last += 1;
        ring.signals.push_back(signal);
        if ring.signals.len() > KEPT {
            ring.signals.pop_front();
        }
    }

    /// Those after a position; none after one of another run, or without one.
    pub fn after(&self, from: Option<SignalPosition>) -> (Vec<Signal>, SignalPosition) {
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        let new = match from {
            Some(from) if from.run == self.run => ring.last.saturating_sub(from.n),
            _ => 0,
        };
        let new = usize::try_from(new).unwrap_or(KEPT).min(ring.signals.len());
        let signals = ring.signals.iter().skip(ring.signals.len() - new).cloned().collect();
        (signals, SignalPosition { run: self.run, n: ring.last })
    }
}

#[cfg(test)]
mod tests {
    use plaza_core::OrgId;

    use super::*;

    fn signal(text: &str) -> Signal {
        Signal { org: OrgId::new(), to: Vec::new(), text: text.to_owned() }
    }

    #[test]
    fn a_reader_gets_what_came_since_and_begins_anew_after_a_restart() {
        let signals = Signals::new();
        signals.tell(signal("before"));
        let (none, start) = signals.after(None);
        assert!(none.is_empty());
        signals.tell(signal("one"));
        signals.tell(signal("two"));
        let (two, next) = signals.after(Some(start));
        assert_eq!(two.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["one", "two"]);
        assert!(signals.after(Some(next)).0.is_empty());
        let other = Signals::new();
        other.tell(signal("elsewhere"));
        assert!(other.after(Some(next)).0.is_empty());
        for n in 0..KEPT + 5 {
            signals.tell(signal(&n.to_string()));
        }
        assert_eq!(signals.after(Some(next)).0.len(), KEPT);
    }
}
