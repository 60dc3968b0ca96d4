//! What a file is, by its content: what somebody says it is does not count.

/// The media type of what may be passed on. A page that runs scripts is none of it.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match infer::get(bytes) {
        Some(kind) => PASSED_ON.iter().find(|known| **known == kind.mime_type()).copied(),
        None if is_text(bytes) => Some("text/plain; charset=utf-8"),
        None => None,
    }
}

const PASSED_ON: [&str; 15] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "application/pdf",
    "application/zip",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
];

/// Text has no control characters but those of lines and columns.
fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        !text.is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\x0c'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides() {
        assert_eq!(media_type(b"\xff\xd8\xff\xe0\0\x10JFIF"), Some("image/jpeg"));
        assert_eq!(media_type(b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(media_type("Señas: calle Mayor 1\n".as_bytes()), Some("text/plain; charset=utf-8"));
        assert_eq!(media_type(b"PK\x03\x04rest of an archive"), Some("application/zip"));
        for refused in
            [&b"<!DOCTYPE html><script>"[..], b"\x7fELF\x02\x01\x01\0", b"MZ\x90\0", b"", b"a\0b", b"#!/bin/sh\n"]
        {
            assert_eq!(media_type(refused), None, "{}", String::from_utf8_lossy(refused));
        }
    }
}
