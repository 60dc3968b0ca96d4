//! Project tasks
