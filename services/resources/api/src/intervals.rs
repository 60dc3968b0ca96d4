//! Sets of time as sorted lists of slots that neither touch nor overlap.

use plaza_core::{Instant, Slot};

/// Sorts and joins slots that touch or overlap.
pub fn merge(mut slots: Vec<Slot>) -> Vec<Slot> {
    slots.sort_by_key(|slot| (slot.start, slot.end));
    let mut merged: Vec<Slot> = Vec::with_capacity(slots.len());
    for slot in slots {
        match merged.last_mut() {
            Some(last) if slot.start <= last.end => last.end = last.end.max(slot.end),
            _ => merged.push(slot),
        }
    }
    merged
}

/// The part of `window` that none of `taken` covers; `taken` may be in any order.
pub fn complement(window: Slot, taken: &[Slot]) -> Vec<Slot> {
    let mut free = Vec::new();
    let mut from = window.start;
    for slot in merge(taken.to_vec()) {
        if slot.end <= from {
            continue;
        }
        if slot.start >= window.end {
            break;
        }
        free.extend(Slot::new(from, slot.start));
        from = slot.end;
    }
    free.extend(Slot::new(from, window.end));
    free
}

/// The parts two merged lists share, in order.
pub fn intersect(left: &[Slot], right: &[Slot]) -> Vec<Slot> {
    let (mut i, mut j) = (0, 0);
    let mut shared = Vec::new();
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        shared.extend(a.intersection(b));
        if a.end <= b.end { i += 1 } else { j += 1 }
    }
    shared
}

/// Whether one of the merged slots holds all of `slot`.
pub fn covers(merged: &[Slot], slot: &Slot) -> bool {
    merged.iter().any(|open| open.contains(slot))
}

/// How far an instant lies from a slot; nothing inside it.
pub fn distance(slot: &Slot, at: Instant) -> chrono::Duration {
    if at < slot.start {
        slot.start - at
    } else if at >= slot.end {
        at - slot.end
    } else {
        chrono::Duration::zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use proptest::prelude::*;

    fn slot(start: i64, end: i64) -> Slot {
        let at = |minute: i64| Utc.timestamp_opt(minute * 60, 0).unwrap();
        Slot::new(at(start), at(end)).unwrap()
    }

    #[test]
    fn touching_slots_join() {
        assert_eq!(merge(vec![slot(5, 9), slot(1, 3), slot(3, 5)]), vec![slot(1, 9)]);
        assert_eq!(merge(vec![slot(1, 9), slot(2, 3), slot(10, 11)]), vec![slot(1, 9), slot(10, 11)]);
    }

    #[test]
    fn what_is_not_taken_is_free() {
        let cases: &[(Vec<Slot>, Vec<Slot>)] = &[
            (vec![], vec![slot(0, 10)]),
            (vec![slot(0, 10)], vec![]),
            (vec![slot(-5, 20)], vec![]),
            (vec![slot(-5, 2), slot(8, 20)], vec![slot(2, 8)]),
            (vec![slot(4, 5), slot(2, 3)], vec![slot(0, 2), slot(3, 4), slot(5, 10)]),
            (vec![slot(-4, 0), slot(10, 12)], vec![slot(0, 10)]),
        ];
        for (taken, free) in cases {
            assert_eq!(&complement(slot(0, 10), taken), free, "{taken:?}");
        }
    }

    proptest! {
        #[test]
        fn every_minute_is_either_taken_or_free(taken in prop::collection::vec((-5_i64..25, 1_i64..8), 0..8)) {
            let taken: Vec<Slot> = taken.into_iter().map(|(start, length)| slot(start, start + length)).collect();
            let free = complement(slot(0, 20), &taken);
            for minute in 0..20 {
                let here = slot(minute, minute + 1);
                let is_taken = taken.iter().any(|one| one.overlaps(&here));
                prop_assert_eq!(covers(&free, &here), !is_taken);
            }
            let shared = intersect(&free, &merge(taken));
            prop_assert!(shared.is_empty());
        }
    }
}
