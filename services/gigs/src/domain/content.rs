//! What a gig sells.

use std::collections::HashSet;

use plaza_core::{Currency, Fault, Money, text};
use plaza_gigs_api::{GigExtra, GigPackage, GigQuestion};
use serde::Deserialize;
use sqlx::FromRow;
use utoipa::ToSchema;
use uuid::Uuid;

/// The most a package or an extra may cost, minor units.
const DEAREST: i64 = 1_000_000_000;

/// What is sold, checked.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Content {
    /// In a line.
    pub title: String,
    /// In full.
    pub description: String,
    /// The trade's slug.
    pub trade: String,
    /// The language it is written in.
    pub language: String,
    /// Words to be found by.
    pub tags: Vec<String>,
    /// Ways to buy it.
    #[sqlx(json)]
    pub packages: Vec<GigPackage>,
    /// What can be added.
    #[sqlx(json)]
    pub extras: Vec<GigExtra>,
    /// What the buyer is asked.
    #[sqlx(json)]
    pub questions: Vec<GigQuestion>,
}

/// What a professional sells, as they write it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GigBody {
    /// Of at most 80 characters.
    pub title: String,
    /// Of at most 5,000 characters.
    pub description: String,
    /// Slug of a trade, such as `photographer`.
    #[schema(example = "photographer")]
    pub trade: String,
    /// The language it is written in, ISO 639-1.
    #[schema(example = "es")]
    pub language: String,
    /// At most five words to be found by, each of at most 30 characters.
    #[serde(default)]
    pub tags: Vec<String>,
    /// One to three ways to buy it.
    pub packages: Vec<PackageBody>,
    /// At most ten things to add.
    #[serde(default)]
    pub extras: Vec<ExtraBody>,
    /// At most ten questions to the buyer.
    #[serde(default)]
    pub questions: Vec<QuestionBody>,
    /// When changing: the version that was read; a change made meanwhile is then not overwritten.
    #[serde(default)]
    pub version: Option<i32>,
}

/// A package as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PackageBody {
    /// Of the package it changes; a new one without.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Of at most 40 characters.
    pub name: String,
    /// Of at most 500 characters.
    #[serde(default)]
    pub description: String,
    /// More than nothing.
    pub price: Money,
    /// 1 to 365.
    pub delivery_days: u32,
    /// 0 to 20.
    #[serde(default)]
    pub revisions: u32,
}

/// An extra as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExtraBody {
    /// Of the extra it changes; a new one without.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Of at most 80 characters.
    pub name: String,
    /// More than nothing.
    pub price: Money,
    /// 0 to 365.
    #[serde(default)]
    pub extra_days: u32,
}

/// A question as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuestionBody {
    /// Of the question it changes; a new one without.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Of at most 300 characters.
    pub text: String,
    /// Whether an order needs the answer.
    #[serde(default)]
    pub required: bool,
}

impl Content {
    /// The price of the cheapest package.
    pub fn price(&self) -> Money {
        let cheapest = self.packages.iter().map(|package| package.price).min_by_key(|price| price.amount);
        cheapest.unwrap_or(Money::zero(Currency::EUR))
    }

    /// The days of the fastest package.
    pub fn delivery_days(&self) -> i32 {
        let fastest = self.packages.iter().map(|package| package.delivery_days).min();
        fastest.and_then(|days| i32::try_from(days).ok()).unwrap_or(1)
    }

    /// Every currency that a price is in.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> {
        let packages = self.packages.iter().map(|package| package.price);
        packages.chain(self.extras.iter().map(|extra| extra.price)).map(|price| price.currency)
    }
}

impl GigBody {
    /// What is sold, if it may be; parts keep the ids they have in `before`, for orders name them.
    ///
    /// # Errors
    /// Names the field and says what to change.
    pub fn checked(self, before: Option<&Content>) -> Result<Content, Fault> {
        let content = Content {
            title: line("title", &self.title, 3, 80)?,
            description: prose("description", &self.description, 20, 5_000)?,
            trade: trade(self.trade)?,
            language: language(self.language)?,
            tags: tags(self.tags)?,
            packages: packages(self.packages, before)?,
            extras: extras(self.extras, before)?,
            questions: questions(self.questions, before)?,
        };
        let mut currencies = content.currencies();
        let first = currencies.next();
        if currencies.any(|currency| Some(currency) != first) {
            return Err(Fault::invalid("packages", "all prices must be in one currency"));
        }
        drop(currencies);
        Ok(content)
    }
}

fn trade(slug: String) -> Result<String, Fault> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if (2..=40).contains(&slug.len()) && slug.chars().all(fits) {
        return Ok(slug);
    }
    Err(Fault::invalid("trade", "must be the slug of a trade, such as photographer"))
}

fn language(code: String) -> Result<String, Fault> {
    if code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase()) {
        return Ok(code);
    }
    Err(Fault::invalid("language", "must be two letters of ISO 639-1, such as es"))
}

fn tags(given: Vec<String>) -> Result<Vec<String>, Fault> {
    let mut tags = Vec::new();
    for (at, tag) in given.into_iter().enumerate() {
        let tag = line(&format!("tags[{at}]"), &tag.to_lowercase(), 2, 30)?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if tags.len() > 5 {
        return Err(Fault::invalid("tags", "must be at most 5"));
    }
    Ok(tags)
}

fn packages(given: Vec<PackageBody>, before: Option<&Content>) -> Result<Vec<GigPackage>, Fault> {
    counted("packages", given.len(), 1, 3)?;
    let known = before.map(|content| content.packages.iter().map(|package| package.id).collect()).unwrap_or_default();
    let (mut ids, mut names) = (Ids::new("packages", known), HashSet::new());
    let checked = given.into_iter().enumerate().map(|(at, package)| {
        let field = |name: &str| format!("packages[{at}].{name}");
        let name = line(&field("name"), &package.name, 1, 40)?;
        // Buyers, offers and orders tell them apart by it.
        if !names.insert(name.to_lowercase()) {
            return Err(Fault::invalid(&field("name"), "must be another than those of the packages before"));
        }
        Ok(GigPackage {
            id: ids.of(at, package.id)?,
            name,
            description: prose(&field("description"), &package.description, 0, 500)?,
            price: priced(&field("price"), package.price)?,
            delivery_days: within(&field("deliveryDays"), package.delivery_days, 1, 365)?,
            revisions: within(&field("revisions"), package.revisions, 0, 20)?,
        })
    });
    checked.collect()
}

fn extras(given: Vec<ExtraBody>, before: Option<&Content>) -> Result<Vec<GigExtra>, Fault> {
    counted("extras", given.len(), 0, 10)?;
    let known = before.map(|content| content.extras.iter().map(|extra| extra.id).collect()).unwrap_or_default();
    let mut ids = Ids::new("extras", known);
    let checked = given.into_iter().enumerate().map(|(at, extra)| {
        let field = |name: &str| format!("extras[{at}].{name}");
        Ok(GigExtra {
            id: ids.of(at, extra.id)?,
            name: line(&field("name"), &extra.name, 1, 80)?,
            price: priced(&field("price"), extra.price)?,
            extra_days: within(&field("extraDays"), extra.extra_days, 0, 365)?,
        })
    });
    checked.collect()
}

fn questions(given: Vec<QuestionBody>, before: Option<&Content>) -> Result<Vec<GigQuestion>, Fault> {
    counted("questions", given.len(), 0, 10)?;
    let known = before.map(|content| content.questions.iter().map(|one| one.id).collect()).unwrap_or_default();
    let mut ids = Ids::new("questions", known);
    let checked = given.into_iter().enumerate().map(|(at, question)| {
        let text = line(&format!("questions[{at}].text"), &question.text, 3, 300)?;
        Ok(GigQuestion { id: ids.of(at, question.id)?, text, required: question.required })
    });
    checked.collect()
}

/// The ids of one list's parts: those it had, each once, and new ones.
struct Ids {
    list: &'static str,
    left: HashSet<Uuid>,
}

impl Ids {
    fn new(list: &'static str, known: HashSet<Uuid>) -> Self {
        Self { list, left: known }
    }

    fn of(&mut self, at: usize, given: Option<Uuid>) -> Result<Uuid, Fault> {
        match given {
            None => Ok(Uuid::now_v7()),
            Some(id) if self.left.remove(&id) => Ok(id),
            Some(_) => {
                let field = format!("{}[{at}].id", self.list);
                Err(Fault::invalid(&field, "must be one this gig has, each once; leave it out for a new one"))
            }
        }
    }
}

fn line(field: &str, text: &str, least: usize, most: usize) -> Result<String, Fault> {
    let text = text.trim();
    text::one_line(text).map_err(|unseen| unseen.in_field(field))?;
    if !(least..=most).contains(&text.chars().count()) {
        return Err(Fault::invalid(field, format!("must be one line of {least} to {most} characters")));
    }
    Ok(text.to_owned())
}

fn prose(field: &str, text: &str, least: usize, most: usize) -> Result<String, Fault> {
    let text = text.trim();
    text::many_lines(text).map_err(|unseen| unseen.in_field(field))?;
    if !(least..=most).contains(&text.chars().count()) {
        return Err(Fault::invalid(field, format!("must be a text of {least} to {most} characters")));
    }
    Ok(text.to_owned())
}

fn priced(field: &str, price: Money) -> Result<Money, Fault> {
    if (1..=DEAREST).contains(&price.amount) {
        return Ok(price);
    }
    Err(Fault::invalid(field, format!("must be 1 to {DEAREST} minor units")))
}

fn within(field: &str, number: u32, least: u32, most: u32) -> Result<u32, Fault> {
    if (least..=most).contains(&number) {
        return Ok(number);
    }
    Err(Fault::invalid(field, format!("must be {least} to {most}")))
}

fn counted(field: &str, number: usize, least: usize, most: usize) -> Result<(), Fault> {
    if (least..=most).contains(&number) {
        return Ok(());
    }
    Err(Fault::invalid(field, format!("must be {least} to {most} of them")))
}

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
