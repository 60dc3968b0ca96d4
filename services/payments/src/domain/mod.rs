//! The rules of money: synchronous and pure. Time, ids and randomness come in as values.

pub mod credit;
pub mod escrow;
pub mod invoice;
pub mod ledger;
pub mod payment;
pub mod period;

#[cfg(test)]
mod histories;
