// Rows and bars: which entry stands where. Pure, and quick enough for tens of thousands of entries.

import type { Schema } from '@core/api';

import { Axis, leftOf } from './axis';

export type Entry = Schema<'Entry'>;

/** An entry placed in its row; pixels. */
export interface Bar {
  key: string;
  entry: Entry;
  start: number;
  end: number;
  left: number;
  width: number;
  lane: number;
}

/** What a row is of. */
export interface Subject {
  id: string;
  placeId: string;
}

export interface Row<S extends Subject = Subject> {
  kind: 'resource' | 'place';
  key: string;
  /** The resource; of a place's heading, the first one under it. */
  subject: S;
  top: number;
  height: number;
  bars: readonly Bar[];
}

export interface Sizes {
  /** Of one lane, and of the air above and below the lanes together. */
  lane: number;
  air: number;
  /** Of the heading of a place. */
  place: number;
  least: number;
  /** Above the lanes, for a name that stands over them. */
  over: number;
}

/** Bars narrower than this cannot be hit. */
const NARROWEST = 6;

export function keyOf(entry: Entry): string {
  return entry.bookingId ?? entry.closureId ?? `${entry.resourceId}${entry.startDateTime}`;
}

/** Entries by resource, each in order of time. */
export function byResource(entries: readonly Entry[]): Map<string, Entry[]> {
  const map = new Map<string, Entry[]>();
  for (const entry of entries) {
    const of = map.get(entry.resourceId);
    if (of) of.push(entry);
    else map.set(entry.resourceId, [entry]);
  }
  return map;
}

/** The rows, one below the other, with a heading before each place where there are several. */
export function rowsOf<S extends Subject>(subjects: readonly S[], entries: ReadonlyMap<string, readonly Entry[]>, axis: Axis, sizes: Sizes, headings: boolean): Row<S>[] {
  const rows: Row<S>[] = [];
  let top = 0;
  let place = '';
  for (const subject of subjects) {
    if (headings && subject.placeId !== place) {
      place = subject.placeId;
      rows.push({ kind: 'place', key: `place-${place}`, subject, top, height: sizes.place, bars: [] });
      top += sizes.place;
    }
    const { bars, lanes } = barsOf(entries.get(subject.id) ?? [], axis);
    const height = Math.max(sizes.least, sizes.over + sizes.air + lanes * sizes.lane);
    rows.push({ kind: 'resource', key: subject.id, subject, top, height, bars });
    top += height;
  }
  return rows;
}

/** Bars that overlap in time get lanes of their own: the first that is free, as units fill up. */
export function barsOf(entries: readonly Entry[], axis: Axis): { bars: Bar[]; lanes: number } {
  const [from, to] = [axis.days[0].start, axis.days[axis.days.length - 1].end];
  const placed = entries
    .map((entry) => ({ entry, start: Date.parse(entry.startDateTime), end: Date.parse(entry.endDateTime) }))
    .filter((one) => one.end > from && one.start < to)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const free: number[] = [];
  const bars: Bar[] = [];
  for (const one of placed) {
    const left = leftOf(axis, one.start);
    const width = leftOf(axis, one.end) - left;
    let lane = free.findIndex((until) => until <= one.start);
    if (lane < 0) lane = free.length;
    free[lane] = one.end;
    bars.push({ key: keyOf(one.entry), ...one, left, width: Math.max(width, NARROWEST), lane });
  }
  return { bars, lanes: Math.max(1, free.length) };
}

/** The index of the row at `y`; rows are in order. */
export function rowAt(rows: readonly Row[], y: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle].top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function heightOf(rows: readonly Row[]): number {
  const last = rows[rows.length - 1];
  return last ? last.top + last.height : 0;
}

/** The bar that an arrow key leads to from `row`'s `bar`; in other rows the nearest in time. */
export function neighbour(rows: readonly Row[], row: number, bar: number, key: string): { row: number; bar: number } | null {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const next = bar + (key === 'ArrowRight' ? 1 : -1);
    return rows[row].bars[next] ? { row, bar: next } : null;
  }
  const step = key === 'ArrowDown' ? 1 : -1;
  const at = rows[row].bars[bar]?.start ?? 0;
  for (let other = row + step; other >= 0 && other < rows.length; other += step) {
    const bars = rows[other].bars;
    if (!bars.length) continue;
    const nearest = bars.reduce((best, one, index) => (Math.abs(one.start - at) < Math.abs(bars[best].start - at) ? index : best), 0);
    return { row: other, bar: nearest };
  }
  return null;
}
