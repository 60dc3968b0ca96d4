//! The WebSocket: who a page is, what it watches, what it is told.

use futures::{SinkExt, StreamExt};
use plaza_journeys::{Deployment, Venue, booking};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// How long a page waits for what it must be told.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// A page's socket.
pub struct Page(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Page {
    /// Connects and says hello.
    pub async fn open(deployment: &Deployment, token: &Value) -> Self {
        let url = format!("ws://{}/api/v1/ws", deployment.gateways()[0]);
        let (socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
        let mut page = Self(socket);
        page.say(json!({ "type": "hello", "token": token })).await;
        page
    }

    /// Says something.
    pub async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    /// The next message that is as wanted; others are passed over.
    pub async fn hear(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let heard = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => {
                        let message: Value = serde_json::from_str(&text).unwrap();
                        if wanted(&message) {
                            return message;
                        }
                    }
                    Some(Ok(Message::Close(frame))) => {
                        return json!({ "type": "closed", "code": frame.map(|frame| u16::from(frame.code)) });
                    }
                    Some(Ok(_)) => {}
                    other => panic!("the socket ended before {what}: {other:?}"),
                }
            }
        };
        tokio::time::timeout(PATIENCE, heard).await.unwrap_or_else(|_| panic!("nobody told of {what}"))
    }
}

pub async fn pages_are_told(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    let stranger = Page::open(deployment, &json!("not a token")).await.hear("the refusal", |_| false).await;
    assert_eq!(stranger["code"], 4401);

    let mut page = Page::open(deployment, &venue.member.tokens["accessToken"]).await;
    page.hear("the welcome", |message| message["type"] == "ready").await;
    page.say(json!({ "type": "watch", "resourceIds": [venue.free["id"]] })).await;
    page.hear("what it watches", |message| message["type"] == "watching").await;
    page.say(json!({ "type": "dance" })).await;
    page.hear("the refusal of nonsense", |message| message["code"] == "ws.unreadable").await;

    let theirs = venue.admin.api.post("/bookings", booking(&venue.free, 30)).await.expect(201);
    let change = page.hear("somebody else's booking", |message| message["type"] == "calendar").await;
    assert_eq!(
        change["startDateTime"].as_str().map(|at| &at[..16]),
        theirs["startDateTime"].as_str().map(|at| &at[..16])
    );
    assert!(change.get("bookingId").is_none(), "whose it is stays theirs: {change}");

    let own = venue.member.api.post("/bookings", booking(&venue.free, 32)).await.expect(201);
    // The two come in either order.
    let mut heard = Vec::new();
    while heard.len() < 2 {
        let message = page
            .hear("the own booking and its notification", |message| {
                message["bookingId"] == own["id"] || message["kind"] == "booking_confirmed"
            })
            .await;
        heard.push(message["type"].clone());
    }
    heard.sort_by_key(Value::to_string);
    assert_eq!(heard, [json!("calendar"), json!("notification")]);
}
