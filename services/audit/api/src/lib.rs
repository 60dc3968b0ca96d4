//! What other services may ask of audit: nothing; it listens to everybody.
