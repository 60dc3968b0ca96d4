//! Who has a page open, as the gateways tell it: in memory, because they tell it again.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use plaza_chat_api::{Here, Present};
use tokio::time::Instant;
use uuid::Uuid;

/// A gateway that is silent for so long has nobody any more.
const SILENT: Duration = Duration::from_secs(30);

/// Who is there.
#[derive(Default)]
pub struct Presence(Mutex<HashMap<Uuid, Gateway>>);

struct Gateway {
    heard: Instant,
    people: HashSet<Present>,
}

/// Who came and who left.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Not there before.
    pub came: Vec<Present>,
    /// There no longer, at no gateway.
    pub left: Vec<Present>,
}

impl Presence {
    /// Notes what a gateway tells.
    pub fn note(&self, here: &Here, now: Instant) -> Change {
        let mut gateways = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut touched: HashSet<Present> = here.online.iter().chain(&here.gone).copied().collect();
        touched.extend(silent(&gateways, now));
        if here.all {
            touched.extend(gateways.get(&here.gateway).into_iter().flat_map(|gateway| gateway.people.iter().copied()));
        }
        let before: HashSet<Present> = touched.iter().copied().filter(|one| is_there(&gateways, one)).collect();
        gateways.retain(|_, gateway| now.duration_since(gateway.heard) < SILENT);
        let gateway = gateways.entry(here.gateway).or_insert_with(|| Gateway { heard: now, people: HashSet::new() });
        gateway.heard = now;
        if here.all {
            gateway.people.clear();
        }
        here.gone.iter().for_each(|one| {
            gateway.people.remove(one);
        });
        gateway.people.extend(here.online.iter().copied());
        let mut change = Change::default();
        for one in touched {
            match (before.contains(&one), is_there(&gateways, &one)) {
                (false, true) => change.came.push(one),
                (true, false) => change.left.push(one),
                _ => {}
            }
        }
        change
    }

    /// Whether somebody is there.
    pub fn is_there(&self, who: &Present, now: Instant) -> bool {
        let gateways = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let heard = |gateway: &&Gateway| now.duration_since(gateway.heard) < SILENT;
        gateways.values().filter(heard).any(|gateway| gateway.people.contains(who))
    }
}

fn silent(gateways: &HashMap<Uuid, Gateway>, now: Instant) -> Vec<Present> {
    let silent = gateways.values().filter(|gateway| now.duration_since(gateway.heard) >= SILENT);
    silent.flat_map(|gateway| gateway.people.iter().copied()).collect()
}

fn is_there(gateways: &HashMap<Uuid, Gateway>, who: &Present) -> bool {
    gateways.values().any(|gateway| gateway.people.contains(who))
}

#[cfg(test)]
mod tests {
    use plaza_core::{OrgId, UserId};

    use super::*;

    fn here(gateway: Uuid, online: &[Present], gone: &[Present], all: bool) -> Here {
        Here { gateway, online: online.to_vec(), gone: gone.to_vec(), all }
    }

    #[test]
    fn somebody_at_two_gateways_leaves_with_the_last() {
        let (presence, now) = (Presence::default(), Instant::now());
        let (one, two) = (Uuid::now_v7(), Uuid::now_v7());
        let ana = Present { org: OrgId::new(), user: UserId::new() };
        assert_eq!(presence.note(&here(one, &[ana], &[], false), now).came, [ana]);
        assert_eq!(presence.note(&here(two, &[ana], &[], false), now), Change::default());
        assert_eq!(presence.note(&here(one, &[], &[ana], false), now), Change::default());
        assert!(presence.is_there(&ana, now));
        assert_eq!(presence.note(&here(two, &[], &[], true), now).left, [ana]);
        assert!(!presence.is_there(&ana, now));
    }

    #[test]
    fn a_silent_gateway_has_nobody() {
        let (presence, now) = (Presence::default(), Instant::now());
        let ana = Present { org: OrgId::new(), user: UserId::new() };
        presence.note(&here(Uuid::now_v7(), &[ana], &[], true), now);
        let later = now + SILENT;
        assert!(!presence.is_there(&ana, later));
        assert_eq!(presence.note(&here(Uuid::now_v7(), &[], &[], true), later).left, [ana]);
    }
}
