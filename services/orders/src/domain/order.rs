//! An order's life: one function from a state, an action and who acts to the next state
//! and what it does to the money that is held.

use chrono::Duration;
use plaza_core::Instant;
use plaza_orders_api::OrderStatus;

use super::action::Action;
use super::side::{Actor, Side};
use super::work::{Decision, Effect, MilestoneState, Refusal, Told, Work};

/// How long before silence counts as yes the client is told.
pub const NOTICE: Duration = Duration::days(1);

/// What follows from an action.
///
/// # Errors
/// Why it is not possible: who may is asked first, then the state, then the rest.
pub fn decide(work: &Work, action: Action, actor: Actor, now: Instant) -> Result<Decision, Refusal> {
    if !action.is_of(actor) {
        return Err(Refusal::NotYours(action));
    }
    if !action.is_in(work.status) {
        return Err(Refusal::WrongState(work.status));
    }
    match action {
        Action::Fund => Ok(funded(work, now)),
        Action::GiveUp => Ok(ended(work, Vec::new())),
        Action::Start => Ok(to(work, OrderStatus::InProgress, Told::Started)),
        Action::Deliver => Ok(delivered(work, now)),
        Action::RequestRevision => revised(work),
        Action::Accept => Ok(accepted(work, false)),
        Action::AcceptAll => Ok(accepted(work, true)),
        Action::GiveNotice => noticed(work, now),
        Action::AcceptBySilence => silent(work, now),
        Action::AskExtension(days) => ask_extension(work, days),
        Action::AllowExtension => allow_extension(work),
        Action::RefuseExtension => refuse_extension(work),
        Action::AskCancellation => ask_cancellation(work, actor),
        Action::AgreeCancellation => agree_cancellation(work, actor),
        Action::RefuseCancellation => refuse_cancellation(work, now),
        Action::Dispute => Ok(disputed(work)),
        Action::Resolve { to_professional, to_client } => resolved(work, to_professional, to_client),
        Action::PayOut if work.paid_out < work.released => Err(Refusal::NotDue),
        Action::PayOut => Ok(to(work, OrderStatus::PaidOut, Told::PaidOut)),
    }
}

fn to(work: &Work, status: OrderStatus, told: Told) -> Decision {
    Decision { after: Work { status, ..work.clone() }, effects: Vec::new(), told: vec![told] }
}

fn funded(work: &Work, now: Instant) -> Decision {
    let mut decision = to(work, OrderStatus::Funded, Told::Funded);
    for part in &mut decision.after.milestones {
        part.due_at = Some(now + Duration::days(i64::from(part.due_in_days)));
    }
    decision.after.due_at = decision.after.milestones.iter().filter_map(|part| part.due_at).max();
    decision
}

fn delivered(work: &Work, now: Instant) -> Decision {
    let mut decision = to(work, OrderStatus::Delivered, Told::Delivered);
    let after = &mut decision.after;
    if let Some(part) = after.milestones.iter_mut().find(|part| part.state != MilestoneState::Released) {
        part.state = MilestoneState::Delivered;
    }
    after.extension = None;
    after.completes_at = Some(now + Duration::days(i64::from(work.silence_days)));
    after.noticed_at = None;
    decision
}

fn revised(work: &Work) -> Result<Decision, Refusal> {
    if work.revisions_used >= work.revisions {
        return Err(Refusal::NoRevisionsLeft(work.revisions));
    }
    let mut decision = to(work, OrderStatus::RevisionRequested, Told::RevisionRequested);
    decision.after.revisions_used += 1;
    stop_timer(&mut decision.after);
    Ok(decision)
}

/// Releases the delivered part, or all that is left; the last one completes the order.
fn accepted(work: &Work, all: bool) -> Decision {
    let mut after = Work { extension: None, cancellation: None, ..work.clone() };
    stop_timer(&mut after);
    let mut effects = Vec::new();
    let open = after.milestones.iter_mut().filter(|part| part.state != MilestoneState::Released);
    for part in open.take(if all { usize::MAX } else { 1 }) {
        part.state = MilestoneState::Released;
        after.released += part.amount;
        effects.push(Effect::Release { milestone: Some(part.id), amount: part.amount });
    }
    let done = after.current().is_none();
    after.status = if done { OrderStatus::Completed } else { OrderStatus::InProgress };
    Decision { after, effects, told: vec![if done { Told::Completed } else { Told::MilestoneReleased }] }
}

/// Announces the end of silence, a day ahead of it at least.
fn noticed(work: &Work, now: Instant) -> Result<Decision, Refusal> {
    let due = work.completes_at.filter(|_| work.noticed_at.is_none() && work.cancellation.is_none());
    let due = due.filter(|at| *at - NOTICE <= now).ok_or(Refusal::NotDue)?;
    let mut decision = to(work, work.status, Told::CompletionNear);
    decision.after.noticed_at = Some(now);
    decision.after.completes_at = Some(due.max(now + NOTICE));
    Ok(decision)
}

fn silent(work: &Work, now: Instant) -> Result<Decision, Refusal> {
    let over = work.completes_at.is_some_and(|at| at <= now);
    if !over || work.noticed_at.is_none() || work.cancellation.is_some() {
        return Err(Refusal::NotDue);
    }
    Ok(accepted(work, false))
}

fn ask_extension(work: &Work, days: u32) -> Result<Decision, Refusal> {
    if work.extension.is_some() {
        return Err(Refusal::AskedAlready);
    }
    let mut decision = to(work, work.status, Told::ExtensionRequested);
    decision.after.extension = Some(days);
    Ok(decision)
}

fn allow_extension(work: &Work) -> Result<Decision, Refusal> {
    let days = work.extension.ok_or(Refusal::NothingAsked)?;
    let mut decision = to(work, work.status, Told::Extended);
    let more = Duration::days(i64::from(days));
    let after = &mut decision.after;
    for part in after.milestones.iter_mut().filter(|part| part.state != MilestoneState::Released) {
        part.due_at = part.due_at.map(|at| at + more);
    }
    after.due_at = after.milestones.iter().filter_map(|part| part.due_at).max();
    after.extension = None;
    Ok(decision)
}

fn refuse_extension(work: &Work) -> Result<Decision, Refusal> {
    work.extension.ok_or(Refusal::NothingAsked)?;
    let mut decision = to(work, work.status, Told::ExtensionRefused);
    decision.after.extension = None;
    Ok(decision)
}

/// Before it is paid, its client calls it off; before the work starts either side does, alone.
fn ask_cancellation(work: &Work, actor: Actor) -> Result<Decision, Refusal> {
    match work.status {
        OrderStatus::AwaitingPayment if actor.side() == Some(Side::Client) => Ok(ended(work, vec![Effect::CallOff])),
        OrderStatus::AwaitingPayment => Err(Refusal::NotYours(Action::AskCancellation)),
        OrderStatus::Funded => Ok(given_back(work)),
        _ if work.cancellation.is_some() => Err(Refusal::AskedAlready),
        status => {
            let mut decision = to(work, status, Told::CancellationRequested);
            decision.after.cancellation = actor.side();
            Ok(decision)
        }
    }
}

fn agree_cancellation(work: &Work, actor: Actor) -> Result<Decision, Refusal> {
    match work.cancellation {
        None => Err(Refusal::NothingAsked),
        Some(asker) if actor.side() == Some(asker) => Err(Refusal::NotYours(Action::AgreeCancellation)),
        Some(_) => Ok(given_back(work)),
    }
}

/// The work goes on. A timer that ran out meanwhile leaves the client another day, told anew.
fn refuse_cancellation(work: &Work, now: Instant) -> Result<Decision, Refusal> {
    work.cancellation.ok_or(Refusal::NothingAsked)?;
    let mut decision = to(work, work.status, Told::CancellationRefused);
    let after = &mut decision.after;
    after.cancellation = None;
    if after.completes_at.is_some_and(|at| at < now + NOTICE) {
        after.completes_at = Some(now + NOTICE);
        after.noticed_at = None;
    }
    Ok(decision)
}

fn disputed(work: &Work) -> Decision {
    let mut decision = to(work, OrderStatus::Disputed, Told::Disputed);
    decision.after.extension = None;
    decision.after.cancellation = None;
    stop_timer(&mut decision.after);
    decision
}

fn resolved(work: &Work, to_professional: i64, to_client: i64) -> Result<Decision, Refusal> {
    let adds_up = to_professional.checked_add(to_client) == Some(work.held());
    if to_professional < 0 || to_client < 0 || !adds_up {
        return Err(Refusal::SplitDiffers(work.held()));
    }
    let mut after = work.clone();
    after.released += to_professional;
    after.refunded += to_client;
    let mut effects = Vec::new();
    if to_professional > 0 {
        effects.push(Effect::Release { milestone: None, amount: to_professional });
    }
    if to_client > 0 {
        effects.push(Effect::Refund(to_client));
    }
    let mut told = vec![Told::Resolved];
    // Who listens for the end of work need not know that there was a dispute.
    after.status = if after.released == 0 {
        told.push(Told::Cancelled);
        OrderStatus::Cancelled
    } else if after.paid_out >= after.released {
        told.extend([Told::Completed, Told::PaidOut]);
        OrderStatus::PaidOut
    } else {
        told.push(Told::Completed);
        OrderStatus::Completed
    };
    Ok(Decision { after, effects, told })
}

/// Ends it and gives back what is held.
fn given_back(work: &Work) -> Decision {
    let held = work.held();
    let mut decision = ended(work, if held > 0 { vec![Effect::Refund(held)] } else { Vec::new() });
    decision.after.refunded += held;
    decision
}

fn ended(work: &Work, effects: Vec<Effect>) -> Decision {
    let mut after = Work { status: OrderStatus::Cancelled, extension: None, cancellation: None, ..work.clone() };
    stop_timer(&mut after);
    Decision { after, effects, told: vec![Told::Cancelled] }
}

fn stop_timer(work: &mut Work) {
    work.completes_at = None;
    work.noticed_at = None;
}
