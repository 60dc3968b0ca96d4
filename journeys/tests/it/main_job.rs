//! The README's main job, from an empty installation to a refund.

use plaza_journeys::{Deployment, Venue};

pub async fn book_and_pay(deployment: &Deployment) {
    let venue = Venue::open(deployment).await;
    let booked = venue.pay(30, "tok_approved").await.expect(201);
    assert_eq!(booked["status"], "confirmed");
}
