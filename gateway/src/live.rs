//! What happens, as it happens: the feeds of the services that browsers watch,
//! fanned out to this gateway's sockets. A gateway keeps no position: what it
//! missed, a page reads again.

use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, Envelope};
use plaza_events::feed;
use plaza_rpc::Pipe;
use plaza_tasks::{Shutdown, Tasks};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::Gateway;

const WATCHED: [&str; 3] = ["bookings", "notifications", "identity"];
const BACKLOG: usize = 4_096;

/// Where sockets listen.
pub struct Hub(broadcast::Sender<Arc<Envelope>>);

impl Default for Hub {
    fn default() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }
}

impl Hub {
    /// Everything from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Envelope>> {
        self.0.subscribe()
    }
}

/// Starts one reader per watched service, and the tidying of the limits.
pub fn start(gateway: &Arc<Gateway>, tasks: &Tasks) {
    for service in WATCHED {
        let Some(pipe) = gateway.pipes.get(service).cloned() else { continue };
        let gateway = gateway.clone();
        tasks.spawn(format!("feed {service}"), move |shutdown| follow(gateway.clone(), pipe.clone(), shutdown));
    }
    let gateway = gateway.clone();
    tasks.spawn("tidy limits", move |mut shutdown| {
        let gateway = gateway.clone();
        async move {
            while shutdown.pause(std::future::pending(), Duration::from_secs(600)).await {
                gateway.limits.tidy();
            }
        }
    });
}

async fn follow(gateway: Arc<Gateway>, pipe: Pipe, mut shutdown: Shutdown) {
    let mut position = None;
    while !shutdown.is_asked() {
        let cx = Cx::service("gateway", None);
        if position.is_none() && pipe.callee() == "identity" && gateway.tokens.learn_revoked(&cx).await.is_err() {
            shutdown.pause(std::future::pending(), Duration::from_secs(1)).await;
            continue;
        }
        let glance = tokio::select! {
            glance = feed::read(&pipe, &cx, &position) => glance,
            () = shutdown.asked() => return,
        };
        match glance {
            Ok(glance) => {
                glance.events.into_iter().for_each(|event| spread(&gateway, event));
                position = Some(glance.next);
            }
            Err(_) => {
                // Events in between are lost to sockets, not to anybody's data.
                shutdown.pause(std::future::pending(), Duration::from_secs(1)).await;
            }
        }
    }
}

fn spread(gateway: &Gateway, event: Envelope) {
    if event.kind == "identity.session.revoked.v1"
        && let Some(session) = event.data["sessionId"].as_str().and_then(|text| text.parse::<Uuid>().ok())
    {
        gateway.tokens.revoke(session);
    }
    // Nobody listening is no fault.
    let _ = gateway.hub.0.send(Arc::new(event));
}
