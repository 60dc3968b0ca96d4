//! What the two of a disputed order said, for the operators who decide: what was said until the decision, and each
//! look is on record before anything is shown.

pub mod command;
pub mod http;
pub mod query;
