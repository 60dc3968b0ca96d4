//! Answering a review, once: who is reviewed, and for a place that is nobody's whoever runs it.

pub mod http;
