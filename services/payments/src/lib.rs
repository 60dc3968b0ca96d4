//! Payments: a provider behind a trait, a double-entry ledger that sums to
//! zero, gap-free invoices, refunds that never exceed the charge.

pub mod document;
pub mod domain;
pub mod provider;
