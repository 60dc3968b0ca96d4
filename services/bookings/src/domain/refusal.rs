//! Why a booking is refused: the rule, its value and what to change, as data
//! and as one sentence in the reader's language.

use plaza_core::{Instant, Locale};
use serde::Serialize;

/// A refused request; each has a stable code and names the rule that refused it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "name", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Refusal {
    /// Shorter than the resource allows.
    TooShort {
        /// Asked, in minutes.
        minutes: i64,
        /// The least allowed, in minutes.
        min_minutes: u32,
    },
    /// Longer than the resource allows.
    TooLong {
        /// Asked, in minutes.
        minutes: i64,
        /// The most allowed, in minutes.
        max_minutes: u32,
    },
    /// Start or length is not on the resource's grid.
    OffGrid {
        /// Starts and lengths are multiples of this many minutes, on the local clock.
        granularity_minutes: u32,
        /// The place's time zone.
        time_zone: String,
    },
    /// Begins before the resource can be made ready.
    TooSoon {
        /// Minutes of notice the resource needs.
        lead_minutes: u32,
        /// The earliest start allowed now.
        earliest: Instant,
    },
    /// Begins later than the resource can be booked ahead.
    TooFar {
        /// How many days ahead it can be booked.
        horizon_days: u32,
        /// The latest start allowed now.
        latest: Instant,
    },
    /// Begins before the present.
    InThePast {
        /// The present.
        now: Instant,
    },
    /// The place is not open for all of it.
    Closed {
        /// The exception's reason, as the operator wrote it.
        reason: Option<String>,
        /// When the place is open around the time asked for.
        open: Vec<plaza_core::Slot>,
    },
    /// The operator has closed the resource for part of it.
    Blackout {
        /// The closure's reason, as the operator wrote it.
        reason: Option<String>,
    },
    /// More people than fit.
    OverCapacity {
        /// How many people were asked for.
        people: u32,
        /// How many fit.
        capacity: u32,
    },
    /// Only members may book it.
    MembersOnly,
    /// Every unit is taken for part of it.
    SlotTaken,
    /// The resource is not bookable now.
    NotBookable {
        /// Its state, such as `archived`.
        status: String,
    },
}

impl Refusal {
    /// The stable code, such as `bookings.too_short`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "bookings.too_short",
            Self::TooLong { .. } => "bookings.too_long",
            Self::OffGrid { .. } => "bookings.off_grid",
            Self::TooSoon { .. } => "bookings.too_soon",
            Self::TooFar { .. } => "bookings.too_far",
            Self::InThePast { .. } => "bookings.in_the_past",
            Self::Closed { .. } => "bookings.closed",
            Self::Blackout { .. } => "bookings.blackout",
            Self::OverCapacity { .. } => "bookings.over_capacity",
            Self::MembersOnly => "bookings.members_only",
            Self::SlotTaken => "bookings.slot_taken",
            Self::NotBookable { .. } => "bookings.not_bookable",
        }
    }

    /// Whether another time of the same resource may help.
    pub const fn another_time_helps(&self) -> bool {
        !matches!(self, Self::OverCapacity { .. } | Self::MembersOnly | Self::NotBookable { .. })
    }

    /// What is wrong and what to change, in one sentence.
    pub fn message(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.english(),
            Locale::Es => self.spanish(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::TooShort { minutes, min_minutes } => {
                format!("{minutes} minutes is too short; book at least {min_minutes} minutes.")
            }
            Self::TooLong { minutes, max_minutes } => {
                format!("{minutes} minutes is too long; book at most {max_minutes} minutes.")
            }
            Self::OffGrid { granularity_minutes, time_zone } => {
                format!("Start and length go in steps of {granularity_minutes} minutes on the clock of {time_zone}.")
            }
            Self::TooSoon { lead_minutes, earliest } => {
                format!("It needs {lead_minutes} minutes of notice; start at {} or later.", text(earliest))
            }
            Self::TooFar { horizon_days, latest } => {
                format!("It can be booked {horizon_days} days ahead; start at {} or earlier.", text(latest))
            }
            Self::InThePast { now } => format!("The start lies in the past; it is {} now.", text(now)),
            Self::Closed { reason: Some(reason), .. } => {
                format!("The place is closed for part of that time: {reason}. Choose a time when it is open.")
            }
            Self::Closed { reason: None, .. } => {
                "The place is closed for part of that time; choose a time when it is open.".to_owned()
            }
            Self::Blackout { reason: Some(reason) } => {
                format!("It is closed for part of that time: {reason}. Choose another time.")
            }
            Self::Blackout { reason: None } => "It is closed for part of that time; choose another time.".to_owned(),
            Self::OverCapacity { people, capacity } => {
                format!("{people} people do not fit; it holds {capacity}. Choose something larger.")
            }
            Self::MembersOnly => {
                "Only members may book it; ask the operator for membership or choose something open to everyone."
                    .to_owned()
            }
            Self::SlotTaken => "It is taken for part of that time; choose another time.".to_owned(),
            Self::NotBookable { status } => format!("It cannot be booked: it is {status}. Choose something else."),
        }
    }

    fn spanish(&self) -> String {
        match self {
            Self::TooShort { minutes, min_minutes } => {
                format!("{minutes} minutos es demasiado corto; reserve al menos {min_minutes} minutos.")
            }
            Self::TooLong { minutes, max_minutes } => {
                format!("{minutes} minutos es demasiado largo; reserve como máximo {max_minutes} minutos.")
            }
            Self::OffGrid { granularity_minutes, time_zone } => format!(
                "El inicio y la duración van en pasos de {granularity_minutes} minutos según el reloj de {time_zone}."
            ),
            Self::TooSoon { lead_minutes, earliest } => {
                format!("Necesita {lead_minutes} minutos de antelación; empiece a las {} o después.", text(earliest))
            }
            Self::TooFar { horizon_days, latest } => {
                format!("Se puede reservar con {horizon_days} días de antelación; empiece el {} o antes.", text(latest))
            }
            Self::InThePast { now } => format!("El inicio está en el pasado; ahora es {}.", text(now)),
            Self::Closed { reason: Some(reason), .. } => format!(
                "El lugar está cerrado durante parte de ese tiempo: {reason}. Elija una hora en que esté abierto."
            ),
            Self::Closed { reason: None, .. } => {
                "El lugar está cerrado durante parte de ese tiempo; elija una hora en que esté abierto.".to_owned()
            }
            Self::Blackout { reason: Some(reason) } => {
                format!("Está cerrado durante parte de ese tiempo: {reason}. Elija otra hora.")
            }
            Self::Blackout { reason: None } => "Está cerrado durante parte de ese tiempo; elija otra hora.".to_owned(),
            Self::OverCapacity { people, capacity } => {
                format!("No caben {people} personas; caben {capacity}. Elija algo más grande.")
            }
            Self::MembersOnly => {
                "Solo lo pueden reservar los miembros; pida la membresía al operador o elija algo abierto a todos."
                    .to_owned()
            }
            Self::SlotTaken => "Está ocupado durante parte de ese tiempo; elija otra hora.".to_owned(),
            Self::NotBookable { status } => format!("No se puede reservar: está en estado {status}. Elija otra cosa."),
        }
    }
}

fn text(at: &Instant) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
