//! The binary
