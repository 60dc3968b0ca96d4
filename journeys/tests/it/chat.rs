//! Conversations over sockets: told live, resumed after anything, nothing lost, doubled or out of order.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use hyper::Method;
use plaza_journeys::{Deployment, Options, Person, Shape, Venue, moment};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

use crate::live::Page;

/// A socket that listens to its person's conversations.
async fn listening(deployment: &Deployment, person: &Person, after: Option<&Value>) -> Page {
    let mut page = Page::open(deployment, &person.tokens["accessToken"]).await;
    let mut listen = json!({ "type": "chat" });
    if let Some(after) = after {
        listen["after"] = after.clone();
    }
    page.say(listen).await;
    page
}

fn is(kind: &str) -> impl Fn(&Value) -> bool {
    move |message| message["type"] == kind
}

fn chat(kind: &str) -> impl Fn(&Value) -> bool {
    move |message| message["type"] == "chat" && message["kind"] == kind
}

pub async fn people_talk_live(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    let (ana, boss) = (&venue.member, &venue.admin);
    let talk = ana.api.post("/conversations", json!({ "with": boss.id })).await.expect(201);
    let path = format!("/conversations/{}", talk["id"].as_str().unwrap());
    let mut hers = listening(deployment, ana, None).await;
    hers.hear("that she listens", is("chat_ready")).await;
    let mut his = listening(deployment, boss, None).await;
    let ready = his.hear("that he listens", is("chat_ready")).await;
    let came =
        hers.hear("that he came", |message| message["type"] == "presence" && message["online"] == json!(true)).await;
    assert_eq!(came["userId"], json!(boss.id));

    let client_id = Uuid::now_v7();
    let send = json!({ "type": "chat_send", "conversationId": talk["id"], "clientId": client_id, "text": "¿Quedamos a las nueve?" });
    for _ in 0..2 {
        hers.say(send.clone()).await;
        let sent = hers.hear("that it is kept", is("chat_sent")).await;
        assert_eq!((&sent["clientId"], &sent["seq"]), (&json!(client_id), &json!(1)));
    }
    let told = his.hear("the message", chat("message")).await;
    assert_eq!((&told["seq"], &told["message"]["text"]), (&json!(1), &json!("¿Quedamos a las nueve?")));
    his.say(json!({ "type": "chat_typing", "conversationId": talk["id"] })).await;
    assert_eq!(hers.hear("that he types", is("chat_typing")).await["userId"], json!(boss.id));
    his.say(json!({ "type": "chat_read", "conversationId": talk["id"], "seq": 1 })).await;
    assert_eq!(hers.hear("that he read it", chat("read")).await["seq"], 1);

    // Somebody else's conversation is not there, over the socket too.
    let stranger = Person::register_verified(deployment, &venue.visitor, "stranger").await;
    let mut theirs = listening(deployment, &stranger, None).await;
    theirs.say(send.clone()).await;
    assert_eq!(theirs.hear("the refusal", is("chat_refused")).await["code"], "chat.not_found");
    theirs.say(json!({ "type": "chat", "after": "yesterday" })).await;
    assert_eq!(theirs.hear("the refusal", is("chat_refused")).await["code"], "request.invalid");

    // He is away; what happened meanwhile comes first when he is back, then what happens.
    drop(his);
    let left =
        hers.hear("that he left", |message| message["type"] == "presence" && message["online"] == json!(false)).await;
    assert!(left["lastSeen"].is_string(), "{left}");
    ana.api.put(&format!("{path}/messages/1"), json!({ "text": "¿Quedamos a las diez?" })).await.expect(200);
    let sent = ana
        .api
        .post(&format!("{path}/messages"), json!({ "clientId": Uuid::now_v7(), "text": "¿O no?" }))
        .await
        .expect(201);
    assert_eq!(sent["seq"], 2);
    let mut his = listening(deployment, boss, Some(&told["cursor"])).await;
    // That it is all there is said once, in between: what cannot be read yet when it is said, comes after it.
    let (mut missed, mut ready_again) = (Vec::new(), 0);
    while missed.len() < 3 || ready_again == 0 {
        let next =
            his.hear("what he missed", |message| message["type"] == "chat" || message["type"] == "chat_ready").await;
        if next["type"] == "chat_ready" {
            ready_again += 1;
        } else {
            missed.push((next["kind"].clone(), next["seq"].clone()));
        }
    }
    assert_eq!(missed, [("read", 1), ("edited", 1), ("message", 2)].map(|(kind, seq)| (json!(kind), json!(seq))));
    assert_eq!(ready_again, 1);
    assert_ne!(ready["cursor"], told["cursor"]);
    ana.api.delete(&format!("{path}/messages/2")).await.expect(204);
    assert_eq!(his.hear("the deletion", is("chat")).await["kind"], "deleted");
    assert_eq!(deployment.audit().await, Vec::<Value>::new());
}

pub async fn files_are_for_those_two(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    let talk = venue.member.api.post("/conversations", json!({ "with": venue.admin.id })).await.expect(201);
    let path = format!("/conversations/{}", talk["id"].as_str().unwrap());
    // A text of one and a half MiB: more than any other body may have.
    let text = "una línea de la lista\n".repeat(70_000);
    let file = venue.member.api.post(&format!("{path}/files?name=lista.txt"), json!(text)).await.expect(201);
    let sent = json!({ "clientId": Uuid::now_v7(), "attachments": [file["fileId"]] });
    venue.member.api.post(&format!("{path}/messages"), sent).await.expect(201);
    let file = format!("{path}/files/{}", file["fileId"].as_str().unwrap());
    let read = venue.admin.api.get(&file).await;
    assert_eq!((read.status, read.text().len()), (200, json!(text).to_string().len()));
    assert!(read.header("content-disposition").starts_with("attachment"), "{}", read.header("content-disposition"));
    assert_eq!(read.header("content-security-policy"), "default-src 'none'; sandbox");
    let stranger = Person::register_verified(deployment, &venue.visitor, "stranger").await;
    assert_eq!(stranger.api.get(&file).await.status, 404);
    // By the paths of the seed documents.
    let listed = venue.member.api.get("/chat/list").await.expect(200);
    assert_eq!(listed["items"][0]["id"], talk["id"]);
    let said = json!({ "clientId": Uuid::now_v7(), "text": "hola" });
    let path = format!("/chat/{}/message", talk["id"].as_str().unwrap());
    assert_eq!(venue.admin.api.post(&path, said).await.expect(201)["seq"], 2);
}

#[tokio::test]
async fn crashes_lose_no_acknowledged_message_in_one_process() {
    survives(Shape::One, &["chat", "chat", "chat", "chat"]).await;
}

#[tokio::test]
async fn crashes_lose_no_acknowledged_message_in_two_processes() {
    survives(Shape::Two, &["chat", "gateway", "chat"]).await;
}

#[tokio::test]
async fn crashes_lose_no_acknowledged_message_between_services() {
    survives(Shape::Each, &["chat", "gateway", "chat"]).await;
}

/// How many people write to the one who listens.
const WRITERS: usize = 4;
/// How long anything may take to come back: breakers rest for half a minute.
const PATIENCE: Duration = Duration::from_secs(120);

async fn survives(shape: Shape, crashes: &[&str]) {
    let variables = vec![("PLAZA_CHAT_MESSAGES_PER_MINUTE".to_owned(), "1000000".to_owned())];
    let mut deployment = Deployment::with(shape, Options { variables, ..Options::default() }).await;
    let venue = Venue::open(&deployment).await;
    let address = deployment.gateways()[0].clone();
    let reader = Client { address: address.clone(), token: venue.admin.tokens["accessToken"].clone() };
    let cursor = venue.admin.api.get("/chat/feed").await.expect(200)["next"].clone();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut writers = tokio::task::JoinSet::new();
    for n in 0..WRITERS {
        let person = Person::register_verified(&deployment, &venue.visitor, &format!("writer {n}")).await;
        let person = person.with_roles(&venue.admin, &venue.visitor, &["member"]).await;
        let talk = person.api.post("/conversations", json!({ "with": venue.admin.id })).await.expect(201);
        let client = Client { address: address.clone(), token: person.tokens["accessToken"].clone() };
        writers.spawn(write(client, talk["id"].as_str().unwrap().to_owned(), stopped.clone()));
    }
    let (all, wanted) = tokio::sync::watch::channel(None);
    let mut reading = tokio::task::JoinSet::new();
    reading.spawn(read(reader, cursor, wanted));
    for (n, service) in crashes.iter().enumerate() {
        moment(400..1_500, 311 * n as u64 + 97).await;
        deployment.kill(service);
        moment(50..400, 173 * n as u64).await;
        deployment.restart(service).await;
    }
    moment(1_000..1_001, 0).await;
    stop.send_replace(true);
    let mut acknowledged: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    while let Some(done) = writers.join_next().await {
        let (talk, seqs) = done.unwrap();
        acknowledged.insert(talk, seqs);
    }
    all.send_replace(Some(acknowledged.values().map(Vec::len).sum::<usize>()));
    let told = tokio::time::timeout(PATIENCE, reading.join_next())
        .await
        .expect("the reader is told everything")
        .unwrap()
        .unwrap();
    for (talk, seqs) in &acknowledged {
        assert!(seqs.len() > 10, "{shape:?}: {talk} went on: {}", seqs.len());
        // One after the other, each acknowledged before the next: no number is left out, none is given twice.
        assert_eq!(*seqs, (1..=i64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>(), "{shape:?} {talk}");
        let heard: Vec<(i64, String)> = told[talk].clone();
        let said: Vec<(i64, String)> = seqs.iter().enumerate().map(|(n, seq)| (*seq, n.to_string())).collect();
        assert_eq!(heard, said, "{shape:?} {talk}");
        let path = format!("/api/v1/conversations/{talk}/messages?limit=200&before={}", i64::MAX);
        let kept = venue.admin.api.send(Method::GET, &path, None).await.unwrap().expect(200);
        assert_eq!(kept["items"].as_array().unwrap().last().unwrap()["seq"], json!(seqs.len()));
    }
    assert_eq!(deployment.audit().await, Vec::<Value>::new());
}

/// Somebody who connects, and connects again.
#[derive(Clone)]
struct Client {
    address: String,
    token: Value,
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

impl Client {
    async fn connect(&self) -> Socket {
        let connected = async {
            loop {
                if let Ok((mut socket, _)) =
                    tokio_tungstenite::connect_async(format!("ws://{}/api/v1/ws", self.address)).await
                    && socket
                        .send(Message::text(json!({ "type": "hello", "token": self.token }).to_string()))
                        .await
                        .is_ok()
                    && next(&mut socket).await.is_some_and(|message| message["type"] == "ready")
                {
                    return socket;
                }
                moment(50..51, 0).await;
            }
        };
        tokio::time::timeout(PATIENCE, connected).await.expect("a connection")
    }
}

/// The next message; none when the connection is over, or says nothing for long.
async fn next(socket: &mut Socket) -> Option<Value> {
    loop {
        match tokio::time::timeout(Duration::from_secs(20), socket.next()).await.ok()?? {
            Ok(Message::Text(text)) => return serde_json::from_str(&text).ok(),
            Ok(Message::Close(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// What a page is answered; what it is told beside that is passed over.
async fn answer(socket: &mut Socket) -> Option<Value> {
    loop {
        let message = next(socket).await?;
        if message["type"] == "chat_sent" || message["type"] == "chat_refused" {
            return Some(message);
        }
    }
}

/// Says one thing after the other, each until it is acknowledged; answers the numbers they got.
async fn write(client: Client, talk: String, stopped: tokio::sync::watch::Receiver<bool>) -> (String, Vec<i64>) {
    let mut seqs = Vec::new();
    let mut socket = client.connect().await;
    while !*stopped.borrow() {
        let id = Uuid::now_v7();
        let say =
            json!({ "type": "chat_send", "conversationId": talk, "clientId": id, "text": seqs.len().to_string() });
        let seq = tokio::time::timeout(PATIENCE, async {
            loop {
                let sent = socket.send(Message::text(say.to_string())).await.is_ok();
                match if sent { answer(&mut socket).await } else { None } {
                    Some(answer) if answer["type"] == "chat_sent" && answer["clientId"] == json!(id) => {
                        return answer["seq"].as_i64().unwrap();
                    }
                    Some(answer) => {
                        let unknown =
                            ["unavailable", "timeout", "internal"].map(|kind| json!(kind)).contains(&answer["kind"]);
                        assert!(unknown, "{answer}");
                        moment(100..101, 0).await;
                    }
                    None => socket = client.connect().await,
                }
            }
        });
        seqs.push(seq.await.expect("an acknowledgement"));
    }
    (talk, seqs)
}

/// Listens, from its cursor whenever it was cut off, until it has been told as many messages as were acknowledged.
async fn read(
    client: Client,
    mut cursor: Value,
    mut wanted: tokio::sync::watch::Receiver<Option<usize>>,
) -> BTreeMap<String, Vec<(i64, String)>> {
    let mut told: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
    let mut count = 0;
    loop {
        let mut socket = client.connect().await;
        if socket.send(Message::text(json!({ "type": "chat", "after": cursor }).to_string())).await.is_err() {
            continue;
        }
        loop {
            if wanted.borrow().is_some_and(|wanted| count >= wanted) {
                return told;
            }
            let message = tokio::select! {
                message = next(&mut socket) => message,
                changed = wanted.changed(), if wanted.borrow().is_none() => {
                    changed.unwrap();
                    continue;
                }
            };
            let Some(message) = message else { break };
            match message["type"].as_str() {
                Some("chat") => {
                    cursor = message["cursor"].clone();
                    let line =
                        (message["seq"].as_i64().unwrap(), message["message"]["text"].as_str().unwrap().to_owned());
                    told.entry(message["conversationId"].as_str().unwrap().to_owned()).or_default().push(line);
                    count += 1;
                }
                // It could not listen just now: again, from its cursor.
                Some("chat_refused") => {
                    moment(100..101, 0).await;
                    break;
                }
                _ => {}
            }
        }
    }
}
