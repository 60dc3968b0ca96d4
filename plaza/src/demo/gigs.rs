//! What the demo's professionals sell.

use plaza_core::{Locale, Money};
use plaza_gigs_api::{DemoGig, DemoGigs, DemoPackage};
use plaza_professionals_api::DemoProfessional;

use super::Dice;

/// So many in one call.
const AT_ONCE: usize = 400;

/// Hours that a gig takes, how many days until it is delivered, and its title and text in both languages;
/// `{trade}` is what the professional does.
type Kind = (i64, u32, (&'static str, &'static str), (&'static str, &'static str));

const KINDS: [Kind; 6] = [
    (
        2,
        3,
        (
            "{trade}: primera visita",
            "Hablamos de lo que necesitas, lo vemos juntos y te dejo una propuesta por escrito, sin compromiso.",
        ),
        (
            "{trade}: first visit",
            "We talk about what you need, look at it together, and you get a written proposal without obligation.",
        ),
    ),
    (
        4,
        7,
        (
            "{trade}: media jornada",
            "Cuatro horas de trabajo, con el material habitual incluido y un resumen al terminar.",
        ),
        ("{trade}: half a day", "Four hours of work, the usual material included, and a summary at the end."),
    ),
    (
        8,
        10,
        (
            "{trade}: jornada completa",
            "Un día entero dedicado a tu encargo. Lo que no dé tiempo a terminar se acuerda antes de seguir.",
        ),
        ("{trade}: a full day", "A whole day on your job. What is not finished by then is agreed before going on."),
    ),
    (
        3,
        1,
        (
            "{trade} urgente",
            "Empiezo en menos de veinticuatro horas, también en fin de semana. Cuéntame qué ha pasado.",
        ),
        ("{trade} at short notice", "I start within twenty-four hours, weekends too. Tell me what happened."),
    ),
    (
        20,
        30,
        (
            "{trade}: proyecto completo",
            "De la primera idea a la entrega, con revisiones por el camino y un solo precio cerrado.",
        ),
        (
            "{trade}: a complete project",
            "From the first idea to the delivery, with reviews on the way and one fixed price.",
        ),
    ),
    (
        1,
        2,
        (
            "{trade}: consulta en línea",
            "Una hora por videollamada para resolver dudas, revisar lo que tienes y decidir el siguiente paso.",
        ),
        (
            "{trade}: online advice",
            "An hour on a video call to answer questions, look at what you have, and decide what comes next.",
        ),
    ),
];

/// One or two gigs for each, in batches; the same at every run.
pub(super) fn of(professionals: &[DemoProfessional]) -> Vec<DemoGigs> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut gigs = Vec::new();
    let mut batches = Vec::new();
    for one in professionals {
        let first = dice.below(KINDS.len());
        for next in 0..=dice.below(2) {
            gigs.extend(gig(one, &KINDS[(first + next) % KINDS.len()]));
        }
        // Whoever has gigs is left alone: those of one person come in one call.
        if gigs.len() >= AT_ONCE {
            batches.push(DemoGigs { gigs: std::mem::take(&mut gigs) });
        }
    }
    batches.push(DemoGigs { gigs });
    batches
}

fn gig(one: &DemoProfessional, (hours, days, spanish, english): &Kind) -> Option<DemoGig> {
    let slug = one.trades.first()?;
    let trade = plaza_professionals::trade_name(slug, one.locale)?;
    let is_spanish = one.locale == Locale::Es;
    let (title, text) = if is_spanish { spanish } else { english };
    let named = |spanish: &str, english: &str| if is_spanish { spanish } else { english }.to_owned();
    let package = |name, description, percent: i64, delivery_days, revisions| DemoPackage {
        name,
        description,
        price: price(one.hourly_from, *hours, percent),
        delivery_days,
        revisions,
    };
    Some(DemoGig {
        user_id: one.user_id,
        professional_id: one.id.uuid(),
        professional_name: one.name.clone(),
        rating_sum: one.rating_sum,
        rating_count: one.rating_count,
        title: title.replace("{trade}", trade),
        description: format!(
            "{text} {}",
            named("Escríbeme antes de pedirlo si tienes dudas.", "Write to me before you order if you are not sure.")
        ),
        trade: slug.clone(),
        language: one.locale.code().to_owned(),
        tags: one
            .trades
            .iter()
            .skip(1)
            .filter_map(|slug| plaza_professionals::trade_name(slug, one.locale))
            .map(tag)
            .take(5)
            .collect(),
        packages: vec![
            package(named("Básico", "Basic"), named("Lo esencial.", "The essentials."), 100, *days, 1),
            package(
                named("Completo", "Complete"),
                named("Con seguimiento y una revisión más.", "With a follow-up and one more review."),
                160,
                days + 4,
                2,
            ),
        ],
    })
}

/// Hours at a rate, a share of it, rounded to whole units of fifty cents.
fn price(hourly: Money, hours: i64, percent: i64) -> Money {
    let exact = hourly.amount * hours * percent / 100;
    Money::new((exact / 50).max(1) * 50, hourly.currency)
}

fn tag(name: &str) -> String {
    name.to_lowercase().chars().take(30).collect()
}

#[cfg(test)]
mod tests {
    use plaza_core::UserId;
    use plaza_professionals_api::ProfessionalId;

    use super::*;

    fn somebody(number: u32) -> DemoProfessional {
        DemoProfessional {
            id: ProfessionalId::new(),
            user_id: UserId::new(),
            name: format!("Persona {number}"),
            trades: vec!["wedding-photographer".to_owned(), "machine-learning-engineer".to_owned()],
            hourly_from: Money::new(4_575, "EUR".parse().unwrap()),
            locale: if number.is_multiple_of(2) { Locale::Es } else { Locale::En },
            city: "Madrid".to_owned(),
            verified: false,
            rating_sum: 9,
            rating_count: 2,
            completed: 3,
            late: 0,
            response_minutes: None,
            level: 1,
            badges: Vec::new(),
        }
    }

    #[test]
    fn everybody_sells_something_in_their_language_and_in_one_batch() {
        let people: Vec<DemoProfessional> = (0..1_000).map(somebody).collect();
        let batches = of(&people);
        let all: Vec<&DemoGig> = batches.iter().flat_map(|batch| &batch.gigs).collect();
        assert!((1_300..1_700).contains(&all.len()), "{}", all.len());
        for gig in &all {
            assert!(gig.title.chars().count() <= 80 && !gig.title.contains('{'), "{}", gig.title);
            assert!(gig.packages.iter().all(|package| package.price.amount > 0 && package.price.amount % 50 == 0));
            assert!(gig.tags.iter().all(|tag| (2..=30).contains(&tag.trim().chars().count())));
        }
        for person in &people {
            let of_one = batches.iter().filter(|batch| batch.gigs.iter().any(|gig| gig.user_id == person.user_id));
            assert_eq!(of_one.count(), 1);
        }
    }
}
