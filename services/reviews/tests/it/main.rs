//! Reviews on its stage, with settings and identity played.

mod demo;
mod fakes;
mod hours;
mod levels;
mod moderating;
mod reviewing;
mod world;
