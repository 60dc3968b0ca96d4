//! What a person tells about themself, and the rules of form for it.

use std::str::FromStr;

use plaza_core::{Role, text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::{Error, Result};

/// What a person may add to the account; empty means not told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Details {
    /// Telephone number, best with country code.
    pub phone: String,
    /// Company or organisation.
    pub company: String,
    /// One line about the person.
    pub headline: String,
    /// IANA time zone, such as `Europe/Madrid`.
    pub time_zone: String,
}

impl Details {
    /// Refuses what is too long or no time zone.
    ///
    /// # Errors
    /// Names the field.
    pub fn check(&self) -> Result<()> {
        line("phone", &self.phone, 0, 40)?;
        line("company", &self.company, 0, 120)?;
        line("headline", &self.headline, 0, 160)?;
        if !self.time_zone.is_empty() && chrono_tz::Tz::from_str(&self.time_zone).is_err() {
            return Err(Error::field("timeZone", "must be an IANA time zone such as Europe/Madrid"));
        }
        Ok(())
    }
}

/// A name for people, without blanks around it.
///
/// # Errors
/// Unless it is one line of 1 to 120 characters.
pub fn name(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    line(field, text, 1, 120)?;
    Ok(text.to_owned())
}

/// Roles without repeats, in a fixed order.
///
/// # Errors
/// When there is none.
pub fn roles(mut roles: Vec<Role>) -> Result<Vec<Role>> {
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        return Err(Error::field(
            "roles",
            "must name at least one of admin, manager, member, guest, professional, client",
        ));
    }
    Ok(roles)
}

/// Roles as the table keeps them.
pub fn role_names(roles: &[Role]) -> Vec<String> {
    roles.iter().map(|role| role.name().to_owned()).collect()
}

/// Roles read from the table, whose constraint admits only known names.
pub fn read_roles(names: &[String]) -> Vec<Role> {
    names.iter().filter_map(|name| name.parse().ok()).collect()
}

fn line(field: &'static str, given: &str, least: usize, most: usize) -> Result<()> {
    text::one_line(given).map_err(|unseen| Error::field(field, unseen.to_string()))?;
    let length = given.chars().count();
    if length < least || length > most {
        return Err(Error::field(field, format!("must be one line of {least} to {most} characters")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(name("name", "  Ana García ").unwrap(), "Ana García");
        assert!(name("name", " ").is_err());
        assert!(name("name", "Ana\r\nBcc: x").is_err());
        assert!(name("name", "Ana\u{202E}aicraG").is_err());
        assert_eq!(name("name", "Ana 👩‍🎨").unwrap(), "Ana 👩‍🎨");
        assert!(name("name", &"a".repeat(121)).is_err());
    }

    #[test]
    fn a_time_zone_is_a_real_one() {
        assert!(Details { time_zone: "America/Bogota".into(), ..Details::default() }.check().is_ok());
        assert!(Details { time_zone: "Mars/Olympus".into(), ..Details::default() }.check().is_err());
    }

    #[test]
    fn roles_are_sorted_and_at_least_one() {
        assert_eq!(roles(vec![Role::Admin, Role::Member, Role::Admin]).unwrap(), vec![Role::Member, Role::Admin]);
        assert!(roles(vec![]).is_err());
        assert_eq!(read_roles(&role_names(&[Role::Guest, Role::Admin])), vec![Role::Guest, Role::Admin]);
    }
}
