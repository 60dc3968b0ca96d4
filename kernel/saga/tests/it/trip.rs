//! The made-up saga: a trip is reserved, charged, confirmed and told of. Its effects
//! lie in a world outside the database, once per key, as a provider's would.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use plaza_core::{Cx, Fault, OrgId, Result};
use plaza_saga::{Outcome, Runner, Saga, SagaId, Step, desk, start};
use plaza_testkit::KernelDatabase;
use plaza_testkit::people::member;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use uuid::Uuid;

/// What the saga remembers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Trip {
    pub id: Uuid,
    /// Steps it has passed through, as the state says.
    pub passed: Vec<String>,
}

/// A step that stops in the middle until the test lets it go.
#[derive(Default)]
pub struct Gate {
    pub entered: Notify,
    pub go: Notify,
}

/// What is outside.
#[derive(Default)]
pub struct Outside {
    /// Effects that are there, by step and trip.
    pub effects: Mutex<BTreeMap<(String, Uuid), u32>>,
    /// Every call, in order: the step, with a minus in front when undone.
    pub calls: Mutex<Vec<String>>,
    /// Answers of the next runs of a step; without one it is done.
    pub answers: Mutex<Vec<(&'static str, Result<Outcome>)>>,
    /// Where a step stops.
    pub gate: Mutex<Option<(&'static str, Arc<Gate>)>>,
    /// What the undo was told.
    pub reasons: Mutex<Vec<Fault>>,
    /// A step that panics once.
    pub panics: Mutex<Option<&'static str>>,
}

/// The saga.
pub struct BookTrip(pub Arc<Outside>);

#[async_trait::async_trait]
impl Saga for BookTrip {
    const NAME: &'static str = "book_trip";
    const STEPS: &'static [Step] =
        &[Step::back("reserve"), Step::back("charge"), Step::pivot("confirm"), Step::on("tell")];
    type State = Trip;

    async fn run(&self, step: &str, _: &Cx, trip: &mut Trip) -> Result<Outcome> {
        self.0.calls.lock().unwrap().push(step.to_owned());
        let gate = self.0.gate.lock().unwrap().clone();
        if let Some((_, gate)) = gate.filter(|(at, _)| *at == step) {
            gate.entered.notify_one();
            gate.go.notified().await;
        }
        if self.0.panics.lock().unwrap().take_if(|at| *at == step).is_some() {
            panic!("the test wants a panic");
        }
        *self.0.effects.lock().unwrap().entry((step.to_owned(), trip.id)).or_default() = 1;
        trip.passed.push(step.to_owned());
        let mut answers = self.0.answers.lock().unwrap();
        match answers.iter().position(|(at, _)| *at == step) {
            Some(at) => answers.remove(at).1,
            None => Ok(Outcome::Done),
        }
    }

    async fn undo(&self, step: &str, _: &Cx, trip: &mut Trip, reason: &Fault) -> Result<()> {
        self.0.calls.lock().unwrap().push(format!("-{step}"));
        self.0.reasons.lock().unwrap().push(reason.clone());
        self.0.effects.lock().unwrap().remove(&(step.to_owned(), trip.id));
        Ok(())
    }
}

/// A database, a clock, and what is outside.
pub struct World {
    pub base: KernelDatabase,
    pub outside: Arc<Outside>,
    pub runner: Runner,
    pub cx: Cx,
    pub trip: Uuid,
}

impl World {
    pub async fn new() -> Self {
        Self::over(KernelDatabase::of("trips").await)
    }

    /// Another trip and a new outside over the same database.
    pub fn over(base: KernelDatabase) -> Self {
        let outside = Arc::new(Outside::default());
        let runner = Runner::new(base.db.clone(), vec![Arc::new(BookTrip(outside.clone()))]);
        Self { base, outside, runner, cx: member(OrgId::new()), trip: Uuid::now_v7() }
    }

    /// Starts the saga of the world's trip.
    pub async fn start(&self) -> SagaId {
        let mut tx = self.base.db.begin(&self.cx).await.unwrap();
        let trip = Trip { id: self.trip, passed: Vec::new() };
        let id = start::<BookTrip>(&mut tx, self.trip, &trip).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Another process's runner over the same database and the same outside.
    pub fn another_runner(&self) -> Runner {
        Runner::new(self.base.another_process(), vec![Arc::new(BookTrip(self.outside.clone()))])
    }

    /// Steps whose effect is there.
    pub fn effects(&self) -> Vec<String> {
        self.outside.effects.lock().unwrap().keys().map(|(step, _)| step.clone()).collect()
    }

    /// Every call so far.
    pub fn calls(&self) -> Vec<String> {
        self.outside.calls.lock().unwrap().clone()
    }

    /// What a step's next runs answer.
    pub fn answers(&self, step: &'static str, outcome: Result<Outcome>) {
        self.outside.answers.lock().unwrap().push((step, outcome));
    }

    /// Makes a step stop in the middle.
    pub fn gate(&self, step: &'static str) -> Arc<Gate> {
        let gate = Arc::new(Gate::default());
        *self.outside.gate.lock().unwrap() = Some((step, gate.clone()));
        gate
    }

    /// How each step ended, as the desk shows it: `reserve done`.
    pub async fn history(&self) -> Vec<String> {
        let card = desk::find(&self.base.db, BookTrip::NAME, self.trip).await.unwrap().unwrap();
        let steps = card.steps.as_array().unwrap().clone();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        steps.iter().map(|end| format!("{} {}", text(&end["step"]), text(&end["outcome"])).trim().to_owned()).collect()
    }
}

/// All four effects.
pub const ALL: [&str; 4] = ["charge", "confirm", "reserve", "tell"];

/// A fault whose outcome is unknown.
pub fn lost() -> Fault {
    Fault::unavailable("tests.lost", "The test loses the answer.")
}

/// A refusal.
pub fn no() -> Fault {
    Fault::refused("tests.no", "The test says no.")
}
