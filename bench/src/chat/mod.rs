//! Chat against socket.io, in turn, in one run, with the same clients: rooms of a hundred, and one room of everybody.
//! Plaza keeps every message durably, numbers it and knows who is who; socket.io passes it on.

mod load;
mod people;
mod rival;
mod side;
mod wire;

use serde_json::{Value, json};

use self::load::{Crowd, Figures, Talk};
use self::rival::Rival;
use self::side::Side;
use crate::server::Server;

/// People in a room.
const ROOM: usize = 100;
/// Of each room talk, when rooms talk.
const SPEAKERS: usize = 5;
/// Of everybody's room talk.
const CRIERS: usize = 4;

/// Measures both and prints what came of it.
pub(crate) async fn run(server: &Server, sockets: usize, seconds: u64) -> anyhow::Result<Value> {
    let people = people::make(server, sockets.max(ROOM)).await?;
    println!("\nchat, {} sockets", people.tokens.len());
    let rival = Rival::start().await?;
    let mut all = Vec::new();
    for (name, rooms, speakers) in [
        ("rooms of 100", people.rooms(server, ROOM).await?, SPEAKERS),
        ("everybody", people.rooms(server, usize::MAX).await?, CRIERS),
    ] {
        all.push(compare(server, &rival, name, &rooms, speakers, seconds).await?);
    }
    rival.stop()?;
    Ok(Value::Array(all))
}

async fn compare(
    server: &Server,
    rival: &Rival,
    name: &str,
    rooms: &[(String, Vec<String>)],
    speakers: usize,
    seconds: u64,
) -> anyhow::Result<Value> {
    let most = Talk { speakers, rate: None, seconds };
    let before = server.resident_kib()?;
    let ours = Crowd::enter(Side::Plaza, &server.address, rooms).await?;
    let ours_kib = (server.resident_kib()?.saturating_sub(before)) as f64 / ours.sockets() as f64;
    let before = rival.resident_kib()?;
    let theirs = Crowd::enter(Side::SocketIo, &rival.address, rooms).await?;
    let theirs_kib = (rival.resident_kib()?.saturating_sub(before)) as f64 / theirs.sockets() as f64;
    let (theirs, their_most) = theirs.talk(most).await?;
    let (ours, our_most) = ours.talk(most).await?;
    // Latency is compared at a pace both can keep: of a server that is driven as hard as it goes it tells the queue's length.
    let pace = Talk { rate: Some((their_most.messages.min(our_most.messages) * 0.5).max(1.0)), ..most };
    let (_theirs, their_pace) = theirs.talk(pace).await?;
    let (_ours, our_pace) = ours.talk(pace).await?;
    println!(
        "{name:14} {:>12} {:>12} {:>10} {:>10} {:>14}",
        "deliveries/s", "messages/s", "p50 ms", "p99 ms", "KiB a socket"
    );
    for (side, most, pace, kib) in
        [(Side::Plaza, our_most, our_pace, ours_kib), (Side::SocketIo, their_most, their_pace, theirs_kib)]
    {
        println!(
            "{:14} {:>12.0} {:>12.0} {:>10.2} {:>10.2} {:>14.1}",
            side.name(),
            most.deliveries,
            most.messages,
            pace.p50,
            pace.p99,
            kib
        );
    }
    println!("{:14} {:>12.2}", "ratio", our_most.deliveries / their_most.deliveries.max(1.0));
    Ok(json!({
        "what": name,
        "plaza": figures(&our_most, &our_pace, ours_kib),
        "socketIo": figures(&their_most, &their_pace, theirs_kib),
        "ratio": our_most.deliveries / their_most.deliveries.max(1.0),
    }))
}

fn figures(most: &Figures, pace: &Figures, kib: f64) -> Value {
    json!({
        "deliveriesPerSecond": most.deliveries,
        "messagesPerSecond": most.messages,
        "p99AtFullMs": most.p99,
        "paceMessagesPerSecond": pace.messages,
        "p50Ms": pace.p50,
        "p99Ms": pace.p99,
        "kibPerSocket": kib,
    })
}
