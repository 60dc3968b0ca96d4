//! Sagas under injected failures: one table of cases for every saga. Each case
//! refuses, loses the answer of, crashes or repeats one step or one undo, and
//! says where the saga has to end; the saga's own test says what must be true then.
//!
//! ```ignore
//! for case in saga::cases(Book::STEPS) {
//!     let world = World::new().await;
//!     let runner = Runner::new(world.db(), vec![Arc::new(Book)]).with_probe(case.probe());
//!     let id = world.start().await;
//!     case.check(saga::run_to_its_end(&runner, &world.clock, id).await);
//!     world.is_sound().await;
//! }
//! ```

use std::sync::{Arc, Mutex, PoisonError};

use plaza_core::fault::Kind as FaultKind;
use plaza_core::{Clock, Fault};
use plaza_saga::{Injection, Kind, Probe, Runner, SagaId, Status, Step};

/// What is to happen at which steps. It remembers what has happened.
#[derive(Debug, Default)]
pub struct Script {
    lines: Mutex<Vec<Line>>,
}

#[derive(Debug)]
struct Line {
    step: &'static str,
    undoing: bool,
    injection: Injection,
    left: u32,
}

impl Script {
    /// Nothing happens yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Once, when the step is done.
    #[must_use]
    pub fn doing(self, step: &'static str, injection: Injection) -> Self {
        self.times(step, false, injection, 1)
    }

    /// Once, when the step is undone.
    #[must_use]
    pub fn undoing(self, step: &'static str, injection: Injection) -> Self {
        self.times(step, true, injection, 1)
    }

    /// So many times in a row.
    #[must_use]
    pub fn times(self, step: &'static str, undoing: bool, injection: Injection, times: u32) -> Self {
        self.lines().push(Line { step, undoing, injection, left: times });
        self
    }

    /// Fails the test unless everything in the script has happened: a case that never reached its step proves nothing.
    #[track_caller]
    pub fn assert_reached(&self) {
        let lines = self.lines();
        let unreached: Vec<&Line> = lines.iter().filter(|line| line.left > 0).collect();
        assert!(unreached.is_empty(), "never reached: {unreached:?}");
    }

    fn lines(&self) -> std::sync::MutexGuard<'_, Vec<Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Probe for Script {
    fn at(&self, step: &str, undoing: bool) -> Option<Injection> {
        let mut lines = self.lines();
        let line = lines.iter_mut().find(|line| line.left > 0 && line.step == step && line.undoing == undoing)?;
        line.left -= 1;
        Some(line.injection.clone())
    }
}

/// One way for a saga to go wrong, and where it has to end.
#[derive(Clone)]
pub struct Case {
    /// What goes wrong, for messages.
    pub name: String,
    /// Where the saga has to end.
    pub ends: Status,
    script: Arc<Script>,
}

impl Case {
    /// A case of a test's own.
    pub fn new(name: impl Into<String>, script: Script, ends: Status) -> Self {
        Self { name: name.into(), ends, script: Arc::new(script) }
    }

    /// For [`Runner::with_probe`].
    pub fn probe(&self) -> Arc<dyn Probe> {
        self.script.clone()
    }

    /// Fails the test unless the saga ended where it has to, by the way of the injected step.
    #[track_caller]
    pub fn check(&self, ended: Status) {
        assert_eq!(ended, self.ends, "{}", self.name);
        let unreached = self.script.lines().iter().any(|line| line.left > 0);
        assert!(!unreached, "{}: the injected step was never reached", self.name);
    }
}

/// A refusal: the saga turns back, or is stuck where it cannot.
pub fn refused() -> Injection {
    Injection::Fail(Fault::refused("tests.refused", "The test refuses this step."))
}

/// A lost answer: the step is tried again.
pub fn unknown() -> Injection {
    Injection::Fail(Fault::new(FaultKind::Timeout, "tests.unknown", "The test hides how this step ended."))
}

/// Every step: nothing wrong, refused, unknown, crashed, done twice; and every undo, each
/// after a refusal at the last step that can turn the saga back: unknown, crashed, undone
/// twice, refused.
pub fn cases(steps: &'static [Step]) -> Vec<Case> {
    let mut all = vec![Case::new("nothing goes wrong", Script::new(), Status::Done)];
    for step in steps {
        let after_refusal = if step.kind == Kind::On { Status::Stuck } else { Status::Undone };
        let ways = [
            ("is refused", refused(), after_refusal),
            ("loses its answer", unknown(), Status::Done),
            ("crashes after it is done", Injection::CrashAfter, Status::Done),
            ("is done twice", Injection::Twice, Status::Done),
        ];
        for (how, injection, ends) in ways {
            all.push(Case::new(format!("{} {how}", step.name), Script::new().doing(step.name, injection), ends));
        }
    }
    let Some(last) = steps.iter().rfind(|step| step.kind != Kind::On) else { return all };
    for step in steps.iter().filter(|step| step.kind != Kind::On) {
        let ways = [
            ("loses its answer", unknown(), Status::Undone),
            ("crashes after it is undone", Injection::CrashAfter, Status::Undone),
            ("is undone twice", Injection::Twice, Status::Undone),
            ("is refused", refused(), Status::Stuck),
        ];
        for (how, injection, ends) in ways {
            let script = Script::new().doing(last.name, refused()).undoing(step.name, injection);
            all.push(Case::new(format!("the undo of {} {how}", step.name), script, ends));
        }
    }
    all
}

/// Drives a saga until it has ended or is stuck: time moves on whenever it waits, and
/// the leases of crashed workers are taken as run out.
///
/// # Panics
/// When it does not end in a hundred rounds.
pub async fn run_to_its_end(runner: &Runner, clock: &Clock, id: SagaId) -> Status {
    for _ in 0..100 {
        runner.drive(id).await.expect("the runner reaches its database");
        match runner.status(id).await.expect("the runner reaches its database") {
            Some(Status::Running | Status::Undoing) => {}
            Some(ended) => return ended,
            None => panic!("there is no saga {id}"),
        }
        runner.forget_leases().await.expect("the runner reaches its database");
        clock.advance(chrono::Duration::hours(1));
    }
    panic!("the saga {id} does not come to an end")
}
