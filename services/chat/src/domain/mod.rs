//! What chat decides by itself: pure, synchronous, without a clock.

pub mod pace;
pub mod run;
pub mod text;
pub mod window;
