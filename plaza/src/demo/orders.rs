//! The demo's offers and orders, made as its people would: through the services' own doors, each under the name of who
//! does it and with a key, so that what was begun and interrupted goes on where it was.

use std::time::Duration;

use anyhow::{Context, bail, ensure};
use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, Request};
use plaza_chat_api::{Chat, ChatClient, ConversationId, OpenConversation};
use plaza_core::{Actor, Cx, Instant, Locale, OrgId, Role, Roles, UserId};
use plaza_rpc::Client;
use plaza_service::Node;
use serde_json::{Value, json};
use uuid::Uuid;

use super::stories::{STORIES, Step, Story};

/// How long something that happens by itself may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Answers are small; anything else is no answer of ours.
const LARGEST: usize = 4 * 1024 * 1024;
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FILE: HeaderValue = HeaderValue::from_static("application/octet-stream");
/// Until when the offers can be answered.
const ANSWER_WITHIN: chrono::Duration = chrono::Duration::days(21);

/// One of the demo's people at the services' doors.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: UserId,
    pub(super) role: Role,
    pub(super) locale: Locale,
}

/// The services' doors.
pub(super) struct Door<'a> {
    pub(super) node: &'a Node,
    pub(super) org: OrgId,
    pub(super) now: Instant,
}

/// Two people and what became of their offer so far.
struct Work<'a> {
    story: &'a Story,
    number: usize,
    client: Person,
    professional: Person,
    offer: Value,
    order: Value,
}

/// Tells the stories, unless they have been told.
///
/// # Errors
/// What a service refuses or does not do in time.
pub(super) async fn tell(door: &Door<'_>, person: impl Fn(&str) -> Option<Person>) -> anyhow::Result<()> {
    let of = |mailbox: &str| person(mailbox).with_context(|| format!("{mailbox} is not there"));
    let Some(last) = STORIES.last() else { return Ok(()) };
    if offered(door, &of(last.people[1])?, last).await?.is_some() {
        return Ok(());
    }
    for (number, story) in STORIES.iter().enumerate() {
        let (client, professional) = (of(story.people[0])?, of(story.people[1])?);
        let told = tell_one(door, story, number, client, professional).await;
        told.with_context(|| story.title)?;
    }
    Ok(())
}

async fn tell_one(
    door: &Door<'_>,
    story: &Story,
    number: usize,
    client: Person,
    professional: Person,
) -> anyhow::Result<()> {
    let offer = match offered(door, &professional, story).await? {
        Some(known) => known,
        None => {
            let chat = ChatClient::over(door.node.board().pipe("demo", "chat"));
            let pair = OpenConversation { people: [client.id, professional.id] };
            let talk = chat.open(&Cx::service("demo", Some(door.org)), pair).await.context("their conversation")?;
            door.post(
                &professional,
                "orders",
                "/offers",
                &format!("demo-{number}-offer"),
                terms(door, story, talk, &client),
            )
            .await?
        }
    };
    let order = offer["orderId"].clone();
    let mut work = Work { story, number, client, professional, offer, order };
    for (at, step) in story.goes.iter().enumerate() {
        act(door, &mut work, at, *step).await.with_context(|| format!("{step:?}"))?;
    }
    Ok(())
}

/// The professional's first offer of a story, if it was made.
async fn offered(door: &Door<'_>, professional: &Person, story: &Story) -> anyhow::Result<Option<Value>> {
    let list = door.get(professional, "orders", "/offers?as=professional&limit=200").await?;
    let items = list["items"].as_array().into_iter().flatten();
    Ok(items.filter(|offer| offer["title"] == story.title).min_by_key(|offer| offer["version"].as_i64()).cloned())
}

fn terms(door: &Door<'_>, story: &Story, talk: ConversationId, client: &Person) -> Value {
    let mut body = json!({ "conversationId": talk, "client": client.id });
    with_terms(&mut body, door, story, None);
    body
}

/// A story's terms, perhaps at another price.
fn with_terms(body: &mut Value, door: &Door<'_>, story: &Story, cents: Option<i64>) {
    body["title"] = json!(story.title);
    body["scope"] = json!(story.scope);
    body["revisions"] = json!(story.revisions);
    body["expiresAt"] = json!(door.now + ANSWER_WITHIN);
    if let [(_, price, days)] = story.parts {
        body["price"] = euros(cents.unwrap_or(*price));
        body["deliveryDays"] = json!(days);
        return;
    }
    let part =
        |(title, cents, days): &(&str, i64, u32)| json!({ "title": title, "amount": euros(*cents), "dueInDays": days });
    body["milestones"] = story.parts.iter().map(part).collect();
}

fn euros(cents: i64) -> Value {
    json!({ "amount": cents, "currency": "EUR" })
}

async fn act(door: &Door<'_>, work: &mut Work<'_>, at: usize, step: Step) -> anyhow::Result<()> {
    let key = format!("demo-{}-{at}", work.number);
    let (client, professional) = (&work.client, &work.professional);
    let order = |verb: &str| format!("/orders/{}/{verb}", work.order.as_str().unwrap_or_default());
    let (who, path, body) = match step {
        Step::Accept(card) => return accept(door, work, &key, card).await,
        Step::PayOut => return pay_out(door, work, &key).await,
        Step::Counter(cents) => {
            let mut body = json!({});
            with_terms(&mut body, door, work.story, Some(cents));
            (client, format!("/offers/{}/counter", work.offer["id"].as_str().unwrap_or_default()), body)
        }
        Step::Start => (professional, order("start"), json!({})),
        Step::Deliver(message) => (professional, order("deliver"), json!({ "message": message })),
        Step::Revise(message) => (client, order("request-revision"), json!({ "message": message })),
        Step::Complete => (client, order("complete"), json!({})),
        Step::Dispute(reason, text) => (client, order("dispute"), json!({ "reason": reason, "text": text })),
        Step::Praise(stars, text) => return review(door, client, &order("reviews"), &key, stars, text).await,
        Step::Thank(stars, text) => return review(door, professional, &order("reviews"), &key, stars, text).await,
    };
    door.post(who, "orders", &path, &key, body).await.map(drop)
}

async fn accept(door: &Door<'_>, work: &mut Work<'_>, key: &str, card: &str) -> anyhow::Result<()> {
    if work.order.is_null() {
        let path = format!("/offers/{}/accept", work.offer["id"].as_str().unwrap_or_default());
        let body = json!({ "paymentInfo": { "method": "card", "token": card } });
        work.order = door.post(&work.client, "orders", &path, key, body).await?["order"]["id"].clone();
    }
    let path = format!("/orders/{}", work.order.as_str().unwrap_or_default());
    until("the payment", async || {
        let order = door.get(&work.client, "orders", &path).await?;
        Ok(order["status"] != "awaiting_payment" || order["payment"]["status"] == "action_required")
    })
    .await
}

/// The chance to review comes by an event, so perhaps a moment later.
async fn review(door: &Door<'_>, who: &Person, path: &str, key: &str, stars: u8, text: &str) -> anyhow::Result<()> {
    let body = json!({ "rating": stars, "text": text });
    until("the chance to review", async || {
        let (status, answer) = door.ask(who, "reviews", Method::POST, path, Some(key), Some(&body)).await?;
        match (status, answer["code"].as_str()) {
            (201, _) | (_, Some("reviews.already_reviewed")) => Ok(true),
            (404, _) => Ok(false),
            _ => bail!("{path} answered {status}: {answer}"),
        }
    })
    .await
}

/// What was released comes to the professional by a job; then all of it is sent to their bank, and the order says so.
async fn pay_out(door: &Door<'_>, work: &Work<'_>, key: &str) -> anyhow::Result<()> {
    let who = &work.professional;
    let account = json!({ "token": "acct_ok", "label": "Mi banco" });
    let (status, answer) =
        door.ask(who, "payments", Method::PUT, "/payments/payout-account", None, Some(&account)).await?;
    ensure!(status == 200, "the payout account answered {status}: {answer}");
    let path = format!("/orders/{}", work.order.as_str().unwrap_or_default());
    let paid = async || Ok(door.get(who, "orders", &path).await?["status"] == "paid_out");
    if !paid().await? {
        until("the money to be theirs", async || {
            let balance = door.get(who, "payments", "/payments/balance").await?;
            let theirs = |line: &Value| {
                line["available"]["amount"].as_i64() > Some(0) || line["paidOut"]["amount"].as_i64() > Some(0)
            };
            Ok(balance["items"].as_array().is_some_and(|lines| lines.iter().any(theirs)))
        })
        .await?;
        door.post(who, "payments", "/payments/payouts", key, json!({})).await?;
    }
    until("the order to be paid out", paid).await
}

/// Asks again and again until it is so.
pub(super) async fn until(what: &str, is_so: impl AsyncFn() -> anyhow::Result<bool>) -> anyhow::Result<()> {
    let wait = async {
        while !is_so().await? {
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(PATIENCE, wait).await.with_context(|| format!("{what} did not come in time"))?
}

impl Door<'_> {
    pub(super) async fn get(&self, who: &Person, service: &str, path: &str) -> anyhow::Result<Value> {
        let (status, answer) = self.ask(who, service, Method::GET, path, None, None).await?;
        ensure!(status == 200, "{path} answered {status}: {answer}");
        Ok(answer)
    }

    pub(super) async fn post(
        &self,
        who: &Person,
        service: &str,
        path: &str,
        key: &str,
        body: Value,
    ) -> anyhow::Result<Value> {
        let (status, answer) = self.ask(who, service, Method::POST, path, Some(key), Some(&body)).await?;
        ensure!((200..300).contains(&status), "{path} answered {status}: {answer}");
        Ok(answer)
    }

    pub(super) async fn put(&self, who: &Person, service: &str, path: &str, body: Value) -> anyhow::Result<Value> {
        let (status, answer) = self.ask(who, service, Method::PUT, path, None, Some(&body)).await?;
        ensure!(status == 200, "{path} answered {status}: {answer}");
        Ok(answer)
    }

    pub(super) async fn upload(
        &self,
        who: &Person,
        service: &str,
        path: &str,
        key: &str,
        file: Vec<u8>,
    ) -> anyhow::Result<Value> {
        let (status, answer) = self.send(who, service, Method::POST, path, Some(key), (FILE, file)).await?;
        ensure!(status == 201, "{path} answered {status}: {answer}");
        Ok(answer)
    }

    /// The answer's status and body, whatever it is.
    async fn ask(
        &self,
        who: &Person,
        service: &str,
        method: Method,
        path: &str,
        key: Option<&str>,
        body: Option<&Value>,
    ) -> anyhow::Result<(u16, Value)> {
        let bytes = body.map(serde_json::to_vec).transpose()?.unwrap_or_default();
        self.send(who, service, method, path, key, (JSON, bytes)).await
    }

    async fn send(
        &self,
        who: &Person,
        service: &str,
        method: Method,
        path: &str,
        key: Option<&str>,
        (media_type, bytes): (HeaderValue, Vec<u8>),
    ) -> anyhow::Result<(u16, Value)> {
        let idempotency = key.map(|key| plaza_web::idempotency::key(key, &method, path, &bytes)).transpose()?;
        let cx = Cx {
            actor: Actor::User { id: who.id, session: Uuid::nil() },
            org: Some(self.org),
            roles: Roles(vec![who.role]),
            locale: who.locale,
            idempotency,
            ..Cx::anonymous()
        };
        let mut request = Request::new(Body::from(bytes));
        (*request.method_mut(), *request.uri_mut()) = (method, path.parse()?);
        request.headers_mut().insert(CONTENT_TYPE, media_type);
        let response = self.node.board().pipe("demo", service).send(&cx, request).await?;
        let status = response.status().as_u16();
        let answer = to_bytes(response.into_body(), LARGEST).await?;
        Ok((status, serde_json::from_slice(&answer).unwrap_or_default()))
    }
}
