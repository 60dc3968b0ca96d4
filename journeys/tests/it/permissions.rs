//! Who may call what: every operation of the API, every role, and another organisation's ids.

use std::collections::{BTreeMap, BTreeSet};

use hyper::Method;
use plaza_journeys::{Api, Deployment, Person, Shape, Venue, at_hour, until};
use serde_json::{Value, json};
use uuid::Uuid;

const TABLE: &str = include_str!("permissions.txt");

const ROLES: [&str; 6] = ["guest", "member", "client", "professional", "manager", "admin"];

/// A line of the table.
struct Rule {
    method: Method,
    path: &'static str,
    who: &'static str,
    body: Value,
}

impl Rule {
    fn read(line: &'static str) -> Self {
        let cut =
            |text: &'static str| text.split_once(' ').map_or((text, ""), |(word, rest)| (word, rest.trim_start()));
        let (method, rest) = cut(line);
        let (path, rest) = cut(rest);
        let (who, body) = cut(rest);
        let body = if body.is_empty() { json!({}) } else { serde_json::from_str(body).unwrap() };
        Self { method: method.parse().unwrap(), path, who, body }
    }

    /// The status that refuses this role; none when it may.
    fn refuses(&self, role: Option<&str>) -> Option<u16> {
        let from = match self.who {
            "anyone" => return None,
            "signed-in" => "guest",
            "members" => "member",
            "operators" => "manager",
            "admins" => "admin",
            other => panic!("{other} is nobody the table knows"),
        };
        let Some(role) = role else { return Some(401) };
        let rank = |role: &str| ROLES.iter().position(|one| *one == role).unwrap();
        (rank(role) < rank(from)).then_some(403)
    }

    async fn call(&self, api: &Api, id: &str) -> plaza_journeys::Reply {
        let path = self
            .path
            .replace("{id}", id)
            .replace("{service}", "bookings")
            .replace("{variant}", "thumb")
            .replace("{key}", "nothing")
            .replace("{date}", "2027-01-06");
        if self.method == Method::GET {
            let window = format!("?startDate={}&endDate={}", at_hour(24), at_hour(48));
            let query = if path.ends_with("/availability") { window } else { String::new() };
            return api.get(&(path + &query)).await;
        }
        let query = if path.ends_with("/files") { "?name=plan.pdf" } else { "" };
        api.ask(self.method.clone(), &(path + query), Some(&self.body)).await
    }
}

fn table() -> Vec<Rule> {
    TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(Rule::read).collect()
}

#[tokio::test]
async fn every_operation_is_for_whom_the_table_says() {
    let deployment = Deployment::start(Shape::One).await;
    listed(&deployment.api()).await;
    let venue = Venue::open(&deployment).await;
    let callers = people(&deployment, &venue).await;
    let mut wrong = Vec::new();
    for rule in &table() {
        for (role, person) in &callers {
            let api = match (role, rule.path) {
                // Logging out ends a session: one of its own.
                (Some(_), "/auth/logout") => Person::login(&venue.visitor, &person.as_ref().unwrap().email).await.api,
                _ => person.as_ref().map_or_else(|| venue.visitor.clone(), |person| person.api.clone()),
            };
            let status = rule.call(&api, &Uuid::now_v7().to_string()).await.status;
            let as_told = match rule.refuses(*role) {
                Some(refusal) => status == refusal,
                None => status != 401 && status != 403 && status < 500,
            };
            if !as_told {
                wrong.push(format!("{} {} as {}: {status}", rule.method, rule.path, role.unwrap_or("anonymous")));
            }
        }
    }
    assert!(wrong.is_empty(), "not as the table says:\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn another_organisation_s_ids_are_not_there() {
    let deployment = Deployment::start(Shape::One).await;
    let theirs = Venue::open(&deployment).await;
    let ours = Venue::open(&deployment).await;
    let ids = things(&theirs).await;
    let mut wrong = Vec::new();
    // Pictures are for everybody who has the address: an `<img>` says neither who asks nor in which organisation.
    // A file of a conversation has an id of its own beside the conversation's.
    let pictures = ["/photos/", "/gig-files/", "/professional-files/"];
    let owned = |rule: &&Rule| {
        let open = pictures.iter().any(|prefix| rule.path.starts_with(prefix));
        rule.path.contains("{id}") && !open && !rule.path.contains("{fileId}")
    };
    for rule in table().iter().filter(owned) {
        let id = &ids[kind(rule.path)];
        if rule.method == Method::GET {
            let own = rule.call(&theirs.admin.api, id).await;
            assert_eq!(own.status, 200, "{} is there for its own: {}", rule.path, own.text());
        }
        let answer = rule.call(&ours.admin.api, id).await;
        if answer.status != 404 {
            wrong.push(format!("{} {}: {} {}", rule.method, rule.path, answer.status, answer.text()));
        }
    }
    assert!(wrong.is_empty(), "not 404 for another organisation:\n{}", wrong.join("\n"));
}

/// The table and the document name the same operations.
async fn listed(api: &Api) {
    let document = api.get("/openapi.json").await.expect(200);
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in item.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase()) {
            documented.insert(format!("{method} {}", path.trim_start_matches("/api/v1")));
        }
    }
    let ours: BTreeSet<String> = table().iter().map(|rule| format!("{} {}", rule.method, rule.path)).collect();
    let (missing, extra): (Vec<_>, Vec<_>) =
        (documented.difference(&ours).collect(), ours.difference(&documented).collect());
    assert!(
        missing.is_empty() && extra.is_empty(),
        "not in journeys/tests/it/permissions.txt: {missing:#?}\nin it, but no operation: {extra:#?}"
    );
}

/// Somebody of every role, and nobody.
async fn people(deployment: &Deployment, venue: &Venue) -> Vec<(Option<&'static str>, Option<Person>)> {
    let mut people = vec![(None, None)];
    for role in ROLES {
        let person = match role {
            "admin" => venue.admin.clone(),
            _ => {
                Person::register_verified(deployment, &venue.visitor, role)
                    .await
                    .with_roles(&venue.admin, &venue.visitor, &[role])
                    .await
            }
        };
        people.push((Some(role), Some(person)));
    }
    people
}

/// What the id of a path names.
fn kind(path: &str) -> &'static str {
    let kinds = [
        ("/bookings/closures/", "closure"),
        ("/bookings/", "booking"),
        ("/payments/history/", "user"),
        ("/payments/invoices/", "invoice"),
        ("/payments/sandbox/challenges/", "challenge"),
        ("/payments/subscriptions/", "subscription"),
        ("/payments/", "payment"),
        ("/resources/", "resource"),
        ("/locations/", "location"),
        ("/users/", "user"),
        ("/auth/sessions/", "session"),
        ("/notifications/outbox/", "mail"),
        ("/conversations/", "conversation"),
        ("/offers/", "offer"),
        ("/orders/", "order"),
        ("/verification/documents/", "document"),
        ("/operations/verification/", "case"),
        // Nobody has a portfolio there: any id is as good.
        ("/professionals/", "professional"),
        ("/gigs/", "gig"),
        ("/operations/gigs/", "gig"),
        ("/reviews/", "review"),
        ("/operations/reviews/", "review"),
        ("/operations/chat/reports/", "chat report"),
        ("/operations/chat/disputes/", "disputed order"),
    ];
    kinds
        .iter()
        .find(|(prefix, _)| path.starts_with(prefix))
        .map(|(_, kind)| *kind)
        .unwrap_or_else(|| panic!("whose id is in {path}?"))
}

/// One of everything that has an id in a path, made in a venue.
async fn things(venue: &Venue) -> BTreeMap<&'static str, String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let admin = &venue.admin.api;
    let booked = venue.pay(30, "tok_approved").await.expect(201);
    let asked = venue.pay(32, "tok_second_factor").await.expect(201);
    let closure = json!({ "resourceId": venue.free["id"], "startDateTime": at_hour(40), "endDateTime": at_hour(44) });
    let closure = admin.post("/bookings/closures", closure).await.expect(201);
    let invoices = venue.member.api.get("/payments/invoices").await.expect(200);
    let plan = json!({ "name": "Flex desk", "price": plaza_journeys::money(9_900), "period": "month" });
    let plan = admin.post("/payments/plans", plan).await.expect(201);
    let subscribe = json!({ "planId": plan["id"], "paymentInfo": plaza_journeys::card("tok_approved") });
    let subscription = admin.post("/payments/subscribe", subscribe).await.expect(201);
    let sessions = venue.admin.api.get("/auth/sessions").await.expect(200);
    let mail = until("a mail in the outbox", async || {
        let outbox = admin.get("/notifications/outbox").await.expect(200);
        outbox["items"][0]["id"].as_str().map(str::to_owned)
    })
    .await;
    let talk = admin.post("/conversations", json!({ "with": venue.member.id })).await.expect(201);
    let report = report_of(&venue.member, &talk["id"]).await;
    let document = admin.upload("/verification/documents?kind=selfie", DOCUMENT.to_vec()).await.expect(201);
    let challenge = asked["payment"]["nextAction"]["url"]
        .as_str()
        .unwrap_or_default()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let gig = gig_of(&venue.admin).await;
    let order = order_of(&venue.admin, &venue.member, &talk["id"]).await;
    BTreeMap::from([
        ("booking", text(&booked["id"])),
        ("closure", text(&closure["id"])),
        ("invoice", text(&invoices["items"][0]["id"])),
        ("challenge", challenge),
        ("payment", text(&booked["payment"]["paymentId"])),
        ("resource", text(&venue.priced["id"])),
        ("location", text(&venue.location["id"])),
        ("user", venue.member.id.clone()),
        ("session", text(&sessions["items"][0]["id"])),
        ("subscription", text(&subscription["id"])),
        ("mail", mail),
        ("conversation", text(&talk["id"])),
        ("document", text(&document["id"])),
        ("case", case_of(&venue.member).await),
        ("gig", gig),
        ("professional", text(&admin.get("/professionals/me").await.expect(200)["id"])),
        ("chat report", report),
        ("disputed order", disputed_of(&venue.admin, &venue.member, &talk["id"]).await),
        ("offer", offer_of(&venue.admin, &venue.member, &talk["id"]).await),
        ("review", review_of(&venue.admin, &venue.member, &order).await),
        ("order", order),
    ])
}

/// A report of what somebody said, by themselves: to the other, who operates, it is somebody else's. Answers its id.
async fn report_of(person: &Person, talk: &Value) -> String {
    let talk = format!("/conversations/{}", talk.as_str().unwrap_or_default());
    let said = json!({ "clientId": Uuid::now_v7(), "text": "Buy!" });
    let said = person.api.post(&format!("{talk}/messages"), said).await.expect(201);
    let report = json!({ "seq": said["seq"], "reason": "spam" });
    let report = person.api.post(&format!("{talk}/report"), report).await.expect(201);
    report["id"].as_str().unwrap_or_default().to_owned()
}

/// By its first bytes.
const DOCUMENT: &[u8] = b"%PDF-1.7 nothing to read";

/// Somebody's case, submitted; answers its id.
async fn case_of(person: &Person) -> String {
    let details = json!({ "legalName": "Ana Member", "birthDate": "1990-01-02", "country": "ES",
        "documentKind": "passport", "documentNumber": "AB-123" });
    person.api.put("/verification", details).await.expect(200);
    for kind in ["identity_front", "selfie"] {
        person.api.upload(&format!("/verification/documents?kind={kind}"), DOCUMENT.to_vec()).await.expect(201);
    }
    let case = person.api.post("/professional/kyc/submit", json!({})).await.expect(200);
    case["id"].as_str().unwrap_or_default().to_owned()
}

/// An offer of somebody with a profile to whom they talk with; answers its id.
async fn offer_of(person: &Person, to: &Person, talk: &Value) -> String {
    let offer = json!({ "conversationId": talk, "client": to.id, "title": "A portrait", "scope": "Ten pictures in the studio",
        "price": plaza_journeys::money(9_000), "deliveryDays": 7, "revisions": 1, "expiresAt": at_hour(24) });
    let offer = person.api.post("/offers", offer).await.expect(201);
    offer["id"].as_str().unwrap_or_default().to_owned()
}

/// The order that such an offer became; answers its id.
async fn order_of(person: &Person, by: &Person, talk: &Value) -> String {
    let accept = format!("/offers/{}/accept", offer_of(person, by, talk).await);
    let paid = json!({ "paymentInfo": { "method": "card", "token": "tok_approved" } });
    let accepted = by.api.post(&accept, paid).await.expect(201);
    accepted["order"]["id"].as_str().unwrap_or_default().to_owned()
}

/// Another such order, on which the two do not agree; answers its id.
async fn disputed_of(person: &Person, by: &Person, talk: &Value) -> String {
    let order = order_of(person, by, talk).await;
    let act = async |who: &Person, verb: &str, body: Value| {
        who.api.post(&format!("/orders/{order}/{verb}"), body).await.expect(200);
    };
    act(person, "start", json!({})).await;
    act(by, "dispute", json!({ "reason": "late", "text": "Nothing came for a week." })).await;
    order
}

/// What the client of an order writes of it once it is done; answers its id.
async fn review_of(person: &Person, by: &Person, order: &str) -> String {
    let act = async |who: &Person, verb: &str, body: Value| {
        who.api.post(&format!("/orders/{order}/{verb}"), body).await.expect(200);
    };
    act(person, "start", json!({})).await;
    act(person, "deliver", json!({ "message": "Here it is." })).await;
    act(by, "complete", json!({})).await;
    until("the chance to review", async || {
        let written = by.api.post(&format!("/orders/{order}/reviews"), json!({ "rating": 5 })).await;
        (written.status == 201).then(|| written.body["id"].as_str().unwrap_or_default().to_owned())
    })
    .await
}

/// A draft of somebody's gig, who has or gets a profile; answers its id.
async fn gig_of(person: &Person) -> String {
    if person.api.get("/professionals/me").await.status == 404 {
        plaza_journeys::publish(person).await;
    }
    let gig = json!({ "title": "Portraits", "description": "An hour in the studio, ten pictures of it.",
        "trade": "photographer", "language": "en",
        "packages": [{ "name": "Basic", "price": plaza_journeys::money(9_000), "deliveryDays": 7 }] });
    let gig = person.api.post("/gigs", gig).await.expect(201);
    gig["id"].as_str().unwrap_or_default().to_owned()
}
