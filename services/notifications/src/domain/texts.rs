//! The texts of every kind in every language, and how a mail is made from them:
//! one file of sentences per kind and language, one layout for HTML (MJML), one for plain text.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use plaza_core::Locale;
use serde::Deserialize;

use super::kind::Kind;
use super::layout::{Layouts, Shape};
use super::scene::Scene;

/// The sentences of one kind in one language; each is a template over the scene's values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// Subject of the mail.
    pub subject: String,
    /// Heading of the mail, title in the app.
    pub title: String,
    /// One sentence: body in the app, and what a mailbox shows beside the subject.
    pub summary: String,
    /// The mail's paragraphs.
    pub paragraphs: Vec<String>,
    /// Label of the button, where the mail has a link.
    #[serde(default)]
    pub button: String,
    /// In small print below.
    #[serde(default)]
    pub note: String,
}

/// Words that all kinds share.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// How a mail begins; a template over `name`.
    pub greeting: String,
    /// How it ends: why one gets it; a template over `org`.
    pub footer: String,
    /// Before a link that cannot be clicked.
    pub link: String,
    /// Label: what is booked.
    pub what: String,
    /// Label: the day.
    pub day: String,
    /// Label: from when to when.
    pub hours: String,
    /// Label: the place.
    pub place: String,
    /// Label: the price.
    pub price: String,
    /// Label: given back.
    pub refund: String,
    /// Label: what somebody does for somebody.
    pub work: String,
    /// Label: an amount.
    pub amount: String,
    /// Label: the booking's id.
    pub reference: String,
    /// Instead of a price of nothing.
    pub free: String,
    /// Instead of the name of a resource that is gone.
    pub something: String,
    /// Why documents prove nothing, by the reason's name; each completes "because".
    pub refusals: BTreeMap<String, String>,
    /// Instead of the name of a person who is gone.
    pub someone: String,
    /// From Monday.
    pub weekdays: Vec<String>,
    /// From January.
    pub months: Vec<String>,
}

/// A notification in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Subject of the mail, one line.
    pub subject: String,
    /// Title in the app.
    pub title: String,
    /// One sentence in the app.
    pub summary: String,
    /// The mail as a page.
    pub html: String,
    /// The mail as plain text.
    pub text: String,
}

/// Why texts cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// A file of sentences does not read.
    #[error("{file}: {error}")]
    File {
        /// Which.
        file: String,
        /// Why.
        error: Box<toml::de::Error>,
    },
    /// A template names what there is not, or is broken.
    #[error(transparent)]
    Template(#[from] minijinja::Error),
    /// The HTML layout does not read.
    #[error("layout: {0}")]
    Layout(String),
}

/// All texts.
pub struct Texts {
    sentences: BTreeMap<(Kind, &'static str), Sentences>,
    words: BTreeMap<&'static str, Words>,
    environment: Environment<'static>,
    layouts: Layouts,
}

macro_rules! files {
    ($($kind:ident $name:literal),* $(,)?) => {
        /// The files of sentences, in the languages we speak.
        const FILES: &[(Kind, Locale, &str)] = &[$(
            (Kind::$kind, Locale::En, include_str!(concat!("../../templates/texts/", $name, ".en.toml"))),
            (Kind::$kind, Locale::Es, include_str!(concat!("../../templates/texts/", $name, ".es.toml"))),
        )*];
    };
}

files! {
    VerifyAddress "verify_address", AlreadyRegistered "already_registered", Welcome "welcome", PasswordReset "password_reset",
    BookingConfirmed "booking_confirmed", BookingCancelled "booking_cancelled", BookingRescheduled "booking_rescheduled",
    BookingExpired "booking_expired", BookingNoShow "booking_no_show", BookingReminder "booking_reminder",
    BookingHostConfirmed "booking_host_confirmed", BookingHostRescheduled "booking_host_rescheduled", BookingHostCancelled "booking_host_cancelled",
    BookingHostRefunded "booking_host_refunded",
    BookingHostObjected "booking_host_objected",
    BookingHostObjectionOver "booking_host_objection_over",
    BookingObjectionRejected "booking_objection_rejected",
    BookingHostReviewed "booking_host_reviewed",
    PaymentFailed "payment_failed", PaymentRefunded "payment_refunded", InvoiceIssued "invoice_issued", VerificationApproved "verification_approved",
    VerificationRejected "verification_rejected", VerificationExpiring "verification_expiring", OfferReceived "offer_received", OfferAccepted "offer_accepted", OfferRejected "offer_rejected",
    OrderFunded "order_funded", OrderDelivered "order_delivered", OrderCompletionNear "order_completion_near",
    OrderRevisionRequested "order_revision_requested", OrderExtensionRequested "order_extension_requested", OrderCancellationRequested "order_cancellation_requested",
    OrderCompleted "order_completed", OrderCancelled "order_cancelled", OrderDisputed "order_disputed",
    OrderResolved "order_resolved", ReviewReceived "review_received", GigApproved "gig_approved", GigRejected "gig_rejected",
    ProfileSuspended "profile_suspended", ProfileRestored "profile_restored", PayoutCompleted "payout_completed",
    Test "test",
}

const WORDS: [(Locale, &str); 2] = [
    (Locale::En, include_str!("../../templates/words.en.toml")),
    (Locale::Es, include_str!("../../templates/words.es.toml")),
];

impl Texts {
    /// Reads the texts that the binary carries.
    ///
    /// # Errors
    /// When a file or layout is broken; a test reads them all.
    pub fn load() -> Result<Self, TextError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        environment.set_auto_escape_callback(
            // The layout is filled with places for values; the page made of it, with the values.
            |name| {
                if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
            },
        );
        environment.add_template("layout.mjml", include_str!("../../templates/layout.mjml"))?;
        environment.add_template("layout.txt", include_str!("../../templates/layout.txt"))?;
        let mut sentences = BTreeMap::new();
        for (kind, locale, text) in FILES {
            let file = || format!("{}.{}.toml", kind.name(), locale.code());
            sentences.insert((*kind, locale.code()), read(text, file)?);
        }
        let mut words = BTreeMap::new();
        for (locale, text) in WORDS {
            words.insert(locale.code(), read(text, || format!("words.{}.toml", locale.code()))?);
        }
        Ok(Self { sentences, words, environment, layouts: Layouts::default() })
    }

    /// The shared words of a language.
    pub fn words(&self, locale: Locale) -> &Words {
        &self.words[locale.code()]
    }

    /// Puts a scene into words.
    ///
    /// # Errors
    /// When a text names a value that its scene has not.
    pub fn render(&self, scene: &Scene) -> Result<Rendered, TextError> {
        let words = self.words(scene.locale);
        let sentences = &self.sentences[&(scene.kind, scene.locale.code())];
        let values: BTreeMap<&str, String> = scene.values(words).into_iter().collect();
        let say = |text: &str| -> Result<String, TextError> {
            Ok(self.environment.render_str(text, &values)?.trim().to_owned())
        };
        let paragraphs: Vec<String> =
            sentences.paragraphs.iter().map(|text| say(text)).collect::<Result<_, TextError>>()?;
        let paragraphs: Vec<String> = paragraphs.into_iter().filter(|text| !text.is_empty()).collect();
        let (details, note) = (scene.details(words), say(&sentences.note)?);
        let shape = Shape {
            paragraphs: paragraphs.len(),
            details: details.len(),
            link: scene.link.is_some(),
            note: !note.is_empty(),
        };
        let details = details.into_iter().map(|(label, value)| context! { label, value });
        let (subject, title, summary) =
            (one_line(&say(&sentences.subject)?), say(&sentences.title)?, say(&sentences.summary)?);
        let all = context! {
            lang => scene.locale.code(),
            org => &scene.org,
            title => &title, summary => &summary, subject => &subject, paragraphs,
            greeting => say(&words.greeting)?,
            details => details.collect::<Vec<Value>>(),
            link => &scene.link,
            button => say(&sentences.button)?,
            note => &note,
            link_words => &words.link,
            footer => say(&words.footer)?,
        };
        let text = tidy(&self.environment.get_template("layout.txt")?.render(&all)?);
        let html = self.environment.render_named_str("page.html", &self.layouts.of(&self.environment, shape)?, &all)?;
        Ok(Rendered { subject, title, summary, html, text })
    }
}

fn read<T: for<'de> Deserialize<'de>>(text: &str, file: impl Fn() -> String) -> Result<T, TextError> {
    toml::from_str(text).map_err(|error| TextError::File { file: file(), error: Box::new(error) })
}

/// A subject is one line, whatever the name of a room.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Never more than one empty line, and one line's end at the end.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}
