use std::sync::Arc;

use plaza_core::{Cx, Fault, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What may happen to a step once it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It can be undone.
    Back,
    /// The point of no return: itself undone only while it is refused.
    Pivot,
    /// After the pivot: only retried.
    On,
}

/// A named step. Names are data in the table: append steps, never rename one.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Its name.
    pub name: &'static str,
    /// What may happen to it.
    pub kind: Kind,
}

impl Step {
    /// A step that can be undone.
    pub const fn back(name: &'static str) -> Self {
        Self { name, kind: Kind::Back }
    }

    /// The point of no return.
    pub const fn pivot(name: &'static str) -> Self {
        Self { name, kind: Kind::Pivot }
    }

    /// A step that is retried until it succeeds.
    pub const fn on(name: &'static str) -> Self {
        Self { name, kind: Kind::On }
    }
}

/// How a step ended, when it ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Go on.
    Done,
    /// Somebody else has to act first: run the step again when nudged, or after this long.
    Wait(chrono::Duration),
}

/// A saga: its steps, and what each does and undoes.
///
/// A step's `Err` of an unknown-outcome kind (internal, unavailable, timeout), and its
/// panic, is retried with the state as the step left it, or as it found it when its
/// process died; any other kind is a refusal. Every step and every
/// undo must bear repetition; an undo must bear that nothing had happened.
#[async_trait::async_trait]
pub trait Saga: Send + Sync + 'static {
    /// Its name, never changed.
    const NAME: &'static str;
    /// Its steps in order.
    const STEPS: &'static [Step];
    /// What it remembers between steps: ids and facts.
    type State: Serialize + DeserializeOwned + Send + Sync;

    /// Does a step.
    async fn run(&self, step: &str, cx: &Cx, state: &mut Self::State) -> Result<Outcome>;

    /// Undoes a step, because of `reason`.
    async fn undo(&self, step: &str, cx: &Cx, state: &mut Self::State, reason: &Fault) -> Result<()>;
}

/// A saga without its types, as the runner keeps it.
#[async_trait::async_trait]
pub trait DynSaga: Send + Sync + 'static {
    /// [`Saga::NAME`].
    fn name(&self) -> &'static str;
    /// [`Saga::STEPS`].
    fn steps(&self) -> &'static [Step];
    /// [`Saga::run`] on the state as JSON.
    async fn run_json(&self, step: &str, cx: &Cx, state: &mut Value) -> Result<Outcome>;
    /// [`Saga::undo`] on the state as JSON.
    async fn undo_json(&self, step: &str, cx: &Cx, state: &mut Value, reason: &Fault) -> Result<()>;
}

#[async_trait::async_trait]
impl<S: Saga> DynSaga for S {
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn steps(&self) -> &'static [Step] {
        S::STEPS
    }

    async fn run_json(&self, step: &str, cx: &Cx, state: &mut Value) -> Result<Outcome> {
        let mut typed: S::State = read(state)?;
        let outcome = self.run(step, cx, &mut typed).await;
        write(state, &typed)?;
        outcome
    }

    async fn undo_json(&self, step: &str, cx: &Cx, state: &mut Value, reason: &Fault) -> Result<()> {
        let mut typed: S::State = read(state)?;
        let outcome = self.undo(step, cx, &mut typed, reason).await;
        write(state, &typed)?;
        outcome
    }
}

/// The sagas of a service.
pub(crate) type Registry = Arc<Vec<Arc<dyn DynSaga>>>;

fn read<T: DeserializeOwned>(state: &Value) -> Result<T> {
    serde_json::from_value(state.clone()).map_err(|error| {
        tracing::error!(%error, "a saga's state does not read");
        Fault::internal()
    })
}

fn write<T: Serialize>(state: &mut Value, typed: &T) -> Result<()> {
    *state = serde_json::to_value(typed).map_err(|error| {
        tracing::error!(%error, "a saga's state does not write");
        Fault::internal()
    })?;
    Ok(())
}
