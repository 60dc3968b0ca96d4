//! The web app as the gateway serves it. A release binary carries the files of
//! `web/dist`; a debug one reads them when asked, so that a rebuilt page shows
//! without compiling. Without `web/dist` there is no app, and the API alone answers.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use rust_embed::{Embed, EmbeddedFile};

#[derive(Embed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

/// The page loads nothing from elsewhere but photos and map tiles.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob: https:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-src 'self' blob:; frame-ancestors 'none'";

/// Files whose name changes with what they hold.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// All others are asked for each time, and answered with 304.
const ASK: &str = "no-cache";
/// Pictures are named many times on a page: once a minute is often enough to ask.
const SOON: &str = "public, max-age=60";

/// Whether the binary has the app.
pub fn is_built() -> bool {
    Dist::get("index.html").is_some()
}

/// The answer to a GET of `path`: one of the app's files, or its page for an address of the app.
/// None for what is neither.
pub fn answer(path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
    let name = path.trim_start_matches('/');
    if !name.is_empty()
        && name != "index.html"
        && !name.ends_with(".br")
        && let Some(file) = Dist::get(name)
    {
        return Some(serve(name, file, headers));
    }
    // The service worker asks for the page by its file's name.
    if name == "index.html" || is_page(name, headers) {
        return Dist::get("index.html").map(|file| serve("index.html", file, headers));
    }
    None
}

/// An address of the app: somebody wants a page, and not a file or the API's answer.
fn is_page(name: &str, headers: &HeaderMap) -> bool {
    let wants_page =
        headers.get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    let is_file = name.rsplit('/').next().is_some_and(|last| last.contains('.'));
    wants_page && !is_file
}

fn serve(name: &str, plain: EmbeddedFile, headers: &HeaderMap) -> Response<Body> {
    let packed = accepts_brotli(headers).then(|| Dist::get(&format!("{name}.br"))).flatten();
    let is_packed = packed.is_some();
    let file = packed.unwrap_or(plain);
    let tag = tag(&file);
    let unchanged = headers.get(IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes());
    let body = match file.data {
        _ if unchanged => Body::empty(),
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    let mut response = Response::new(body);
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let out = response.headers_mut();
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    if let Ok(kind) = HeaderValue::from_str(kind.as_ref()) {
        out.insert(CONTENT_TYPE, kind);
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(ETAG, tag);
    }
    out.insert(CACHE_CONTROL, HeaderValue::from_static(kept(name)));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    if name == "index.html" {
        out.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    response
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some("br") && !parts.any(|weight| weight == "q=0")
    })
}

fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let start: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{start}\"")
}

fn kept(name: &str) -> &'static str {
    match name {
        _ if is_hashed(name) => FOREVER,
        _ if name.ends_with(".svg") || name.ends_with(".png") => SOON,
        _ => ASK,
    }
}

/// `main-5QWM3ZVJ.js`, `es-BTfElH-_.js`: the bundlers write eight characters of what the file holds into its name. A word
/// has neither digits nor capitals, so it is never taken for one of them.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).as_bytes();
    let Some((rest, hash)) = stem.split_last_chunk::<8>() else { return false };
    rest.ends_with(b"-")
        && hash.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte))
        && hash.iter().any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_forever() {
        for name in ["main-5QWM3ZVJ.js", "media/figtree-latin-QEY7HCQM.woff2", "es-BTfElH-_.js", "pay-C-MS9m4v.js"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["index.html", "ngsw-worker.js", "icons.svg", "images/icon-180.png", "icon-maskable.png"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn brotli_is_served_to_those_who_take_it() {
        let with = |text: &'static str| HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(text))]);
        assert!(accepts_brotli(&with("gzip, deflate, br")) && accepts_brotli(&with("br;q=0.5")));
        assert!(
            !accepts_brotli(&with("gzip")) && !accepts_brotli(&with("br;q=0")) && !accepts_brotli(&HeaderMap::new())
        );
    }

    #[test]
    fn addresses_of_the_app_are_pages_and_files_are_not() {
        let page = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("text/html,*/*"))]);
        assert!(is_page("bookings/123", &page) && is_page("", &page));
        assert!(!is_page("missing.js", &page) && !is_page("bookings/123", &HeaderMap::new()));
    }
}
