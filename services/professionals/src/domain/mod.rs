//! What holds of professionals, without a clock, a database or another service.

pub mod blur;
pub mod check;
pub mod geo;
pub mod profile;
pub mod standing;
pub mod taxonomy;
pub mod words;
