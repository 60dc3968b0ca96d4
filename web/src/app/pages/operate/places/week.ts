// Opening hours as they are edited: by day, in hours and minutes. The API keeps a flat list with seconds.

import type { Schema } from '@core/api';
import { addDays, clock, clockIn, dateIn } from '@core/time';

/** The week's days as the API names them, Monday first. */
export const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export type Day = (typeof DAYS)[number];

/** `08:00` to `20:00`; an end not after the start means the next day, both `00:00` the whole day. */
export interface Span {
  opens: string;
  closes: string;
}

export type Week = Record<Day, Span[]>;

export interface HoursDraft {
  /** Open day and night; the API says so with an empty week. */
  always: boolean;
  week: Week;
  exceptions: Schema<'HoursException'>[];
}

export function emptyWeek(): Week {
  return { Mon: [], Tue: [], Wed: [], Thu: [], Fri: [], Sat: [], Sun: [] };
}

/** What a new place begins with: office hours. */
export function usualHours(): HoursDraft {
  const day = (): Span[] => [{ opens: '09:00', closes: '18:00' }];
  return { always: false, week: { ...emptyWeek(), Mon: day(), Tue: day(), Wed: day(), Thu: day(), Fri: day() }, exceptions: [] };
}

export function draftOfHours(hours: Schema<'OpeningHours'> | null | undefined): HoursDraft {
  const weekly = hours?.weekly ?? [];
  const week = emptyWeek();
  for (const one of weekly) week[one.day as Day]?.push({ opens: one.opens.slice(0, 5), closes: one.closes.slice(0, 5) });
  for (const day of DAYS) week[day].sort((a, b) => a.opens.localeCompare(b.opens));
  return { always: weekly.length === 0, week, exceptions: sorted(hours?.exceptions ?? []) };
}

export function hoursOfDraft(draft: HoursDraft): Schema<'OpeningHours'> {
  const weekly = draft.always ? [] : DAYS.flatMap((day) => draft.week[day].map((span) => ({ day, opens: `${span.opens}:00`, closes: `${span.closes}:00` })));
  return { weekly, exceptions: draft.exceptions };
}

export function sorted(exceptions: readonly Schema<'HoursException'>[]): Schema<'HoursException'>[] {
  return [...exceptions].sort((a, b) => a.date.localeCompare(b.date));
}

/** An exception in place of what its date had. */
export function withException(list: readonly Schema<'HoursException'>[], one: Schema<'HoursException'>): Schema<'HoursException'>[] {
  return sorted([...list.filter((known) => known.date !== one.date), one]);
}

export type WeekIssue = 'missing' | 'overlap';

/** What cannot stand, by day. */
export function weekIssues(week: Week): Partial<Record<Day, WeekIssue>> {
  const found: Partial<Record<Day, WeekIssue>> = {};
  for (const day of DAYS) {
    const issue = spansIssue(week[day]);
    if (issue) found[day] = issue;
  }
  return found;
}

export function spansIssue(spans: readonly Span[]): WeekIssue | null {
  if (spans.some((span) => !span.opens || !span.closes)) return 'missing';
  const ends = [...spans].map(minutesOf).sort((a, b) => a.from - b.from);
  return ends.some((span, at) => at > 0 && span.from < ends[at - 1].to) ? 'overlap' : null;
}

/** Whether a span runs into the next day. */
export function overnight(span: Span): boolean {
  return !!span.opens && !!span.closes && span.closes <= span.opens && span.closes !== '00:00';
}

export function allDay(span: Span): boolean {
  return span.opens === '00:00' && span.closes === '00:00';
}

/** `08:00 – 20:00` as the visitor's language writes clocks. */
export function spanWords(span: Span, locale: string): string {
  const words = (text: string): string => clock(`2024-01-01T${text.slice(0, 5)}:00Z`, 'UTC', locale);
  return `${words(span.opens)} – ${words(span.closes)}`;
}

/** Whether a place is open at a moment, on its own clock. */
export function openAt(hours: Schema<'OpeningHours'>, zone: string, at: Date): boolean {
  const date = dateIn(at, zone);
  const [hour, minute] = clockIn(at, zone).split(':').map(Number);
  const now = hour * 60 + minute;
  const covers = (spans: Span[], shift: number): boolean => spans.map(minutesOf).some((span) => span.from <= now + shift && now + shift < span.to);
  // A night that began yesterday keeps its end.
  return covers(spansOn(hours, date), 0) || covers(spansOn(hours, addDays(date, -1)), 1440);
}

/** The intervals that begin on a date. */
export function spansOn(hours: Schema<'OpeningHours'>, date: string): Span[] {
  const except = hours.exceptions?.find((one) => one.date === date);
  if (except) return except.intervals ?? [];
  const weekly = hours.weekly ?? [];
  if (!weekly.length) return [{ opens: '00:00', closes: '00:00' }];
  return weekly.filter((one) => one.day === dayOf(date));
}

export function dayOf(date: string): Day {
  return DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
}

/** Days with the same hours, together: Monday to Friday 9 to 18. */
export function grouped(week: Week): { from: Day; to: Day; spans: Span[] }[] {
  const groups: { from: Day; to: Day; spans: Span[] }[] = [];
  for (const day of DAYS) {
    const last = groups.at(-1);
    if (last && JSON.stringify(last.spans) === JSON.stringify(week[day])) last.to = day;
    else groups.push({ from: day, to: day, spans: week[day] });
  }
  return groups;
}

/** `Monday` in the visitor's language. */
export function weekday(day: Day, locale: string, style: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(day))));
}

function minutesOf(span: Span): { from: number; to: number } {
  const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  const [from, to] = [minutes(span.opens), minutes(span.closes)];
  return { from, to: to <= from ? to + 1440 : to };
}
