//! What waits for the demo's manager: cases of verification and gigs. Made through the services' own doors, under the
//! names of the demo's people; those who carry the badge are approved by the manager there.

use anyhow::{Context, bail};
use plaza_core::{Locale, Role};
use plaza_professionals_api::DemoProfessional;
use serde_json::{Value, json};

use super::orders::{Door, Person};
use super::specimens::specimen;

/// Who somebody says they are.
struct Claim {
    /// Name on the document.
    name: String,
    born: &'static str,
    country: &'static str,
    document: &'static str,
    number: String,
}

/// Mail name, name on the document, day of birth, country, document and its number, and for how many months the manager
/// takes it. The first ends soon, so that a renewal can be tried.
const APPROVED: [(&str, &str, &str, &str, &str, &str, u32); 3] = [
    ("professional", "Lucía Prat", "1990-04-23", "ES", "identity_card", "SPECIMEN-001", 1),
    ("pau", "Pau Vidal", "1984-09-12", "ES", "identity_card", "SPECIMEN-002", 24),
    ("nora", "Nora Quinn", "1992-01-30", "GB", "passport", "SPECIMEN-003", 24),
];

/// Day of birth, country and document of those who wait: nobody signs in as them.
const WAITING: [(&str, &str, &str); 3] =
    [("1979-06-02", "ES", "identity_card"), ("1995-11-19", "ES", "residence_permit"), ("1988-03-08", "GB", "passport")];

/// A gig that waits: mail name of whose it is, trade, language, title, text, cents, days.
type Gig = (&'static str, &'static str, &'static str, &'static str, &'static str, i64, u32);

const GIGS: [Gig; 2] = [
    (
        "pau",
        "web-developer",
        "es",
        "Tienda en línea lista en dos semanas",
        "Catálogo, pago con tarjeta y envíos. Incluye una hora de formación para que la lleves tú después.",
        145_000,
        14,
    ),
    (
        "nora",
        "electrician",
        "en",
        "Safety check of a small office",
        "I test every circuit and socket of an office of up to one hundred square metres and write down what to mend.",
        18_000,
        3,
    ),
];

/// Fills the queues; who has been there before, or was decided about meanwhile, is left alone.
///
/// # Errors
/// What a service refuses.
pub(super) async fn fill(
    door: &Door<'_>,
    person: impl Fn(&str) -> Option<Person>,
    professionals: &[DemoProfessional],
) -> anyhow::Result<()> {
    let of = |mailbox: &str| person(mailbox).with_context(|| format!("{mailbox} is not there"));
    let manager = of("manager")?;
    for (at, (mailbox, name, born, country, document, number, months)) in APPROVED.into_iter().enumerate() {
        let claim = Claim { name: name.to_owned(), born, country, document, number: number.to_owned() };
        let told = approved(door, &of(mailbox)?, &manager, &claim, at, months).await;
        told.with_context(|| format!("the case of {mailbox}"))?;
    }
    for (at, (one, (born, country, document))) in unproved(professionals).zip(WAITING).enumerate() {
        let who = Person { id: one.user_id, role: Role::Professional, locale: one.locale };
        let number = format!("SPECIMEN-{:03}", 101 + at);
        let claim = Claim { name: one.name.clone(), born, country, document, number };
        submitted(door, &who, &claim, APPROVED.len() + at)
            .await
            .with_context(|| format!("the case of {}", one.name))?;
    }
    for (at, gig) in GIGS.iter().enumerate() {
        offered(door, &of(gig.0)?, gig, at).await.with_context(|| gig.3)?;
    }
    Ok(())
}

/// Those without a badge whom nobody signs in as.
fn unproved(professionals: &[DemoProfessional]) -> impl Iterator<Item = &DemoProfessional> {
    professionals.iter().skip(APPROVED.len()).filter(|one| !one.verified)
}

/// Brings a case through the review, from wherever an interrupted run left it.
async fn approved(
    door: &Door<'_>,
    who: &Person,
    manager: &Person,
    claim: &Claim,
    at: usize,
    months: u32,
) -> anyhow::Result<()> {
    let (case, status) = submitted(door, who, claim, at).await?;
    let path = |verb: &str| format!("/operations/verification/{case}/{verb}");
    if status == "submitted" {
        door.post(manager, "verification", &path("take"), &format!("demo-take-{at}"), json!({})).await?;
    }
    if status == "submitted" || status == "in_review" {
        let (key, body) = (format!("demo-approve-{at}"), json!({ "validMonths": months }));
        door.post(manager, "verification", &path("approve"), &key, body).await?;
    }
    Ok(())
}

/// Submits a case that was not; answers its id, and its status unless somebody else has had a hand in it.
async fn submitted(door: &Door<'_>, who: &Person, claim: &Claim, at: usize) -> anyhow::Result<(String, String)> {
    let mut mine = door.get(who, "verification", "/verification").await?;
    if mine["status"] != "draft" {
        // A renewal is its person's own: the manager of the demo decides the first time only.
        let begun = mine["approved"].is_null() && mine["decidedAt"].is_null();
        let status = if begun { text(&mine["status"]) } else { String::new() };
        return Ok((text(&mine["id"]), status));
    }
    if mine["details"].is_null() {
        mine = door.put(who, "verification", "/verification", details(claim)).await?;
    }
    for kind in missing(&mine)? {
        let path = format!("/verification/documents?kind={kind}");
        let (key, picture) = (format!("demo-document-{at}-{kind}"), specimen(&kind, at)?);
        door.upload(who, "verification", &path, &key, picture).await?;
    }
    let sent = door.post(who, "verification", "/verification/submit", &format!("demo-case-{at}"), json!({})).await?;
    Ok((text(&sent["id"]), text(&sent["status"])))
}

fn missing(case: &Value) -> anyhow::Result<Vec<String>> {
    let Some(missing) = case["missing"].as_array() else { bail!("a case that does not say what is missing: {case}") };
    Ok(missing.iter().map(text).collect())
}

fn details(claim: &Claim) -> Value {
    json!({
        "legalName": claim.name, "birthDate": claim.born, "country": claim.country,
        "documentKind": claim.document, "documentNumber": claim.number,
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

async fn offered(door: &Door<'_>, who: &Person, gig: &Gig, at: usize) -> anyhow::Result<()> {
    let mine = door.get(who, "gigs", "/gigs/mine?limit=200").await?;
    let known = mine["items"].as_array().into_iter().flatten().find(|one| one["title"] == gig.3).cloned();
    let made = match known {
        Some(known) if known["status"] != "draft" => return Ok(()),
        Some(draft) => draft,
        None => door.post(who, "gigs", "/gigs", &format!("demo-gig-{at}"), sold(who, gig)).await?,
    };
    let path = format!("/gigs/{}/submit", text(&made["id"]));
    door.post(who, "gigs", &path, &format!("demo-gig-{at}-submit"), json!({})).await.map(drop)
}

fn sold(who: &Person, (_, trade, language, title, description, cents, days): &Gig) -> Value {
    let name = if who.locale == Locale::Es { "Básico" } else { "Basic" };
    let price = json!({ "amount": cents, "currency": "EUR" });
    json!({
        "title": title, "description": description, "trade": trade, "language": language,
        "packages": [{ "name": name, "price": price, "deliveryDays": days, "revisions": 1 }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_professional_one_can_sign_in_as_is_proved() {
        let professionals = crate::demo::PEOPLE.iter().filter(|person| person.0 == Role::Professional);
        assert!(professionals.map(|person| (person.2, person.1)).eq(APPROVED.iter().map(|one| (one.0, one.1))));
        let known = |mailbox: &str| APPROVED.iter().any(|one| one.0 == mailbox);
        assert!(GIGS.iter().all(|gig| known(gig.0) && gig.3.chars().count() <= 80 && gig.5 > 0));
    }
}
