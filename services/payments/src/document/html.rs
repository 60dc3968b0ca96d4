//! The document as one HTML page without outside parts; prints well on A4.

use std::sync::LazyLock;

use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use plaza_core::{Locale, Money};

use super::{Document, DocumentKind, Party, format, words};
use crate::domain::invoice::Line;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    // The name ends in .html, which turns escaping on.
    if let Err(error) = templates.add_template("document.html", include_str!("../../templates/document.html")) {
        tracing::error!(%error, "the document template does not parse");
    }
    templates
});

/// The page, complete with its styles.
pub fn render(document: &Document) -> Result<String, minijinja::Error> {
    let locale = document.locale;
    let words = words::of(locale);
    let credit = document.kind == DocumentKind::CreditNote;
    let currency = document.totals.gross.currency;
    let money = |amount| format::money(Money::new(amount, currency), locale);
    let groups = document.totals.groups.iter().map(|group| {
        context! { rate => format::rate(group.rate, locale), net => money(group.net), tax => money(group.tax) }
    });
    TEMPLATES.get_template("document.html")?.render(context! {
        w => Serde(words),
        title => if credit { words.credit_note } else { words.invoice },
        total_label => if credit { words.total_credited } else { words.total },
        stamp => if credit { words.refunded } else { words.paid },
        number => &document.number,
        date => format::day(document.issued_on, locale),
        settled_on => document.settled_on.map(|day| format::day(day, locale)),
        reference => document.reference.clone(),
        corrects => document.corrects.clone(),
        parties => [party(words.seller, &document.seller), party(words.buyer, &document.buyer)],
        lines => document.lines.iter().map(|line| row(line, document, locale)).collect::<Vec<_>>(),
        groups => groups.collect::<Vec<_>>(),
        net => format::money(document.totals.net, locale),
        tax => format::money(document.totals.tax, locale),
        gross => format::money(document.totals.gross, locale),
        note => note(document),
        footer => document.footer.clone(),
    })
}

/// The sentence under the table: whether prices contain the tax.
pub(super) fn note(document: &Document) -> &'static str {
    let words = words::of(document.locale);
    match document.tax_mode {
        crate::domain::invoice::TaxMode::Inclusive => words.inclusive,
        crate::domain::invoice::TaxMode::Exclusive => words.exclusive,
    }
}

/// The amount of a line as its price is stated: with tax where prices contain it.
pub(super) fn amount(line: &Line, document: &Document) -> Money {
    let stated = match document.tax_mode {
        crate::domain::invoice::TaxMode::Inclusive => line.gross(),
        crate::domain::invoice::TaxMode::Exclusive => line.net,
    };
    Money::new(stated, document.totals.gross.currency)
}

fn party(caption: &str, party: &Party) -> Value {
    context! { caption, name => &party.name, address => party.address.clone(), tax_id => party.tax_id.clone(), email => party.email.clone() }
}

fn row(line: &Line, document: &Document, locale: Locale) -> Value {
    let unit = Money::new(line.unit_price, document.totals.gross.currency);
    context! {
        description => &line.description,
        quantity => format::quantity(line.quantity_milli, locale),
        unit_price => format::money(unit, locale),
        rate => format::rate(line.tax_rate, locale),
        amount => format::money(amount(line, document), locale),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_page_holds_what_was_sold_and_escapes_it() {
        let page = render(&samples::invoice(Locale::Es, 3)).unwrap();
        assert!(page.contains("F2026-000042") && page.contains("lang=\"es\""));
        assert!(page.contains("22 de noviembre de 2026") && page.contains("PAGADA"));
        assert!(page.contains("&lt;Mañana&gt;") && !page.contains("<Mañana>"));
    }

    #[test]
    fn a_credit_note_says_which_invoice_it_corrects() {
        let page = render(&samples::credit_note(Locale::En)).unwrap();
        assert!(page.contains("Credit note") && page.contains("Corrects") && page.contains("REFUNDED"));
    }
}
