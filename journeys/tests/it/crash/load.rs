//! People who book, pay, answer challenges and cancel, and note what they were told.

use std::sync::atomic::{AtomicBool, Ordering};

use hyper::Method;
use plaza_journeys::{Api, Person, Reply, Venue, booking, card};
use rand::rngs::StdRng;
use rand::{Rng, RngExt};
use serde_json::{Value, json};
use uuid::Uuid;

/// The sandbox's cards and how often each is used.
const CARDS: [&str; 10] = [
    "tok_approved",
    "tok_approved",
    "tok_approved",
    "tok_twice",
    "tok_webhook_first",
    "tok_timeout_charged",
    "tok_late",
    "tok_second_factor",
    "tok_declined",
    "tok_insufficient_funds",
];

/// Rooms to book, priced and free.
pub struct Place {
    priced: Vec<Value>,
    free: Vec<Value>,
}

impl Place {
    /// Adds rooms to a venue.
    pub async fn open(venue: &Venue) -> Self {
        let mut place = Self { priced: vec![venue.priced.clone()], free: vec![venue.free.clone()] };
        for n in 0..2 {
            let rates = json!({ "perHour": plaza_journeys::money(1_000 + n * 250) });
            place.priced.push(venue.room(&format!("Priced {n}"), json!({ "rates": rates })).await);
            place.free.push(venue.room(&format!("Free {n}"), json!({})).await);
        }
        place
    }
}

/// A booking somebody was told of.
#[derive(Debug, Clone)]
pub struct Told {
    /// The booking.
    pub id: String,
    /// The state it was last told to be in.
    pub status: String,
    /// Whether its person asked to cancel it, whatever the answer was.
    pub cancelling: bool,
}

/// What one person did and was told.
#[derive(Debug, Default)]
pub struct Done {
    /// Bookings acknowledged.
    pub told: Vec<Told>,
    /// Requests that were answered.
    pub answered: usize,
    /// Requests that nobody ever answered though they were repeated.
    pub unanswered: usize,
    /// Requests given up after a lost answer: nobody knows.
    pub unknown: usize,
    /// Refusals by code.
    pub refused: Vec<String>,
}

/// One person at work.
pub struct Worker<'a> {
    person: Person,
    place: &'a Place,
    dice: StdRng,
    /// What came of it.
    pub done: Done,
}

impl<'a> Worker<'a> {
    /// A person who has done nothing yet.
    pub fn new(person: Person, place: &'a Place, dice: StdRng) -> Self {
        Self { person, place, dice, done: Done::default() }
    }

    /// Works until it is over.
    pub async fn work(&mut self, over: &AtomicBool) {
        while !over.load(Ordering::SeqCst) {
            match self.dice.random_range(0..10) {
                0..3 => self.book_free().await,
                3..7 => self.book_and_pay().await,
                7..8 => self.hold_and_pay().await,
                _ => self.cancel().await,
            }
        }
    }

    async fn book_free(&mut self) {
        let room = self.place.free[self.dice.random_range(0..self.place.free.len())].clone();
        let body = booking(&room, self.hour());
        self.book(body).await;
    }

    async fn book_and_pay(&mut self) {
        let room = self.place.priced[self.dice.random_range(0..self.place.priced.len())].clone();
        let mut body = booking(&room, self.hour());
        body["paymentInfo"] = self.card();
        if let Some(booked) = self.book(body).await
            && let Some(url) = booked["payment"]["nextAction"]["url"].as_str()
        {
            self.answer_challenge(url.trim_start_matches("/api/v1")).await;
        }
    }

    async fn hold_and_pay(&mut self) {
        let room = self.place.priced[0].clone();
        let wanted = booking(&room, self.hour());
        let Some(held) = self.book(wanted).await else { return };
        let body = json!({ "bookingId": held["id"], "paymentInfo": card("tok_approved") });
        if let Some(paid) = self.post("/payments/process", &body).await.filter(|reply| reply.status == 200) {
            self.tell(&held["id"], &paid.body["bookingStatus"]);
        }
    }

    async fn cancel(&mut self) {
        let open: Vec<usize> = (0..self.done.told.len())
            .filter(|n| self.done.told[*n].status == "confirmed" && !self.done.told[*n].cancelling)
            .collect();
        if open.is_empty() {
            return;
        }
        let told = &mut self.done.told[open[self.dice.random_range(0..open.len())]];
        told.cancelling = true;
        let id = told.id.clone();
        if let Some(cancelled) =
            self.post(&format!("/bookings/{id}/cancel"), &json!({})).await.filter(|reply| reply.status == 200)
        {
            self.tell(&json!(id), &cancelled.body["status"]);
        }
    }

    async fn answer_challenge(&mut self, path: &str) {
        let code = if self.dice.random_range(0..4) == 0 { "000000" } else { "123456" };
        // Not every answer changes the booking at once: only that it came is noted.
        let _ = self.post(path, &json!({ "code": code })).await;
    }

    /// Books; answers the booking when it was acknowledged.
    async fn book(&mut self, body: Value) -> Option<Value> {
        let reply = self.post("/bookings", &body).await?;
        if reply.status != 201 {
            self.done.refused.push(reply.code().to_owned());
            return None;
        }
        self.tell(&reply.body["id"], &reply.body["status"]);
        Some(reply.body)
    }

    /// One request under a key of its own; most people repeat it when the answer is lost.
    async fn post(&mut self, path: &str, body: &Value) -> Option<Reply> {
        let api: Api = self.person.api.keyed(&Uuid::now_v7().to_string());
        if self.dice.random_range(0..5) == 0 {
            return match api.send(Method::POST, &format!("/api/v1{path}"), Some(body)).await {
                Ok(reply) if reply.status < 500 => {
                    self.done.answered += 1;
                    Some(reply)
                }
                _ => {
                    self.done.unknown += 1;
                    None
                }
            };
        }
        let reply = api.insist(Method::POST, path, Some(body)).await;
        match &reply {
            Some(_) => self.done.answered += 1,
            None => self.done.unanswered += 1,
        }
        reply
    }

    fn tell(&mut self, id: &Value, status: &Value) {
        let (id, status) = (id.as_str().unwrap_or_default().to_owned(), status.as_str().unwrap_or_default().to_owned());
        match self.done.told.iter_mut().find(|told| told.id == id) {
            Some(told) => told.status = status,
            None => self.done.told.push(Told { id, status, cancelling: false }),
        }
    }

    fn card(&mut self) -> Value {
        card(CARDS[self.dice.random_range(0..CARDS.len())])
    }

    /// Any hour of the next two months; now and then somebody else has it.
    fn hour(&mut self) -> i64 {
        30 + i64::try_from(self.dice.next_u64() % 1_400).unwrap_or(0)
    }
}
