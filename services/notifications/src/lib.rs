//! The notifications service
