//! The demo: one organisation, its people, three real cities, forty resources and a fortnight of bookings; two thousand
//! professionals with what they sell and what is said of them, some living conversations and orders, and what waits for
//! the manager. The same every time, and left alone once made.

use std::process::ExitCode;

use anyhow::Context;
use chrono::{Datelike, Duration, NaiveTime, TimeZone, Timelike, Weekday};
use plaza_bookings_api::{Bookings, BookingsClient, DemoBooking, DemoBookings};
use plaza_chat_api::{Chat, ChatClient};
use plaza_core::{Currency, Cx, Instant, Locale, Role, Slot, UserId};
use plaza_gigs_api::{Gigs, GigsClient};
use plaza_identity_api::{DemoExtra, DemoOrg, DemoPerson, Identity, IdentityClient, SeedDemo};
use plaza_professionals_api::{DemoProfessional, DemoProfessionals, Professionals, ProfessionalsClient};
use plaza_resources_api::{DemoPlaces, ResourceCard, ResourceKind, Resources, ResourcesClient, UnitOf};
use plaza_reviews_api::{Reviews, ReviewsClient};
use plaza_rpc::Client;
use plaza_service::Node;
use plaza_service::config::Config;
use serde::Serialize;

use crate::installation::Installation;

mod chats;
mod gigs;
mod hours;
mod orders;
mod queues;
mod review_texts;
mod reviews;
mod specimens;
mod stories;
mod times;

const PLACES: &str = include_str!("../demo/places.json");
const PASSWORD: &str = "plaza-demo-2026";
const DAYS: i64 = 14;

/// Role, name, mail name, language. Members book; the first of a role is the one to sign in as.
const PEOPLE: [(Role, &str, &str, Locale); 11] = [
    (Role::Admin, "Marta Ferrer", "admin", Locale::Es),
    (Role::Manager, "Tom Baker", "manager", Locale::En),
    (Role::Member, "Ana Soler", "member", Locale::Es),
    (Role::Guest, "Kenji Mori", "guest", Locale::En),
    (Role::Professional, "Lucía Prat", "professional", Locale::Es),
    (Role::Client, "Olivia Reed", "client", Locale::En),
    (Role::Member, "Diego Luna", "diego", Locale::Es),
    (Role::Member, "Aiko Sato", "aiko", Locale::En),
    (Role::Member, "Ben Carter", "ben", Locale::En),
    (Role::Professional, "Pau Vidal", "pau", Locale::Es),
    (Role::Professional, "Nora Quinn", "nora", Locale::En),
];

/// How many professionals there are; all but those among the people are there to be found only: nobody signs in as them.
const PROFESSIONALS: u32 = 2_000;

const PURPOSES: [&str; 8] = [
    "Stand-up",
    "Entrevista",
    "Sprint planning",
    "Clase de inglés",
    "Client call",
    "Revisión de diseño",
    "Workshop",
    "Focus time",
];

/// Somebody one can sign in as.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Login {
    /// Role in the demo organisation.
    pub(crate) role: String,
    /// Mail address.
    pub(crate) email: String,
    /// Password.
    pub(crate) password: String,
}

/// `plaza demo`.
pub(crate) async fn run(config: Config, json: bool) -> anyhow::Result<ExitCode> {
    crate::serve::log(&config)?;
    let mut installation = Installation::open(config).await?;
    installation.plan.here = installation.plan.services.iter().map(|service| service.name).collect();
    let node = Node::start(installation.plan.clone());
    crate::serve::ready(&node).await?;
    let filled = fill(&node).await;
    let url = node.plan().public_url.clone();
    node.stop().await;
    installation.close().await?;
    let logins = filled?;
    if json { crate::say(&serde_json::to_string(&logins)?) } else { welcome(&url, &logins) }
}

/// Fills an empty installation; leaves a filled one as it is, also once it has grown up.
///
/// # Errors
/// When the installation holds real organisations and no demo, or a service fails.
pub(crate) async fn fill(node: &Node) -> anyhow::Result<Vec<Login>> {
    let identity = IdentityClient::over(node.board().pipe("demo", "identity"));
    let people: Vec<DemoPerson> = PEOPLE.iter().map(person).collect();
    let seed = SeedDemo { slug: "demo".into(), name: "Plaza Demo".into(), people: people.clone(), extras: Vec::new() };
    let made = identity.seed_demo(&Cx::service("demo", None), seed.clone()).await.context("the demo's people")?;
    if !made.grown {
        let places = fill_places(node, &made).await?;
        let professionals = fill_professionals(node, &made).await?;
        let extras = extras(&professionals, &made);
        identity
            .seed_demo(&Cx::service("demo", None), SeedDemo { extras, ..seed })
            .await
            .context("the professionals' accounts")?;
        let door = orders::Door { node, org: made.org, now: node.plan().clock.now() };
        times::offer(&door, someone(&made), &professionals).await.context("the professionals' hours")?;
        fill_gigs(node, &made, &professionals).await?;
        // Before anything living that counts towards ratings and levels.
        fill_reviews(node, &made, &professionals, &places).await?;
        fill_chats(node, &made).await?;
        fill_orders(node, &made).await?;
        hours::book(&door, someone(&made)).await.context("the hours booked with a professional")?;
        queues::fill(&door, someone(&made), &professionals).await.context("what waits for the manager")?;
    }
    Ok(people.into_iter().map(login).collect())
}

/// Answers every resource of the demo, for what is said of them next.
async fn fill_places(node: &Node, made: &DemoOrg) -> anyhow::Result<Vec<ResourceCard>> {
    let resources = ResourcesClient::over(node.board().pipe("demo", "resources"));
    let bookings = BookingsClient::over(node.board().pipe("demo", "bookings"));
    let cx = Cx::service("demo", Some(made.org));
    let places: DemoPlaces = serde_json::from_str(PLACES).context("demo/places.json")?;
    let ids = resources.seed_demo(&cx, places).await.context("the demo's places")?;
    let cards = resources.resources(&cx, ids).await.context("the demo's resources")?;
    let members: Vec<UserId> =
        made.people.iter().zip(PEOPLE).filter(|(_, person)| person.0 == Role::Member).map(|(id, _)| *id).collect();
    let wanted = fortnight(&cards, &members, node.plan().clock.now());
    bookings.seed_demo(&cx, DemoBookings { wanted }).await.context("the demo's bookings")?;
    Ok(cards)
}

/// Answers every professional of the demo, for what is made of them next.
async fn fill_professionals(node: &Node, made: &DemoOrg) -> anyhow::Result<Vec<DemoProfessional>> {
    let professionals = ProfessionalsClient::over(node.board().pipe("demo", "professionals"));
    let accounts = made.people.iter().zip(PEOPLE).filter(|(_, person)| person.0 == Role::Professional);
    let accounts = accounts.map(|(id, person)| (*id, person.1.to_owned())).collect();
    let wanted = DemoProfessionals { accounts, count: PROFESSIONALS, currency: Currency::EUR };
    professionals.seed_demo(&Cx::service("demo", Some(made.org)), wanted).await.context("the demo's professionals")
}

/// Accounts for the professionals nobody signs in as, so that one can write to them.
fn extras(professionals: &[DemoProfessional], made: &DemoOrg) -> Vec<DemoExtra> {
    let without = professionals.iter().filter(|one| !made.people.contains(&one.user_id));
    let extra = |one: &DemoProfessional| DemoExtra {
        id: one.user_id,
        email: format!("{}@people.demo.plaza.example", one.user_id),
        name: one.name.clone(),
        locale: one.locale,
    };
    without.map(extra).collect()
}

async fn fill_chats(node: &Node, made: &DemoOrg) -> anyhow::Result<()> {
    let chat = ChatClient::over(node.board().pipe("demo", "chat"));
    let person = |mailbox: &str| {
        let at = PEOPLE.iter().position(|person| person.2 == mailbox)?;
        made.people.get(at).copied()
    };
    let chats = chats::of(person, node.plan().clock.now());
    chat.seed_demo(&Cx::service("demo", Some(made.org)), chats).await.context("the demo's conversations")?;
    Ok(())
}

async fn fill_reviews(
    node: &Node,
    made: &DemoOrg,
    professionals: &[DemoProfessional],
    places: &[ResourceCard],
) -> anyhow::Result<()> {
    let client = ReviewsClient::over(node.board().pipe("demo", "reviews"));
    let (cx, now) = (Cx::service("demo", Some(made.org)), node.plan().clock.now());
    let writes = |role: Role| matches!(role, Role::Member | Role::Client);
    let members = made.people.iter().zip(PEOPLE).filter(|(_, person)| writes(person.0));
    let members: Vec<reviews::Author> = members.map(|(id, person)| (*id, person.3)).collect();
    let mut batches = reviews::of_professionals(professionals, &members, now);
    batches.push(reviews::of_places(places, &members, now));
    for some in batches {
        client.seed_demo(&cx, some).await.context("the demo's reviews")?;
    }
    Ok(())
}

async fn fill_orders(node: &Node, made: &DemoOrg) -> anyhow::Result<()> {
    let door = orders::Door { node, org: made.org, now: node.plan().clock.now() };
    orders::tell(&door, someone(made)).await.context("the demo's orders")
}

/// The demo's people by their mail names, as they come to the services' doors.
fn someone(made: &DemoOrg) -> impl Fn(&str) -> Option<orders::Person> {
    |mailbox| {
        let at = PEOPLE.iter().position(|person| person.2 == mailbox)?;
        Some(orders::Person { id: *made.people.get(at)?, role: PEOPLE[at].0, locale: PEOPLE[at].3 })
    }
}

async fn fill_gigs(node: &Node, made: &DemoOrg, professionals: &[DemoProfessional]) -> anyhow::Result<()> {
    let client = GigsClient::over(node.board().pipe("demo", "gigs"));
    let cx = Cx::service("demo", Some(made.org));
    for some in gigs::of(professionals) {
        client.seed_demo(&cx, some).await.context("the demo's gigs")?;
    }
    Ok(())
}

fn login(person: DemoPerson) -> Login {
    Login { role: person.role.to_string(), email: person.email, password: person.password }
}

/// Prints the address and the logins.
pub(crate) fn welcome(url: &str, logins: &[Login]) -> anyhow::Result<ExitCode> {
    let width = logins.iter().map(|login| login.email.len()).max().unwrap_or(0);
    let line = |login: &Login| format!("  {:12} {:width$}  {}", login.role, login.email, login.password);
    let lines: Vec<String> = logins.iter().map(line).collect();
    crate::say(&format!(
        "\nPlaza is at {url}\nThe API: {url}/docs\n\nThe demo organisation's people:\n{}\n\nStop with Ctrl-C.",
        lines.join("\n")
    ))
}

fn person((role, name, mailbox, locale): &(Role, &str, &str, Locale)) -> DemoPerson {
    let (email, password) = (format!("{mailbox}@demo.plaza.example"), PASSWORD.to_owned());
    DemoPerson { email, name: (*name).to_owned(), password, role: *role, locale: *locale }
}

/// About half of each resource's hours, in stretches people take, over the coming days.
fn fortnight(cards: &[ResourceCard], members: &[UserId], now: Instant) -> Vec<DemoBooking> {
    let mut wanted = Vec::new();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    if members.is_empty() {
        return wanted;
    }
    for card in cards {
        for day in 0..DAYS {
            for unit in card.units.iter().take(4) {
                let Some(slot) = stretch(card, now, day, &mut dice) else { continue };
                let (user, purpose) = (members[dice.below(members.len())], PURPOSES[dice.below(PURPOSES.len())]);
                let unit = UnitOf { unit: *unit, resource: card.id };
                wanted.push(DemoBooking { unit, slot, user, purpose: purpose.to_owned() });
            }
        }
    }
    wanted
}

/// A stretch of a day, from today on, within the place's hours, or none on a closed day or by chance.
fn stretch(card: &ResourceCard, now: Instant, day: i64, dice: &mut Dice) -> Option<Slot> {
    let local = now.with_timezone(&card.time_zone).date_naive() + Duration::days(day);
    if local.weekday() == Weekday::Sun || dice.below(10) < 4 {
        return None;
    }
    let open = card.hours.weekly.iter().find(|open| open.day == local.weekday())?;
    let closed = card.hours.exceptions.iter().any(|exception| exception.date == local);
    let hours = match card.kind {
        ResourceKind::Office | ResourceKind::Desk => 4,
        ResourceKind::Equipment => 3,
        ResourceKind::Person => 1,
        _ => 1 + dice.below(2) as u32,
    };
    let last = open.closes.hour().checked_sub(hours)?;
    let first = open.opens.hour();
    if closed || last <= first {
        return None;
    }
    let start = NaiveTime::from_hms_opt(first + dice.below((last - first) as usize) as u32, 0, 0)?;
    let start = card.time_zone.from_local_datetime(&local.and_time(start)).earliest()?;
    let start = start.with_timezone(&chrono::Utc);
    Slot::new(start, start + Duration::hours(i64::from(hours)))
}

/// Chance that is the same at every run (xorshift; Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}
