//! Every text in every language, made from scenes as they come.

use chrono_tz::Europe::Madrid;
use plaza_bookings_api::{BookingCard, BookingId, BookingStatus};
use plaza_core::{Locale, Money, OrgId, Slot, UserId};
use plaza_resources_api::{
    Audience, BookingRules, CancellationPolicy, LocationId, OpeningHours, Rates, ResourceCard, ResourceId,
    ResourceKind, Tax, UnitId,
};
use plaza_verification_api::RejectReason;

use super::calendar::{Parties, attachment};
use super::kind::{About, Kind};
use super::scene::{Booked, Case, Hired, Scene};
use super::texts::{Rendered, Texts};

fn euros(amount: i64) -> Money {
    Money::new(amount, "EUR".parse().unwrap())
}

fn room(name: &str) -> ResourceCard {
    ResourceCard {
        id: ResourceId::new(),
        org_id: OrgId::new(),
        location_id: LocationId::new(),
        name: name.into(),
        location_name: "Gran Vía".into(),
        address: "Gran Vía 1, Madrid".into(),
        kind: ResourceKind::Room,
        host: None,
        active: true,
        capacity: 6,
        units: vec![UnitId::new()],
        time_zone: Madrid,
        hours: OpeningHours::default(),
        rules: BookingRules::default(),
        rates: Rates::default(),
        currency: "EUR".parse().unwrap(),
        tax: Tax::default(),
        audience: Audience::default(),
        cancellation: CancellationPolicy::default(),
        version: 1,
        updated_at: "2026-01-01T00:00:00Z".parse().unwrap(),
    }
}

fn booked(name: &str) -> Booked {
    let resource = room(name);
    let slot = Slot::new("2026-03-30T08:00:00Z".parse().unwrap(), "2026-03-30T10:00:00Z".parse().unwrap()).unwrap();
    let card = BookingCard {
        id: BookingId("0195b2c0-0000-7000-8000-000000000001".parse().unwrap()),
        org_id: resource.org_id,
        user_id: UserId::new(),
        host_id: None,
        attendee_ids: vec![],
        resource_id: resource.id,
        unit_id: resource.units[0],
        slot,
        status: BookingStatus::Confirmed,
        price: euros(4_840),
        payment_id: None,
        payment_status: None,
        next_action: None,
        hold_expires_at: None,
        refunded: Some(euros(2_420)),
        version: 3,
    };
    Booked { card, resource: Some(resource), booker: Some("Leo Ruiz".into()) }
}

/// A scene as its kind has one.
fn scene(kind: Kind, locale: Locale) -> Scene {
    let about = kind.about();
    let payment = about == About::Payment && kind != Kind::InvoiceIssued;
    let moves_money = payment || about == About::Payout || kind == Kind::BookingHostRefunded;
    Scene {
        kind,
        locale,
        name: "Ana Ñíguez".into(),
        org: "Plaza Centro".into(),
        link: kind.is_secret().then(|| "https://plaza.example/verify?token=abc-123".into()),
        expires_at: kind.is_secret().then(|| "2026-03-04T09:00:00Z".parse().unwrap()),
        booking: (about == About::Booking || payment).then(|| booked("Sala Goya")),
        amount: moves_money.then(|| euros(4_840)),
        work: matches!(about, About::Offer | About::Order | About::Gig).then(|| Hired {
            id: "0195b2c0-0000-7000-8000-000000000002".parse().unwrap(),
            title: "Un retrato al óleo".into(),
            price: (about != About::Gig).then(|| euros(48_000)),
        }),
        case: (about == About::Verification).then(|| Case {
            valid_until: Some("2028-03-02T09:00:00Z".parse().unwrap()),
            reasons: RejectReason::ALL.to_vec(),
        }),
    }
}

fn render(scene: &Scene) -> Rendered {
    Texts::load().unwrap().render(scene).unwrap()
}

#[test]
fn every_kind_speaks_every_language() {
    let texts = Texts::load().unwrap();
    let folder = std::env::var("PLAZA_MAILS_TO").ok();
    for kind in Kind::ALL {
        for locale in [Locale::En, Locale::Es] {
            let made =
                texts.render(&scene(kind, locale)).unwrap_or_else(|error| panic!("{kind:?} {locale:?}: {error}"));
            if let Some(folder) = &folder {
                let name = format!("{folder}/{}.{}", kind.name(), locale.code());
                std::fs::write(format!("{name}.html"), &made.html).unwrap();
                std::fs::write(format!("{name}.txt"), format!("Subject: {}\n\n{}", made.subject, made.text)).unwrap();
            }
            for text in [&made.subject, &made.title, &made.summary, &made.text, &made.html] {
                assert!(
                    !text.trim().is_empty() && !text.contains("{{") && !text.contains("{%"),
                    "{kind:?} {locale:?}: {text}"
                );
            }
            assert!(made.html.contains(&format!("lang=\"{}\"", locale.code())), "{kind:?}");
            // Opening a mail tells nobody: nothing in it is loaded from elsewhere.
            for outside in ["<img", "url(", "@import", "<script", "fonts.googleapis"] {
                assert!(!made.html.contains(outside), "{kind:?} loads {outside}");
            }
        }
    }
}

#[test]
fn every_reason_against_a_document_has_words() {
    for locale in [Locale::En, Locale::Es] {
        let texts = Texts::load().unwrap();
        let known: Vec<&str> = texts.words(locale).refusals.keys().map(String::as_str).collect();
        let mut wanted: Vec<&str> = RejectReason::ALL.iter().map(|reason| reason.name()).collect();
        wanted.sort_unstable();
        assert_eq!(known, wanted);
        let mail = render(&scene(Kind::VerificationRejected, locale));
        assert!(texts.words(locale).refusals.values().all(|reason| mail.text.contains(reason)), "{}", mail.text);
    }
}

#[test]
fn the_languages_differ_where_they_must() {
    for kind in Kind::ALL {
        let (en, es) = (render(&scene(kind, Locale::En)), render(&scene(kind, Locale::Es)));
        assert_ne!(en.subject, es.subject, "{kind:?}");
        assert_ne!(en.title, es.title, "{kind:?}");
    }
}

#[test]
fn a_confirmation_says_what_where_and_when_on_the_place_s_clock() {
    let made = render(&scene(Kind::BookingConfirmed, Locale::Es));
    assert_eq!(made.subject, "Reservado: Sala Goya, lunes, 30 de marzo de 2026, 10:00");
    for part in
        ["Hola, Ana Ñíguez:", "10:00 – 12:00 (Europe/Madrid, UTC+2)", "Gran Vía, Gran Vía 1, Madrid", "48,40\u{a0}€"]
    {
        assert!(made.text.contains(part), "{part} is missing in\n{}", made.text);
    }
    assert!(!made.text.contains("Reembolso"), "{}", made.text);
}

#[test]
fn a_cancellation_names_the_refund_only_if_there_is_one() {
    let mut scene = scene(Kind::BookingCancelled, Locale::En);
    assert!(render(&scene).text.contains("We give €24.20 back"), "{}", render(&scene).text);
    if let Some(booked) = &mut scene.booking {
        booked.card.refunded = None;
    }
    let without = render(&scene);
    assert!(!without.text.contains("back to the means"), "{}", without.text);
    assert!(!without.html.contains("Refund"), "{}", without.html);
}

#[test]
fn names_cannot_break_out_of_the_page_or_the_subject() {
    let mut scene = scene(Kind::BookingConfirmed, Locale::En);
    scene.booking = Some(booked("Room <b>1</b>\r\nBcc: x@example.org {{ org }}"));
    scene.name = "<script>alert(1)</script>".into();
    scene.org = "A & B \"<i>".into();
    let made = render(&scene);
    assert!(!made.html.contains("<script>") && !made.html.contains("<b>1</b>"), "{}", made.html);
    assert!(!made.subject.contains(['\r', '\n']), "{}", made.subject);
    assert!(made.subject.contains("{{ org }}"), "what people type is no template: {}", made.subject);
    assert!(made.text.contains("<script>alert(1)</script>"), "plain text is plain: {}", made.text);
}

#[test]
fn a_resource_that_is_gone_is_no_obstacle() {
    let mut scene = scene(Kind::BookingCancelled, Locale::En);
    scene.booking.as_mut().unwrap().resource = None;
    let made = render(&scene);
    assert_eq!(made.subject, "Cancelled: Your booking, Monday, 30 March 2026, 08:00");
    assert!(made.text.contains("(UTC)"), "{}", made.text);
}

#[test]
fn calendar_entries_follow_a_booking_by_uid_and_sequence() {
    let texts = Texts::load().unwrap();
    let parties = Parties { organiser: "plaza@plaza.example", attendee: "ana@example.org" };
    let now = "2026-03-02T09:00:00Z".parse().unwrap();
    let entry = |kind: Kind| {
        let scene = scene(kind, Locale::Es);
        attachment(&scene, parties, texts.words(Locale::Es), now)
    };
    let unfold = |text: &str| text.replace("\r\n ", "").replace("\r\n\t", "");
    let request = unfold(&entry(Kind::BookingConfirmed).unwrap().content);
    for line in [
        "METHOD:REQUEST\r\n",
        "UID:0195b2c0-0000-7000-8000-000000000001@plaza\r\n",
        "SEQUENCE:3\r\n",
        "DTSTART:20260330T080000Z\r\n",
        "DTEND:20260330T100000Z\r\n",
        "SUMMARY:Sala Goya\r\n",
        "STATUS:CONFIRMED\r\n",
        "ORGANIZER;CN=\"Plaza Centro\":mailto:plaza@plaza.example\r\n",
    ] {
        assert!(request.contains(line), "{line} is missing in\n{request}");
    }
    assert!(request.contains("mailto:ana@example.org"), "{request}");
    let cancel = entry(Kind::BookingCancelled).unwrap();
    assert!(cancel.content_type.contains("method=CANCEL"));
    assert!(unfold(&cancel.content).contains("STATUS:CANCELLED\r\n"), "{}", cancel.content);
    assert_eq!(entry(Kind::BookingReminder), None);
    for line in cancel.content.split("\r\n") {
        assert!(line.len() <= 75, "longer than RFC 5545 allows: {line}");
    }
}
