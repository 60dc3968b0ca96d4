//! Documents for tests, with the letters that break fonts.

use chrono::NaiveDate;
use plaza_core::{Locale, Money};

use super::{Document, DocumentKind, Party};
use crate::domain::credit::{self, Credited};
use crate::domain::invoice::{self, Item, TaxMode};

/// An invoice of so many lines.
pub fn invoice(locale: Locale, count: usize) -> Document {
    let names = [
        "Sala Ñandú, 22 nov 2026, 09:00 a 13:00 <Mañana>",
        "Proyector láser y pantalla de 3 m",
        "Café, agua y bollería para ocho personas, servidos en la sala a las once y a las doce y media, con opción sin gluten",
    ];
    let items: Vec<Item> = (0..count)
        .map(|at| Item {
            description: names[at % names.len()].into(),
            quantity_milli: at as i64 % 3 * 500 + 1_000,
            unit_price: 12_346 + 1_112 * at as i64,
            amount: (12_346 + 1_112 * at as i64) * (at as i64 % 3 + 2) / 2,
            tax_rate: if at % 3 == 2 { 1_000 } else { 2_100 },
        })
        .collect();
    let lines = invoice::lines(&items, TaxMode::Inclusive).unwrap();
    let totals = invoice::totals(&lines, "EUR".parse().unwrap()).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    Document {
        kind: DocumentKind::Invoice,
        number: "F2026-000042".into(),
        issued_on: day,
        locale,
        seller: Party {
            name: "Plaza Mayor Coworking, S. L.".into(),
            address: vec!["Calle de Alcalá, 123, 4.º izda.".into(), "28014 Madrid".into(), "España".into()],
            tax_id: Some("ESB12345678".into()),
            email: Some("facturas@plazamayor.example".into()),
        },
        buyer: Party {
            name: "Íñigo Muñoz-Güell".into(),
            address: vec!["Carrer de l'Or, 7".into(), "08012 Barcelona".into()],
            tax_id: None,
            email: Some("inigo@example.org".into()),
        },
        tax_mode: TaxMode::Inclusive,
        lines,
        totals,
        reference: Some("019a9b1c-7d2e-7f00-8a31-2f6a4bc0de11".into()),
        corrects: None,
        footer: Some("Inscrita en el Registro Mercantil de Madrid, tomo 12.345, folio 67, hoja M-890123".into()),
        settled_on: Some(day),
    }
}

/// A credit note over a part of an invoice.
pub fn credit_note(locale: Locale) -> Document {
    let sold = invoice(locale, 3);
    let groups: Vec<Credited> = sold
        .totals
        .groups
        .iter()
        .map(|g| Credited { rate: g.rate, gross: g.net + g.tax, tax: g.tax, gross_credited: 0, tax_credited: 0 })
        .collect();
    let lines = credit::lines(&groups, 20_000, "Devolución parcial").unwrap();
    let totals = invoice::totals(&lines, "EUR".parse().unwrap()).unwrap();
    assert_eq!(totals.gross, Money::new(-20_000, "EUR".parse().unwrap()));
    let corrects = Some(sold.number.clone());
    Document { kind: DocumentKind::CreditNote, number: "R2026-000007".into(), lines, totals, corrects, ..sold }
}
