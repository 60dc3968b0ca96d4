//! The other services, played: resources from a list, a provider that behaves by its token,
//! notifications that are only counted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use plaza_core::{Cx, Fault, Kind, Money, Result};
use plaza_identity_played::PlayedIdentity;
use plaza_notifications_api::{Notifications, Notify};
use plaza_payments_api::{
    CancelCharge, Charge, EscrowCard, EscrowTerms, NextAction, PaymentCard, PaymentId, PaymentStatus, Payments, Refund,
    RefundCard, Release, ReleaseCard,
};
use plaza_resources_api::{DemoPlaces, FreeResources, OfferPerson, ResourceCard, ResourceId, Resources, Similar};
use plaza_settings_api::{OrgSettings, Settings};
use uuid::Uuid;

/// Resources from a list, each in its own organisation.
#[derive(Default)]
pub struct FakeResources(pub Mutex<Vec<ResourceCard>>);

#[async_trait]
impl Resources for FakeResources {
    async fn resource(&self, cx: &Cx, id: ResourceId) -> Result<Option<ResourceCard>> {
        Ok(self.0.lock().unwrap().iter().find(|card| card.id == id && Some(card.org_id) == cx.org).cloned())
    }

    async fn resources(&self, cx: &Cx, ids: Vec<ResourceId>) -> Result<Vec<ResourceCard>> {
        Ok(self
            .0
            .lock()
            .unwrap()
            .iter()
            .filter(|card| ids.contains(&card.id) && Some(card.org_id) == cx.org)
            .cloned()
            .collect())
    }

    async fn similar(&self, cx: &Cx, asked: Similar) -> Result<Vec<ResourceCard>> {
        let all = self.0.lock().unwrap();
        Ok(all
            .iter()
            .filter(|card| card.id != asked.to && card.capacity >= asked.capacity && Some(card.org_id) == cx.org)
            .cloned()
            .collect())
    }

    async fn offer_person(&self, _: &Cx, _: OfferPerson) -> Result<ResourceCard> {
        Err(Fault::internal())
    }

    async fn free(&self, _: &Cx, _: FreeResources) -> Result<Vec<ResourceId>> {
        Ok(Vec::new())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoPlaces) -> Result<Vec<ResourceId>> {
        Ok(Vec::new())
    }
}

/// One charge as the provider knows it.
#[derive(Debug, Clone)]
pub struct Made {
    pub card: PaymentCard,
    pub escrow: Option<EscrowTerms>,
    pub lines: usize,
    pub calls: u32,
}

/// Payments that behave by their token.
#[derive(Default)]
pub struct FakePayments {
    pub charges: Mutex<HashMap<String, Made>>,
    pub called_off: Mutex<Vec<String>>,
    pub refunds: Mutex<HashMap<String, Refund>>,
    pub releases: Mutex<HashMap<String, Release>>,
    /// How many releases fail before one is taken.
    pub broken: Mutex<u32>,
    /// Keys of refunds that the provider refuses.
    pub unrefundable: Mutex<Vec<String>>,
    /// Whether somebody's refund of everything is under way in payments itself.
    pub giving_back: Mutex<bool>,
}

impl FakePayments {
    /// Knows of a refund that bookings did not ask for.
    pub fn refunded(&self, card: &PaymentCard) {
        let mut charges = self.charges.lock().unwrap();
        charges.values_mut().filter(|made| made.card.id == card.id).for_each(|made| made.card = card.clone());
    }

    /// Settles a waiting charge, as the provider's webhook would; answers it.
    pub fn decide(&self, key_part: &str, status: PaymentStatus) -> PaymentCard {
        let mut charges = self.charges.lock().unwrap();
        let made = charges.iter_mut().find(|(key, _)| key.contains(key_part)).expect("a charge").1;
        made.card.status = status;
        made.card.next_action = None;
        made.card.clone()
    }

    /// Somebody gave a part back in payments itself, and no event has told it yet.
    pub fn given_back_elsewhere(&self, amount: i64) {
        for made in self.charges.lock().unwrap().values_mut() {
            made.card.refunded.amount += amount;
        }
    }

    /// What was charged and not given back, over all charges.
    pub fn balance(&self) -> i64 {
        let charged: i64 = self
            .charges
            .lock()
            .unwrap()
            .values()
            .filter(|made| made.card.status == PaymentStatus::Completed)
            .map(|made| made.card.amount.amount)
            .sum();
        let given: i64 = self.refunds.lock().unwrap().values().map(|refund| refund.amount.amount).sum();
        charged - given
    }

    /// How many charges there are.
    pub fn count(&self) -> usize {
        self.charges.lock().unwrap().len()
    }
}

#[async_trait]
impl Payments for FakePayments {
    async fn charge(&self, cx: &Cx, asked: Charge) -> Result<PaymentCard> {
        let mut charges = self.charges.lock().unwrap();
        let fresh = !charges.contains_key(&asked.key);
        let made = charges.entry(asked.key.clone()).or_insert_with(|| Made {
            card: first_answer(cx, &asked),
            escrow: asked.escrow.clone(),
            lines: asked.lines.len(),
            calls: 0,
        });
        made.calls += 1;
        if self.called_off.lock().unwrap().contains(&asked.key) {
            made.card.status = PaymentStatus::Cancelled;
        }
        if asked.method.token == "tok_timeout_charged" && fresh {
            return Err(Fault::new(Kind::Timeout, "provider.timeout", "No answer in time."));
        }
        Ok(made.card.clone())
    }

    async fn refund(&self, _: &Cx, asked: Refund) -> Result<RefundCard> {
        if self.unrefundable.lock().unwrap().contains(&asked.key) {
            return Err(Fault::refused("payments.provider_refused", "not now"));
        }
        if *self.giving_back.lock().unwrap() {
            return Err(Fault::conflict("payments.refund_too_large", "It is under way."));
        }
        let card = RefundCard { id: Uuid::now_v7(), payment: asked.payment, amount: asked.amount };
        self.refunds.lock().unwrap().entry(asked.key.clone()).or_insert(asked);
        Ok(card)
    }

    async fn cancel(&self, _: &Cx, asked: CancelCharge) -> Result<()> {
        let mut charges = self.charges.lock().unwrap();
        if let Some(made) = charges.get_mut(&asked.key).filter(|made| made.card.status != PaymentStatus::Failed) {
            made.card.status = PaymentStatus::Cancelled;
        }
        drop(charges);
        self.called_off.lock().unwrap().push(asked.key);
        Ok(())
    }

    /// Never more than is held, and nothing of a sale.
    async fn release(&self, _: &Cx, asked: Release) -> Result<ReleaseCard> {
        let mut broken = self.broken.lock().unwrap();
        if *broken > 0 {
            *broken -= 1;
            return Err(Fault::unavailable("tests.down", "down"));
        }
        let charges = self.charges.lock().unwrap();
        let made = charges.values().find(|made| made.card.id == asked.payment).expect("a charge");
        let Some(terms) = &made.escrow else {
            return Err(Fault::refused("payments.not_escrowed", "This payment is a sale."));
        };
        let refunds = self.refunds.lock().unwrap();
        let given: i64 = refunds.values().filter(|one| one.payment == asked.payment).map(|one| one.amount.amount).sum();
        if asked.amount.amount + given > made.card.amount.amount {
            return Err(Fault::conflict("payments.release_too_large", "Less is held."));
        }
        let commission = asked.amount.share(terms.commission_basis_points);
        let card = ReleaseCard { id: Uuid::now_v7(), payment: asked.payment, amount: asked.amount, commission };
        self.releases.lock().unwrap().entry(asked.key.clone()).or_insert(asked);
        Ok(card)
    }

    async fn escrow(&self, _: &Cx, _: PaymentId) -> Result<Option<EscrowCard>> {
        Ok(None)
    }

    async fn payment(&self, _: &Cx, id: PaymentId) -> Result<Option<PaymentCard>> {
        Ok(self.charges.lock().unwrap().values().find(|made| made.card.id == id).map(|made| made.card.clone()))
    }
}

fn first_answer(cx: &Cx, asked: &Charge) -> PaymentCard {
    let (status, failure) = match asked.method.token.as_str() {
        "tok_declined" => (PaymentStatus::Failed, Some("payments.card_declined".to_owned())),
        "tok_second_factor" => (PaymentStatus::ActionRequired, None),
        "tok_late" => (PaymentStatus::Pending, None),
        _ => (PaymentStatus::Completed, None),
    };
    let factor =
        NextAction { kind: "second_factor".to_owned(), url: "/api/v1/payments/sandbox/challenges/1".to_owned() };
    PaymentCard {
        id: PaymentId::new(),
        org_id: cx.org.unwrap(),
        reference: asked.reference,
        payer: asked.payer,
        amount: asked.amount,
        refunded: Money::new(0, asked.amount.currency),
        status,
        failure,
        next_action: (status == PaymentStatus::ActionRequired).then_some(factor),
        invoice_id: None,
    }
}

/// Notifications that are only remembered, once per key.
#[derive(Default)]
pub struct FakeNotifications(pub Mutex<HashMap<String, Notify>>);

#[async_trait]
impl Notifications for FakeNotifications {
    async fn notify(&self, _: &Cx, asked: Notify) -> Result<()> {
        self.0.lock().unwrap().insert(asked.key.clone(), asked);
        Ok(())
    }
}

/// Settings nobody has touched.
pub struct FakeSettings;

#[async_trait]
impl Settings for FakeSettings {
    async fn settings(&self, _: &Cx, _: ()) -> Result<OrgSettings> {
        Ok(OrgSettings::default())
    }

    async fn feature(&self, _: &Cx, _: String) -> Result<bool> {
        Ok(true)
    }
}

/// All of them.
#[derive(Clone)]
pub struct Fakes {
    pub resources: Arc<FakeResources>,
    pub payments: Arc<FakePayments>,
    pub notifications: Arc<FakeNotifications>,
    pub identity: Arc<PlayedIdentity>,
}

impl Default for Fakes {
    fn default() -> Self {
        Self {
            resources: Arc::default(),
            payments: Arc::default(),
            notifications: Arc::default(),
            // Everybody belongs to every organisation, but for the strangers.
            identity: Arc::new(PlayedIdentity::everybody("Somebody", "somebody@example.org")),
        }
    }
}
