use serde_json::{Value, json};

use super::*;

fn body() -> Value {
    json!({
        "title": " Retrato en estudio ", "description": "Una hora de sesión y diez fotografías retocadas.",
        "trade": "photography", "language": "es", "tags": ["Retrato", "retrato", "estudio"],
        "packages": [
            {"name": "Básico", "price": {"amount": 9_000, "currency": "EUR"}, "deliveryDays": 7, "revisions": 1},
            {"name": "Completo", "price": {"amount": 15_000, "currency": "EUR"}, "deliveryDays": 3},
        ],
        "extras": [{"name": "Entrega en un día", "price": {"amount": 3_000, "currency": "EUR"}}],
        "questions": [{"text": "¿Para qué son las fotos?", "required": true}],
    })
}

fn check(body: Value, before: Option<&Content>) -> Result<Content, Fault> {
    serde_json::from_value::<GigBody>(body).unwrap().checked(before)
}

fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut wrong = body();
    change(&mut wrong);
    check(wrong, None).unwrap_err().details["errors"][0]["field"].as_str().unwrap().to_owned()
}

#[test]
fn what_may_be_sold_is_taken_and_trimmed() {
    let content = check(body(), None).unwrap();
    assert_eq!((content.title.as_str(), content.tags.len()), ("Retrato en estudio", 2));
    assert_eq!((content.price().amount, content.delivery_days()), (9_000, 3));
}

#[test]
fn parts_keep_their_ids_each_once() {
    let before = check(body(), None).unwrap();
    let mut again = body();
    again["packages"][1]["id"] = json!(before.packages[1].id);
    let after = check(again.clone(), Some(&before)).unwrap();
    assert_eq!(after.packages[1].id, before.packages[1].id);
    assert_ne!(after.packages[0].id, before.packages[0].id);
    again["packages"][0]["id"] = json!(before.packages[1].id);
    assert!(check(again, Some(&before)).is_err(), "twice the same");
    let mut strange = body();
    strange["packages"][0]["id"] = json!(Uuid::now_v7());
    assert!(check(strange, Some(&before)).is_err());
}

#[test]
fn what_may_not_be_sold_is_refused_by_its_field() {
    assert_eq!(refused(|it| it["title"] = json!("x".repeat(81))), "title");
    assert_eq!(refused(|it| it["title"] = json!("two\nlines")), "title");
    assert_eq!(refused(|it| it["title"] = json!("Retrato\u{202E}otarteR")), "title");
    assert_eq!(refused(|it| it["packages"][0]["name"] = json!("Bá\u{200B}sico")), "packages[0].name");
    assert_eq!(refused(|it| it["packages"][1]["name"] = json!(" BÁSICO ")), "packages[1].name", "two of one name");
    assert_eq!(refused(|it| it["description"] = json!("short")), "description");
    assert_eq!(refused(|it| it["trade"] = json!("Photo Graphy")), "trade");
    assert_eq!(refused(|it| it["language"] = json!("Spanish")), "language");
    assert_eq!(refused(|it| it["tags"] = json!(["a1", "b1", "c1", "d1", "e1", "f1"])), "tags");
    assert_eq!(refused(|it| it["packages"] = json!([])), "packages");
    assert_eq!(refused(|it| it["packages"][0]["price"]["amount"] = json!(0)), "packages[0].price");
    assert_eq!(refused(|it| it["packages"][0]["price"]["currency"] = json!("USD")), "packages");
    assert_eq!(refused(|it| it["extras"][0]["price"]["currency"] = json!("USD")), "packages");
    assert_eq!(refused(|it| it["packages"][1]["deliveryDays"] = json!(366)), "packages[1].deliveryDays");
    assert_eq!(refused(|it| it["packages"][1]["revisions"] = json!(21)), "packages[1].revisions");
    assert_eq!(refused(|it| it["questions"][0]["text"] = json!("?")), "questions[0].text");
}
