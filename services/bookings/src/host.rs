//! Bookings as the person whose time it is sees them: with the name of who booked.

use std::collections::HashMap;

use plaza_core::{Cx, UserId};

use crate::app::App;
use crate::record::Booking;
use crate::view::BookingView;

/// Bookings as the reader may see them: whose time it is learns who booked, and not where the payer has to go.
pub async fn shown(app: &App, cx: &Cx, bookings: &[Booking]) -> Vec<BookingView> {
    let hosted = |booking: &&Booking| booking.hosted_by(cx) && !cx.user().is_ok_and(|me| me == booking.user);
    let names = names(app, cx, bookings.iter().filter(hosted).map(|booking| booking.user).collect()).await;
    let show = |booking: &Booking| {
        let mut view = BookingView::from(booking);
        if hosted(&booking) {
            view.user_name = names.get(&booking.user).cloned();
            view.payment.next_action = None;
        }
        view
    };
    bookings.iter().map(show).collect()
}

/// One booking as the reader may see it.
pub async fn shown_one(app: &App, cx: &Cx, booking: &Booking) -> BookingView {
    let view = shown(app, cx, std::slice::from_ref(booking)).await.pop();
    view.unwrap_or_else(|| BookingView::from(booking))
}

/// People's names, as identity knows them. What is shown stands without them when it cannot be asked.
pub async fn names(app: &App, cx: &Cx, mut people: Vec<UserId>) -> HashMap<UserId, String> {
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return HashMap::new();
    }
    match app.identity.users(cx, people).await {
        Ok(cards) => cards.into_iter().map(|card| (card.id, card.name)).collect(),
        Err(fault) => {
            tracing::info!(%fault, "the names of who booked could not be asked for");
            HashMap::new()
        }
    }
}
