//! The sandbox's webhooks: `{"id","type","data":{"key","reference","reason"?,"challenge"?}}`.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::{Charge, State};
use super::{Answer, Notice, Outcome, WebhookError};

/// A webhook ready to be signed.
#[derive(Debug, Clone)]
pub struct Message {
    /// The same on every delivery.
    pub event_id: String,
    /// What happened.
    pub kind: &'static str,
    /// The JSON.
    pub body: String,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: WireCharge,
}

#[derive(Serialize, Deserialize)]
struct WireCharge {
    key: String,
    reference: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    challenge: Option<String>,
}

impl Message {
    /// What is told of a charge as it stands.
    pub fn about(charge: &Charge) -> Self {
        let kind = match charge.state {
            State::Approved => "charge.succeeded",
            State::Declined => "charge.failed",
            State::Challenge => "charge.action_required",
            State::Pending => "charge.pending",
            State::Cancelled => "charge.cancelled",
        };
        let event_id = format!("evt_{}", Uuid::now_v7().simple());
        let data = WireCharge {
            key: charge.key.clone(),
            reference: charge.reference.clone(),
            reason: charge.reason.clone(),
            challenge: charge.challenge.clone(),
        };
        let wire = Wire { id: event_id.clone(), kind: kind.to_owned(), data };
        Self { event_id, kind, body: serde_json::json!(wire).to_string() }
    }
}

/// Reads a body whose signature was right.
pub fn read(body: &[u8]) -> Result<Notice, WebhookError> {
    let wire: Wire = serde_json::from_slice(body).map_err(|_| WebhookError::Unreadable)?;
    let outcome = match wire.kind.as_str() {
        "charge.succeeded" => Outcome::Approved,
        "charge.failed" => Outcome::Declined { reason: wire.data.reason.unwrap_or_else(|| "card_declined".into()) },
        "charge.action_required" => Outcome::ActionRequired { challenge: wire.data.challenge.unwrap_or_default() },
        "charge.pending" => Outcome::Pending,
        "charge.cancelled" => Outcome::Cancelled,
        _ => return Err(WebhookError::Unreadable),
    };
    let answer = Answer { reference: wire.data.reference, outcome };
    Ok(Notice { event_id: wire.id, kind: wire.kind, charge_key: wire.data.key, answer })
}
