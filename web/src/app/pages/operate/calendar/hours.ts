// When a place is open, as moments, and how that is shaded.

import type { Schema } from '@core/api';
import { addDays, instant } from '@core/time';

import { Axis, leftOf } from './axis';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export interface Open {
  start: number;
  end: number;
}

/** The hours of these dates on the place's clock; an exception takes its weekday's place. */
export function openOn(hours: Schema<'OpeningHours'>, dates: readonly string[], zone: string): Open[] {
  // No hours at all means always open, as the server reads it.
  if (!hours.weekly?.length && !hours.exceptions?.length) {
    return [{ start: instant(dates[0], '00:00', zone).getTime(), end: instant(addDays(dates[dates.length - 1], 1), '00:00', zone).getTime() }];
  }
  return dates.flatMap((date) => {
    const weekday = DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];
    const exception = hours.exceptions?.find((one) => one.date === date);
    const spans = exception ? (exception.intervals ?? []) : (hours.weekly ?? []).filter((one) => one.day === weekday);
    return spans.map((span) => {
      const start = instant(date, span.opens, zone).getTime();
      const end = instant(date, span.closes, zone).getTime();
      return { start, end: end > start ? end : instant(addDays(date, 1), span.closes, zone).getTime() };
    });
  }).sort((a, b) => a.start - b.start);
}

/** The hours of the clock that a view shows: from an hour before the earliest opening to an hour after the last closing. */
export function shownHours(all: readonly Schema<'OpeningHours'>[]): { from: number; to: number } {
  let [from, to] = [24, 0];
  for (const hours of all) {
    for (const span of hours.weekly ?? []) {
      from = Math.min(from, Number(span.opens.slice(0, 2)));
      const closes = Number(span.closes.slice(0, 2)) + (Number(span.closes.slice(3, 5)) ? 1 : 0);
      to = Math.max(to, span.closes <= span.opens ? 24 : closes);
    }
  }
  return from < to ? { from: Math.max(0, from - 1), to: Math.min(24, to + 1) } : { from: 0, to: 24 };
}

/** One background for a place's rows: shaded where it is closed. A gradient costs no elements. */
export function shading(axis: Axis, open: readonly Open[]): string {
  const stops: string[] = [];
  let at = 0;
  const band = (colour: string, to: number): void => {
    if (to > at) stops.push(`${colour} ${at.toFixed(1)}px ${to.toFixed(1)}px`);
    at = Math.max(at, to);
  };
  for (const span of open) {
    const [left, right] = [leftOf(axis, span.start), leftOf(axis, span.end)];
    if (right <= left) continue;
    band('var(--closed)', left);
    band('transparent', right);
  }
  band('var(--closed)', axis.width);
  return stops.length ? `linear-gradient(to right, ${stops.join(', ')})` : 'none';
}
