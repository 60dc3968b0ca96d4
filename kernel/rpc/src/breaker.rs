//! A circuit breaker (000-138): after five failures in a row a service is not
//! asked for 30 seconds; then one call tries it.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

/// How a breaker behaves.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Failures in a row that open it.
    pub failures: u32,
    /// How long it stays open.
    pub rest: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { failures: 5, rest: Duration::from_secs(30) }
    }
}

/// What a breaker tells a caller, and shows in metrics and health.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Calls pass.
    Closed,
    /// Calls are refused at once.
    Open,
    /// One call is on trial; the others are refused.
    HalfOpen,
}

/// One callee's breaker.
#[derive(Debug, Default)]
pub struct Breaker {
    limits: Limits,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    failures: u32,
    opened: Option<Instant>,
    trial: Option<Instant>,
}

impl Breaker {
    /// A closed breaker.
    pub fn new(limits: Limits) -> Self {
        Self { limits, inner: Mutex::default() }
    }

    /// Whether a call may pass now. Each `true` is followed by [`Breaker::record`];
    /// a trial whose caller vanished is given up after the rest time.
    pub fn admit(&self, now: Instant) -> bool {
        let mut inner = self.lock();
        let Some(opened) = inner.opened else { return true };
        let rested = now.duration_since(opened) >= self.limits.rest;
        let on_trial = inner.trial.is_some_and(|since| now.duration_since(since) < self.limits.rest);
        if rested && !on_trial {
            inner.trial = Some(now);
        }
        rested && !on_trial
    }

    /// Tells how an admitted call ended.
    pub fn record(&self, success: bool, now: Instant) {
        let mut inner = self.lock();
        if success {
            *inner = Inner::default();
            return;
        }
        inner.failures = inner.failures.saturating_add(1);
        inner.trial = None;
        if inner.opened.is_some() || inner.failures >= self.limits.failures {
            inner.opened = Some(now);
        }
    }

    /// Its state now.
    pub fn state(&self, now: Instant) -> State {
        let inner = self.lock();
        match inner.opened {
            None => State::Closed,
            Some(opened) if now.duration_since(opened) < self.limits.rest => State::Open,
            Some(_) => State::HalfOpen,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_after_five_rests_and_tries_once() {
        let (breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..5 {
            assert!(breaker.admit(start));
            breaker.record(false, start);
        }
        assert!(!breaker.admit(start + Duration::from_secs(29)));
        let later = start + Duration::from_secs(30);
        assert!(breaker.admit(later));
        assert!(!breaker.admit(later), "only one call is on trial");
        breaker.record(false, later);
        assert_eq!(breaker.state(later), State::Open);
        let again = later + Duration::from_secs(30);
        assert!(breaker.admit(again));
        breaker.record(true, again);
        assert_eq!(breaker.state(again), State::Closed);
        assert!(breaker.admit(again));
    }

    #[test]
    fn a_success_forgets_earlier_failures() {
        let (breaker, now) = (Breaker::default(), Instant::now());
        for _ in 0..20 {
            breaker.record(false, now);
            breaker.record(true, now);
        }
        assert_eq!(breaker.state(now), State::Closed);
    }
}
