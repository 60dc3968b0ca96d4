//! Making an offer: remote reads, terms that hold together, one transaction.

use plaza_chat_api::ConversationId;
use plaza_core::{Cx, Instant, OrgId, UserId};
use plaza_gigs_api::GigId;
use plaza_orders_api::events::OfferCreated;
use plaza_orders_api::{OfferId, OfferStatus};

use super::http::OfferView;
use crate::app::App;
use crate::domain::offer::{OPEN_AT_ONCE, Standing};
use crate::domain::side::Side;
use crate::domain::terms::{Asked, Terms, terms};
use crate::error::Error;
use crate::facts;
use crate::offers::{self, Offer};

/// What somebody offers.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Where the two talk.
    pub conversation: ConversationId,
    /// To whom.
    pub client: UserId,
    /// About which gig of one's own.
    pub gig: Option<GigId>,
    /// On what terms.
    pub asked: Asked,
}

/// Offers work; a card shows it in the conversation.
///
/// # Errors
/// 403 without a published profile; 404 for a conversation that is not of the two, or another's gig; 422 where nobody
/// writes any more, or when the client has too many of the professional's offers to answer; the field of the terms that
/// cannot be.
pub async fn offer(app: &App, cx: &Cx, offered: Offered) -> Result<Offer, Error> {
    let (org, me) = (cx.org()?, cx.user()?);
    let agreed = terms(offered.asked, app.clock.now())?;
    if !app.takes_work(cx, me).await? {
        return Err(Error::NotAProfessional);
    }
    talk(app, cx, offered.conversation, me, offered.client).await?;
    if let Some(gig) = offered.gig {
        let own = app.others.gigs.gig(cx, gig).await?.filter(|card| card.user_id == me);
        own.ok_or(Error::GigNotFound)?;
    }
    let people = Between { org, conversation: offered.conversation, client: offered.client, professional: me };
    let made = made(people, offered.gig, Side::Professional, agreed, app.clock.now());
    let mut tx = app.db.begin(cx).await?;
    if offers::open_between(&mut tx, &people).await? >= OPEN_AT_ONCE {
        return Err(Error::TooManyOffers);
    }
    offers::insert(&mut tx, &made).await?;
    let facts = facts::of_offer(&tx, &made, Some(me));
    tx.emit(&OfferCreated(facts));
    tx.answer(201, &OfferView::of(&made, cx, tx.now()));
    tx.commit().await?;
    Ok(made)
}

/// Who agrees with whom, and where.
#[derive(Debug, Clone, Copy)]
pub struct Between {
    /// The organisation.
    pub org: OrgId,
    /// Where the two talk.
    pub conversation: ConversationId,
    /// Who would pay.
    pub client: UserId,
    /// Who would work.
    pub professional: UserId,
}

/// A first offer of a negotiation, not written yet.
pub fn made(between: Between, gig: Option<GigId>, author: Side, terms: Terms, now: Instant) -> Offer {
    let id = OfferId::new();
    Offer {
        org: between.org,
        id,
        thread: id,
        version: 1,
        supersedes: None,
        conversation: between.conversation,
        client: between.client,
        professional: between.professional,
        author,
        standing: Standing { status: OfferStatus::Open, awaits: author.other() },
        gig,
        title: terms.title,
        scope: terms.scope,
        currency: terms.total.currency,
        amount: terms.total.amount,
        parts: terms.parts,
        delivery_days: terms.delivery_days,
        revisions: terms.revisions,
        expires_at: terms.expires_at,
        order: None,
        refusal: None,
        reason: None,
        changes: 1,
        card_posted: false,
        created_at: now,
    }
}

/// The conversation must be of these two and nobody else, and one where they may still write: an offer is a message too.
///
/// # Errors
/// [`Error::ConversationNotFound`], [`Error::ConversationClosed`], [`Error::ConversationBlocked`].
pub async fn talk(app: &App, cx: &Cx, id: ConversationId, me: UserId, other: UserId) -> Result<(), Error> {
    let card = app.others.chat.conversation(cx, id).await?;
    let both =
        card.filter(|card| !card.group && me != other && [me, other].iter().all(|one| card.people.contains(one)));
    match both.ok_or(Error::ConversationNotFound)? {
        card if card.closed => Err(Error::ConversationClosed),
        card if card.blocked => Err(Error::ConversationBlocked),
        _ => Ok(()),
    }
}
