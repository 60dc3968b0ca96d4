// What a day comes to: who arrives, how full each place is, what it is worth. Pure.

import type { Schema } from '@core/api';
import { addDays, dateIn, instant } from '@core/time';

import { Open } from '../calendar/hours';
import type { Entry } from '../calendar/layout';

type Money = Schema<'Money'>;

export interface Arrival {
  entry: Entry;
  start: number;
  end: number;
  zone: string;
}

/** The moments between which a date lies in any of these zones. */
export function windowOver(date: string, zones: readonly string[]): { start: Date; end: Date } {
  const [starts, ends] = [zones.map((zone) => instant(date, '00:00', zone).getTime()), zones.map((zone) => instant(addDays(date, 1), '00:00', zone).getTime())];
  return { start: new Date(Math.min(...starts)), end: new Date(Math.max(...ends)) };
}

/** The bookings that begin on a date on their own place's clock, in order. */
export function arrivalsOf(entries: readonly Entry[], date: string, zoneOf: (resourceId: string) => string | null): Arrival[] {
  return entries
    .flatMap((entry) => {
      const zone = entry.kind === 'booking' ? zoneOf(entry.resourceId) : null;
      if (!zone || dateIn(entry.startDateTime, zone) !== date) return [];
      return [{ entry, start: Date.parse(entry.startDateTime), end: Date.parse(entry.endDateTime), zone }];
    })
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Arrivals by where they stand against the present. */
export function grouped(arrivals: readonly Arrival[], now: number): { key: 'now' | 'next' | 'earlier'; items: Arrival[] }[] {
  const groups = [
    { key: 'now' as const, items: arrivals.filter((one) => one.start <= now && now < one.end) },
    { key: 'next' as const, items: arrivals.filter((one) => one.start > now) },
    { key: 'earlier' as const, items: arrivals.filter((one) => one.end <= now) },
  ];
  return groups.filter((group) => group.items.length);
}

export interface Hour {
  /** Hour of the clock, 0 to 23. */
  hour: number;
  start: number;
  /** How many resources are in use at some moment of it. */
  used: number;
  open: boolean;
}

/** How many of a place's resources are in use in each hour of a date. */
export function occupancy(entries: readonly Entry[], resources: ReadonlySet<string>, date: string, zone: string, hours: { from: number; to: number }, open: readonly Open[]): Hour[] {
  const spans = entries
    .filter((entry) => entry.kind !== 'closure' && resources.has(entry.resourceId))
    .map((entry) => ({ id: entry.resourceId, start: Date.parse(entry.startDateTime), end: Date.parse(entry.endDateTime) }));
  return Array.from({ length: hours.to - hours.from }, (_, at) => {
    const hour = hours.from + at;
    const start = instant(date, `${hour}:00`, zone).getTime();
    const end = start + 3_600_000;
    const used = new Set(spans.filter((span) => span.start < end && span.end > start).map((span) => span.id)).size;
    return { hour, start, used, open: open.some((span) => span.start < end && span.end > start) };
  });
}

/** Resources in use at a moment. */
export function inUse(entries: readonly Entry[], at: number): Set<string> {
  return new Set(
    entries.filter((entry) => entry.kind !== 'closure' && Date.parse(entry.startDateTime) <= at && at < Date.parse(entry.endDateTime)).map((entry) => entry.resourceId),
  );
}

/** Sums by currency, the largest number of bookings first. */
export function worth(bookings: readonly Schema<'BookingView'>[]): { booked: Money; paid: Money }[] {
  const sums = new Map<string, { booked: number; paid: number; count: number }>();
  for (const booking of bookings) {
    if (booking.status === 'cancelled' || booking.status === 'expired') continue;
    const sum = sums.get(booking.price.currency) ?? { booked: 0, paid: 0, count: 0 };
    sum.booked += booking.price.amount;
    sum.paid += booking.payment.paid.amount - booking.payment.refunded.amount;
    sum.count += 1;
    sums.set(booking.price.currency, sum);
  }
  return [...sums]
    .filter(([, sum]) => sum.booked || sum.paid)
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([currency, sum]) => ({ booked: { amount: sum.booked, currency }, paid: { amount: sum.paid, currency } }));
}
