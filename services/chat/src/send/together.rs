//! Many who send at once share one transaction: what each costs alone is mostly waiting for the disk. While one
//! transaction is on its way, those who come gather for the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use plaza_chat_api::{ConversationId, Room};
use plaza_core::{Cx, Fault, OrgId, UserId};
use tokio::sync::{Semaphore, oneshot};
use uuid::Uuid;

use super::command::{self, Wanted};
use super::store::{self, After, Place};
use crate::app::App;
use crate::error::Result;
use crate::record::Message;
use crate::view::MessageView;

/// Messages of one transaction.
const MOST: usize = 64;
/// Transactions on their way: the next is made while one waits for the disk.
const AT_ONCE: usize = 2;

/// Where those gather who send at once.
pub struct Gathering {
    waiting: Mutex<Vec<Letter>>,
    turns: Semaphore,
}

/// A message of somebody who waits for it.
struct Letter {
    cx: Cx,
    room: Arc<Room>,
    me: UserId,
    wanted: Wanted,
    answer: oneshot::Sender<Result<MessageView>>,
}

impl Letter {
    fn key(&self) -> Key {
        (self.room.org, self.me, self.wanted.client_id)
    }
}

impl Default for Gathering {
    fn default() -> Self {
        Self { waiting: Mutex::default(), turns: Semaphore::new(AT_ONCE) }
    }
}

/// Sends a message of words alone, with those of others who send at the same time.
///
/// # Errors
/// As [`command::alone`].
pub async fn send(app: &App, cx: &Cx, room: Arc<Room>, me: UserId, wanted: Wanted) -> Result<MessageView> {
    let (answer, mut answered) = oneshot::channel();
    let gathering = &app.gathering;
    gathering.waiting().push(Letter { cx: cx.clone(), room, me, wanted, answer });
    // Whoever comes to their turn first takes the others' letters along.
    let turn = tokio::select! {
        biased;
        done = &mut answered => return done.map_err(|_| Fault::internal())?,
        turn = gathering.turns.acquire() => turn.map_err(|_| Fault::internal())?,
    };
    let letters = gathering.take();
    deliver(app, letters).await;
    drop(turn);
    answered.await.map_err(|_| Fault::internal())?
}

impl Gathering {
    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Letter>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Vec<Letter> {
        let mut waiting = self.waiting();
        let most = waiting.len().min(MOST);
        waiting.drain(..most).collect()
    }
}

async fn deliver(app: &App, letters: Vec<Letter>) {
    let alone = letters.len() < 2;
    let written = if alone { None } else { all(app, &letters).await };
    let mut written = written.unwrap_or_default();
    for letter in letters {
        let done = match written.remove(&letter.key()) {
            Some(done) => done,
            None => command::alone(app, &letter.cx, &letter.room, letter.me, &letter.wanted).await,
        };
        // Who waits for it is there until it comes: its request is a task of its own.
        let _ = letter.answer.send(done);
    }
}

/// The organisation, the author and the author's own id: somebody of two organisations may use an id in both.
type Key = (OrgId, UserId, Uuid);
type Written = HashMap<Key, Result<MessageView>>;

/// Writes all that no rule refuses, or nothing: then each is tried alone, and finds out why.
async fn all(app: &App, letters: &[Letter]) -> Option<Written> {
    match write(app, letters).await {
        Ok(Outcome::Written(messages)) => {
            let key = |message: &Message| (message.org_id, message.author, message.client_id);
            Some(messages.into_iter().map(|message| (key(&message), Ok(message.into()))).collect())
        }
        Ok(Outcome::Repeated) => None,
        Err(error) => {
            // Whether it was written is unknown: they are told so, and repeat.
            let fault = Fault::from(error);
            Some(letters.iter().map(|letter| (letter.key(), Err(fault.clone().into()))).collect())
        }
    }
}

enum Outcome {
    Written(Vec<Message>),
    /// Somebody's message, or one of the same id, is there already: the numbers would have a gap.
    Repeated,
}

async fn write(app: &App, letters: &[Letter]) -> Result<Outcome> {
    let Some(first) = letters.first() else { return Ok(Outcome::Written(Vec::new())) };
    let mut tx = app.db.begin(&first.cx).await?;
    let ids: Vec<ConversationId> = letters.iter().map(|letter| letter.room.conversation).collect();
    store::take_turns(&mut tx, &ids).await?;
    let who: Vec<_> = letters.iter().map(|one| (one.room.org, one.room.conversation, one.me)).collect();
    let mut places: HashMap<(OrgId, ConversationId, UserId), Place> = store::places(&mut tx, &who).await?;
    let (now, mut written) = (tx.now(), Vec::with_capacity(letters.len()));
    for letter in letters {
        let at = (letter.room.org, letter.room.conversation, letter.me);
        let Some(place) = places.get(&at) else { continue };
        let Ok(draft) = command::draft(app, place, at, &letter.wanted, Vec::new(), now) else { continue };
        let (message, after, waited) = draft;
        let pair = place.pair;
        // The next one in this conversation comes after this one.
        for (key, place) in &mut places {
            if (key.0, key.1) == (at.0, at.1) {
                place.follow(&message, &after, key.2);
            }
        }
        written.push((message, after, waited.filter(|_| pair), letter));
    }
    let rows: Vec<(&Message, &After)> = written.iter().map(|(message, after, ..)| (message, after)).collect();
    if rows.is_empty() {
        return Ok(Outcome::Repeated);
    }
    if !store::insert_all(&mut tx, &rows).await? {
        return Ok(Outcome::Repeated);
    }
    store::tell_all(&mut tx, &rows).await?;
    for (message, _, waited, letter) in &written {
        // Each in the context of who sent it.
        tx.act_as(&letter.cx);
        tx.emit(&command::sent(message, &letter.room.people, *waited));
    }
    app.commit(tx).await?;
    Ok(Outcome::Written(written.into_iter().map(|(message, ..)| message).collect()))
}
