//! What differs between the two: how a client says hello, says something, and knows what it is told.

use anyhow::{Context, bail};
use serde_json::{Value, json};
use uuid::Uuid;

use super::wire::{self, Reader, Writer};

/// One of the two servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Plaza,
    SocketIo,
}

/// What a text from the server is.
pub(crate) enum Heard {
    /// A message, sent so many nanoseconds after the run began.
    Message(u64),
    /// The own message was taken.
    Taken,
    /// The server asks whether somebody is there, and gets this.
    Ask(&'static str),
    Other,
}

impl Side {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plaza => "plaza",
            Self::SocketIo => "socket.io",
        }
    }

    /// A socket that is told what is said in its room.
    pub(crate) async fn enter(self, address: &str, token: &str, room: &str) -> anyhow::Result<(Reader, Writer)> {
        let path = match self {
            Self::Plaza => "/api/v1/ws",
            Self::SocketIo => "/socket.io/?EIO=4&transport=websocket",
        };
        let (mut reader, mut writer) = wire::open(address, path).await?;
        match self {
            Self::Plaza => {
                writer.text(&json!({ "type": "hello", "token": token }).to_string()).await?;
                until(&mut reader, "\"ready\"").await?;
                writer.text(&json!({ "type": "chat" }).to_string()).await?;
                until(&mut reader, "\"chat_ready\"").await?;
            }
            Self::SocketIo => {
                until(&mut reader, "0{").await?;
                writer.text("40").await?;
                until(&mut reader, "40").await?;
                writer.text(&format!("420{}", json!(["join", room]))).await?;
                until(&mut reader, "430").await?;
            }
        }
        reader.shrink();
        Ok((reader, writer))
    }

    /// What is sent to say something in a room, with the time in it.
    pub(crate) fn say(self, room: &str, nanos: u64) -> String {
        let text = format!("#{nanos}# how about nine o'clock at the studio?");
        match self {
            Self::Plaza => {
                json!({ "type": "chat_send", "conversationId": room, "clientId": Uuid::now_v7(), "text": text })
                    .to_string()
            }
            Self::SocketIo => format!("421{}", json!(["say", room, text])),
        }
    }

    pub(crate) fn hear(self, text: &str) -> anyhow::Result<Heard> {
        match self {
            Self::Plaza if text.contains("\"chat_sent\"") => Ok(Heard::Taken),
            Self::Plaza if text.contains("\"chat_refused\"") => bail!("refused: {text}"),
            Self::SocketIo if text.starts_with("43") => Ok(Heard::Taken),
            Self::SocketIo if text == "2" => Ok(Heard::Ask("3")),
            _ => Ok(stamp(text).map_or(Heard::Other, Heard::Message)),
        }
    }
}

fn stamp(text: &str) -> Option<u64> {
    text.split_once('#')?.1.split_once('#')?.0.parse().ok()
}

async fn until(reader: &mut Reader, wanted: &str) -> anyhow::Result<()> {
    loop {
        let text = reader.text().await?.with_context(|| format!("closed before {wanted}"))?;
        if text.contains(wanted) {
            return Ok(());
        }
        if text.contains("chat_refused") {
            let told: Value = serde_json::from_str(text)?;
            bail!("refused: {told}");
        }
    }
}
