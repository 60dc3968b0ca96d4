//! Everything the texts of one notification are made from.

use chrono_tz::Tz;
use plaza_bookings_api::BookingCard;
use plaza_core::{Instant, Locale, Money};
use plaza_resources_api::ResourceCard;
use plaza_verification_api::RejectReason;
use uuid::Uuid;

use super::format;
use super::kind::Kind;
use super::texts::Words;

/// Who is told what.
#[derive(Debug, Clone)]
pub struct Scene {
    /// What.
    pub kind: Kind,
    /// Language.
    pub locale: Locale,
    /// Name of the person.
    pub name: String,
    /// Name of the organisation, or of the installation.
    pub org: String,
    /// Link of the button, if there is one.
    pub link: Option<String>,
    /// Until when the link is good.
    pub expires_at: Option<Instant>,
    /// The booking it is about, and what is booked.
    pub booking: Option<Booked>,
    /// An amount charged or given back.
    pub amount: Option<Money>,
    /// The work it is about.
    pub work: Option<Hired>,
    /// What an event told of a case of verification.
    pub case: Option<Case>,
}

/// What is told of a case of verification.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// Until when an approval counts.
    pub valid_until: Option<Instant>,
    /// Why it was refused.
    pub reasons: Vec<RejectReason>,
}

/// Work that is sold, offered or ordered.
#[derive(Debug, Clone)]
pub struct Hired {
    /// Of the offer, the order or the gig.
    pub id: Uuid,
    /// What for, in a line.
    pub title: String,
    /// What it costs, where that is told.
    pub price: Option<Money>,
}

/// A booking and what is booked.
#[derive(Debug, Clone)]
pub struct Booked {
    /// The booking.
    pub card: BookingCard,
    /// What is booked, while it exists.
    pub resource: Option<ResourceCard>,
    /// Name of who booked, where the person whose time it is is told.
    pub booker: Option<String>,
}

/// A value that templates name, or a line of the mail's table.
pub type Pair = (&'static str, String);

impl Booked {
    /// The clock of the place.
    pub fn zone(&self) -> Tz {
        self.resource.as_ref().map_or(Tz::UTC, |resource| resource.time_zone)
    }

    /// Name and address of the place in one line; empty when it is not known.
    pub fn place(&self) -> String {
        let Some(resource) = &self.resource else { return String::new() };
        let parts = [resource.location_name.as_str(), resource.address.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

impl Scene {
    /// The values that texts may name. A text that names another one fails its test.
    pub fn values(&self, words: &Words) -> Vec<Pair> {
        let mut values = vec![("name", self.name.clone()), ("org", self.org.clone())];
        if let Some(at) = self.expires_at {
            values.push(("expires", format::moment(at.with_timezone(&Tz::UTC), self.locale, words)));
        }
        if let Some(booked) = &self.booking {
            let start = booked.card.slot.start.with_timezone(&booked.zone());
            values.push(("resource", self.resource_name(booked, words)));
            values.push(("booker", self.booker(booked, words)));
            values.push(("day", format::day(start, self.locale, words)));
            values.push(("time", format::clock(start)));
            let price = Some(booked.card.price).filter(|price| !price.is_zero());
            values.push(("price", price.map(|price| self.money(price)).unwrap_or_default()));
            values.push(("refund", booked.card.refunded.map(|refund| self.money(refund)).unwrap_or_default()));
        }
        if let Some(amount) = self.amount {
            values.push(("amount", self.money(amount)));
        }
        if let Some(work) = &self.work {
            values.push(("title", work.title.clone()));
            values.push(("price", work.price.map(|price| self.money(price)).unwrap_or_default()));
        }
        if let Some(case) = &self.case {
            let until = case.valid_until.map(|at| format::day(at.with_timezone(&Tz::UTC), self.locale, words));
            values.push(("until", until.unwrap_or_default()));
            let reasons = case.reasons.iter().filter_map(|reason| words.refusals.get(reason.name()).cloned());
            values.push(("reasons", reasons.collect::<Vec<_>>().join("; ")));
        }
        values
    }

    /// The lines of the mail's table.
    pub fn details(&self, words: &Words) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        let mut line = |label: &str, value: String| {
            if !value.is_empty() {
                lines.push((label.to_owned(), value));
            }
        };
        if let Some(booked) = &self.booking {
            let (card, zone) = (&booked.card, booked.zone());
            line(&words.what, self.resource_name(booked, words));
            line(&words.day, format::day(card.slot.start.with_timezone(&zone), self.locale, words));
            line(&words.hours, format::hours(card.slot, zone, self.locale, words));
            line(&words.place, booked.place());
            if self.amount.is_none() || self.kind.is_for_host() {
                let price = if card.price.is_zero() { words.free.clone() } else { self.money(card.price) };
                line(&words.price, price);
            }
            if self.kind == Kind::BookingCancelled {
                line(&words.refund, card.refunded.map(|refund| self.money(refund)).unwrap_or_default());
            }
        }
        if let Some(amount) = self.amount {
            let refund = matches!(self.kind, Kind::PaymentRefunded | Kind::BookingHostRefunded);
            line(if refund { &words.refund } else { &words.amount }, self.money(amount));
        }
        if let Some(work) = &self.work {
            line(&words.work, work.title.clone());
            line(&words.price, work.price.map(|price| self.money(price)).unwrap_or_default());
            line(&words.reference, work.id.to_string());
        }
        if let Some(booked) = &self.booking {
            line(&words.reference, booked.card.id.to_string());
        }
        lines
    }

    /// What is booked, by name.
    pub fn resource_name(&self, booked: &Booked, words: &Words) -> String {
        booked.resource.as_ref().map_or_else(|| words.something.clone(), |resource| resource.name.clone())
    }

    /// Who booked, by name.
    pub fn booker(&self, booked: &Booked, words: &Words) -> String {
        booked.booker.clone().unwrap_or_else(|| words.someone.clone())
    }

    fn money(&self, amount: Money) -> String {
        format::money(amount, self.locale)
    }
}
