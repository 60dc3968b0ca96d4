//! What to offer instead of a refused request: at most three slots that could
//! really be booked, near in time first.

use chrono::{Duration, NaiveTime};
use plaza_core::{Instant, Slot};

use super::availability::{Buffers, Free, Unit, by_least_fragmentation};
use super::hours::Hours;
use super::intervals::{distance, intersect};
use super::local::{Side, instant, wall};
use super::rules::{Ask, Booker, Rules, check};

/// How many are offered.
pub const AT_MOST: usize = 3;

/// Another slot, of the same resource or of another at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternative<Id> {
    /// The resource.
    pub resource: Id,
    /// When.
    pub slot: Slot,
}

/// A similar resource and what is taken of it around the time asked for.
#[derive(Debug, Clone)]
pub struct Candidate<Id, UnitId> {
    /// The resource.
    pub resource: Id,
    /// Its rules.
    pub rules: Rules,
    /// Its opening hours.
    pub hours: Hours,
    /// Its units and their claims.
    pub units: Vec<Unit<UnitId>>,
}

/// The window in which other times are looked for: from two days before to seven days
/// after the time asked for, moved into what notice and horizon allow.
pub fn search_window(ask: &Ask, rules: &Rules, now: Instant) -> Slot {
    let (earliest, latest) =
        if ask.booker == Booker::Operator { (now, ask.slot.start.max(now)) } else { rules.starts(now) };
    let around = ask.slot.start.clamp(earliest.min(latest), latest);
    let start = (around - Duration::days(2)).max(earliest.min(around));
    Slot { start, end: around + Duration::days(7) + ask.slot.length() }
}

/// Up to three alternatives: similar resources at the same time take at most one place
/// while other times can fill the rest.
pub fn choose<Id: Copy + PartialEq>(
    other_times: Vec<Alternative<Id>>,
    others: Vec<Alternative<Id>>,
) -> Vec<Alternative<Id>> {
    let reserved = others.len().min(1);
    let mut chosen: Vec<_> = other_times.iter().copied().take(AT_MOST - reserved).collect();
    chosen.extend(others.into_iter().take(AT_MOST - chosen.len()));
    let missing = AT_MOST - chosen.len();
    chosen.extend(other_times.into_iter().skip(AT_MOST - reserved).take(missing));
    chosen
}

/// Other times of the same resource: the nearest later, the nearest earlier, then by nearness.
///
/// `free` is what [`super::availability::free_intervals`] found in [`search_window`].
pub fn other_times<Id: Copy>(
    resource: Id,
    ask: Ask,
    rules: &Rules,
    hours: &Hours,
    free: &[Free],
    now: Instant,
) -> Vec<Alternative<Id>> {
    let length = rules.fitting_length(ask.slot.length());
    let mut found: Vec<Slot> = Vec::new();
    for stretch in free.iter().map(|free| free.slot) {
        for start in starts_within(stretch, ask.slot.start, length, rules, hours) {
            let Some(slot) = Slot::new(start, start + length) else {
                continue;
            };
            let bookable =
                stretch.contains(&slot) && slot != ask.slot && check(Ask { slot, ..ask }, rules, hours, now).is_ok();
            if bookable && !found.contains(&slot) {
                found.push(slot);
            }
        }
    }
    found.sort_by_key(|slot| ((slot.start - ask.slot.start).abs(), slot.start < ask.slot.start));
    let later = found.iter().position(|slot| slot.start >= ask.slot.start);
    let earlier = found.iter().position(|slot| slot.start < ask.slot.start);
    let first = [later, earlier].into_iter().flatten();
    let rest = (0..found.len()).filter(|index| Some(*index) != later && Some(*index) != earlier);
    first
        .chain(rest)
        .take(AT_MOST)
        .filter_map(|index| found.get(index))
        .map(|slot| Alternative { resource, slot: *slot })
        .collect()
}

/// The candidates that could be booked for the very slot asked for, in the order given.
pub fn other_resources<Id: Copy, UnitId: Copy>(
    ask: Ask,
    candidates: &[Candidate<Id, UnitId>],
    now: Instant,
) -> Vec<Alternative<Id>> {
    let bookable = candidates.iter().filter(|candidate| {
        let buffers = Buffers { before: candidate.rules.before(), after: candidate.rules.after() };
        check(ask, &candidate.rules, &candidate.hours, now).is_ok()
            && !by_least_fragmentation(ask.slot, &candidate.units, buffers).is_empty()
    });
    bookable.take(AT_MOST).map(|candidate| Alternative { resource: candidate.resource, slot: ask.slot }).collect()
}

/// The open time of a resource in a window, narrowed to where starts are allowed.
pub fn open_in(window: Slot, hours: &Hours) -> Vec<Slot> {
    intersect(&hours.open_intervals(window), &[window])
}

// The grid points nearest to the wanted start from below and above, and the first of the stretch.
fn starts_within(stretch: Slot, wanted: Instant, length: Duration, rules: &Rules, hours: &Hours) -> Vec<Instant> {
    let last = stretch.end - length;
    if last < stretch.start {
        return Vec::new();
    }
    let nearest = wanted.clamp(stretch.start, last);
    let mut starts: Vec<Instant> =
        [nearest, stretch.start].into_iter().flat_map(|around| grid_around(around, rules, hours)).collect();
    starts.retain(|start| *start >= stretch.start && *start <= last);
    starts.sort_by_key(|start| (distance(&stretch, *start), (*start - wanted).abs()));
    starts.dedup();
    starts
}

fn grid_around(around: Instant, rules: &Rules, hours: &Hours) -> [Instant; 2] {
    let grid = Duration::minutes(i64::from(rules.granularity_minutes.max(1)));
    let local = wall(hours.zone, around);
    let midnight = local.date().and_time(NaiveTime::MIN);
    let steps = (local - midnight).num_seconds() / grid.num_seconds().max(1);
    let below = midnight + grid * i32::try_from(steps).unwrap_or(0);
    [below, below + grid].map(|wall| instant(hours.zone, wall, Side::Start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::availability::free_intervals;
    use crate::domain::refusal::Refusal;
    use crate::domain::rules::tests::room;
    use proptest::prelude::*;

    fn slot(start: &str, minutes: i64) -> Slot {
        let start: Instant = start.parse().unwrap();
        Slot::new(start, start + Duration::minutes(minutes)).unwrap()
    }

    fn now() -> Instant {
        "2026-01-14T07:00:00Z".parse().unwrap()
    }

    fn offer(asked: Slot, claims: Vec<Slot>) -> Vec<Slot> {
        let (rules, hours) = room();
        let ask = Ask { slot: asked, people: 2, booker: Booker::Member };
        let window = search_window(&ask, &rules, now());
        let buffers = Buffers { before: rules.before(), after: rules.after() };
        let free =
            free_intervals(window, &open_in(window, &hours), &[Unit { id: 1, claims }], buffers, Duration::minutes(30));
        other_times(7, ask, &rules, &hours, &free, now()).iter().map(|offered| offered.slot).collect()
    }

    #[test]
    fn the_nearest_times_come_first() {
        let asked = slot("2026-01-15T10:00:00Z", 60);
        let offered = offer(asked, vec![slot("2026-01-15T09:30:00Z", 120)]);
        let expected = [slot("2026-01-15T11:30:00Z", 60), slot("2026-01-15T08:30:00Z", 60)];
        assert_eq!(offered[..2], expected);
        assert_eq!(offered.len(), 3);
    }

    #[test]
    fn a_full_day_leads_to_the_next() {
        let offered = offer(slot("2026-01-15T10:00:00Z", 60), vec![slot("2026-01-14T00:00:00Z", 2 * 1440)]);
        assert_eq!(offered[0], slot("2026-01-16T08:00:00Z", 60));
    }

    #[test]
    fn a_slot_off_the_grid_is_moved_onto_it() {
        assert_eq!(
            offer(slot("2026-01-15T10:10:00Z", 50), vec![])[..2],
            [slot("2026-01-15T10:30:00Z", 60), slot("2026-01-15T10:00:00Z", 60)]
        );
        assert_eq!(offer(slot("2026-01-15T03:00:00Z", 60), vec![])[0], slot("2026-01-15T08:00:00Z", 60));
        assert_eq!(offer(slot("2026-01-15T10:00:00Z", 600), vec![])[0].length(), Duration::minutes(240));
    }

    #[test]
    fn times_beyond_the_horizon_lead_back_into_it() {
        let offered = offer(slot("2026-09-15T10:00:00Z", 60), vec![]);
        assert!(!offered.is_empty());
        let past = offer(slot("2025-09-15T10:00:00Z", 60), vec![]);
        assert_eq!(past[0], slot("2026-01-14T08:00:00Z", 60));
    }

    #[test]
    fn similar_resources_are_offered_only_if_free_and_fitting() {
        let (rules, hours) = room();
        let asked = slot("2026-01-15T10:00:00Z", 60);
        let ask = Ask { slot: asked, people: 4, booker: Booker::Member };
        let candidate = |resource, capacity, claims| Candidate {
            resource,
            rules: Rules { capacity, ..rules.clone() },
            hours: hours.clone(),
            units: vec![Unit { id: resource, claims }],
        };
        let candidates = [candidate(1, 3, vec![]), candidate(2, 4, vec![asked]), candidate(3, 4, vec![])];
        let others = other_resources(ask, &candidates, now());
        assert_eq!(others, [Alternative { resource: 3, slot: asked }]);
        let times: Vec<_> = (0..4)
            .map(|day| Alternative { resource: 9, slot: asked.padded(Duration::days(-day), Duration::days(day)) })
            .collect();
        let chosen: Vec<_> = choose(times.clone(), others).iter().map(|one| one.resource).collect();
        assert_eq!(chosen, [9, 9, 3]);
        assert_eq!(choose(times, vec![]).len(), 3);
    }

    #[test]
    fn people_and_membership_are_not_a_matter_of_time() {
        assert!(!Refusal::MembersOnly.another_time_helps());
        assert!(Refusal::SlotTaken.another_time_helps());
    }

    proptest! {
        #[test]
        fn whatever_is_offered_can_be_booked(start in -3_000_i64..20_000, length in 1_i64..400, claims in prop::collection::vec((0_i64..20_000, 1_i64..600), 0..20)) {
            let base = now();
            let at = |minute: i64| base + Duration::minutes(minute);
            let asked = Slot::new(at(start), at(start + length)).unwrap();
            let claims: Vec<Slot> = claims.into_iter().filter_map(|(start, length)| Slot::new(at(start), at(start + length))).collect();
            let (rules, hours) = room();
            for slot in offer(asked, claims.clone()) {
                prop_assert!(claims.iter().all(|claim| !claim.overlaps(&slot)));
                let accepted = check(Ask { slot, people: 2, booker: Booker::Member }, &rules, &hours, base);
                prop_assert_eq!(accepted, Ok(()));
            }
        }
    }
}
