//! Sagas: work across services as a few named steps. Each step's end is
//! persisted before the next begins; a refusal undoes them in reverse, the
//! refused one included; after the pivot steps are only retried; what cannot go
//! on is `stuck` with a reason, in the open, until an operator retries or abandons it.

pub mod desk;
mod runner;
mod saga;
mod store;

pub use runner::{Injection, Probe, Runner};
pub use saga::{DynSaga, Kind, Outcome, Saga, Step};
pub use store::{SagaId, Status, nudge, start};
