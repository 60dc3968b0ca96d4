//! The settings service
