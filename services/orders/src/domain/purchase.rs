//! What buying a gig comes to: its package, what is added to it, and what the seller asked.

use std::collections::BTreeMap;

use plaza_core::{Fault, Money, UserId};
use plaza_gigs_api::{GigCard, GigExtra, GigPackage, GigStatus};
use plaza_orders_api::MilestoneId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::terms::Part;
use super::words::text_of;

/// The longest answer to a seller's question, characters.
const LONGEST_ANSWER: usize = 2_000;

/// A line of what is paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// What.
    pub description: String,
    /// What it costs.
    pub amount: Money,
}

/// A seller's question and the buyer's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderAnswer {
    /// Which question.
    pub question_id: Uuid,
    /// The question as it was asked.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// What somebody wants of a gig.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which package.
    pub package: Uuid,
    /// What is added.
    pub extras: Vec<Uuid>,
    /// Answers by question.
    pub answers: BTreeMap<Uuid, String>,
}

/// What is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// The package in one line.
    pub title: String,
    /// What is in it.
    pub scope: String,
    /// What is paid for.
    pub lines: Vec<OrderLine>,
    /// The whole as one part of work.
    pub part: Part,
    /// What it costs.
    pub total: Money,
    /// How often the client may ask for changes.
    pub revisions: u32,
    /// What the seller wanted to know.
    pub answers: Vec<OrderAnswer>,
}

/// Why a gig cannot be bought so.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// It is not for sale.
    #[error("not for sale")]
    NotForSale,
    /// Nobody hires themselves.
    #[error("one's own")]
    Own,
    /// It has no such package or extra.
    #[error("{0} is not of this gig")]
    Unknown(&'static str),
    /// A question has to be answered.
    #[error("a question is open")]
    Unanswered {
        /// Which.
        question: Uuid,
        /// Its text.
        text: String,
    },
    /// Its prices do not add up.
    #[error("the prices do not add up")]
    Unpriceable,
    /// A field that cannot be.
    #[error("{0}")]
    Field(Fault),
}

/// What buying the gig comes to.
///
/// # Errors
/// Why it cannot be bought so.
pub fn purchase(gig: &GigCard, buyer: UserId, wanted: &Wanted) -> Result<Purchase, Refusal> {
    if gig.user_id == buyer {
        return Err(Refusal::Own);
    }
    if gig.status != GigStatus::Published {
        return Err(Refusal::NotForSale);
    }
    let package = gig.packages.iter().find(|one| one.id == wanted.package).ok_or(Refusal::Unknown("packageId"))?;
    let extras = extras(gig, wanted)?;
    let mut lines = vec![OrderLine { description: format!("{}: {}", gig.title, package.name), amount: package.price }];
    lines.extend(extras.iter().map(|extra| OrderLine { description: extra.name.clone(), amount: extra.price }));
    let total = total(package, &extras)?;
    let days = extras.iter().map(|extra| extra.extra_days).fold(package.delivery_days, u32::saturating_add);
    let part = Part { id: MilestoneId::new(), title: gig.title.clone(), amount: total.amount, due_in_days: days };
    let answers = answers(gig, wanted)?;
    Ok(Purchase {
        title: gig.title.clone(),
        scope: format!("{}\n\n{}", package.name, package.description).trim().to_owned(),
        lines,
        part,
        total,
        revisions: package.revisions,
        answers,
    })
}

fn extras<'a>(gig: &'a GigCard, wanted: &Wanted) -> Result<Vec<&'a GigExtra>, Refusal> {
    let mut ids = wanted.extras.clone();
    ids.sort_unstable();
    ids.dedup();
    let known = |id: &Uuid| gig.extras.iter().find(|extra| extra.id == *id).ok_or(Refusal::Unknown("extras"));
    ids.iter().map(known).collect()
}

fn total(package: &GigPackage, extras: &[&GigExtra]) -> Result<Money, Refusal> {
    let mut total = package.price;
    for extra in extras {
        total = total.plus(extra.price).map_err(|_| Refusal::Unpriceable)?;
    }
    if total.amount > 0 { Ok(total) } else { Err(Refusal::Unpriceable) }
}

fn answers(gig: &GigCard, wanted: &Wanted) -> Result<Vec<OrderAnswer>, Refusal> {
    if wanted.answers.keys().any(|id| gig.questions.iter().all(|question| question.id != *id)) {
        return Err(Refusal::Unknown("answers"));
    }
    let mut answered = Vec::new();
    for question in &gig.questions {
        let given = wanted.answers.get(&question.id).map_or("", String::as_str);
        let answer = text_of("answers", given, LONGEST_ANSWER).map_err(Refusal::Field)?;
        if !answer.is_empty() {
            answered.push(OrderAnswer { question_id: question.id, question: question.text.clone(), answer });
        } else if question.required {
            return Err(Refusal::Unanswered { question: question.id, text: question.text.clone() });
        }
    }
    Ok(answered)
}

#[cfg(test)]
mod tests {
    use plaza_core::{Currency, OrgId};
    use plaza_gigs_api::{GigId, GigQuestion};

    use super::*;

    fn euros(amount: i64) -> Money {
        Money::new(amount, Currency::EUR)
    }

    fn gig() -> GigCard {
        GigCard {
            id: GigId::new(),
            org_id: OrgId::new(),
            user_id: UserId::new(),
            professional_id: Uuid::now_v7(),
            title: "A portrait".to_owned(),
            status: GigStatus::Published,
            packages: vec![GigPackage {
                id: Uuid::now_v7(),
                name: "Basic".to_owned(),
                description: "One picture".to_owned(),
                price: euros(5_000),
                delivery_days: 3,
                revisions: 1,
            }],
            extras: vec![GigExtra { id: Uuid::now_v7(), name: "Frame".to_owned(), price: euros(2_000), extra_days: 2 }],
            questions: vec![GigQuestion { id: Uuid::now_v7(), text: "Who?".to_owned(), required: true }],
        }
    }

    fn wanted(gig: &GigCard) -> Wanted {
        Wanted {
            package: gig.packages[0].id,
            extras: vec![gig.extras[0].id, gig.extras[0].id],
            answers: BTreeMap::from([(gig.questions[0].id, " My aunt ".to_owned())]),
        }
    }

    #[test]
    fn a_package_with_extras_adds_up_once_each() {
        let gig = gig();
        let bought = purchase(&gig, UserId::new(), &wanted(&gig)).unwrap();
        assert_eq!((bought.total, bought.part.due_in_days, bought.lines.len()), (euros(7_000), 5, 2));
        assert_eq!(bought.answers[0].answer, "My aunt");
    }

    #[test]
    fn what_is_not_for_sale_so_is_refused() {
        let gig = gig();
        let buyer = UserId::new();
        let own = purchase(&gig, gig.user_id, &wanted(&gig));
        assert_eq!(own, Err(Refusal::Own));
        let paused = GigCard { status: GigStatus::Paused, ..gig.clone() };
        assert_eq!(purchase(&paused, buyer, &wanted(&gig)), Err(Refusal::NotForSale));
        let other = Wanted { package: Uuid::now_v7(), ..wanted(&gig) };
        assert_eq!(purchase(&gig, buyer, &other), Err(Refusal::Unknown("packageId")));
        let more = Wanted { extras: vec![Uuid::now_v7()], ..wanted(&gig) };
        assert_eq!(purchase(&gig, buyer, &more), Err(Refusal::Unknown("extras")));
        let silent = Wanted { answers: BTreeMap::new(), ..wanted(&gig) };
        assert!(matches!(purchase(&gig, buyer, &silent), Err(Refusal::Unanswered { .. })));
        let mut mixed = gig.clone();
        mixed.extras[0].price = Money::new(1, "USD".parse().unwrap());
        assert_eq!(purchase(&mixed, buyer, &wanted(&gig)), Err(Refusal::Unpriceable));
    }
}
