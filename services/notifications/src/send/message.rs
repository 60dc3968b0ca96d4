//! A mail in MIME (RFC 2045): text and HTML as alternatives, files beside them.

use std::time::SystemTime;

use anyhow::Context;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::domain::mail::Mail;

/// The message, the same whenever it is made.
///
/// # Errors
/// When the recipient's address or an attachment's type is none.
pub fn message(mail: &Mail, from: &Address) -> anyhow::Result<Message> {
    let alternatives = MultiPart::alternative()
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    let mut body = MultiPart::mixed().multipart(alternatives);
    for file in &mail.attachments {
        let kind = ContentType::parse(&file.content_type).context("an attachment's type")?;
        body = body.singlepart(Attachment::new(file.name.clone()).body(file.content.clone(), kind));
    }
    // Nobody's holiday notice answers a machine (RFC 3834).
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let to = mail.to_address.parse().context("the recipient's address")?;
    Message::builder()
        .from(Mailbox::new(Some(mail.from_name.clone()), from.clone()))
        .to(Mailbox::new(Some(mail.to_name.clone()).filter(|name| !name.is_empty()), to))
        .subject(mail.subject.clone())
        .message_id(Some(mail.message_id.clone()))
        .date(SystemTime::from(mail.written_at))
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .multipart(body)
        .context("the parts of the mail")
}
