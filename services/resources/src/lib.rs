//! The resources service
