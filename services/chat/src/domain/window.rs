use chrono::Duration;
use plaza_core::Instant;

/// Whether a message of `sent` may still be changed.
pub fn is_open(sent: Instant, now: Instant, minutes: u32) -> bool {
    now <= sent + Duration::minutes(i64::from(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_moment_is_inside() {
        let sent: Instant = "2026-03-02T09:00:00Z".parse().unwrap();
        assert!(is_open(sent, sent + Duration::minutes(15), 15));
        assert!(!is_open(sent, sent + Duration::minutes(15) + Duration::microseconds(1), 15));
    }
}
