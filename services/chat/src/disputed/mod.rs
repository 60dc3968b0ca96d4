//! What the two of a disputed order said, for the operators who decide: what was said until the decision, and each
//! look is on record before anything is shown. While it is disputed nobody changes it.

pub mod command;
pub mod http;
pub mod on;
pub mod query;
pub mod view;
