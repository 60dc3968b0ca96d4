//! Allowances (000-84): so many requests an hour for each person or address,
//! fewer on routes that are worth guessing at. Counted by GCRA in this process.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use plaza_core::{Fault, Kind};

use crate::Config;

type Limiter = RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock, StateInformationMiddleware>;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// How much of an allowance is left, for the headers.
#[derive(Debug, Clone, Copy)]
pub struct Left {
    limit: u32,
    remaining: u32,
    reset: Duration,
}

/// Every allowance of the process.
pub struct Limits {
    general: Rule,
    routes: HashMap<String, Rule>,
    clock: DefaultClock,
}

#[derive(Clone)]
struct Rule {
    limiter: Arc<Limiter>,
    limit: u32,
    /// Time in which one request is given back.
    refill: Duration,
}

impl Limits {
    /// Reads the rules.
    ///
    /// # Errors
    /// Names the rule that does not read.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let general = Rule::new(config.requests_per_hour, Duration::from_secs(3600))
            .context("gateway.requests_per_hour must be at least 1")?;
        let mut routes = HashMap::new();
        for text in &config.limits {
            let (route, rule) = read(text)
                .with_context(|| format!("gateway.limits: '{text}' must read like 'POST /auth/login 60/hour'"))?;
            routes.insert(route, rule);
        }
        Ok(Self { general, routes, clock: DefaultClock::default() })
    }

    /// Counts one request of somebody; refuses when the allowance is used up.
    ///
    /// # Errors
    /// 429 with when to come back.
    pub fn count(&self, who: &str, route: &str) -> Result<Left, (Fault, Left)> {
        if let Some(rule) = self.routes.get(route) {
            return rule.count(format!("{who} {route}"), &self.clock);
        }
        self.general.count(who.to_owned(), &self.clock)
    }

    /// Forgets who has not asked for long.
    pub fn tidy(&self) {
        self.general.limiter.retain_recent();
        self.routes.values().for_each(|rule| rule.limiter.retain_recent());
    }
}

impl Rule {
    fn new(limit: u32, within: Duration) -> anyhow::Result<Self> {
        let burst = NonZeroU32::new(limit).context("must be at least 1")?;
        let refill = (within / limit).max(Duration::from_nanos(1));
        let quota = Quota::with_period(refill).context("must be at least 1")?.allow_burst(burst);
        Ok(Self { limiter: Arc::new(RateLimiter::keyed(quota).with_middleware()), limit, refill })
    }

    fn count(&self, who: String, clock: &DefaultClock) -> Result<Left, (Fault, Left)> {
        match self.limiter.check_key(&who) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                Ok(Left { limit: self.limit, remaining, reset: self.refill * (self.limit - remaining.min(self.limit)) })
            }
            Err(not_until) => {
                let wait = not_until.wait_time_from(clock.now());
                let seconds = wait.as_secs() + 1;
                let fault = Fault::new(
                    Kind::RateLimited,
                    "gateway.rate_limited",
                    format!("Too many requests. Try again in {seconds} s."),
                )
                .with("retryAfter", seconds);
                Err((fault, Left { limit: self.limit, remaining: 0, reset: wait }))
            }
        }
    }
}

impl Left {
    /// Writes the standard headers (IETF draft `ratelimit-headers`), and `Retry-After` on a refusal.
    pub fn write(&self, headers: &mut HeaderMap, refused: bool) {
        let reset = self.reset.as_secs() + u64::from(self.reset.subsec_nanos() > 0);
        headers.insert(LIMIT, HeaderValue::from(self.limit));
        headers.insert(REMAINING, HeaderValue::from(self.remaining));
        headers.insert(RESET, HeaderValue::from(reset));
        if refused {
            headers.insert(axum::http::header::RETRY_AFTER, HeaderValue::from(reset.max(1)));
        }
    }
}

fn read(text: &str) -> anyhow::Result<(String, Rule)> {
    let [method, path, rate] = text.split_whitespace().collect::<Vec<_>>()[..] else { bail!("three words are needed") };
    let (count, unit) = rate.split_once('/').context("the rate is a number, a slash and a unit")?;
    let within = match unit {
        "second" => 1,
        "minute" => 60,
        "hour" => 3600,
        _ => bail!("the unit is second, minute or hour"),
    };
    Ok((format!("{method} {path}"), Rule::new(count.parse()?, Duration::from_secs(within))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_of_two_is_refused_and_told_when() {
        let limits =
            Limits::new(&Config { requests_per_hour: 2, limits: vec!["POST /x 1/minute".into()], ..Config::default() })
                .unwrap();
        assert_eq!(limits.count("a", "GET /y").unwrap().remaining, 1);
        limits.count("a", "GET /y").unwrap();
        let (fault, left) = limits.count("a", "GET /y").unwrap_err();
        assert_eq!((fault.kind, left.remaining), (Kind::RateLimited, 0));
        limits.count("b", "POST /x").unwrap();
        assert!(limits.count("b", "POST /x").is_err());
        limits.count("b", "GET /y").unwrap();
    }

    #[test]
    fn a_rule_that_does_not_read_is_named() {
        let config = Config { limits: vec!["POST /x often".into()], ..Config::default() };
        let error = Limits::new(&config).err().unwrap().to_string();
        assert!(error.contains("POST /x often"), "{error}");
    }
}
