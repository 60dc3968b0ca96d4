//! The stage of these tests: payments itself, with identity, settings and bookings played.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use plaza_bookings_api::bookings_router;
use plaza_core::{Cx, OrgId, Secret};
use plaza_identity_api::identity_router;
use plaza_payments_api::{CancelCharge, Charge, ChargeLine, PaymentCard, PaymentMethod, Payments, PaymentsClient};
use plaza_rpc::{InternalKey, identity};
use plaza_settings_api::settings_router;
use plaza_testkit::{Stage, people};
use serde_json::Value;
use tower::ServiceExt;
use uuid::Uuid;

pub use crate::fakes::eur;
use crate::fakes::{Desk, Shop, people_of};

/// The service on a stage, an organisation and two of its people.
pub struct World {
    pub stage: Stage,
    pub payments: PaymentsClient,
    pub org: OrgId,
    pub member: Cx,
    pub manager: Cx,
}

impl World {
    pub async fn new() -> Self {
        let org = OrgId::new();
        let stage = Stage::of(plaza_payments::service())
            .fake("identity", identity_router(Arc::new(people_of(org))))
            .fake("settings", settings_router(Arc::new(Shop)))
            .fake("bookings", bookings_router(Arc::new(Desk)))
            .start()
            .await;
        let payments = stage.client::<PaymentsClient>();
        Self { stage, payments, org, member: people::member(org), manager: people::manager(org) }
    }

    /// What bookings would ask for: 12.10 EUR with 21 % inside, under a key of the booking.
    pub fn order(&self, token: &str) -> Charge {
        let reference = Uuid::now_v7();
        Charge {
            key: format!("booking/{reference}"),
            reference,
            payer: self.member.user().unwrap(),
            amount: eur(1_210),
            method: PaymentMethod { method: "card".into(), token: token.into() },
            lines: vec![ChargeLine {
                description: "Sala Ñandú, 09:00-11:00".into(),
                quantity_milli: 2_000,
                unit_price: eur(605),
                amount: eur(1_210),
            }],
            tax_basis_points: 2_100,
            tax_inclusive: true,
            escrow: None,
        }
    }

    pub async fn charge(&self, order: &Charge) -> PaymentCard {
        self.payments.charge(&self.service(), order.clone()).await.unwrap()
    }

    pub async fn paid(&self) -> PaymentCard {
        self.charge(&self.order("tok_approved")).await
    }

    pub async fn cancel(&self, key: &str) {
        self.payments
            .cancel(&self.service(), CancelCharge { key: key.into(), reason: "booking_cancelled".into() })
            .await
            .unwrap();
    }

    /// Bookings' own context.
    pub fn service(&self) -> Cx {
        Cx::service("bookings", Some(self.org))
    }

    /// How a payment stands now.
    pub async fn card(&self, of: &PaymentCard) -> PaymentCard {
        self.payments.payment(&self.service(), of.id).await.unwrap().unwrap()
    }

    /// Sends a webhook as the provider would, with this signature.
    pub async fn webhook(&self, signature: Option<&str>, body: &str) -> (u16, Value) {
        let key = InternalKey::new(&Secret::new("a key of tests only"));
        let token = key.sign("gateway", "payments", &Cx::anonymous()).unwrap();
        let mut request = Request::post("/payments/webhook").header(identity::HEADER, token);
        if let Some(signature) = signature {
            request = request.header("Plaza-Signature", signature);
        }
        let response = self
            .stage
            .assembly
            .router
            .clone()
            .oneshot(request.body(Body::from(body.to_owned())).unwrap())
            .await
            .unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Balance of an account in euro cents.
    pub async fn balance(&self, account: &str) -> i64 {
        sqlx::query_scalar("SELECT COALESCE(sum(amount), 0)::bigint FROM ledger_entries WHERE org_id = $1 AND account = $2 AND currency = 'EUR'")
            .bind(self.org)
            .bind(account)
            .fetch_one(self.stage.pool())
            .await
            .unwrap()
    }

    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(self.stage.pool()).await.unwrap()
    }

    /// Fails the test when a promise of the money is broken.
    pub async fn audit(&self) {
        let audit = plaza_payments::service().audit.unwrap();
        assert_eq!(audit(self.stage.pool().clone()).await.unwrap(), Vec::new());
    }
}
