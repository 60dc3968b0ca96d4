// Opening hours: the next sensible time to look for, whether it is open now, and the week in a few lines.
import type { Schema } from '@core/api';
import { addDays, clock, clockIn, dateIn, instant } from '@core/time';

type Hours = Schema<'OpeningHours'>;

export const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export interface Stretch {
  /** `08:00` */
  opens: string;
  /** `21:00`; not after `opens` means the next day. */
  closes: string;
}

export interface DaysOpen {
  /** From and to which day of the week, 0 is Monday. */
  first: number;
  last: number;
  open: Stretch[];
}

/** 0 is Monday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** When a place is open on a date; always, when it has no hours. */
export function openOn(hours: Hours, date: string): Stretch[] {
  const cut = (one: { opens: string; closes: string }): Stretch => ({ opens: one.opens.slice(0, 5), closes: one.closes.slice(0, 5) });
  const exception = hours.exceptions?.find((one) => one.date === date);
  if (exception) return (exception.intervals ?? []).map(cut);
  if (!hours.weekly?.length) return [{ opens: '00:00', closes: '00:00' }];
  const day = WEEK[weekdayOf(date)];
  return hours.weekly.filter((one) => one.day === day).map(cut);
}

/** Until when it is open at a moment; null when it is closed. */
export function openUntil(hours: Hours, zone: string, at: Date): Date | null {
  const today = dateIn(at, zone);
  for (const date of [addDays(today, -1), today]) {
    for (const one of openOn(hours, date)) {
      const [opens, closes] = [instant(date, one.opens, zone), instant(one.closes > one.opens ? date : addDays(date, 1), one.closes, zone)];
      if (opens <= at && at < closes) return closes;
    }
  }
  return null;
}

/** When it opens next, within two weeks. */
export function opensNext(hours: Hours, zone: string, at: Date): Date | null {
  const today = dateIn(at, zone);
  for (let days = 0; days < 14; days++) {
    const date = addDays(today, days);
    const next = openOn(hours, date).map((one) => instant(date, one.opens, zone)).filter((opens) => opens > at).sort((a, b) => a.getTime() - b.getTime())[0];
    if (next) return next;
  }
  return null;
}

const OFFICE: Stretch[] = [{ opens: '09:00', closes: '18:00' }];

/** The next full hour of a weekday at which the place is open for an hour; office hours where they are unknown. */
export function nextSensible(now: Date, zone: string, hours: Hours | null): { date: string; from: string; to: string } {
  const today = dateIn(now, zone);
  const nextHour = `${String(Number(clockIn(now, zone).slice(0, 2)) + 1).padStart(2, '0')}:00`;
  for (let days = 0; days < 21; days++) {
    const date = addDays(today, days);
    if (weekdayOf(date) > 4) continue;
    for (const one of hours ? openOn(hours, date) : OFFICE) {
      // Nobody means half past six in the morning: other days begin at ten.
      const earliest = days === 0 ? nextHour : '10:00';
      const from = [earliest, roundUp(one.opens)].sort()[1];
      const to = addMinutes(from, 60);
      if (from < '20:00' && (one.closes <= one.opens || to <= one.closes)) return { date, from, to };
    }
  }
  return { date: addDays(today, 1), from: '10:00', to: '11:00' };
}

/** `10:30` plus 45 is `11:15`; past midnight it begins anew. */
export function addMinutes(at: string, minutes: number): string {
  const [hour, minute] = at.split(':').map(Number);
  const sum = (((hour * 60 + minute + minutes) % 1440) + 1440) % 1440;
  return `${String(Math.floor(sum / 60)).padStart(2, '0')}:${String(sum % 60).padStart(2, '0')}`;
}

/** Minutes from one clock time to another; to the next day's where that is not later. */
export function minutesBetween(from: string, to: string): number {
  const minutes = (at: string): number => Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5));
  return (minutes(to) - minutes(from) + 1440) % 1440 || 1440;
}

/** The longest time without a closed hour in between, minutes; endless where there are no hours. */
export function longestOpen(hours: Hours): number {
  if (!hours.weekly?.length) return Infinity;
  const week = hours.weekly.map((one) => {
    const from = WEEK.findIndex((day) => day === one.day) * 1440 + minutesBetween('00:00', one.opens) % 1440;
    return { from, to: from + minutesBetween(one.opens, one.closes) };
  });
  // The week twice: Sunday's night runs into Monday.
  const spans = [...week, ...week.map(({ from, to }) => ({ from: from + 10_080, to: to + 10_080 }))].sort((a, b) => a.from - b.from);
  let [longest, from, to] = [0, 0, -1];
  for (const span of spans) {
    if (span.from > to) from = span.from;
    to = Math.max(to, span.to);
    longest = Math.max(longest, to - from);
  }
  return longest;
}

/** The week with neighbouring days of the same hours taken together. */
export function weekOf(hours: Hours): DaysOpen[] {
  const days = WEEK.map((day) => (hours.weekly ?? []).filter((one) => one.day === day).map((one) => ({ opens: one.opens.slice(0, 5), closes: one.closes.slice(0, 5) })));
  const grouped: DaysOpen[] = [];
  days.forEach((open, day) => {
    const before = grouped.at(-1);
    if (before && JSON.stringify(before.open) === JSON.stringify(open)) before.last = day;
    else grouped.push({ first: day, last: day, open });
  });
  return grouped;
}

/** A weekday's name; 0 is Monday. */
export function weekdayName(day: number, locale: string, style: 'short' | 'long' = 'long'): string {
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day));
}

/** `08:00` as the visitor writes it. */
export function clockText(at: string, locale: string): string {
  return clock(`2024-01-01T${at.slice(0, 5)}:00Z`, 'UTC', locale);
}

function roundUp(at: string): string {
  return at.endsWith(':00') ? at : addMinutes(at, 60 - Number(at.slice(3)));
}
