//! Rooms full of sockets, some of which talk.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::side::{Heard, Side};
use super::wire::{Reader, Writer};

/// What a run came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) deliveries: f64,
    pub(crate) messages: f64,
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

/// Who talks how much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Talk {
    /// Sockets of each room that talk.
    pub(crate) speakers: usize,
    /// Messages a second of all together; as many as go when none.
    pub(crate) rate: Option<f64>,
    pub(crate) seconds: u64,
}

struct Seat {
    room: Arc<str>,
    reader: Reader,
    writer: Writer,
}

/// The sockets of all rooms.
pub(crate) struct Crowd {
    side: Side,
    seats: Vec<Seat>,
    rooms: usize,
}

/// What all sockets share in a run.
struct Run {
    began: Instant,
    counting: AtomicBool,
    over: AtomicBool,
    heard: AtomicU64,
    said: AtomicU64,
}

impl Crowd {
    /// Opens the sockets: the tokens of each room's people.
    pub(crate) async fn enter(side: Side, address: &str, rooms: &[(String, Vec<String>)]) -> anyhow::Result<Self> {
        let mut seats = Vec::new();
        for (room, tokens) in rooms {
            let room: Arc<str> = room.as_str().into();
            for some in tokens.chunks(50) {
                let mut entering = JoinSet::new();
                for token in some {
                    let (address, token, room) = (address.to_owned(), token.clone(), room.clone());
                    entering.spawn(async move { side.enter(&address, &token, &room).await.map(|pair| (room, pair)) });
                }
                while let Some(entered) = entering.join_next().await {
                    let (room, (reader, writer)) = entered??;
                    seats.push(Seat { room, reader, writer });
                }
            }
        }
        Ok(Self { side, seats, rooms: rooms.len() })
    }

    pub(crate) fn sockets(&self) -> usize {
        self.seats.len()
    }

    /// Talks, and counts what everybody hears.
    pub(crate) async fn talk(self, talk: Talk) -> anyhow::Result<(Self, Figures)> {
        let run = Arc::new(Run {
            began: Instant::now(),
            counting: AtomicBool::new(false),
            over: AtomicBool::new(false),
            heard: AtomicU64::new(0),
            said: AtomicU64::new(0),
        });
        let (side, rooms) = (self.side, self.rooms);
        let per_room = self.seats.len() / rooms.max(1);
        let pause = talk.rate.map(|rate| Duration::from_secs_f64((rooms * talk.speakers) as f64 / rate));
        let mut tasks = JoinSet::new();
        for (n, seat) in self.seats.into_iter().enumerate() {
            let speaks = n % per_room < talk.speakers;
            tasks.spawn(sit(side, seat, run.clone(), speaks.then_some((pause, n))));
        }
        // A second to come to its pace, then what is counted.
        tokio::time::sleep(Duration::from_secs(1)).await;
        let started = Instant::now();
        run.counting.store(true, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_secs(talk.seconds)).await;
        run.counting.store(false, Ordering::Relaxed);
        let took = started.elapsed().as_secs_f64();
        run.over.store(true, Ordering::Relaxed);
        let (mut seats, mut latencies) = (Vec::new(), Vec::new());
        while let Some(sat) = tasks.join_next().await {
            let (seat, late) = sat??;
            seats.push(seat);
            latencies.extend(late);
        }
        latencies.sort_unstable();
        let at = |share: f64| {
            let index = (latencies.len() as f64 * share) as usize;
            latencies.get(index.min(latencies.len().saturating_sub(1))).map_or(0.0, |nanos| *nanos as f64 / 1e6)
        };
        // Seats of one room stay together: speakers are counted off from each room's first.
        seats.sort_by(|a, b| a.room.cmp(&b.room));
        let figures = Figures {
            deliveries: run.heard.load(Ordering::Relaxed) as f64 / took,
            messages: run.said.load(Ordering::Relaxed) as f64 / took,
            p50: at(0.5),
            p99: at(0.99),
        };
        Ok((Self { side, seats, rooms }, figures))
    }
}

/// One socket: reads what comes until the run is over and nothing comes any more, and speaks if it is to.
async fn sit(
    side: Side,
    mut seat: Seat,
    run: Arc<Run>,
    speaks: Option<(Option<Duration>, usize)>,
) -> anyhow::Result<(Seat, Vec<u64>)> {
    let taken = Arc::new(Notify::new());
    let mut late = Vec::new();
    let Seat { room, reader, writer } = &mut seat;
    let writer = tokio::sync::Mutex::new(writer);
    let speaking = async {
        let Some((pause, n)) = speaks else { return std::future::pending().await };
        // Not all at the same moment.
        tokio::time::sleep(pause.unwrap_or_default().mul_f64((n % 17) as f64 / 17.0)).await;
        let mut due = tokio::time::Instant::now();
        while !run.over.load(Ordering::Relaxed) {
            let nanos = u64::try_from(run.began.elapsed().as_nanos()).unwrap_or(u64::MAX);
            writer.lock().await.text(&side.say(room, nanos)).await?;
            taken.notified().await;
            if run.counting.load(Ordering::Relaxed) {
                run.said.fetch_add(1, Ordering::Relaxed);
            }
            if let Some(pause) = pause {
                due += pause;
                tokio::time::sleep_until(due).await;
            }
        }
        std::future::pending::<anyhow::Result<()>>().await
    };
    let hearing = async {
        loop {
            // After the end: what is on its way is taken, so that the next run begins with silence.
            let text = if run.over.load(Ordering::Relaxed) {
                match tokio::time::timeout(Duration::from_millis(1_500), reader.text()).await {
                    Ok(text) => text?,
                    Err(_) => return Ok(()),
                }
            } else {
                match tokio::time::timeout(Duration::from_millis(500), reader.text()).await {
                    Ok(text) => text?,
                    Err(_) => continue,
                }
            };
            let Some(text) = text else { anyhow::bail!("{} closed a socket", side.name()) };
            match side.hear(text)? {
                Heard::Message(sent) if run.counting.load(Ordering::Relaxed) => {
                    run.heard.fetch_add(1, Ordering::Relaxed);
                    late.push(u64::try_from(run.began.elapsed().as_nanos()).unwrap_or(u64::MAX).saturating_sub(sent));
                }
                Heard::Taken => taken.notify_one(),
                Heard::Ask(answer) => writer.lock().await.text(answer).await?,
                Heard::Message(_) | Heard::Other => {}
            }
        }
    };
    let ended: anyhow::Result<()> = tokio::select! {
        spoken = speaking => spoken,
        heard = hearing => heard,
    };
    ended?;
    Ok((seat, late))
}
