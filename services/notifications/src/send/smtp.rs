//! The way to an SMTP server (RFC 5321), as the configuration describes it.

use std::time::{Duration, SystemTime};

use anyhow::Context;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as Part, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::config::{self, Config};
use crate::domain::mail::Mail;

/// Says no for good, to this mail; other codes of 5xx are about us, our log-in or our network, and pass.
const FOR_GOOD: [u16; 7] = [550, 551, 552, 553, 554, 555, 556];

/// Connections at most; the server's neighbours want some too.
const CONNECTIONS: u32 = 4;

/// How sending went.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it.
    Taken,
    /// Never, and why.
    Refused(String),
    /// Not now, and why.
    Later(String),
}

/// Sends mails to one SMTP server.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

impl Mailer {
    /// The mailer of a configuration; none when it names no server.
    ///
    /// # Errors
    /// Names the setting that makes no sense.
    pub fn of(config: &Config, from: &Mailbox) -> anyhow::Result<Option<Self>> {
        if config.smtp_host.is_empty() {
            return Ok(None);
        }
        let (tls, usual_port) = match config.smtp_tls {
            config::Tls::None => (Tls::None, 25),
            config::Tls::Starttls => (Tls::Required(parameters(config)?), 587),
            config::Tls::Tls => (Tls::Wrapper(parameters(config)?), 465),
        };
        let port = if config.smtp_port == 0 { usual_port } else { config.smtp_port };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.smtp_host)
            .port(port)
            .tls(tls)
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(Duration::from_secs(config.smtp_timeout_seconds.clamp(1, 15))))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(Duration::from_secs(30)));
        if !config.smtp_user.is_empty() {
            let password = config.smtp_password.expose().to_owned();
            builder = builder.credentials(Credentials::new(config.smtp_user.clone(), password));
        }
        Ok(Some(Self { transport: builder.build(), from: from.email.clone() }))
    }

    /// Sends one mail, once.
    pub async fn send(&self, mail: &Mail) -> Outcome {
        let message = match message(mail, &self.from) {
            Ok(message) => message,
            // An address that is none will not become one.
            Err(error) => return Outcome::Refused(format!("the mail cannot be written: {error:#}")),
        };
        match self.transport.send(message).await {
            Ok(_) => Outcome::Taken,
            Err(error) => {
                let code = error.status().map(u16::from);
                let why = std::error::Error::source(&error).map_or_else(
                    || error.to_string(),
                    |cause| match code {
                        Some(code) => format!("{code} {cause}"),
                        None => format!("{error}: {cause}"),
                    },
                );
                if code.is_some_and(|code| FOR_GOOD.contains(&code)) {
                    Outcome::Refused(why)
                } else {
                    Outcome::Later(why)
                }
            }
        }
    }
}

fn parameters(config: &Config) -> anyhow::Result<TlsParameters> {
    let mut builder = TlsParameters::builder(config.smtp_host.clone());
    if !config.smtp_ca_file.is_empty() {
        let file = &config.smtp_ca_file;
        let pem = std::fs::read(file).with_context(|| format!("notifications.smtp_ca_file: {file} cannot be read"))?;
        let authority = Certificate::from_pem(&pem)
            .with_context(|| format!("notifications.smtp_ca_file: {file} is no certificate in PEM"))?;
        builder = builder.add_root_certificate(authority);
    }
    builder.build().context("TLS to the SMTP server cannot be set up")
}

/// The mail in MIME: text and HTML as alternatives, files beside them.
fn message(mail: &Mail, from: &Address) -> anyhow::Result<Message> {
    let alternatives = MultiPart::alternative()
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    let mut body = MultiPart::mixed().multipart(alternatives);
    for file in &mail.attachments {
        let kind = ContentType::parse(&file.content_type).context("an attachment's type")?;
        body = body.singlepart(Part::new(file.name.clone()).body(file.content.clone(), kind));
    }
    // Nobody's holiday notice answers a machine (RFC 3834).
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .from(Mailbox::new(Some(mail.from_name.clone()), from.clone()))
        .to(Mailbox::new(Some(mail.to_name.clone()).filter(|name| !name.is_empty()), mail.to_address.parse()?))
        .subject(mail.subject.clone())
        .message_id(Some(mail.message_id.clone()))
        .date(SystemTime::from(mail.written_at))
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .multipart(body)
        .context("the parts of the mail")
}
