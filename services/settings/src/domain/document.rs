//! The typed document of an organisation's settings: read from rows, checked, taken apart again.

use plaza_core::Role;
use plaza_settings_api::OrgSettings;
use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// The settings of an organisation: the defaults with its rows laid over them. A row that
/// no longer reads, after an upgrade that took the setting away, is left out.
pub fn read(rows: impl IntoIterator<Item = (String, Value)>) -> OrgSettings {
    let mut settings = OrgSettings::default();
    for (key, value) in rows {
        settings = with(&settings, &key, value).unwrap_or(settings);
    }
    settings
}

/// The same settings with one of them changed.
///
/// # Errors
/// [`Error::NoSuchSetting`], [`Error::Field`] when the value is of another type.
pub fn with(settings: &OrgSettings, key: &str, value: Value) -> Result<OrgSettings> {
    let mut members = members(settings);
    if !members.contains_key(key) {
        return Err(Error::NoSuchSetting { known: members.keys().cloned().collect() });
    }
    members.insert(key.to_owned(), value);
    serde_json::from_value(Value::Object(members)).map_err(|error| Error::field(key, error.to_string()))
}

/// The settings that differ from `before`, as rows.
pub fn changes(before: &OrgSettings, after: &OrgSettings) -> Vec<(String, Value)> {
    let before = members(before);
    members(after).into_iter().filter(|(key, value)| before.get(key) != Some(value)).collect()
}

/// One setting's value.
pub fn value(settings: &OrgSettings, key: &str) -> Option<Value> {
    members(settings).remove(key)
}

/// Refuses what is out of bounds.
///
/// # Errors
/// Names the first setting that is.
pub fn check(settings: &OrgSettings) -> Result<()> {
    within("holdMinutes", settings.hold_minutes, 1, 60)?;
    within("paymentMinutes", settings.payment_minutes, 1, 1_440)?;
    within("reminderMinutes", settings.reminder_minutes, 0, 43_200)?;
    within("taxBasisPoints", settings.tax_basis_points, 0, 10_000)?;
    if matches!(settings.registration_role, Role::Manager | Role::Admin) {
        return Err(Error::field(
            "registrationRole",
            "must be guest, member, client or professional: strangers get it",
        ));
    }
    let invoice = &settings.invoice;
    let texts = [
        ("invoice.legalName", &invoice.legal_name, 200),
        ("invoice.taxId", &invoice.tax_id, 40),
        ("invoice.address", &invoice.address, 500),
        ("invoice.footer", &invoice.footer, 500),
    ];
    for (field, text, most) in texts {
        if text.chars().count() > most || text.chars().any(|c| c.is_control() && c != '\n') {
            return Err(Error::field(field, format!("must be at most {most} characters without control characters")));
        }
    }
    let prefix = &invoice.number_prefix;
    if prefix.len() > 12 || !prefix.chars().all(|c| c.is_ascii_alphanumeric() || "-/_.".contains(c)) {
        return Err(Error::field("invoice.numberPrefix", "must be at most 12 letters, digits and signs of - / _ ."));
    }
    Ok(())
}

fn within(field: &str, value: u32, least: u32, most: u32) -> Result<()> {
    if (least..=most).contains(&value) {
        Ok(())
    } else {
        Err(Error::field(field, format!("must be {least} to {most}")))
    }
}

fn members(settings: &OrgSettings) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use plaza_settings_api::InvoiceSettings;
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_are_laid_over_the_defaults() {
        let rows =
            [("holdMinutes".to_owned(), json!(5)), ("gone".to_owned(), json!(1)), ("currency".to_owned(), json!(7))];
        assert_eq!(read(rows), OrgSettings { hold_minutes: 5, ..OrgSettings::default() });
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let before = OrgSettings::default();
        let after = OrgSettings { hold_minutes: 5, ..before.clone() };
        assert_eq!(changes(&before, &after), vec![("holdMinutes".to_owned(), json!(5))]);
        assert!(changes(&after, &after).is_empty());
    }

    #[test]
    fn one_setting_changes_by_name_and_type() {
        let settings = OrgSettings::default();
        assert_eq!(with(&settings, "locale", json!("es")).unwrap().locale, plaza_core::Locale::Es);
        assert!(matches!(with(&settings, "locale", json!("fr")), Err(Error::Field { .. })));
        assert!(matches!(with(&settings, "colour", json!("red")), Err(Error::NoSuchSetting { .. })));
    }

    #[test]
    fn bounds_are_named() {
        let invoice = |invoice: InvoiceSettings| OrgSettings { invoice, ..OrgSettings::default() };
        let cases = [
            (OrgSettings { hold_minutes: 0, ..OrgSettings::default() }, "holdMinutes"),
            (OrgSettings { hold_minutes: 61, ..OrgSettings::default() }, "holdMinutes"),
            (OrgSettings { payment_minutes: 0, ..OrgSettings::default() }, "paymentMinutes"),
            (OrgSettings { reminder_minutes: 43_201, ..OrgSettings::default() }, "reminderMinutes"),
            (OrgSettings { tax_basis_points: 10_001, ..OrgSettings::default() }, "taxBasisPoints"),
            (OrgSettings { registration_role: Role::Admin, ..OrgSettings::default() }, "registrationRole"),
            (
                invoice(InvoiceSettings { number_prefix: "a b".into(), ..InvoiceSettings::default() }),
                "invoice.numberPrefix",
            ),
            (invoice(InvoiceSettings { footer: "x".repeat(501), ..InvoiceSettings::default() }), "invoice.footer"),
        ];
        for (settings, field) in cases {
            let error = check(&settings).unwrap_err().to_string();
            assert!(error.starts_with(field), "{error}");
        }
        assert!(check(&OrgSettings::default()).is_ok());
    }
}
