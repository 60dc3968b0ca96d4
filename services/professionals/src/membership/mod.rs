//! Whether who offers work is a member of the organisation: nobody else may.

pub mod job;
