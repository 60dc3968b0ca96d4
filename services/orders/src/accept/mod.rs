//! A yes to an offer: the client's comes with the payment and makes the order; the professional's,
//! to the client's terms, sends the offer to the client to be paid.

pub mod command;
pub mod http;
