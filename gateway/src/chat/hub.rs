use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use axum::extract::ws::Utf8Bytes;
use plaza_chat_api::{ConversationId, LiveFrame, Position, Present, Room, Signal};
use tokio::sync::{Notify, mpsc, watch};
use uuid::Uuid;

/// What a socket may be behind before it is closed: its client reads on from its cursor.
const BEHIND: usize = 256;

/// Something sockets are told, made once for all of them.
#[derive(Debug)]
pub struct Told {
    /// Its place in the order; none for what is not kept.
    pub position: Option<Position>,
    /// The JSON text.
    pub text: Utf8Bytes,
}

/// The sockets of everybody who is here.
pub struct Hub {
    /// This gateway's name for the time it runs.
    pub gateway: Uuid,
    people: RwLock<HashMap<Present, Vec<Chair>>>,
    /// Whose presence may have changed since it was last told.
    moved: Mutex<HashSet<Present>>,
    /// Somebody came or left.
    pub stirred: Notify,
    /// Whether the reader has a position: before that, a frame could be missed.
    following: watch::Sender<bool>,
    numbers: std::sync::atomic::AtomicU64,
}

struct Chair {
    number: u64,
    sender: mpsc::Sender<Arc<Told>>,
}

/// A socket's place in the hub, until it is dropped.
pub struct Seat<'a> {
    hub: &'a Hub,
    who: Present,
    number: u64,
    told: mpsc::Receiver<Arc<Told>>,
    /// The last frame the client has.
    pub seen: Position,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            gateway: Uuid::now_v7(),
            people: RwLock::default(),
            moved: Mutex::default(),
            stirred: Notify::new(),
            following: watch::Sender::new(false),
            numbers: std::sync::atomic::AtomicU64::new(0),
        }
    }
}

impl Hub {
    /// Takes a seat: from now on nothing that is told is missed.
    pub fn sit(&self, who: Present, seen: Position) -> Seat<'_> {
        let (sender, told) = mpsc::channel(BEHIND);
        let number = self.numbers.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let chair = Chair { number, sender };
        let mut people = self.people.write().unwrap_or_else(PoisonError::into_inner);
        let chairs = people.entry(who).or_default();
        chairs.push(chair);
        if chairs.len() == 1 {
            self.stir(who);
        }
        Seat { hub: self, who, number, told, seen }
    }

    /// Waits until the reader follows.
    pub async fn followed(&self) {
        // The sender lives as long as the hub.
        let _ = self.following.subscribe().wait_for(|following| *following).await;
    }

    /// Notes whether the reader follows. One that lost its place makes every socket read on by its cursor.
    pub fn set_following(&self, following: bool) {
        self.following.send_if_modified(|now| std::mem::replace(now, following) != following);
        if !following {
            let mut people = self.people.write().unwrap_or_else(PoisonError::into_inner);
            people.values_mut().for_each(Vec::clear);
        }
    }

    /// Tells what happened to who is in its conversation, or to the one of them it is for.
    pub fn tell(&self, frames: Vec<LiveFrame>, rooms: &[Room]) {
        let rooms: HashMap<ConversationId, &Room> = rooms.iter().map(|room| (room.conversation, room)).collect();
        let mut behind = Vec::new();
        {
            let people = self.people.read().unwrap_or_else(PoisonError::into_inner);
            for frame in frames {
                let Some(room) = rooms.get(&frame.conversation) else { continue };
                let told = Arc::new(Told { position: Some(frame.position), text: frame.text.into() });
                for user in room.people.iter().filter(|user| frame.only.is_none_or(|only| only == **user)) {
                    pass(&people, Present { org: room.org, user: *user }, &told, &mut behind);
                }
            }
        }
        self.show_out(behind);
    }

    /// Tells what is not kept.
    pub fn signal(&self, signals: Vec<Signal>) {
        let mut behind = Vec::new();
        {
            let people = self.people.read().unwrap_or_else(PoisonError::into_inner);
            for signal in signals {
                let told = Arc::new(Told { position: None, text: signal.text.into() });
                for user in signal.to {
                    pass(&people, Present { org: signal.org, user }, &told, &mut behind);
                }
            }
        }
        self.show_out(behind);
    }

    /// Everybody who is here.
    pub fn everybody(&self) -> Vec<Present> {
        self.moved().clear();
        self.people.read().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    /// Who came and who left since it was last asked.
    pub fn moves(&self) -> (Vec<Present>, Vec<Present>) {
        let moved = std::mem::take(&mut *self.moved());
        let people = self.people.read().unwrap_or_else(PoisonError::into_inner);
        moved.into_iter().partition(|who| people.contains_key(who))
    }

    fn moved(&self) -> MutexGuard<'_, HashSet<Present>> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stir(&self, who: Present) {
        self.moved().insert(who);
        self.stirred.notify_one();
    }

    /// Takes the chair of who is too far behind: their socket ends when it has sent what it has.
    fn show_out(&self, behind: Vec<(Present, u64)>) {
        if behind.is_empty() {
            return;
        }
        let mut people = self.people.write().unwrap_or_else(PoisonError::into_inner);
        for (who, number) in behind {
            if let Some(chairs) = people.get_mut(&who) {
                chairs.retain(|chair| chair.number != number);
            }
        }
    }
}

fn pass(people: &HashMap<Present, Vec<Chair>>, who: Present, told: &Arc<Told>, behind: &mut Vec<(Present, u64)>) {
    for chair in people.get(&who).into_iter().flatten() {
        if chair.sender.try_send(told.clone()).is_err() {
            behind.push((who, chair.number));
        }
    }
}

impl Seat<'_> {
    /// What comes next; none when the seat was taken away.
    pub async fn next(&mut self) -> Option<Arc<Told>> {
        self.told.recv().await
    }

    /// What is there already.
    pub fn at_once(&mut self) -> Option<Arc<Told>> {
        self.told.try_recv().ok()
    }

    /// Whether the client has not got it yet; notes that it has now.
    pub fn is_new(&mut self, told: &Told) -> bool {
        match told.position {
            Some(position) if position <= self.seen => false,
            Some(position) => {
                self.seen = position;
                true
            }
            None => true,
        }
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut people = self.hub.people.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(chairs) = people.get_mut(&self.who) {
            chairs.retain(|chair| chair.number != self.number);
            if chairs.is_empty() {
                people.remove(&self.who);
                self.hub.stir(self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use plaza_core::{OrgId, UserId};

    use super::*;

    fn frame(conversation: ConversationId, n: i64) -> LiveFrame {
        LiveFrame { conversation, position: Position { txid: 7, n }, only: None, text: n.to_string() }
    }

    fn start() -> Position {
        Position { txid: 7, n: -1 }
    }

    #[test]
    fn a_message_reaches_every_socket_of_its_people_and_nobody_else_s() {
        let hub = Hub::default();
        let org = OrgId::new();
        let present = |user| Present { org, user };
        let (ana, lucia, other) = (present(UserId::new()), present(UserId::new()), present(UserId::new()));
        let room = Room { conversation: ConversationId::new(), org, people: vec![ana.user, lucia.user] };
        let mut seats = [ana, ana, lucia].map(|who| hub.sit(who, start()));
        let mut outside = [other, Present { org: OrgId::new(), user: ana.user }].map(|who| hub.sit(who, start()));
        hub.tell(vec![frame(room.conversation, 1), frame(ConversationId::new(), 2)], std::slice::from_ref(&room));
        for seat in &mut seats {
            let told = seat.at_once().unwrap();
            assert!(seat.is_new(&told) && told.text.as_str() == "1");
            assert!(!seat.is_new(&told), "told once");
            assert!(seat.at_once().is_none());
        }
        assert!(outside.iter_mut().all(|seat| seat.at_once().is_none()));
    }

    #[test]
    fn what_is_for_one_of_them_reaches_that_one_only() {
        let hub = Hub::default();
        let org = OrgId::new();
        let (ana, lucia) = (Present { org, user: UserId::new() }, Present { org, user: UserId::new() });
        let room = Room { conversation: ConversationId::new(), org, people: vec![ana.user, lucia.user] };
        let [mut hers, mut theirs] = [ana, lucia].map(|who| hub.sit(who, start()));
        let own = LiveFrame { only: Some(ana.user), ..frame(room.conversation, 1) };
        hub.tell(vec![own], std::slice::from_ref(&room));
        assert!(hers.at_once().is_some() && theirs.at_once().is_none());
    }

    #[test]
    fn who_does_not_read_loses_the_seat_and_the_others_go_on() {
        let hub = Hub::default();
        let org = OrgId::new();
        let (slow, quick) = (Present { org, user: UserId::new() }, Present { org, user: UserId::new() });
        let room = Room { conversation: ConversationId::new(), org, people: vec![slow.user, quick.user] };
        let (mut behind, mut reads) = (hub.sit(slow, start()), hub.sit(quick, start()));
        for n in 0..=i64::try_from(BEHIND).unwrap() {
            hub.tell(vec![frame(room.conversation, n)], std::slice::from_ref(&room));
            assert!(reads.at_once().is_some());
        }
        let waiting = std::iter::from_fn(|| behind.at_once()).count();
        assert_eq!(waiting, BEHIND, "what was told before is sent");
        assert!(behind.told.is_closed());
    }

    #[test]
    fn presence_is_of_people_not_of_sockets() {
        let hub = Hub::default();
        let who = Present { org: OrgId::new(), user: UserId::new() };
        let first = hub.sit(who, start());
        assert_eq!(hub.moves(), (vec![who], vec![]));
        let second = hub.sit(who, start());
        drop(first);
        assert_eq!(hub.moves(), (vec![], vec![]));
        drop(second);
        assert_eq!(hub.moves(), (vec![], vec![who]));
        drop(hub.sit(who, start()));
        assert_eq!(hub.everybody(), []);
    }
}
