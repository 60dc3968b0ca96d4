//! The client's side of a WebSocket (RFC 6455), as little of it as measuring needs: the two servers share the machine
//! with two thousand of these, and what they cost is taken from both.

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

/// What is read of a socket at once.
const BUFFER: usize = 16 * 1024;

/// What comes from the server.
pub(crate) struct Reader {
    stream: OwnedReadHalf,
    buffer: Vec<u8>,
    start: usize,
}

/// What goes to it.
pub(crate) struct Writer(OwnedWriteHalf);

/// Opens a socket.
pub(crate) async fn open(address: &str, path: &str) -> anyhow::Result<(Reader, Writer)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut buffer = Vec::with_capacity(1_024);
    let end = loop {
        if stream.read_buf(&mut buffer).await? == 0 {
            bail!("the socket was refused: {}", String::from_utf8_lossy(&buffer));
        }
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    anyhow::ensure!(buffer.starts_with(b"HTTP/1.1 101"), "refused: {}", String::from_utf8_lossy(&buffer));
    let (read, write) = stream.into_split();
    Ok((Reader { stream: read, buffer, start: end }, Writer(write)))
}

impl Reader {
    /// The next text; none when the server closes.
    pub(crate) async fn text(&mut self) -> anyhow::Result<Option<&str>> {
        loop {
            if let Some((kind, from, to)) = self.frame() {
                self.start = to;
                match kind {
                    1 => return Ok(Some(std::str::from_utf8(&self.buffer[from..to])?)),
                    8 => return Ok(None),
                    _ => continue,
                }
            }
            self.buffer.drain(..self.start);
            self.start = 0;
            self.buffer.reserve(BUFFER);
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Ok(None);
            }
        }
    }

    /// Gives back what a silent socket does not need.
    pub(crate) fn shrink(&mut self) {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.shrink_to_fit();
    }

    /// Kind, beginning and end of a whole frame that has come.
    fn frame(&self) -> Option<(u8, usize, usize)> {
        let bytes = &self.buffer[self.start..];
        let (first, short) = (*bytes.first()?, *bytes.get(1)?);
        let (length, header) = match short & 0x7f {
            126 => (usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?)), 4),
            127 => (usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?, 10),
            length => (usize::from(length), 2),
        };
        let end = header + length;
        (bytes.len() >= end).then(|| (first & 0x0f, self.start + header, self.start + end))
    }
}

impl Writer {
    /// Sends a text. The mask is nothing: it protects proxies, and there is none.
    pub(crate) async fn text(&mut self, text: &str) -> anyhow::Result<()> {
        let length = u16::try_from(text.len()).context("a short text")?;
        let mut frame = Vec::with_capacity(text.len() + 8);
        frame.push(0x81);
        if length < 126 {
            frame.push(0x80 | u8::try_from(length).unwrap_or(0));
        } else {
            frame.push(0x80 | 126);
            frame.extend(length.to_be_bytes());
        }
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        Ok(self.0.write_all(&frame).await?)
    }
}
