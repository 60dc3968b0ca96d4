//! What an invoice will print, gathered before the money moves: the law wants
//! the invoice to stay as it was when seller or buyer change later.

use plaza_core::{Cx, Locale, Money, UserId};
use plaza_identity_api::OrgRef;
use plaza_payments_api::{Charge, ChargeLine};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::document::Party;
use crate::domain::invoice::{Item, TaxMode};
use crate::error::{Error, Result};
use crate::record::Payment;

/// Seller, buyer, lines and tax of a charge.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Billing {
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// What the seller prints at the foot.
    pub footer: String,
    /// Put before every number.
    pub number_prefix: String,
    /// Language of the document.
    pub locale: Locale,
    /// What is sold.
    pub lines: Vec<ChargeLine>,
    /// Tax in basis points.
    pub tax_basis_points: u32,
    /// Whether the lines' amounts include the tax.
    pub tax_inclusive: bool,
}

impl Billing {
    /// Whether prices contain the tax.
    pub fn tax_mode(&self) -> TaxMode {
        if self.tax_inclusive { TaxMode::Inclusive } else { TaxMode::Exclusive }
    }

    /// The lines as the invoice computes with them.
    pub fn items(&self) -> Vec<Item> {
        let item = |line: &ChargeLine| Item {
            description: line.description.clone(),
            quantity_milli: line.quantity_milli,
            unit_price: line.unit_price.amount,
            amount: line.amount.amount,
            tax_rate: self.tax_basis_points,
        };
        self.lines.iter().map(item).collect()
    }
}

/// Gathers seller and buyer from settings and identity.
pub async fn gather(app: &App, cx: &Cx, charge: &Charge) -> Result<Billing> {
    let parties = parties(app, cx, charge.payer).await?;
    let lines = lines(charge, parties.locale);
    let billing =
        Billing { lines, tax_basis_points: charge.tax_basis_points, tax_inclusive: charge.tax_inclusive, ..parties };
    // Refused now rather than when the money is there.
    crate::domain::invoice::of_charge(&billing.items(), billing.tax_mode(), charge.amount)?;
    Ok(billing)
}

/// What the invoice of a commission will print: the organisation sells its service to the payee. None for no commission.
pub async fn of_commission(
    app: &App,
    cx: &Cx,
    payee: UserId,
    payment: &Payment,
    commission: Money,
) -> Result<Option<Billing>> {
    if commission.is_zero() {
        return Ok(None);
    }
    let parties = parties(app, cx, payee).await?;
    let about = payment.billing.lines.first().map(|line| line.description.as_str()).unwrap_or_default();
    let description = match parties.locale {
        Locale::Es => format!("Comisión de la plataforma: {about}"),
        Locale::En => format!("Platform commission: {about}"),
    };
    let line = ChargeLine { description, quantity_milli: 1_000, unit_price: commission, amount: commission };
    Ok(Some(Billing { lines: vec![line], ..parties }))
}

/// Seller and buyer, without lines; the organisation's own tax, inside the price.
async fn parties(app: &App, cx: &Cx, buyer: UserId) -> Result<Billing> {
    // Reads on our own account: the payer's roles need not allow them.
    let own = Cx { deadline: cx.deadline, ..Cx::service("payments", cx.org) }.correlated(cx.correlation);
    let (settings, org, users) = tokio::try_join!(
        app.settings.settings(&own, ()),
        app.identity.organisation(&own, OrgRef::Id(cx.org()?)),
        app.identity.users(&own, vec![buyer]),
    )?;
    let buyer = users.into_iter().next();
    let locale = buyer.as_ref().map_or(settings.locale, |user| user.locale);
    let seller = settings.invoice;
    let name =
        if seller.legal_name.is_empty() { org.map(|org| org.name).unwrap_or_default() } else { seller.legal_name };
    let address = seller.address.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    Ok(Billing {
        seller: Party { name, address, tax_id: Some(seller.tax_id).filter(|id| !id.is_empty()), email: None },
        buyer: buyer
            .map(|user| Party { name: user.name, email: Some(user.email), ..Party::default() })
            .unwrap_or_default(),
        footer: seller.footer,
        number_prefix: seller.number_prefix,
        locale,
        lines: Vec::new(),
        tax_basis_points: settings.tax_basis_points,
        tax_inclusive: true,
    })
}

/// A charge without lines is one line, its amount as it stands.
fn lines(charge: &Charge, locale: Locale) -> Vec<ChargeLine> {
    if !charge.lines.is_empty() {
        return charge.lines.clone();
    }
    let description = match locale {
        Locale::Es => "Reserva",
        Locale::En => "Booking",
    };
    vec![ChargeLine {
        description: description.into(),
        quantity_milli: 1_000,
        unit_price: charge.amount,
        amount: charge.amount,
    }]
}

/// Refuses a charge whose parts are not of one currency or that is of nothing.
pub fn check(charge: &Charge) -> Result<()> {
    if charge.amount.amount <= 0 {
        return Err(Error::EmptyCharge);
    }
    if charge.method.method != "card" {
        return Err(Error::UnknownMethod(charge.method.method.clone()));
    }
    if charge.escrow.as_ref().is_some_and(|terms| terms.commission_basis_points > 10_000) {
        return Err(Error::Commission);
    }
    if charge.escrow.as_ref().is_some_and(|terms| terms.payee == charge.payer) {
        return Err(Error::PaysThemselves);
    }
    let foreign = |money: &Money| money.currency != charge.amount.currency;
    if charge.lines.iter().any(|line| foreign(&line.amount) || foreign(&line.unit_price)) {
        return Err(crate::domain::invoice::InvoiceError::Sum {
            lines: Money::zero(charge.amount.currency),
            charged: charge.amount,
        }
        .into());
    }
    Ok(())
}
