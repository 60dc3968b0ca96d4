//! The document of the socket and the code name the same messages.

use std::collections::BTreeSet;

const DOCUMENT: &str = include_str!("../../docs/asyncapi.yaml");
const PROSE: &str = include_str!("../../docs/websocket.md");

/// Where messages to pages are made.
const MADE: [&str; 5] = [
    include_str!("socket.rs"),
    include_str!("watch.rs"),
    include_str!("chat/talk.rs"),
    include_str!("../../services/chat/src/frames.rs"),
    include_str!("../../services/chat/src/presence/command.rs"),
];

fn documented() -> BTreeSet<String> {
    between(DOCUMENT, "type: { const: ", " }")
}

fn between(text: &str, start: &str, end: &str) -> BTreeSet<String> {
    text.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0.to_owned())).collect()
}

#[test]
fn every_message_of_the_code_is_documented_and_no_other() {
    let error = serde_json::from_str::<crate::socket::FromPage>(r#"{"type":"none"}"#).err().unwrap().to_string();
    // serde lists what it knows in backquotes, after the one it does not.
    let mut known: BTreeSet<String> = error.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(known.contains("hello") && known.contains("chat_send"), "{error}");
    known.extend(MADE.iter().flat_map(|source| between(source, r#""type": ""#, "\"")));
    assert_eq!(known, documented());
    for kind in &known {
        assert!(PROSE.contains(&format!(r#""type":"{kind}""#)), "docs/websocket.md says nothing of {kind}");
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    for reference in between(DOCUMENT, "$ref: '#/", "'") {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let defined = DOCUMENT.lines().any(|line| line.trim_start().starts_with(&format!("{name}:")));
        assert!(defined, "{reference}");
    }
}
