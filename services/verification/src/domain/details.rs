//! What a case says of its person.

use chrono::{Datelike, NaiveDate};
use plaza_core::{Fault, text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zeroize::Zeroize;

use super::countries::is_country;

/// How old somebody must be to be verified, years: contracts for work are made with adults, and every country served
/// counts who is eighteen among them.
pub const OF_AGE: u32 = 18;

/// The document that proves who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentityDocument {
    /// A national identity card.
    IdentityCard,
    /// A passport.
    Passport,
    /// A driving licence.
    DrivingLicence,
    /// A residence permit.
    ResidencePermit,
}

/// Who somebody says they are. Kept sealed; never in an event, an error or a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = VerificationDetails)]
pub struct Details {
    /// Name as the document has it, 2 to 120 characters.
    pub legal_name: String,
    /// Date of birth: of somebody of 18 years or more, by the date of UTC.
    #[schema(value_type = String, format = Date)]
    pub birth_date: NaiveDate,
    /// The country that issued the document, ISO 3166-1 alpha-2.
    #[schema(example = "ES")]
    pub country: String,
    /// The document.
    pub document_kind: IdentityDocument,
    /// Its number, 3 to 40 letters, digits, spaces and `-./`.
    pub document_number: String,
}

// Nobody prints a person by accident.
impl std::fmt::Debug for Details {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Details(****)")
    }
}

impl Drop for Details {
    fn drop(&mut self) {
        self.legal_name.zeroize();
        self.document_number.zeroize();
    }
}

impl Details {
    /// The same, trimmed, if it can be true today.
    ///
    /// # Errors
    /// Names the field, never what was in it.
    pub fn checked(mut self, today: NaiveDate) -> Result<Self, Fault> {
        for text in [&mut self.legal_name, &mut self.document_number, &mut self.country] {
            *text = text.trim().to_owned();
        }
        let letters = self.legal_name.chars().count();
        text::one_line(&self.legal_name).map_err(|unseen| unseen.in_field("legalName"))?;
        if !(2..=120).contains(&letters) {
            return Err(Fault::invalid(
                "legalName",
                "must be the name on the document, 2 to 120 characters on one line",
            ));
        }
        if self.birth_date.year() < 1900 || self.birth_date >= today {
            return Err(Fault::invalid("birthDate", "must lie between 1900 and today, such as 1990-04-23"));
        }
        self.of_age(today)?;
        if !is_country(&self.country) {
            return Err(Fault::invalid("country", "must be two capital letters of ISO 3166-1, such as ES"));
        }
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/');
        if !(3..=40).contains(&self.document_number.len()) || !self.document_number.chars().all(fits) {
            return Err(Fault::invalid("documentNumber", "must be 3 to 40 letters, digits, spaces and - . /"));
        }
        Ok(self)
    }

    /// Whether they are of age today.
    ///
    /// # Errors
    /// Names the birth date.
    pub fn of_age(&self, today: NaiveDate) -> Result<(), Fault> {
        // Whoever is not born yet has no age.
        if today.years_since(self.birth_date).is_some_and(|years| years >= OF_AGE) {
            return Ok(());
        }
        let why = format!("must be of somebody of {OF_AGE} years or more: only adults are verified");
        Err(Fault::invalid("birthDate", why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details() -> Details {
        Details {
            legal_name: " Lucía Prat ".to_owned(),
            birth_date: "1990-04-23".parse().unwrap(),
            country: "ES".to_owned(),
            document_kind: IdentityDocument::IdentityCard,
            document_number: "12345678-Z".to_owned(),
        }
    }

    fn refused(change: impl FnOnce(&mut Details)) -> String {
        let mut wrong = details();
        change(&mut wrong);
        let fault = wrong.checked("2026-03-02".parse().unwrap()).unwrap_err();
        fault.details["errors"][0]["field"].as_str().unwrap().to_owned()
    }

    #[test]
    fn what_can_be_is_taken_and_trimmed() {
        assert_eq!(details().checked("2026-03-02".parse().unwrap()).unwrap().legal_name, "Lucía Prat");
        assert_eq!(format!("{:?}", details()), "Details(****)");
    }

    #[test]
    fn what_cannot_be_is_refused_by_its_field() {
        assert_eq!(refused(|it| it.legal_name = "L".to_owned()), "legalName");
        assert_eq!(refused(|it| it.legal_name = "Lucía\0Prat".to_owned()), "legalName");
        assert_eq!(refused(|it| it.legal_name = "Lucía\u{202E}tarP".to_owned()), "legalName");
        assert_eq!(refused(|it| it.birth_date = "2026-03-02".parse().unwrap()), "birthDate");
        assert_eq!(refused(|it| it.birth_date = "2020-11-22".parse().unwrap()), "birthDate");
        assert_eq!(refused(|it| it.birth_date = "1899-12-31".parse().unwrap()), "birthDate");
        assert_eq!(refused(|it| it.country = "Spain".to_owned()), "country");
        assert_eq!(refused(|it| it.document_number = "12".to_owned()), "documentNumber");
        assert_eq!(refused(|it| it.document_number = "<script>".to_owned()), "documentNumber");
    }

    #[test]
    fn somebody_is_of_age_on_their_eighteenth_birthday() {
        let of_age = |born: &str, today: &str| {
            let one = {
                let mut one = details();
                one.birth_date = born.parse().unwrap();
                one
            };
            one.of_age(today.parse().unwrap()).is_ok()
        };
        assert!(of_age("2008-03-02", "2026-03-02") && !of_age("2008-03-03", "2026-03-02"));
        assert!(!of_age("2008-02-29", "2026-02-28") && of_age("2008-02-29", "2026-03-01"), "born on a leap day");
        assert!(!of_age("2030-01-01", "2026-03-02"), "not born yet");
    }
}
