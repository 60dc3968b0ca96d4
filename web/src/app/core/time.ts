import { TZDate } from '@date-fns/tz';

import { numbers } from './numbers';

/** The visitor's own zone. */
export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let known = formats.get(key);
  if (!known) formats.set(key, (known = new Intl.DateTimeFormat(locale, options)));
  return known;
}

/** `2026-03-02` of an instant in a zone. */
export function dateIn(at: Date | string, zone: string): string {
  return format('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(at));
}

/** `10:30` of an instant in a zone, for inputs. */
export function clockIn(at: Date | string, zone: string): string {
  return format('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** The instant at which a place's clock shows `date` and `clock`. Hours that the clock skips move on. */
export function instant(date: string, clock: string, zone: string): Date {
  const [year, month, day] = date.split('-').map(Number);
  const [hour, minute] = clock.split(':').map(Number);
  return new Date(new TZDate(year, month - 1, day, hour, minute, 0, zone).getTime());
}

/** A date some days later: `2026-03-02` plus 1 is `2026-03-03`. */
export function addDays(date: string, days: number): string {
  const [year, month, day] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** Minutes from midnight, as the place's clock shows. */
export function minutesIn(at: Date | string, zone: string): number {
  const [hour, minute] = clockIn(at, zone).split(':').map(Number);
  return hour * 60 + minute;
}

/** `Tue 2 Mar`, with the year where it is not the one the place is in. */
export function day(at: Date | string, zone: string, locale: string, style: 'short' | 'long' = 'short'): string {
  return format(locale, {
    timeZone: zone,
    weekday: style,
    day: 'numeric',
    month: style,
    ...(style === 'long' || dateIn(at, zone).slice(0, 4) !== dateIn(new Date(), zone).slice(0, 4) ? { year: 'numeric' as const } : {}),
  }).format(new Date(at));
}

/** `10:00`. */
export function clock(at: Date | string, zone: string, locale: string): string {
  return format(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** `10:00 – 11:30`, with the day of the end when it is another. */
export function range(from: Date | string, to: Date | string, zone: string, locale: string): string {
  const sameDay = dateIn(from, zone) === dateIn(new Date(new Date(to).getTime() - 1), zone);
  const end = sameDay ? clock(to, zone, locale) : `${day(to, zone, locale)} ${clock(to, zone, locale)}`;
  return `${clock(from, zone, locale)} – ${end}`;
}

/** `Tue 2 Mar, 10:00 – 11:30`. */
export function dayAndRange(from: Date | string, to: Date | string, zone: string, locale: string, style: 'short' | 'long' = 'short'): string {
  return `${day(from, zone, locale, style)}, ${range(from, to, zone, locale)}`;
}

/** `2 Mar 2026, 10:00`. */
export function moment(at: Date | string, zone: string, locale: string): string {
  return format(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** Whether the visitor's clock shows something else than the place's at that moment. */
export function differs(at: Date | string, zone: string): boolean {
  return zone !== HERE && (clockIn(at, zone) !== clockIn(at, HERE) || dateIn(at, zone) !== dateIn(at, HERE));
}

/** `Madrid` of `Europe/Madrid`. */
export function zoneName(zone: string): string {
  return (zone.split('/').pop() ?? zone).replaceAll('_', ' ');
}

/** `2 h 30 min` in the visitor's language. */
export function length(minutes: number, locale: string): string {
  const unit = (value: number, name: 'hour' | 'minute' | 'day'): string => numbers(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  return [days && unit(days, 'day'), hours && unit(hours, 'hour'), (rest || minutes === 0) && unit(rest, 'minute')].filter(Boolean).join(' ');
}

/** `in 2 hours`, `3 days ago`. */
export function ago(at: Date | string, locale: string, now = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60]];
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(Math.round(seconds), 'second');
}
