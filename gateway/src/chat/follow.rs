//! The reader of what happens in conversations, and the teller of who is here.

use std::sync::Arc;
use std::time::Duration;

use plaza_chat_api::{Chat, ChatClient, Here, LiveFrom};
use plaza_core::Cx;
use plaza_rpc::Client;
use plaza_tasks::{Shutdown, Tasks};

use crate::Gateway;

/// How soon a reader that failed tries again.
const AGAIN: Duration = Duration::from_secs(1);
/// How often all who are here are told.
const ALL: Duration = Duration::from_secs(10);
/// A page that is loaded again leaves and comes: who is back in this time never left.
const SETTLES: Duration = Duration::from_millis(700);

/// Starts both, when there is a chat service.
pub fn start(gateway: &Arc<Gateway>, tasks: &Tasks) {
    let Some(pipe) = gateway.pipes.get("chat").cloned() else { return };
    let (chat, reader) = (ChatClient::over(pipe), gateway.clone());
    let teller = chat.clone();
    tasks.spawn("chat live", move |shutdown| follow(reader.clone(), chat.clone(), shutdown));
    let gateway = gateway.clone();
    tasks.spawn("chat presence", move |shutdown| tell(gateway.clone(), teller.clone(), shutdown));
}

async fn follow(gateway: Arc<Gateway>, chat: ChatClient, mut shutdown: Shutdown) {
    let hub = &gateway.chat;
    // A reader that begins anew has no place: who listens must not rely on it.
    hub.set_following(false);
    let mut from = LiveFrom::default();
    while !shutdown.is_asked() {
        let cx = Cx::service("gateway", None);
        let live = tokio::select! {
            live = chat.live(&cx, from.clone()) => live,
            () = shutdown.asked() => return,
        };
        match live {
            Ok(live) => {
                hub.tell(live.frames, &live.rooms);
                hub.signal(live.signals);
                from = LiveFrom { position: Some(live.position), signals: Some(live.heard) };
                hub.set_following(true);
            }
            Err(fault) => {
                if fault.code == "chat.feed_expired" {
                    hub.set_following(false);
                    from = LiveFrom::default();
                }
                tracing::debug!(%fault, "chat cannot be followed just now");
                shutdown.pause(std::future::pending(), AGAIN).await;
            }
        }
    }
}

async fn tell(gateway: Arc<Gateway>, chat: ChatClient, mut shutdown: Shutdown) {
    let hub = &gateway.chat;
    // Told in full at first, after a failure, and every so often: chat keeps it in memory only.
    let mut due = tokio::time::Instant::now();
    loop {
        let now = tokio::time::Instant::now();
        let here = if now >= due {
            due = now + ALL;
            Here { gateway: hub.gateway, online: hub.everybody(), gone: Vec::new(), all: true }
        } else {
            let (online, gone) = hub.moves();
            Here { gateway: hub.gateway, online, gone, all: false }
        };
        let anything = here.all || !here.online.is_empty() || !here.gone.is_empty();
        if anything && let Err(fault) = chat.here(&Cx::service("gateway", None), here).await {
            tracing::debug!(%fault, "chat cannot be told who is here just now");
            due = tokio::time::Instant::now() + AGAIN;
        }
        let left = due.saturating_duration_since(tokio::time::Instant::now());
        let woken = shutdown.pause(hub.stirred.notified(), left).await
            && shutdown.pause(std::future::pending(), SETTLES.min(left.max(AGAIN))).await;
        if !woken {
            // In order: who talks with them is told now rather than in half a minute.
            let gone = Here { gateway: hub.gateway, online: Vec::new(), gone: Vec::new(), all: true };
            let _ = chat.here(&Cx::service("gateway", None), gone).await;
            return;
        }
    }
}
