//! A professional stops selling something.

pub mod http;
