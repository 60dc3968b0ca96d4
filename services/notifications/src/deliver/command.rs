//! Hands a notification to its channels.

use plaza_core::Cx;
use plaza_db::Tx;
use plaza_identity_api::UserCard;
use plaza_notifications_api::events::NotificationCreated;
use uuid::Uuid;

use super::gather::{Gathered, gather};
use super::store::{self, Delivery, State, Waiting, Written};
use crate::app::App;
use crate::domain::calendar::{self, Parties};
use crate::domain::kind::Channel;
use crate::domain::mail::{Attachment, message_id};
use crate::domain::scene::Scene;
use crate::domain::texts::Rendered;
use crate::error::Error;
use crate::preferences;
use crate::send::job::{SEND, WhichMail};

/// Delivers: reads who and what, makes the texts, then writes all of it at once.
///
/// # Errors
/// As other services or the database fail.
pub async fn deliver(app: &App, cx: &Cx, waiting: &Waiting) -> Result<(), Error> {
    let (scene, user) = match gather(app, cx, waiting).await? {
        Gathered::Ready(scene, user) => (scene, user),
        Gathered::Moot(why) => return drop_it(app, cx, waiting, why).await,
    };
    let rendered = app.texts.render(&scene).map_err(|error| Error::Broken(error.to_string()))?;
    let chosen = preferences::store::of(app.db.pool(), waiting.org_id, waiting.user_id).await?;
    let mut tx = app.db.begin(cx).await?;
    if !store::rendered(&mut tx, waiting, Some(&rendered)).await? {
        return Ok(()); // another worker was faster
    }
    for channel in Channel::ALL {
        if !waiting.kind.on(channel).applies(preferences::store::choice(&chosen, waiting.kind, channel)) {
            store::insert(&mut tx, waiting, &Delivery::suppressed(channel, "switched off")).await?;
            continue;
        }
        match channel {
            Channel::InApp => show(&mut tx, waiting).await?,
            Channel::Mail => write(app, &mut tx, waiting, &scene, &user, &rendered).await?,
        }
    }
    Ok(tx.commit().await?)
}

/// Nothing is left to tell: the notification stays as a record, its channels suppressed.
async fn drop_it(app: &App, cx: &Cx, waiting: &Waiting, why: &str) -> Result<(), Error> {
    let mut tx = app.db.begin(cx).await?;
    if store::rendered(&mut tx, waiting, None).await? {
        for channel in Channel::ALL {
            store::insert(&mut tx, waiting, &Delivery::suppressed(channel, why)).await?;
        }
    }
    Ok(tx.commit().await?)
}

async fn show(tx: &mut Tx, waiting: &Waiting) -> Result<(), Error> {
    store::show(tx, waiting).await?;
    store::insert(tx, waiting, &Delivery::new(Channel::InApp, State::Sent)).await?;
    tx.emit(&NotificationCreated {
        notification_id: waiting.id.uuid(),
        user_id: waiting.user_id,
        kind: waiting.kind.name().to_owned(),
    });
    Ok(())
}

/// Writes the mail. It is kept as it is, so that every repetition sends the same.
async fn write(
    app: &App,
    tx: &mut Tx,
    waiting: &Waiting,
    scene: &Scene,
    user: &UserCard,
    rendered: &Rendered,
) -> Result<(), Error> {
    let state = if app.mailer.is_some() { State::Queued } else { State::Outbox };
    let mut delivery = Delivery::new(Channel::Mail, state);
    delivery.message_id = Some(message_id(delivery.id, app.from.email.domain()));
    store::insert(tx, waiting, &delivery).await?;
    store::insert_mail(tx, waiting, &written(app, delivery.id, scene, user, rendered)).await?;
    if state == State::Queued {
        plaza_jobs::enqueue(tx, SEND, &WhichMail { delivery: delivery.id }).await?;
    }
    Ok(())
}

fn written<'a>(app: &App, delivery: Uuid, scene: &'a Scene, user: &'a UserCard, rendered: &'a Rendered) -> Written<'a> {
    let organiser = app.from.email.to_string();
    let parties = Parties { organiser: &organiser, attendee: &user.email };
    let entry = calendar::attachment(scene, parties, app.texts.words(scene.locale), app.clock.now());
    let attachments: Vec<Attachment> = entry.into_iter().collect();
    Written { delivery, user, from_name: &scene.org, rendered, attachments }
}
