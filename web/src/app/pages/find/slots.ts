// The week as a grid of times, and what somebody may pick of it.
import type { Schema } from '@core/api';
import { addDays, clockIn, instant, minutesIn } from '@core/time';

import { addMinutes } from './hours';
import type { Slot } from './query';

export type CellState = 'free' | 'taken' | 'mine' | 'closed' | 'past';

export interface Cell extends Slot {
  date: string;
  /** `10:00` on the place's clock. */
  at: string;
  state: CellState;
}

export interface Grid {
  /** `08:00`, `08:30`, … */
  rows: string[];
  days: { date: string; cells: Cell[]; free: number }[];
}

type Span = { startDateTime: string; endDateTime: string };
type Rules = Schema<'BookingRules'>;
const MINUTE = 60_000;

/** Something the rules or the calendar refuse, in the names the API gives its rules. */
export interface Broken {
  name: 'tooShort' | 'tooLong' | 'offGrid' | 'tooSoon' | 'tooFar' | 'inThePast' | 'closed' | 'slotTaken' | 'notBookable';
}

/** Minutes of a row: the resource's own step, but no finer than half an hour unless bookings are short. */
export function stepOf(rules: Rules): number {
  const own = rules.granularityMinutes || 15;
  const least = rules.maxMinutes <= 120 ? 15 : 30;
  return own * Math.ceil(least / own);
}

/** The grid of some days; rows begin with the first and end with the last open one. */
export function gridOf(days: readonly string[], view: Schema<'AvailabilityView'>, mine: readonly Span[], rules: Rules, now: Date): Grid {
  const zone = view.timeZone;
  const step = stepOf(rules);
  const [open, free, own] = [view.open.map(spanOf), view.free.map(spanOf), mine.map(spanOf)];
  const earliest = new Date(now.getTime() + rules.leadMinutes * 60_000);
  const latest = new Date(now.getTime() + rules.horizonDays * 86_400_000);
  const clocks = Array.from({ length: Math.ceil(1440 / step) }, (_, at) => addMinutes('00:00', at * step));
  const state = (slot: Slot): CellState => {
    if (own.some((one) => overlap(one, slot))) return 'mine';
    if (slot.from < earliest || slot.from > latest) return 'past';
    if (!open.some((one) => holds(one, slot))) return 'closed';
    return view.bookable && free.some((one) => holds(one, slot)) ? 'free' : 'taken';
  };
  const all = days.map((date) => {
    const midnight = instant(date, '00:00', zone);
    // Zones are slow to ask; only on a day whose clock is changed each hour needs its own answer.
    const regular = instant(addDays(date, 1), '00:00', zone).getTime() - midnight.getTime() === 86_400_000;
    const cells = clocks.map((at, row) => {
      const from = regular ? new Date(midnight.getTime() + row * step * 60_000) : instant(date, at, zone);
      const slot = { from, to: new Date(from.getTime() + step * 60_000) };
      return { ...slot, date, at, state: state(slot), open: open.some((one) => overlap(one, slot)) };
    });
    return { date, cells };
  });
  const used = clocks.map((_, row) => all.some((one) => one.cells[row].open));
  const [first, last] = [used.indexOf(true), used.lastIndexOf(true)];
  const cut = <T>(list: readonly T[]): T[] => (first < 0 ? [] : list.slice(first, last + 1));
  return {
    rows: cut(clocks),
    days: all.map(({ date, cells }) => ({ date, cells: cut(cells), free: cells.filter((one) => one.state === 'free').length })),
  };
}

/** What a first pick means: the shortest booking from there, or where that does not fit, the one that ends with the free time. */
export function proposed(cell: Slot, view: Schema<'AvailabilityView'>, rules: Rules): Slot | null {
  const length = Math.max(rules.minMinutes, stepOf(rules)) * 60_000;
  const spans = view.free.map(spanOf).filter((one) => holds(one, cell));
  const forward = { from: cell.from, to: new Date(cell.from.getTime() + length) };
  if (spans.some((one) => holds(one, forward))) return forward;
  const back = spans.map((one) => ({ from: new Date(one.to.getTime() - length), to: one.to })).find((slot) => spans.some((one) => holds(one, slot)));
  return back ?? null;
}

/** From a first pick to another one, in either direction; null where something is in between or it gets too long. */
export function extended(start: Slot, cell: Slot, view: Schema<'AvailabilityView'>, rules: Rules): Slot | null {
  const least = Math.max(rules.minMinutes, stepOf(rules)) * 60_000;
  const from = cell.from < start.from ? cell.from : start.from;
  const to = new Date(Math.max(cell.to.getTime(), cell.from < start.from ? start.from.getTime() + stepOf(rules) * 60_000 : 0, from.getTime() + least));
  const slot = { from, to };
  if (to.getTime() - from.getTime() > rules.maxMinutes * 60_000) return null;
  return view.free.some((one) => holds(spanOf(one), slot)) ? slot : null;
}

/** What is wrong with a slot, as far as the page knows it: for visitors, to whom the API quotes nothing. */
export function brokenBy(slot: Slot, view: Schema<'AvailabilityView'> | undefined, rules: Rules, zone: string, now: Date): Broken | null {
  const minutes = (slot.to.getTime() - slot.from.getTime()) / 60_000;
  const wall = (at: Date): number => Number(clockIn(at, zone).slice(0, 2)) * 60 + Number(clockIn(at, zone).slice(3));
  if (slot.from < now) return { name: 'inThePast' };
  if (minutes < rules.minMinutes) return { name: 'tooShort' };
  if (minutes > rules.maxMinutes) return { name: 'tooLong' };
  if (wall(slot.from) % rules.granularityMinutes || minutes % rules.granularityMinutes) return { name: 'offGrid' };
  if (slot.from.getTime() < now.getTime() + rules.leadMinutes * 60_000) return { name: 'tooSoon' };
  if (slot.from.getTime() > now.getTime() + rules.horizonDays * 86_400_000) return { name: 'tooFar' };
  if (!view) return null;
  if (!view.bookable) return { name: 'notBookable' };
  if (!view.open.some((one) => holds(spanOf(one), slot))) return { name: 'closed' };
  return view.free.some((one) => holds(spanOf(one), slot)) ? null : { name: 'slotTaken' };
}

/** Slots that could be had instead: of the same length or the next that is allowed, nearest in time first, none over another. */
export function nearest(slot: Slot, view: Schema<'AvailabilityView'>, rules: Rules, now: Date, most = 3): Slot[] {
  const [zone, grid] = [view.timeZone, (rules.granularityMinutes || 1) * MINUTE];
  const wanted = Math.max(slot.to.getTime() - slot.from.getTime(), rules.minMinutes * MINUTE);
  const length = Math.min(Math.ceil(wanted / grid) * grid, Math.floor((rules.maxMinutes * MINUTE) / grid) * grid);
  const starts = new Set<number>();
  for (const { from, to } of view.free.map(spanOf)) {
    const whole = Math.ceil(from.getTime() / MINUTE) * MINUTE;
    const past = (minutesIn(new Date(whole), zone) * MINUTE) % grid;
    for (let at = whole + (past ? grid - past : 0); at + length <= to.getTime(); at += grid) starts.add(at);
  }
  const away = (at: number): number => Math.abs(at - slot.from.getTime());
  const found: Slot[] = [];
  for (const at of [...starts].sort((one, other) => away(one) - away(other) || other - one)) {
    const one = { from: new Date(at), to: new Date(at + length) };
    if (!found.some((other) => overlap(one, other)) && !brokenBy(one, view, rules, zone, now)) found.push(one);
    if (found.length === most) break;
  }
  return found;
}

export function overlap(one: Slot, other: Slot): boolean {
  return one.from < other.to && other.from < one.to;
}

function holds(one: Slot, other: Slot): boolean {
  return one.from <= other.from && other.to <= one.to;
}

export function spanOf(span: Span): Slot {
  return { from: new Date(span.startDateTime), to: new Date(span.endDateTime) };
}
