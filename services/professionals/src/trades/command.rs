use plaza_core::{Cx, Locale};

use super::http::{MyTrades, TradeGroup, TradeView, Trades};
use crate::app::App;
use crate::change;
use crate::domain::check;
use crate::domain::taxonomy::taxonomy;
use crate::error::Result;
use crate::view::ProfessionalProfile;

/// The taxonomy in a language.
pub fn list(locale: Locale) -> Trades {
    let all = taxonomy();
    let trades_of = |group: usize| {
        let own = all.trades.iter().filter(move |trade| trade.group == group);
        own.map(|trade| TradeView {
            slug: trade.named.slug.clone(),
            name: trade.named.name(locale).to_owned(),
            es: trade.named.es.clone(),
            en: trade.named.en.clone(),
        })
        .collect()
    };
    let group = |(at, named): (usize, &crate::domain::taxonomy::Named)| TradeGroup {
        slug: named.slug.clone(),
        name: named.name(locale).to_owned(),
        trades: trades_of(at),
    };
    Trades { groups: all.groups.iter().enumerate().map(group).collect() }
}

/// Sets the asker's trades.
///
/// # Errors
/// As [`change::own`].
pub async fn set(app: &App, cx: &Cx, body: MyTrades) -> Result<ProfessionalProfile> {
    check::trades(&body.trades)?;
    let changed = change::own(app, cx, body.version, |professional| {
        professional.trades = body.trades;
        Ok(())
    });
    changed.await?.shown().await
}
