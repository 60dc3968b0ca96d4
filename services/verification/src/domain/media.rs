//! What an upload is, by its first bytes: what the sender calls it does not count.

/// The media type of a file we take: JPEG, PNG, WebP or PDF.
pub fn media_type(file: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 3] =
        [(b"\xFF\xD8\xFF", "image/jpeg"), (b"\x89PNG\r\n\x1A\n", "image/png"), (b"%PDF-", "application/pdf")];
    let plain = known.into_iter().find(|(start, _)| file.starts_with(start)).map(|(_, name)| name);
    let webp = file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP");
    plain.or(webp.then_some("image/webp"))
}

/// What a browser saves it as: the sort of the document and the ending of its type.
pub fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "pdf",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_sorts_are_known_by_their_first_bytes() {
        assert_eq!(media_type(b"\xFF\xD8\xFF\xE0..."), Some("image/jpeg"));
        assert_eq!(media_type(b"\x89PNG\r\n\x1A\n..."), Some("image/png"));
        assert_eq!(media_type(b"RIFF\x10\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(media_type(b"%PDF-1.7\n"), Some("application/pdf"));
        for other in
            [b"".as_slice(), b"RIFF", b"RIFF\x10\0\0\0WAVE", b"<svg onload=alert(1)>", b"PK\x03\x04", b"GIF89a"]
        {
            assert_eq!(media_type(other), None);
        }
    }
}
