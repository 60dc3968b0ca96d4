// Time to pixels and back, by arithmetic: days of one zone side by side, each from its first to its last shown hour.

import { addDays, dateIn, instant } from '@core/time';

const HOUR = 3_600_000;

/** A local day of the axis; instants are milliseconds since the epoch. */
export interface AxisDay {
  date: string;
  /** The first and the last shown moment. */
  start: number;
  end: number;
  /** Pixels from the axis' beginning. */
  left: number;
  width: number;
}

export interface Tick {
  at: number;
  left: number;
}

export interface Axis {
  zone: string;
  days: readonly AxisDay[];
  ticks: readonly Tick[];
  width: number;
  /** Pixels for each millisecond. */
  scale: number;
}

/** The dates of a view: the day itself, or its week from Monday. */
export function datesOf(view: 'day' | 'week', date: string): string[] {
  if (view === 'day') return [date];
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, at) => addDays(date, at - weekday));
}

/** From midnight of the first date to midnight after the last. */
export function windowOf(dates: readonly string[], zone: string): { start: Date; end: Date } {
  return { start: instant(dates[0], '00:00', zone), end: instant(addDays(dates[dates.length - 1], 1), '00:00', zone) };
}

/**
 * An axis over `dates`, showing the hours `from` to `to` (0 to 24) of each. Linear in time that passes, so the
 * days on which clocks change are right too: their hours are where they are. Never narrower than `least` pixels.
 */
export function axisOf(dates: readonly string[], zone: string, from: number, to: number, room: number, leastHour: number, every: number): Axis {
  const bounds = dates.map((date) => ({
    date,
    start: hourAt(date, from, zone),
    end: hourAt(date, to, zone),
  }));
  const total = bounds.reduce((sum, day) => sum + day.end - day.start, 0);
  const scale = Math.max(room / total, leastHour / HOUR);
  let left = 0;
  const days = bounds.map((day) => {
    const width = (day.end - day.start) * scale;
    const placed = { ...day, left, width };
    left += width;
    return placed;
  });
  const ticks = days.flatMap((day) => {
    const found: Tick[] = [];
    for (let hour = Math.ceil(from / every) * every; hour < to; hour += every) {
      const at = hourAt(day.date, hour, zone);
      found.push({ at, left: day.left + (at - day.start) * scale });
    }
    return found;
  });
  return { zone, days, ticks, width: left, scale };
}

function hourAt(date: string, hour: number, zone: string): number {
  return (hour >= 24 ? instant(addDays(date, 1), '00:00', zone) : instant(date, `${hour}:00`, zone)).getTime();
}

/** Where a moment is, pixels; hours that are not shown lie on the edge of their day. */
export function leftOf(axis: Axis, at: number): number {
  let [low, high] = [0, axis.days.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (axis.days[middle].start <= at) low = middle;
    else high = middle - 1;
  }
  const day = axis.days[low];
  return day.left + Math.min(Math.max((at - day.start) * axis.scale, 0), day.width);
}

/** The moment at a pixel. */
export function momentAt(axis: Axis, left: number): number {
  const day = axis.days.findLast((one) => one.left <= left) ?? axis.days[0];
  return day.start + Math.min(Math.max(left - day.left, 0), day.width) / axis.scale;
}

/** A moment on the grid of `minutes`, counted from its local midnight so that grids keep to the clock. */
export function snapped(at: number, minutes: number, zone: string, how: (value: number) => number = Math.round): number {
  const midnight = instant(dateIn(new Date(at), zone), '00:00', zone).getTime();
  const step = minutes * 60_000;
  return midnight + how((at - midnight) / step) * step;
}
