use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use mail_parser::{MessageParser, MimeHeaders};
use mailin::{Action, Handler, Response, SessionBuilder, response};

use crate::until;

/// A mail that arrived.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Address it was delivered to.
    pub to: String,
    /// Its Message-ID.
    pub id: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Its HTML.
    pub html: String,
    /// The attached calendar entry, if there is one.
    pub calendar: Option<String>,
}

impl Mail {
    /// The secret of the link in it.
    pub fn token(&self) -> Option<String> {
        let (_, rest) = self.text.split_once("token=")?;
        Some(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect())
    }
}

/// An SMTP server on loopback that takes every mail and shows it.
pub struct Mailbox {
    port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
    closed: Arc<AtomicBool>,
}

impl Mailbox {
    /// Opens a server on a free port.
    ///
    /// # Panics
    /// When there is none.
    pub fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port for mail");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let mailbox = Self { port, mails: Arc::default(), closed: Arc::default() };
        let (mails, closed) = (mailbox.mails.clone(), mailbox.closed.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten().take_while(|_| !closed.load(Ordering::SeqCst)) {
                let reader = Reader { mails: mails.clone(), to: Vec::new(), data: Vec::new() };
                std::thread::spawn(move || converse(&stream, reader));
            }
        });
        mailbox
    }

    /// How plaza finds it.
    pub(crate) fn variables(&self) -> [(String, String); 3] {
        [("HOST", "127.0.0.1".to_owned()), ("PORT", self.port.to_string()), ("TLS", "none".to_owned())]
            .map(|(key, value)| (format!("PLAZA_NOTIFICATIONS_SMTP_{key}"), value))
    }

    /// Every mail so far, in the order of arrival.
    pub fn all(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The mails to an address so far.
    pub fn to(&self, address: &str) -> Vec<Mail> {
        self.all().into_iter().filter(|mail| mail.to == address).collect()
    }

    /// Waits for a mail to an address that is as wanted.
    pub async fn wait(&self, address: &str, what: &str, wanted: impl Fn(&Mail) -> bool) -> Mail {
        until(&format!("a mail to {address}: {what}"), async || self.to(address).into_iter().find(&wanted)).await
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

/// Collects one mail of a conversation at a time.
struct Reader {
    mails: Arc<Mutex<Vec<Mail>>>,
    to: Vec<String>,
    data: Vec<u8>,
}

impl Handler for Reader {
    fn data_start(&mut self, _: &str, _: &str, _: bool, to: &[String]) -> Response {
        self.to = to.to_vec();
        self.data.clear();
        response::OK
    }

    fn data(&mut self, line: &[u8]) -> std::io::Result<()> {
        self.data.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let read: Vec<Mail> = self.to.iter().filter_map(|to| read(to, &self.data)).collect();
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).extend(read);
        response::OK
    }
}

fn read(to: &str, data: &[u8]) -> Option<Mail> {
    let message = MessageParser::default().parse(data)?;
    let is_calendar = |kind: &mail_parser::ContentType| kind.ctype() == "text" && kind.subtype() == Some("calendar");
    let calendar = message.parts.iter().find(|part| part.content_type().is_some_and(is_calendar));
    Some(Mail {
        to: to.trim_matches(['<', '>']).to_owned(),
        id: message.message_id().unwrap_or_default().to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
        calendar: calendar.map(|part| String::from_utf8_lossy(part.contents()).into_owned()),
    })
}

/// Talks SMTP until the client leaves.
fn converse(stream: &TcpStream, reader: Reader) {
    // Who leaves in the middle, as a killed process does, has not delivered.
    let _ = talk(stream, reader);
}

fn talk(mut stream: &TcpStream, reader: Reader) -> std::io::Result<()> {
    let peer = stream.peer_addr()?.ip();
    let mut session = SessionBuilder::new("journeys.example").build(peer, reader);
    let mut lines = BufReader::new(stream.try_clone()?);
    session.greeting().write_to(&mut stream)?;
    loop {
        let mut line = Vec::new();
        match lines.read_until(b'\n', &mut line) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        let response = session.process(&line);
        match response.action {
            Action::NoReply => {}
            Action::Close => return response.write_to(&mut stream),
            Action::Reply | Action::UpgradeTls => {
                response.write_to(&mut stream)?;
                stream.flush()?;
            }
        }
    }
}
