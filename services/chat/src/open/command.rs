//! Makes a conversation, or finds the one there is.

use plaza_chat_api::ConversationId;
use plaza_chat_api::events::ConversationCreated;
use plaza_core::{Cx, Fault, UserId};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::people;
use crate::record::About;

/// A conversation, and whether it was made just now.
pub type Opened = (ConversationId, bool);

/// The conversation of two people of the context's organisation; made if they have none.
///
/// # Errors
/// [`Error::WithOneself`]; [`Error::NoSuchPerson`] unless both belong to the organisation.
pub async fn pair(app: &App, cx: &Cx, mut two: [UserId; 2]) -> Result<Opened> {
    let org = cx.org()?;
    if two[0] == two[1] {
        return Err(Error::WithOneself);
    }
    two.sort_unstable();
    if let Some(id) = store::of_pair(app.db.pool(), org, two).await? {
        return Ok((id, false));
    }
    people::must_belong(app, cx, &two).await?;
    let id = ConversationId::new();
    let mut tx = app.db.begin(cx).await?;
    if !store::insert(&mut tx, org, id, None, &two).await? {
        // Somebody else was faster, the other of the two perhaps.
        drop(tx);
        let id = store::of_pair(app.db.pool(), org, two).await?.ok_or_else(Fault::internal)?;
        return Ok((id, false));
    }
    let timestamp = tx.now();
    tx.emit(&ConversationCreated { conversation_id: id, people: two.to_vec(), timestamp });
    tx.commit().await?;
    Ok((id, true))
}

/// The conversation of the context's person with somebody; what it is about goes with their next message.
///
/// # Errors
/// As [`pair`].
pub async fn with(app: &App, cx: &Cx, other: UserId, about: Option<About>) -> Result<Opened> {
    let me = cx.user()?;
    let (id, made) = pair(app, cx, [me, other]).await?;
    if let Some(about) = about {
        store::set_about(app.db.pool(), cx.org()?, id, me, &about).await?;
    }
    Ok((id, made))
}

/// Makes a group of people of the organisation, its operator among them.
///
/// # Errors
/// [`Error::NoSuchPerson`] for a stranger; 400 for too many or too few people.
pub async fn group(app: &App, cx: &Cx, title: String, mut members: Vec<UserId>) -> Result<ConversationId> {
    let org = cx.org()?;
    members.push(cx.user()?);
    members.sort_unstable();
    members.dedup();
    let most = app.config.group_people as usize;
    if members.len() < 2 || members.len() > most {
        return Err(
            Fault::invalid("people", format!("must be 1 to {} besides yourself", most.saturating_sub(1))).into()
        );
    }
    people::must_belong(app, cx, &members).await?;
    let id = ConversationId::new();
    let mut tx = app.db.begin(cx).await?;
    store::insert(&mut tx, org, id, Some(&title), &members).await?;
    let timestamp = tx.now();
    tx.emit(&ConversationCreated { conversation_id: id, people: members, timestamp });
    tx.commit().await?;
    Ok(id)
}
