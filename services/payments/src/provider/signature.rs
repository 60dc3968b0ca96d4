//! Webhook signatures: `Plaza-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`.

use hmac::{Hmac, KeyInit, Mac};
use plaza_core::Instant;
use sha2::Sha256;

use super::WebhookError;

/// Header that carries the signature.
pub const HEADER: &str = "plaza-signature";

/// How far a signature's time may be from ours, in seconds; bounds replays.
pub const TOLERANCE: i64 = 300;

/// Signs a body at a moment.
pub fn sign(secret: &[u8], body: &[u8], at: Instant) -> Result<String, WebhookError> {
    let time = at.timestamp();
    let code = mac(secret, time, body)?.finalize().into_bytes();
    Ok(format!("t={time},v1={}", hex::encode(code)))
}

/// Checks a signature in constant time.
pub fn verify(secret: &[u8], header: Option<&str>, body: &[u8], now: Instant) -> Result<(), WebhookError> {
    let (time, codes) = read(header.ok_or(WebhookError::Malformed)?).ok_or(WebhookError::Malformed)?;
    // Several `v1` are allowed while a secret is being changed; one right one is enough.
    let mut matches = false;
    for code in &codes {
        matches |= mac(secret, time, body)?.verify_slice(code).is_ok();
    }
    match matches {
        false => Err(WebhookError::Mismatch),
        true if (now.timestamp() - time).abs() > TOLERANCE => Err(WebhookError::Stale),
        true => Ok(()),
    }
}

fn mac(secret: &[u8], time: i64, body: &[u8]) -> Result<Hmac<Sha256>, WebhookError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(|_| WebhookError::Unavailable)?;
    mac.update(time.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    Ok(mac)
}

fn read(header: &str) -> Option<(i64, Vec<Vec<u8>>)> {
    let (mut time, mut codes) = (None, Vec::new());
    for part in header.split(',') {
        match part.trim().split_once('=')? {
            ("t", value) => time = Some(value.parse().ok()?),
            ("v1", value) => codes.push(hex::decode(value).ok()?),
            _ => {}
        }
    }
    (!codes.is_empty()).then_some((time?, codes))
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::*;

    #[test]
    fn only_the_signed_body_at_its_time_is_believed() {
        let at = Utc.timestamp_opt(1_800_000_000, 0).unwrap();
        let header = sign(b"secret", b"{}", at).unwrap();
        let check = |secret: &[u8], header: &str, body: &[u8], now| verify(secret, Some(header), body, now);
        assert_eq!(check(b"secret", &header, b"{}", at), Ok(()));
        assert_eq!(check(b"secret", &header, b"{}", at + Duration::seconds(300)), Ok(()));
        assert_eq!(check(b"secret", &header, b"{}", at + Duration::seconds(301)), Err(WebhookError::Stale));
        assert_eq!(check(b"secret", &header, b"{ }", at), Err(WebhookError::Mismatch));
        assert_eq!(check(b"other", &header, b"{}", at), Err(WebhookError::Mismatch));
        let moved = header.replace("t=1800000000", "t=1800000001");
        assert_eq!(check(b"secret", &moved, b"{}", at), Err(WebhookError::Mismatch));
    }

    #[test]
    fn a_header_of_another_form_is_malformed() {
        let at = Utc.timestamp_opt(1_800_000_000, 0).unwrap();
        for header in
            [None, Some(""), Some("t=1"), Some("v1=00"), Some("t=x,v1=00"), Some("t=1,v1=zz"), Some("nonsense")]
        {
            assert_eq!(verify(b"secret", header, b"{}", at), Err(WebhookError::Malformed), "{header:?}");
        }
    }

    #[test]
    fn a_second_code_is_enough() {
        let at = Utc.timestamp_opt(1_800_000_000, 0).unwrap();
        let header = sign(b"new", b"{}", at).unwrap().replace(",v1=", ",v1=00ff,v1=");
        assert_eq!(verify(b"new", Some(&header), b"{}", at), Ok(()));
    }
}
