//! The list of choices, and changing them.

use plaza_core::{Cx, Page};

use super::http::{PreferenceChange, PreferenceView};
use super::store::{self, Choice};
use crate::app::{App, scope};
use crate::domain::kind::{Channel, Kind, Use};
use crate::error::Error;

/// Every kind and channel there is, as somebody who chose so has them.
pub fn listed(chosen: &[Choice]) -> Page<PreferenceView> {
    let all = Kind::ALL.into_iter().flat_map(|kind| Channel::ALL.map(|channel| (kind, channel, kind.on(channel))));
    let view = |(kind, channel, usage): (Kind, Channel, Use)| PreferenceView {
        kind,
        channel,
        enabled: usage.applies(store::choice(chosen, kind, channel)),
        changeable: usage.is_choice(),
    };
    Page { items: all.filter(|(_, _, usage)| *usage != Use::Never).map(view).collect(), next: None }
}

/// Keeps choices; of two about the same the last counts.
///
/// # Errors
/// [`Error::NoChoice`] for what goes out always or never: then none is kept.
pub async fn change(app: &App, cx: &Cx, changes: Vec<PreferenceChange>) -> Result<Page<PreferenceView>, Error> {
    let (org, user) = (scope(cx.org), cx.user()?);
    let fixed = changes.iter().find(|change| !change.kind.on(change.channel).is_choice());
    if let Some(PreferenceChange { kind, channel, .. }) = fixed {
        return Err(Error::NoChoice { kind: *kind, channel: *channel });
    }
    let mut tx = app.db.begin(cx).await?;
    for change in &changes {
        store::keep(&mut tx, org, user, change).await?;
    }
    let list = listed(&store::of(&mut *tx, org, user).await?);
    tx.answer(200, &list);
    tx.commit().await?;
    Ok(list)
}
