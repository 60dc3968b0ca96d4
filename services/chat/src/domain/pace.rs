use chrono::Duration;
use plaza_core::Instant;

/// Whether one more message fits the pace of `per_minute`, so many at once or spread (GCRA): answers until when all
/// sent so far would have taken at that pace, which is kept for the next one.
///
/// # Errors
/// The seconds to wait.
pub fn after_one_more(until: Option<Instant>, now: Instant, per_minute: u32) -> Result<Instant, i64> {
    let minute = Duration::minutes(1);
    let each = minute / i32::try_from(per_minute.max(1)).unwrap_or(i32::MAX);
    let next = until.unwrap_or(now).max(now) + each;
    let over = next - now - minute;
    if over > Duration::zero() { Err((over.num_milliseconds() + 999) / 1000) } else { Ok(next) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        chrono::DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn thirty_at_once_then_one_every_two_seconds() {
        let mut until = None;
        for _ in 0..30 {
            until = Some(after_one_more(until, at(100), 30).unwrap());
        }
        assert_eq!(after_one_more(until, at(100), 30), Err(2));
        assert_eq!(after_one_more(until, at(101), 30), Err(1));
        until = Some(after_one_more(until, at(102), 30).unwrap());
        assert_eq!(after_one_more(until, at(102), 30), Err(2));
        assert!(after_one_more(until, at(300), 30).is_ok(), "a silence gives everything back");
    }

    #[test]
    fn a_pace_beyond_a_microsecond_each_does_not_overflow() {
        assert!(after_one_more(None, at(0), u32::MAX).is_ok());
    }
}
