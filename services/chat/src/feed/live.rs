//! The gateways' long poll.

use std::time::Duration;

use plaza_chat_api::{Live, LiveFrame, LiveFrom, Position, Room};
use serde_json::Value;

use super::query;
use crate::app::App;
use crate::error::Result;
use crate::frames::{self, Frame};
use crate::room;

/// How long an empty answer is waited for.
const WAIT: Duration = Duration::from_secs(5);
/// Another process's commits do not wake this one.
const POLL: Duration = Duration::from_millis(250);
/// A frame is committed and an older transaction is still open: it ends in a moment.
const SOON: Duration = Duration::from_millis(2);
const BATCH: i64 = 500;

/// What happened after a position, as soon as there is something.
///
/// # Errors
/// [`crate::error::Error::FeedExpired`] when the position is of before what is kept.
pub async fn look(app: &App, from: LiveFrom) -> Result<Live> {
    let Some(position) = from.position else {
        let (_, heard) = app.signals.after(None);
        let position = query::present(app.db.pool()).await?;
        return Ok(Live { frames: Vec::new(), rooms: Vec::new(), position, signals: Vec::new(), heard });
    };
    query::must_be_kept(app.db.pool(), position).await?;
    let (until, mut shutdown) = (tokio::time::Instant::now() + WAIT, app.shutdown.clone());
    loop {
        let woken = app.changed.notified();
        let (signals, heard) = app.signals.after(from.signals);
        let mut found = query::of_all(app.db.pool(), position, BATCH).await?;
        let readable = found.iter().take_while(|frame| frame.readable).count();
        let held_up = readable < found.len();
        found.truncate(readable);
        let over = tokio::time::Instant::now() >= until || shutdown.is_asked();
        if !found.is_empty() || !signals.is_empty() || over {
            let mut live = told(app, position, found).await?;
            (live.signals, live.heard) = (signals, heard);
            return Ok(live);
        }
        if held_up {
            tokio::time::sleep(SOON).await;
        } else {
            // Nothing came: look again.
            shutdown.pause(woken, POLL).await;
        }
    }
}

async fn told(app: &App, from: Position, found: Vec<Frame>) -> Result<Live> {
    let places = found.iter().map(|frame| (frame.org_id, frame.conversation_id)).collect();
    let rooms: Vec<Room> = room::all(app, places).await?.iter().map(|room| Room::clone(room)).collect();
    let texts = frames::told(app.db.pool(), &found).await?;
    let frame = |(frame, text): (&Frame, Value)| LiveFrame {
        conversation: frame.conversation_id,
        position: frame.position(),
        only: frame.user_id.filter(|_| frame.own),
        text: text.to_string(),
    };
    let position = found.last().map_or(from, Frame::position);
    let (_, heard) = app.signals.after(None);
    Ok(Live { frames: found.iter().zip(texts).map(frame).collect(), rooms, position, signals: Vec::new(), heard })
}
