//! What is free: a resource of interchangeable units, their claims, buffers
//! and opening hours.

use chrono::Duration;
use plaza_core::{Instant, Slot};

use super::intervals::{complement, covers, intersect, merge};

/// What is taken of one unit: claims with their buffers, in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit<Id> {
    /// The unit.
    pub id: Id,
    /// Its claims around the window asked for.
    pub claims: Vec<Slot>,
}

/// Time kept free before and after a new booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buffers {
    /// Before its start.
    pub before: Duration,
    /// After its end.
    pub after: Duration,
}

/// A longest stretch that one unit can be booked for, and how many units could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Free {
    /// The stretch; no longer one is free on any unit that is free for all of it.
    pub slot: Slot,
    /// How many units are free for all of it.
    pub units: usize,
}

/// The stretches of at least `shortest` that can be booked within `window`, in order.
///
/// Claims must cover the window with both buffers around it.
pub fn free_intervals<Id>(
    window: Slot,
    open: &[Slot],
    units: &[Unit<Id>],
    buffers: Buffers,
    shortest: Duration,
) -> Vec<Free> {
    let open = intersect(&merge(open.to_vec()), &[window]);
    let per_unit: Vec<Vec<Slot>> = units.iter().map(|unit| bookable(window, &open, &unit.claims, buffers)).collect();
    let mut longest: Vec<Slot> = per_unit.iter().flatten().copied().filter(|slot| slot.length() >= shortest).collect();
    longest.sort_by_key(|slot| (slot.start, std::cmp::Reverse(slot.end)));
    longest.dedup();
    // Sorted by start and then longest first: a slot lies inside another if an earlier one ends no sooner.
    let mut reach: Option<Instant> = None;
    longest.retain(|slot| {
        let inside = reach.is_some_and(|end| slot.end <= end);
        reach = reach.max(Some(slot.end));
        !inside
    });
    let free_units = |slot: &Slot| per_unit.iter().filter(|free| covers(free, slot)).count();
    longest.into_iter().map(|slot| Free { slot, units: free_units(&slot) }).collect()
}

/// The first stretch of `length` that can be booked at or after `from`.
pub fn next_free(free: &[Free], from: Instant, length: Duration) -> Option<Slot> {
    let starts = free.iter().filter_map(|free| {
        let start = free.slot.start.max(from);
        (start + length <= free.slot.end).then_some(start)
    });
    let start = starts.min()?;
    Slot::new(start, start + length)
}

/// The units that are free for all of `slot`, those that it leaves least broken up first.
///
/// A unit where the slot sits tightly against its neighbours keeps long stretches whole elsewhere.
pub fn by_least_fragmentation<Id: Copy>(slot: Slot, units: &[Unit<Id>], buffers: Buffers) -> Vec<Id> {
    let claimed = slot.padded(buffers.before, buffers.after);
    let mut free: Vec<(Duration, usize, Id)> = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| !unit.claims.iter().any(|claim| claim.overlaps(&claimed)))
        .map(|(order, unit)| (gap_around(&claimed, &unit.claims), order, unit.id))
        .collect();
    free.sort_by_key(|(gap, order, _)| (*gap, *order));
    free.into_iter().map(|(_, _, id)| id).collect()
}

// Within free time before and after, each edge of a claim may be shared: the buffers
// shrink what is free between claims, not what reaches past the edge of the window.
fn bookable(window: Slot, open: &[Slot], claims: &[Slot], buffers: Buffers) -> Vec<Slot> {
    let around = window.padded(buffers.before, buffers.after);
    let free = complement(around, claims);
    let shrunk = free.iter().filter_map(|slot| Slot::new(slot.start + buffers.before, slot.end - buffers.after));
    intersect(&merge(shrunk.collect()), open)
}

fn gap_around(claimed: &Slot, claims: &[Slot]) -> Duration {
    let day = Duration::days(1);
    let before = claims.iter().filter(|claim| claim.end <= claimed.start).map(|claim| claimed.start - claim.end).min();
    let after = claims.iter().filter(|claim| claim.start >= claimed.end).map(|claim| claim.start - claimed.end).min();
    before.unwrap_or(day).min(day) + after.unwrap_or(day).min(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use proptest::prelude::*;

    fn at(minute: i64) -> Instant {
        Utc.timestamp_opt(minute * 60, 0).unwrap()
    }

    fn slot(start: i64, end: i64) -> Slot {
        Slot::new(at(start), at(end)).unwrap()
    }

    fn units(claims: &[&[(i64, i64)]]) -> Vec<Unit<usize>> {
        let of = |claims: &[(i64, i64)]| claims.iter().map(|(start, end)| slot(*start, *end)).collect();
        claims.iter().enumerate().map(|(id, claims)| Unit { id, claims: of(claims) }).collect()
    }

    fn buffers(before: i64, after: i64) -> Buffers {
        Buffers { before: Duration::minutes(before), after: Duration::minutes(after) }
    }

    fn free(claims: &[&[(i64, i64)]], around: Buffers, shortest: i64) -> Vec<(i64, i64, usize)> {
        let found = free_intervals(slot(0, 100), &[slot(0, 100)], &units(claims), around, Duration::minutes(shortest));
        found
            .iter()
            .map(|free| (free.slot.start.timestamp() / 60, free.slot.end.timestamp() / 60, free.units))
            .collect()
    }

    #[test]
    fn claims_and_buffers_shape_what_is_free() {
        assert_eq!(free(&[&[]], buffers(0, 0), 1), [(0, 100, 1)]);
        assert_eq!(free(&[&[(20, 40)]], buffers(0, 0), 1), [(0, 20, 1), (40, 100, 1)]);
        // The new booking's own buffers keep away from claims, not from the window's edges.
        assert_eq!(free(&[&[(20, 40)]], buffers(5, 10), 1), [(0, 10, 1), (45, 100, 1)]);
        assert_eq!(free(&[&[(20, 40)]], buffers(5, 10), 11), [(45, 100, 1)]);
        assert_eq!(free(&[&[(-5, 2), (98, 120)]], buffers(5, 5), 1), [(7, 93, 1)]);
        assert_eq!(free(&[&[(0, 100)]], buffers(0, 0), 1), []);
    }

    #[test]
    fn two_halves_on_two_units_are_not_one_whole() {
        assert_eq!(free(&[&[(0, 50)], &[(50, 100)]], buffers(0, 0), 1), [(0, 50, 1), (50, 100, 1)]);
        assert_eq!(free(&[&[(0, 50)], &[]], buffers(0, 0), 1), [(0, 100, 1)]);
        assert_eq!(free(&[&[(0, 50)], &[(0, 40)]], buffers(0, 0), 1), [(40, 100, 1)]);
        assert_eq!(free(&[&[(0, 50)], &[(0, 50)], &[(60, 70)]], buffers(0, 0), 1), [(0, 60, 1), (50, 100, 2)]);
    }

    #[test]
    fn opening_hours_cut_what_is_free() {
        let open = [slot(10, 20), slot(30, 40)];
        let found = free_intervals(slot(0, 100), &open, &units(&[&[(12, 14)]]), buffers(0, 0), Duration::minutes(3));
        assert_eq!(found.iter().map(|free| free.slot).collect::<Vec<_>>(), [slot(14, 20), slot(30, 40)]);
        assert_eq!(next_free(&found, at(0), Duration::minutes(7)), Some(slot(30, 37)));
        assert_eq!(next_free(&found, at(16), Duration::minutes(4)), Some(slot(16, 20)));
        assert_eq!(next_free(&found, at(38), Duration::minutes(4)), None);
    }

    #[test]
    fn a_tight_fit_is_tried_first() {
        let many = units(&[&[], &[(0, 40)], &[(0, 40), (60, 80)], &[(45, 50)]]);
        assert_eq!(by_least_fragmentation(slot(40, 60), &many, buffers(0, 0)), [2, 1, 0]);
    }

    proptest! {
        #[test]
        fn whatever_is_said_to_be_free_is_free(
            taken in prop::collection::vec(prop::collection::vec((-20_i64..120, 1_i64..40), 0..6), 1..4),
            before in 0_i64..8, after in 0_i64..8, start in 0_i64..100, length in 1_i64..30,
        ) {
            let many: Vec<Unit<usize>> = taken.iter().enumerate().map(|(id, claims)| Unit { id, claims: claims.iter().map(|(start, length)| slot(*start, start + length)).collect() }).collect();
            let around = buffers(before, after);
            let found = free_intervals(slot(0, 100), &[slot(0, 100)], &many, around, Duration::minutes(1));
            if start + length <= 100 {
                let asked = slot(start, start + length);
                let offered = found.iter().any(|free| free.slot.contains(&asked));
                prop_assert_eq!(offered, !by_least_fragmentation(asked, &many, around).is_empty());
            }
        }
    }
}
