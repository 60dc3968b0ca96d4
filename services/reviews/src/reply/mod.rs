//! Answering a review, once: who is reviewed, and for a place whoever runs it.

pub mod http;
