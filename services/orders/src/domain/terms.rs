//! What two people agree: the parts of the work, what each costs and when it is due.

use chrono::Duration;
use plaza_core::{Currency, Fault, Instant, Money};
use plaza_orders_api::MilestoneId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::{line, required};

/// The most parts one piece of work can have.
pub const MOST_MILESTONES: usize = 20;
/// The longest work may take, days.
pub const LONGEST_DAYS: u32 = 365;
/// The most revisions that can be agreed.
pub const MOST_REVISIONS: u32 = 50;
/// The highest price, minor units: sums of twenty stay far inside 64 bits.
pub const HIGHEST_PRICE: i64 = 1_000_000_000_000;
/// The shortest and the longest time somebody gets to answer.
const ANSWER_WITHIN: (Duration, Duration) = (Duration::minutes(5), Duration::days(90));

/// A part of the work with its own price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Its id, the same in the offer and in the order.
    pub id: MilestoneId,
    /// What it is.
    pub title: String,
    /// What it costs, minor units.
    pub amount: i64,
    /// Days from the payment until it is due.
    pub due_in_days: u32,
}

/// A part of the work as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MilestoneTerms {
    /// What it is.
    pub title: String,
    /// What it costs.
    pub amount: Money,
    /// Days from the payment until it is due, 1 to 365; not fewer than of the milestone before.
    pub due_in_days: u32,
}

/// What was asked for, before it is looked at.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What for, in a line.
    pub title: String,
    /// What is done and what is not.
    pub scope: String,
    /// The price of work in one part.
    pub price: Option<Money>,
    /// Its parts, when it has several.
    pub milestones: Vec<MilestoneTerms>,
    /// Days from the payment to the delivery of work in one part.
    pub delivery_days: Option<u32>,
    /// How often the client may ask for changes.
    pub revisions: u32,
    /// Until when it can be answered.
    pub expires_at: Instant,
}

/// Terms that hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What for, in a line.
    pub title: String,
    /// What is done and what is not.
    pub scope: String,
    /// At least one part.
    pub parts: Vec<Part>,
    /// The sum of the parts.
    pub total: Money,
    /// Days from the payment until all of it is due.
    pub delivery_days: u32,
    /// How often the client may ask for changes.
    pub revisions: u32,
    /// Until when it can be answered.
    pub expires_at: Instant,
}

/// Terms from what somebody wrote.
///
/// # Errors
/// Names the field that cannot be.
pub fn terms(asked: Asked, now: Instant) -> Result<Terms, Fault> {
    let title = line("title", &asked.title, 3, 120)?;
    let scope = required("scope", &asked.scope, 10, 5_000)?;
    let parts = parts(&asked, &title)?;
    let (total, parts) = summed(parts)?;
    if asked.price.is_some_and(|price| price != total) {
        return Err(Fault::invalid("price", format!("must be the sum of the milestones, {total}, or be left out")));
    }
    if asked.revisions > MOST_REVISIONS {
        return Err(Fault::invalid("revisions", format!("must be at most {MOST_REVISIONS}")));
    }
    let (shortest, longest) = ANSWER_WITHIN;
    if asked.expires_at < now + shortest || asked.expires_at > now + longest {
        return Err(Fault::invalid("expiresAt", "must lie between five minutes and 90 days from now"));
    }
    let delivery_days = parts.iter().map(|part| part.due_in_days).max().unwrap_or(1);
    Ok(Terms { title, scope, parts, total, delivery_days, revisions: asked.revisions, expires_at: asked.expires_at })
}

fn parts(asked: &Asked, title: &str) -> Result<Vec<MilestoneTerms>, Fault> {
    if asked.milestones.is_empty() {
        let missing = |field: &str| Fault::invalid(field, "is needed unless there are milestones");
        let amount = asked.price.ok_or_else(|| missing("price"))?;
        let due_in_days = asked.delivery_days.ok_or_else(|| missing("deliveryDays"))?;
        check_part("price", "deliveryDays", amount, due_in_days)?;
        return Ok(vec![MilestoneTerms { title: title.to_owned(), amount, due_in_days }]);
    }
    if asked.milestones.len() > MOST_MILESTONES {
        return Err(Fault::invalid("milestones", format!("must be at most {MOST_MILESTONES}")));
    }
    if asked.delivery_days.is_some() {
        return Err(Fault::invalid("deliveryDays", "is each milestone's own: leave it out"));
    }
    let mut written = Vec::new();
    for (index, part) in asked.milestones.iter().enumerate() {
        let field = |name: &str| format!("milestones[{index}].{name}");
        let title = line(&field("title"), &part.title, 0, 120)?;
        if title.is_empty() {
            return Err(Fault::invalid(&field("title"), "says what is delivered"));
        }
        check_part(&field("amount"), &field("dueInDays"), part.amount, part.due_in_days)?;
        // They are delivered one after the other.
        if written.last().is_some_and(|before: &MilestoneTerms| part.due_in_days < before.due_in_days) {
            return Err(Fault::invalid(&field("dueInDays"), "must not be before the milestone before it is due"));
        }
        written.push(MilestoneTerms { title, ..part.clone() });
    }
    Ok(written)
}

fn check_part(amount_field: &str, days_field: &str, amount: Money, days: u32) -> Result<(), Fault> {
    if !(1..=HIGHEST_PRICE).contains(&amount.amount) {
        return Err(Fault::invalid(amount_field, "must be more than nothing and at most 10,000,000,000.00"));
    }
    if !(1..=LONGEST_DAYS).contains(&days) {
        return Err(Fault::invalid(days_field, format!("must be 1 to {LONGEST_DAYS}")));
    }
    Ok(())
}

fn summed(parts: Vec<MilestoneTerms>) -> Result<(Money, Vec<Part>), Fault> {
    let currency = parts.first().map_or(Currency::EUR, |part| part.amount.currency);
    let mut total = Money::zero(currency);
    for (index, part) in parts.iter().enumerate() {
        total = total.plus(part.amount).map_err(|error| {
            Fault::invalid(&format!("milestones[{index}].amount"), format!("cannot be added to the others: {error}"))
        })?;
    }
    let part = |part: MilestoneTerms| Part {
        id: MilestoneId::new(),
        title: part.title,
        amount: part.amount.amount,
        due_in_days: part.due_in_days,
    };
    Ok((total, parts.into_iter().map(part).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Instant {
        "2026-03-02T09:00:00Z".parse().unwrap()
    }

    fn euros(amount: i64) -> Money {
        Money::new(amount, Currency::EUR)
    }

    fn asked() -> Asked {
        Asked {
            title: "A logo".to_owned(),
            scope: "Three drafts and one final".to_owned(),
            price: Some(euros(10_000)),
            milestones: Vec::new(),
            delivery_days: Some(7),
            revisions: 2,
            expires_at: now() + Duration::days(3),
        }
    }

    fn part(amount: Money, days: u32) -> MilestoneTerms {
        MilestoneTerms { title: "A draft".to_owned(), amount, due_in_days: days }
    }

    #[test]
    fn a_price_is_one_part_and_several_add_up() {
        let one = terms(asked(), now()).unwrap();
        assert_eq!((one.total, one.parts.len(), one.delivery_days), (euros(10_000), 1, 7));
        let several = Asked {
            price: None,
            delivery_days: None,
            milestones: vec![part(euros(300), 3), part(euros(700), 9)],
            ..asked()
        };
        let several = terms(several, now()).unwrap();
        assert_eq!((several.total, several.parts.len(), several.delivery_days), (euros(1_000), 2, 9));
    }

    #[test]
    fn what_does_not_hold_together_is_refused_by_its_field() {
        let two = vec![part(euros(300), 3), part(euros(700), 9)];
        let mixed = vec![part(euros(300), 3), part(Money::new(1, "USD".parse().unwrap()), 9)];
        let with = |milestones: Vec<MilestoneTerms>| Asked { price: None, delivery_days: None, milestones, ..asked() };
        let wrong = [
            (Asked { title: " ".to_owned(), ..asked() }, "title"),
            (Asked { scope: "short".to_owned(), ..asked() }, "scope"),
            (Asked { price: None, ..asked() }, "price"),
            (Asked { price: Some(euros(0)), ..asked() }, "price"),
            (Asked { price: Some(euros(HIGHEST_PRICE + 1)), ..asked() }, "price"),
            (Asked { delivery_days: None, ..asked() }, "deliveryDays"),
            (Asked { delivery_days: Some(366), ..asked() }, "deliveryDays"),
            (Asked { revisions: 51, ..asked() }, "revisions"),
            (Asked { expires_at: now(), ..asked() }, "expiresAt"),
            (Asked { expires_at: now() + Duration::days(91), ..asked() }, "expiresAt"),
            (Asked { price: Some(euros(999)), ..with(two.clone()) }, "price"),
            (Asked { delivery_days: Some(3), ..with(two.clone()) }, "deliveryDays"),
            (with(mixed), "milestones[1].amount"),
            (with(vec![part(euros(1), 0)]), "milestones[0].dueInDays"),
            (with(vec![part(euros(-1), 1)]), "milestones[0].amount"),
            (with(vec![part(euros(1), 9), part(euros(1), 9), part(euros(1), 5)]), "milestones[2].dueInDays"),
            (with(vec![part(euros(1), 1); 21]), "milestones"),
        ];
        for (asked, field) in wrong {
            let fault = terms(asked, now()).unwrap_err();
            assert_eq!(fault.details["errors"][0]["field"], field, "{fault}");
        }
    }
}
