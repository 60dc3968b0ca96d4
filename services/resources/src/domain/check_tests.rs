use plaza_core::Money;
use plaza_resources_api::CancellationPolicy;
use serde_json::{Value, json};

use super::{check, check_money};
use crate::body::{LocationBody, ResourceBody};
use crate::error::Error;

fn resource(change: Value) -> ResourceBody {
    let mut body =
        json!({"locationId": "018f0000-0000-7000-8000-000000000000", "kind": "room", "name": " Sala ", "capacity": 4});
    merge(&mut body, change);
    serde_json::from_value(body).unwrap()
}

fn location(change: Value) -> LocationBody {
    let mut body = json!({"name": "Plaza", "address": {"line1": "Calle 1", "city": "Madrid", "country": "ES"}, "latitude": 40.4, "longitude": -3.7, "timeZone": "Europe/Madrid"});
    merge(&mut body, change);
    serde_json::from_value(body).unwrap()
}

fn merge(body: &mut Value, change: Value) {
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
}

fn field(error: Error) -> String {
    match error {
        Error::Invalid { field, .. } => field,
        other => panic!("{other}"),
    }
}

#[test]
fn resources_that_cannot_stand_are_refused_by_field() {
    let cases = [
        (json!({"name": "  "}), "name"),
        (json!({"name": "Sala\u{202E}alaS"}), "name"),
        (json!({"name": "Sa\u{200B}la"}), "name"),
        (json!({"name": "Sala\nNorte"}), "name"),
        (json!({"description": "a\u{1B}[2J"}), "description"),
        (json!({"amenities": ["wi\u{FEFF}fi"]}), "amenities[0]"),
        (json!({"capacity": 0}), "capacity"),
        (json!({"amenities": ["wifi", ""]}), "amenities[1]"),
        (json!({"photos": [{"url": "javascript:alert(1)"}]}), "photos[0].url"),
        (json!({"photos": [{"url": "//evil.example/a.png"}]}), "photos[0].url"),
        (json!({"rules": {"granularityMinutes": 7}}), "rules.granularityMinutes"),
        (json!({"rules": {"granularityMinutes": 0}}), "rules.granularityMinutes"),
        (json!({"rules": {"minMinutes": 60, "maxMinutes": 30}}), "rules.minMinutes"),
        (json!({"rules": {"minMinutes": 20}}), "rules.minMinutes"),
        (json!({"rules": {"maxMinutes": 60 * 24 * 32}}), "rules.maxMinutes"),
        (json!({"rules": {"horizonDays": 0}}), "rules.horizonDays"),
        (json!({"rules": {"bufferAfterMinutes": 2000}}), "rules.bufferBeforeMinutes"),
        (json!({"hours": {"exceptions": [{"date": "2026-12-25"}, {"date": "2026-12-25"}]}}), "hours.exceptions[1]"),
        (json!({"hours": {"weekly": [{"day": "Mon", "opens": "08:00:30", "closes": "20:00:00"}]}}), "hours.weekly[0]"),
    ];
    for (change, wrong) in cases {
        let mut body = resource(change.clone());
        assert_eq!(field(check::resource(&mut body).unwrap_err()), wrong, "{change}");
    }
}

#[test]
fn a_resource_that_stands_is_put_in_order() {
    let mut body = resource(json!({"amenities": ["WiFi", "wifi ", "Natural light"]}));
    check::resource(&mut body).unwrap();
    assert_eq!(body.name, "Sala");
    assert_eq!(body.amenities, ["wifi", "natural-light"]);
}

#[test]
fn locations_that_cannot_stand_are_refused_by_field() {
    let cases = [
        (json!({"latitude": 91.0}), "latitude"),
        (json!({"longitude": -181.0}), "longitude"),
        (json!({"timeZone": "Madrid"}), "timeZone"),
        (json!({"address": {"line1": "Calle 1", "city": "Madrid", "country": "Spain"}}), "address.country"),
        (json!({"address": {"line1": "", "city": "Madrid", "country": "ES"}}), "address.line1"),
    ];
    for (change, wrong) in cases {
        assert_eq!(field(check::location(&mut location(change.clone())).unwrap_err()), wrong, "{change}");
    }
    assert_eq!(check::location(&mut location(json!({}))).unwrap(), chrono_tz::Europe::Madrid);
}

#[test]
fn rates_that_cannot_stand_are_refused_by_field() {
    let euros = |amount: i64| json!({"amount": amount, "currency": "EUR"});
    let peak = json!({"days": ["Mon"], "from": "17:00:00", "to": "20:00:00", "percent": 20});
    let cases = [
        (json!({"perHour": euros(1000), "perDay": {"amount": 1, "currency": "USD"}}), "rates.perDay"),
        (json!({"perHour": euros(-1)}), "rates.perHour"),
        (json!({"halfDayHours": 0}), "rates"),
        (json!({"halfDayHours": 12}), "rates.halfDayHours"),
        (json!({"peaks": [peak.clone()]}), "rates.peaks"),
        (
            json!({"perHour": euros(1), "peaks": [{"days": [], "from": "17:00:00", "to": "20:00:00", "percent": 20}]}),
            "rates.peaks[0].days",
        ),
        (
            json!({"perHour": euros(1), "peaks": [{"days": ["Mon"], "from": "20:00:00", "to": "17:00:00", "percent": 20}]}),
            "rates.peaks[0].from",
        ),
        (
            json!({"perHour": euros(1), "peaks": [{"days": ["Mon"], "from": "20:00:00", "to": "00:00:00", "percent": -101}]}),
            "rates.peaks[0].percent",
        ),
    ];
    for (rates, wrong) in cases {
        let rates: plaza_resources_api::Rates = serde_json::from_value(rates).unwrap();
        assert_eq!(field(check_money::rates(&rates, plaza_core::Currency::EUR).unwrap_err()), wrong);
    }
    let fine = serde_json::from_value(json!({"perHour": euros(1000), "perDay": euros(6000), "peaks": [peak]})).unwrap();
    check_money::rates(&fine, plaza_core::Currency::EUR).unwrap();
    assert_eq!(check_money::hourly(&fine), 1_000);
    assert_eq!(check_money::from_price(&fine).map(|money: Money| money.amount), Some(1_000));
}

#[test]
fn policies_have_tiers_that_fall() {
    let policy = |value: Value| serde_json::from_value::<CancellationPolicy>(value).unwrap();
    let mut named = policy(json!({"name": "strict"}));
    check_money::cancellation(&mut named).unwrap();
    assert_eq!(named.tiers.len(), 2);
    let wrong = [
        json!({"name": "gentle"}),
        json!({"name": "none", "tiers": [{"hoursBefore": 1, "refundPercent": 1}]}),
        json!({"name": "custom", "tiers": [{"hoursBefore": 1, "refundPercent": 101}]}),
        json!({"name": "custom", "tiers": [{"hoursBefore": 1, "refundPercent": 50}, {"hoursBefore": 24, "refundPercent": 50}]}),
        json!({"name": "custom", "tiers": [{"hoursBefore": 24, "refundPercent": 50}, {"hoursBefore": 1, "refundPercent": 80}]}),
    ];
    for value in wrong {
        assert!(check_money::cancellation(&mut policy(value.clone())).is_err(), "{value}");
    }
}
