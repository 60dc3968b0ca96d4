import type { Schema } from '@core/api';
import { dateIn } from '@core/time';

type Booking = Schema<'BookingView'>;

export const TABS = ['next', 'past', 'cancelled'] as const;
export type Tab = (typeof TABS)[number];

/** Which states a tab asks for. No times: the address stays the same, so the last answer is there offline too. */
export const STATES: Record<Tab, string> = { next: 'held,pending,confirmed', past: 'completed,no_show', cancelled: 'cancelled,expired' };

/** Bookings of a day, on the clock of their place. */
export interface Day {
  date: string;
  bookings: Booking[];
}

/** Those that wait for money, the soonest end of the hold first. */
export function unpaid(all: readonly Booking[], now: number): Booking[] {
  const waits = (one: Booking): boolean => one.status === 'pending' || (one.status === 'held' && Date.parse(one.holdExpiresAt ?? one.startDateTime) > now);
  return all.filter(waits).sort((a, b) => (a.holdExpiresAt ?? '').localeCompare(b.holdExpiresAt ?? ''));
}

/** Days with their bookings: the next first for what comes, the last first for what was. */
export function days(all: readonly Booking[], tab: Tab): Day[] {
  const wanted = tab === 'next' ? all.filter((one) => one.status === 'confirmed') : [...all];
  const direction = tab === 'next' ? 1 : -1;
  wanted.sort((a, b) => direction * (Date.parse(a.startDateTime) - Date.parse(b.startDateTime)));
  const found: Day[] = [];
  for (const one of wanted) {
    const date = dateIn(one.startDateTime, one.timeZone);
    const last = found[found.length - 1];
    if (last?.date === date) last.bookings.push(one);
    else found.push({ date, bookings: [one] });
  }
  return found;
}

/** The first so many bookings, in whole days. */
export function firstOf(all: readonly Day[], most: number): Day[] {
  let count = 0;
  return all.filter((day) => {
    const shown = count < most;
    count += day.bookings.length;
    return shown;
  });
}
