//! The typed document of an organisation's settings: read from rows, checked, taken apart again.

use plaza_core::{Role, text};
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

/// The same settings with some of them changed; of one that has parts, the parts left out stay.
///
/// # Errors
/// [`Error::Field`] for a name that is none or a value of another type.
pub fn merged(settings: &OrgSettings, wanted: Map<String, Value>) -> Result<OrgSettings> {
    let unknown = |key: &str| Error::field(key, "is no setting; GET /config/settings shows which there are");
    wanted.into_iter().try_fold(settings.clone(), |settings, (key, value)| {
        with(&settings, &key, value).map_err(|error| match error {
            Error::NoSuchSetting { .. } => unknown(&key),
            other => other,
        })
    })
}

/// The same settings with one of them changed; of one that has parts, the parts left out stay.
///
/// # Errors
/// [`Error::NoSuchSetting`], [`Error::Field`] when the value is of another type.
pub fn with(settings: &OrgSettings, key: &str, value: Value) -> Result<OrgSettings> {
    let mut members = members(settings);
    let Some(member) = members.get_mut(key) else {
        return Err(Error::NoSuchSetting { known: members.keys().cloned().collect() });
    };
    match (member, value) {
        (Value::Object(parts), Value::Object(wanted)) => parts.extend(wanted),
        (member, value) => *member = value,
    }
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
    let hiring = &settings.hiring;
    within("hiring.commissionBasisPoints", hiring.commission_basis_points, 0, 5_000)?;
    within("hiring.autoCompleteDays", hiring.auto_complete_days, 1, 60)?;
    within("hiring.payoutDays", hiring.payout_days, 1, 31)?;
    within("hiring.reviewDays", hiring.review_days, 1, 60)?;
    let invoice = &settings.invoice;
    let texts = [
        ("invoice.legalName", &invoice.legal_name, 200),
        ("invoice.taxId", &invoice.tax_id, 40),
        ("invoice.address", &invoice.address, 500),
        ("invoice.footer", &invoice.footer, 500),
    ];
    for (field, line) in [("invoice.legalName", &invoice.legal_name), ("invoice.taxId", &invoice.tax_id)] {
        text::one_line(line).map_err(|unseen| Error::field(field, unseen.to_string()))?;
    }
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
    fn what_is_left_out_stays() {
        let invoice = InvoiceSettings { legal_name: "Casa Norte SL".into(), ..InvoiceSettings::default() };
        let settings = OrgSettings { hold_minutes: 5, invoice, ..OrgSettings::default() };
        let wanted = json!({ "locale": "es", "invoice": { "taxId": "B123" } });
        let after = merged(&settings, wanted.as_object().unwrap().clone()).unwrap();
        assert_eq!((after.hold_minutes, after.locale), (5, plaza_core::Locale::Es));
        assert_eq!((after.invoice.legal_name.as_str(), after.invoice.tax_id.as_str()), ("Casa Norte SL", "B123"));
        for wrong in [json!({ "colour": 1 }), json!({ "invoice": { "colour": 1 } }), json!({ "invoice": 7 })] {
            assert!(matches!(merged(&settings, wrong.as_object().unwrap().clone()), Err(Error::Field { .. })));
        }
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
