use plaza_core::Secret;

use super::{Made, seal};

#[test]
fn a_sealed_key_opens_only_with_its_secret_and_id() {
    let (ours, theirs) = (Secret::new("ours"), Secret::new("theirs"));
    let sealed = seal::seal(&ours, "kid", b"private").unwrap();
    assert_eq!(seal::open(&ours, "kid", &sealed).unwrap(), b"private");
    assert!(seal::open(&theirs, "kid", &sealed).is_err());
    assert!(seal::open(&ours, "other", &sealed).is_err());
    assert!(seal::open(&ours, "kid", &sealed[..8]).is_err());
    assert!(!sealed.windows(7).any(|part| part == b"private"));
}

#[test]
fn the_public_half_is_a_jwk_without_the_private_one() {
    let made = Made::new(&Secret::new("ours")).unwrap();
    assert_eq!(made.jwk["kty"], "OKP");
    assert_eq!(made.jwk["crv"], "Ed25519");
    assert_eq!(made.jwk["kid"], made.kid);
    assert_eq!(made.jwk["alg"], "EdDSA");
    assert_eq!(made.jwk["use"], "sig");
    assert!(made.jwk.get("d").is_none());
}
