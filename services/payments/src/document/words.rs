//! The words on documents, in both languages; a missing one fails the build.

use plaza_core::Locale;
use serde::Serialize;

/// Every word a document prints besides its data.
#[derive(Debug, Serialize)]
pub struct Words {
    /// BCP 47 code of the language.
    pub lang: &'static str,
    /// Title of an invoice.
    pub invoice: &'static str,
    /// Title of a credit note.
    pub credit_note: &'static str,
    /// Label of the number.
    pub number: &'static str,
    /// Label of the day of issue.
    pub date: &'static str,
    /// Label of what it is about.
    pub reference: &'static str,
    /// Label of the invoice a credit note corrects.
    pub corrects: &'static str,
    /// Caption of the seller.
    pub seller: &'static str,
    /// Caption of the buyer.
    pub buyer: &'static str,
    /// Label of the tax number.
    pub tax_id: &'static str,
    /// Column: what.
    pub description: &'static str,
    /// Column: how many.
    pub quantity: &'static str,
    /// Column: price of one.
    pub unit_price: &'static str,
    /// Column: rate of tax.
    pub tax_rate: &'static str,
    /// Column: line total with or without tax as stated.
    pub amount: &'static str,
    /// Caption of the table of taxes.
    pub tax_summary: &'static str,
    /// Taxed amount without tax.
    pub tax_base: &'static str,
    /// The tax.
    pub tax: &'static str,
    /// Sum without tax.
    pub net: &'static str,
    /// Sum with tax.
    pub total: &'static str,
    /// Sum with tax on a credit note.
    pub total_credited: &'static str,
    /// The stamp of a paid invoice.
    pub paid: &'static str,
    /// The stamp of a credit note that was paid out.
    pub refunded: &'static str,
    /// Note under the table: prices contain the tax.
    pub inclusive: &'static str,
    /// Note under the table: tax comes on top.
    pub exclusive: &'static str,
    /// Page number, before the number.
    pub page: &'static str,
    /// Between page number and count.
    pub of: &'static str,
    /// Month names, January first.
    pub months: [&'static str; 12],
}

static ES: Words = Words {
    lang: "es",
    invoice: "Factura",
    credit_note: "Factura rectificativa",
    number: "Número",
    date: "Fecha",
    reference: "Referencia",
    corrects: "Rectifica a",
    seller: "Emisor",
    buyer: "Cliente",
    tax_id: "NIF",
    description: "Concepto",
    quantity: "Cantidad",
    unit_price: "Precio",
    tax_rate: "Impuesto",
    amount: "Importe",
    tax_summary: "Desglose de impuestos",
    tax_base: "Base",
    tax: "Impuestos",
    net: "Base imponible",
    total: "Total",
    total_credited: "Total devuelto",
    paid: "PAGADA",
    refunded: "DEVUELTA",
    inclusive: "Precios con impuestos incluidos.",
    exclusive: "Precios sin impuestos.",
    page: "Página",
    of: "de",
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
};

static EN: Words = Words {
    lang: "en",
    invoice: "Invoice",
    credit_note: "Credit note",
    number: "Number",
    date: "Date",
    reference: "Reference",
    corrects: "Corrects",
    seller: "From",
    buyer: "Billed to",
    tax_id: "Tax ID",
    description: "Description",
    quantity: "Quantity",
    unit_price: "Price",
    tax_rate: "Tax",
    amount: "Amount",
    tax_summary: "Tax summary",
    tax_base: "Taxable",
    tax: "Tax",
    net: "Subtotal",
    total: "Total",
    total_credited: "Total credited",
    paid: "PAID",
    refunded: "REFUNDED",
    inclusive: "Prices include tax.",
    exclusive: "Prices exclude tax.",
    page: "Page",
    of: "of",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

/// The words of a language.
pub fn of(locale: Locale) -> &'static Words {
    match locale {
        Locale::Es => &ES,
        Locale::En => &EN,
    }
}
