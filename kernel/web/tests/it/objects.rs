//! An object is read from an object only, however deep it is.

use std::collections::BTreeMap;

use plaza_web::extract::json;
use serde::Deserialize;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Card {
    method: String,
    #[serde(default)]
    cents: u64,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Wrapped(Card);

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Way {
    Cash,
    Card(Card),
    Transfer { iban: String },
    Split(u8, u8),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Pieces {
    Count(u32),
    Names(Vec<String>),
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Order {
    paid: Option<Card>,
    wrapped: Option<Wrapped>,
    cards: Vec<Card>,
    by_name: BTreeMap<String, Card>,
    way: Option<Way>,
    pieces: Option<Pieces>,
    pair: Option<(u8, u8)>,
    share: f64,
    debt: i64,
    anything: serde_json::Value,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Labelled {
    label: String,
    #[serde(flatten)]
    card: Card,
}

fn refusal<T: serde::de::DeserializeOwned + std::fmt::Debug>(body: &str) -> String {
    json::<T>(body.as_bytes()).unwrap_err().message
}

#[test]
fn a_list_is_no_object_at_any_depth() {
    for (body, field) in [
        (r#"[]"#, "body"),
        (r#" [["card"]]"#, "body"),
        (r#"{"paid":["card",5]}"#, "paid"),
        (r#"{"paid":[]}"#, "paid"),
        (r#"{"wrapped":["card",5]}"#, "wrapped"),
        (r#"{"cards":[{"method":"card"},["card",5]]}"#, "cards[1]"),
        (r#"{"byName":{"mine":["card",5]}}"#, "byName.mine"),
        (r#"{"way":{"card":["card",5]}}"#, "way.card"),
        (r#"{"way":{"transfer":["ES91"]}}"#, "way.transfer"),
    ] {
        assert_eq!(refusal::<Order>(body), format!("{field}: is a JSON object, not a list"), "{body}");
    }
    assert_eq!(refusal::<Vec<Card>>(r#"[["card",5]]"#), "[0]: is a JSON object, not a list");
}

#[test]
fn everything_else_reads_as_it_did() {
    let body = r#"{
        "paid": {"method": "card", "cents": 18446744073709551615}, "wrapped": {"method": "a"}, "cards": [{"method": "\u00e9"}],
        "byName": {"mine": {"method": "b"}}, "way": {"split": [1, 2]}, "pieces": ["x", "y"], "pair": [3, 4],
        "share": 0.25, "debt": -9223372036854775808, "anything": [1, {"a": null}]
    }"#;
    let card = |method: &str, cents| Card { method: method.into(), cents };
    let order = Order {
        paid: Some(card("card", u64::MAX)),
        wrapped: Some(Wrapped(card("a", 0))),
        cards: vec![card("é", 0)],
        by_name: BTreeMap::from([("mine".into(), card("b", 0))]),
        way: Some(Way::Split(1, 2)),
        pieces: Some(Pieces::Names(vec!["x".into(), "y".into()])),
        pair: Some((3, 4)),
        share: 0.25,
        debt: i64::MIN,
        anything: serde_json::json!([1, {"a": null}]),
    };
    assert_eq!(json::<Order>(body.as_bytes()).unwrap(), order);
    for (body, way) in [
        (r#"{"way":"cash"}"#, Way::Cash),
        (r#"{"way":{"card":{"method":"a","cents":1}}}"#, Way::Card(card("a", 1))),
        (r#"{"way":{"transfer":{"iban":"ES91"}}}"#, Way::Transfer { iban: "ES91".into() }),
    ] {
        assert_eq!(json::<Order>(body.as_bytes()).unwrap().way, Some(way), "{body}");
    }
    assert_eq!(json::<Order>(br#"{"pieces":3,"paid":null}"#).unwrap().pieces, Some(Pieces::Count(3)));
    let labelled = json::<Labelled>(br#"{"label":"mine","method":"a","cents":7}"#).unwrap();
    assert_eq!(labelled, Labelled { label: "mine".into(), card: card("a", 7) });
}

#[test]
fn other_refusals_still_name_their_field() {
    for (body, start) in [
        (r#"{"paid":{"method":"a","method":"b"}}"#, "paid.method: duplicate field `method`"),
        (r#"{"paid":{}}"#, "paid.method: missing field `method`"),
        (r#"{"paid":{"method":"a","colour":1}}"#, "paid.colour: unknown field `colour`"),
        (r#"{"cards":[{"method":"a","cents":18446744073709551616}]}"#, "cards[0].cents: "),
        (r#"{"cards":{}}"#, "cards: invalid type: map, expected a sequence"),
        (r#"{"paid":5}"#, "paid: invalid type: integer `5`, expected struct Card"),
    ] {
        let said = refusal::<Order>(body);
        assert!(said.starts_with(start), "{body}: {said}");
    }
}

#[test]
fn a_text_with_u0000_is_refused_by_its_field_wherever_it_is() {
    let refused = |text: &str| json::<Order>(text.as_bytes()).unwrap_err();
    let fault = refused(r#"{"cards": [{"method": "a"}, {"method": "b\u0000c"}]}"#);
    assert_eq!(fault.message, "cards[1].method: holds the character U+0000: take it out");
    assert_eq!(refused(r#"{"paid": {"method": "\u0000"}}"#).details["errors"][0]["field"], "paid.method");
    assert_eq!(refused(r#"{"a\u0000": 1}"#).details["errors"][0]["field"], "body");
    // A backslash before it makes it six letters of a text.
    assert_eq!(json::<Card>(br#"{"method": "\\u0000"}"#).unwrap().method, r"\u0000");
    assert!(json::<Card>(br#"{"method": "\u0000"#).is_err(), "what does not parse is refused as ever");
}
