//! A mail server on a loopback port: mailin speaks SMTP, this scripts what it answers and keeps what it takes.

use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

use mail_parser::{Message, MessageParser, MimeHeaders};
use mailin::response::{INVALID_CREDENTIALS, OK};
use mailin::{Action, AuthMechanism, Handler, Response, SessionBuilder};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// A mail as the server took it.
#[derive(Debug, Clone)]
pub struct Taken {
    pub to: String,
    pub raw: Vec<u8>,
}

/// What the server answers and what it has taken.
#[derive(Default)]
pub struct Desk {
    /// Answers to the next mails' senders; when none is left, 250.
    to_senders: Mutex<VecDeque<(u16, &'static str)>>,
    /// Answers to the next mails' recipients; when none is left, 250.
    to_recipients: Mutex<VecDeque<(u16, &'static str)>>,
    /// Answers to the next mails' ends; when none is left, 250.
    to_mails: Mutex<VecDeque<(u16, &'static str)>>,
    taken: Mutex<Vec<Taken>>,
    log_in: Option<(&'static str, &'static str)>,
    silent: bool,
}

/// A running server; it ends with the test.
pub struct Server {
    pub port: u16,
    desk: Arc<Desk>,
    // Ends with the server, conversations and all.
    _tasks: JoinSet<()>,
}

impl Server {
    /// A server that takes everything.
    pub async fn start() -> Self {
        Self::with(Desk::default()).await
    }

    /// A server that asks who one is.
    pub async fn with_log_in(user: &'static str, password: &'static str) -> Self {
        Self::with(Desk { log_in: Some((user, password)), ..Desk::default() }).await
    }

    /// A server that lets one in and never says a word.
    pub async fn silent() -> Self {
        Self::with(Desk { silent: true, ..Desk::default() }).await
    }

    async fn with(desk: Desk) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let (port, desk) = (listener.local_addr().unwrap().port(), Arc::new(desk));
        let shared = desk.clone();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut conversations = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                conversations.spawn(converse(stream, shared.clone()));
            }
        });
        Self { port, desk, _tasks: tasks }
    }

    /// Answers the next mail's sender so.
    pub fn answer_sender(&self, code: u16, text: &'static str) {
        self.desk.to_senders.lock().unwrap().push_back((code, text));
    }

    /// Answers the next mail's recipient so.
    pub fn answer_recipient(&self, code: u16, text: &'static str) {
        self.desk.to_recipients.lock().unwrap().push_back((code, text));
    }

    /// Answers the next mail, once it is read, so. It is kept even then: a server may fail after it has it.
    pub fn answer_mail(&self, code: u16, text: &'static str) {
        self.desk.to_mails.lock().unwrap().push_back((code, text));
    }

    /// What it has taken.
    pub fn taken(&self) -> Vec<Taken> {
        self.desk.taken.lock().unwrap().clone()
    }

    /// The one mail it has taken.
    #[track_caller]
    pub fn only(&self) -> Taken {
        let taken = self.taken();
        assert_eq!(taken.len(), 1, "{:?}", taken.iter().map(|mail| mail.subject()).collect::<Vec<_>>());
        taken.into_iter().next().unwrap()
    }
}

impl Taken {
    fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.raw).expect("a mail")
    }

    pub fn subject(&self) -> String {
        self.parsed().subject().unwrap_or_default().replace('\u{a0}', " ")
    }

    pub fn message_id(&self) -> String {
        self.parsed().message_id().unwrap_or_default().to_owned()
    }

    pub fn from(&self) -> (String, String) {
        let message = self.parsed();
        let from = message.from().and_then(|from| from.first()).expect("a sender");
        (from.name().unwrap_or_default().to_owned(), from.address().unwrap_or_default().to_owned())
    }

    pub fn text(&self) -> String {
        self.parsed().body_text(0).unwrap_or_default().into_owned()
    }

    pub fn html(&self) -> String {
        self.parsed().body_html(0).unwrap_or_default().into_owned()
    }

    pub fn header(&self, name: &str) -> String {
        self.parsed().header_raw(name).unwrap_or_default().trim().to_owned()
    }

    /// Name, type and content of the attachments.
    pub fn attachments(&self) -> Vec<(String, String, String)> {
        let message = self.parsed();
        let file = |part: &mail_parser::MessagePart| {
            let kind = part.content_type().expect("a type");
            let method = kind.attribute("method").unwrap_or_default();
            (
                part.attachment_name().unwrap_or_default().to_owned(),
                format!("{}/{} {method}", kind.ctype(), kind.subtype().unwrap_or_default()),
                part.text_contents().unwrap_or_default().to_owned(),
            )
        };
        message.attachments().map(file).collect()
    }
}

struct Clerk {
    desk: Arc<Desk>,
    to: String,
    raw: Vec<u8>,
}

impl Handler for Clerk {
    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        answer(&self.desk.to_senders)
    }

    fn rcpt(&mut self, to: &str) -> Response {
        to.clone_into(&mut self.to);
        answer(&self.desk.to_recipients)
    }

    fn data_start(&mut self, _: &str, _: &str, _: bool, _: &[String]) -> Response {
        self.raw.clear();
        OK
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.raw.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let mail = Taken { to: self.to.clone(), raw: std::mem::take(&mut self.raw) };
        self.desk.taken.lock().unwrap().push(mail);
        answer(&self.desk.to_mails)
    }

    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        if self.desk.log_in == Some((user, password)) { OK } else { INVALID_CREDENTIALS }
    }
}

fn answer(script: &Mutex<VecDeque<(u16, &'static str)>>) -> Response {
    match script.lock().unwrap().pop_front() {
        Some((code, text)) => Response::custom(code, text.to_owned()),
        None => OK,
    }
}

async fn converse(stream: TcpStream, desk: Arc<Desk>) -> io::Result<()> {
    if desk.silent {
        std::future::pending::<()>().await;
    }
    let mut builder = SessionBuilder::new("mail.example");
    if desk.log_in.is_some() {
        builder.enable_auth(AuthMechanism::Plain).insecure_enable_plaintext_auth();
    }
    let clerk = Clerk { desk, to: String::new(), raw: Vec::new() };
    let mut session = builder.build(IpAddr::V4(Ipv4Addr::LOCALHOST), clerk);
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read);
    write.write_all(&session.greeting().buffer()?).await?;
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).await? > 0 {
        let response = session.process(&line);
        line.clear();
        if !matches!(response.action, Action::NoReply) {
            write.write_all(&response.buffer()?).await?;
        }
        if matches!(response.action, Action::Close) {
            break;
        }
    }
    Ok(())
}
