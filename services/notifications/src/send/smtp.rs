//! The way to an SMTP server (RFC 5321), as the configuration describes it.
//!
//! One connection per mail, and one limit of time over the whole conversation: the library's own
//! pool bounds only connecting, and a conversation broken off must never be taken up again.

use std::time::Duration;

use anyhow::Context;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, Tls, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::{Address, Message};

use super::message::message;
use crate::config::{self, Config};
use crate::domain::mail::Mail;

/// How long saying good-bye may take; the mail is taken by then.
const GOOD_BYE: Duration = Duration::from_secs(1);

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
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    from: Address,
    limit: Duration,
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
        let credentials = (!config.smtp_user.is_empty())
            .then(|| Credentials::new(config.smtp_user.clone(), config.smtp_password.expose().to_owned()));
        Ok(Some(Self {
            host: config.smtp_host.clone(),
            port: if config.smtp_port == 0 { usual_port } else { config.smtp_port },
            tls,
            credentials,
            from: from.email.clone(),
            limit: Duration::from_secs(config.smtp_timeout_seconds.clamp(1, 25)),
        }))
    }

    /// Sends one mail, once.
    pub async fn send(&self, mail: &Mail) -> Outcome {
        let message = match message(mail, &self.from) {
            Ok(message) => message,
            // An address that is none will not become one.
            Err(error) => return Outcome::Refused(format!("the mail cannot be written: {error:#}")),
        };
        match tokio::time::timeout(self.limit, self.converse(&message)).await {
            Ok(Ok(mut connection)) => {
                drop(tokio::time::timeout(GOOD_BYE, connection.quit()).await);
                Outcome::Taken
            }
            Ok(Err(outcome)) => outcome,
            Err(_) => Outcome::Later(format!("the server was silent for {} seconds", self.limit.as_secs())),
        }
    }

    /// Until the server has taken the mail. What it says of us, our log-in or our sender may pass;
    /// what it says of the recipient and of the mail itself is its last word when it is a 5xx.
    async fn converse(&self, message: &Message) -> Result<AsyncSmtpConnection, Outcome> {
        let mut connection = self.connect().await.map_err(|error| Outcome::Later(error.to_string()))?;
        let (envelope, bytes) = (message.envelope(), message.formatted());
        let mut options = Vec::new();
        let addresses = envelope.to().iter().chain(envelope.from());
        if addresses.map(AsRef::<str>::as_ref).any(|address| !address.is_ascii()) {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Outcome::Refused("the mail server takes no address beyond ASCII".into()));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if !bytes.is_ascii() {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let sender = MailFrom::new(envelope.from().cloned(), options);
        connection.command(sender).await.map_err(|error| Outcome::Later(error.to_string()))?;
        for recipient in envelope.to() {
            connection.command(Rcpt::new(recipient.clone(), vec![])).await.map_err(last_word)?;
        }
        connection.command(Data).await.map_err(last_word)?;
        connection.message(&bytes).await.map_err(last_word)?;
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let hello = ClientId::Domain(self.from.domain().to_owned());
        let at_once = if let Tls::Wrapper(parameters) = &self.tls { Some(parameters.clone()) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.limit), &hello, at_once, None).await?;
        if let Tls::Required(parameters) = &self.tls {
            connection.starttls(parameters.clone(), &hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

fn last_word(error: Error) -> Outcome {
    if error.is_permanent() { Outcome::Refused(error.to_string()) } else { Outcome::Later(error.to_string()) }
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
