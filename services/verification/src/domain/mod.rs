//! The rules of verification, pure: what a case may become, what it needs, what may be uploaded.

pub mod case;
pub mod countries;
pub mod details;
pub mod media;
pub mod needs;
