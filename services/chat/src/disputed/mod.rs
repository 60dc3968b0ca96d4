//! What the two of a disputed order said, for the operators who decide: what was said until the decision, and each
//! look is on record before anything is shown. While it is disputed nobody changes it; what an operator removes after a
//! report is kept for the decision, out of the two's sight.

pub mod command;
pub mod http;
pub mod job;
pub mod on;
pub mod query;
pub mod reconciler;
mod store;
pub mod view;
pub mod withheld;
