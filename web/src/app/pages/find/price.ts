// What a slot costs, as the API would say it (services/bookings/src/domain/price.rs): for visitors who have not signed
// in, for whom there is no quote. Days, then half days, then hours cover the slot from its start; the cheapest
// combination wins. Peaks change the hourly part only, to the minute.
import type { Schema } from '@core/api';
import { addDays, dateIn, instant } from '@core/time';

import { WEEK, weekdayOf } from './hours';
import type { Slot } from './query';

type Money = Schema<'Money'>;
/** What of a resource decides its price. */
export type Priced = Pick<Schema<'Resource'>, 'rates' | 'tax' | 'currency'> & { location: { timeZone: string } };

export interface Price {
  total: Money;
  tax: Money;
  lines: Schema<'Line'>[];
}

interface Window {
  from: number;
  to: number;
  percent: number;
}

const MINUTE = 60_000;

/** Null when the rates cannot price it. */
export function priceOf(priced: Priced, slot: Slot): Price | null {
  const { rates, currency } = priced;
  const money = (amount: number): Money => ({ amount, currency });
  const [hour, half, day] = [rates.perHour?.amount ?? null, rates.perHalfDay?.amount ?? null, rates.perDay?.amount ?? null];
  if (hour === null && half === null && day === null) return { total: money(0), tax: money(0), lines: [] };
  const halfMinutes = (rates.halfDayHours ?? 4) * 60 || 1;
  const dayMinutes = (rates.dayHours ?? 10) * 60 || 1;
  const minutes = Math.ceil((slot.to.getTime() - slot.from.getTime()) / MINUTE);

  let best: Schema<'Line'>[] | null = null;
  for (let days = day === null ? 0 : Math.ceil(minutes / dayMinutes); days >= 0; days--) {
    const rest = Math.max(0, minutes - days * dayMinutes);
    for (let halves = half === null ? 0 : Math.ceil(rest / halfMinutes); halves >= 0; halves--) {
      const lines: Schema<'Line'>[] = [];
      if (days) lines.push({ what: 'day', quantity: days, unitPrice: money(day ?? 0), peakPercent: 0, amount: money((day ?? 0) * days) });
      if (halves) lines.push({ what: 'half_day', quantity: halves, unitPrice: money(half ?? 0), peakPercent: 0, amount: money((half ?? 0) * halves) });
      const covered = days * dayMinutes + halves * halfMinutes;
      if (covered < minutes) {
        if (hour === null) continue;
        const hourly = { from: new Date(slot.from.getTime() + covered * MINUTE), to: slot.to };
        for (const [percent, length] of peakMinutes(priced, hourly)) {
          const amount = Math.round((hour * length * (100 + percent)) / 6_000);
          lines.push({ what: 'hour', quantity: length, unitPrice: money(hour), peakPercent: percent, amount: money(amount) });
        }
      }
      if (!best || sum(lines) < sum(best)) best = lines;
    }
  }
  if (!best) return null;
  const { basisPoints, inclusive } = priced.tax;
  const before = sum(best);
  const tax = inclusive ? before - Math.round((before * 10_000) / (10_000 + basisPoints)) : Math.round((before * basisPoints) / 10_000);
  return { total: money(inclusive ? before : before + tax), tax: money(tax), lines: best };
}

/** About what a slot costs by the hour alone: all that a search's summary tells. Null when it is not priced by the hour. */
export function hourlyPrice(summary: Pick<Schema<'ResourceSummary'>, 'pricePerHour'>, slot: Slot): Money | null {
  if (!summary.pricePerHour) return null;
  const { amount, currency } = summary.pricePerHour;
  return { amount: Math.round((amount * (slot.to.getTime() - slot.from.getTime())) / (60 * MINUTE)), currency };
}

function sum(lines: readonly Schema<'Line'>[]): number {
  return lines.reduce((total, line) => total + line.amount.amount, 0);
}

// Minutes of the slot by percentage, in the order they first occur; where two windows overlap the first in the list counts.
function peakMinutes(priced: Priced, slot: Slot): [number, number][] {
  const [from, to] = [slot.from.getTime(), slot.to.getTime()];
  const windows = peakWindows(priced, slot);
  const edges = [...new Set([from, to, ...windows.flatMap((one) => [one.from, one.to])])].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
  const found = new Map<number, number>();
  edges.slice(1).forEach((end, at) => {
    const start = edges[at];
    const percent = windows.find((one) => one.from <= start && end <= one.to)?.percent ?? 0;
    found.set(percent, (found.get(percent) ?? 0) + end - start);
  });
  return [...found].map(([percent, length]) => [percent, Math.ceil(length / MINUTE)]);
}

function peakWindows(priced: Priced, slot: Slot): Window[] {
  const zone = priced.location.timeZone;
  const last = dateIn(slot.to, zone);
  const windows: Window[] = [];
  for (const peak of priced.rates.peaks ?? []) {
    for (let date = addDays(dateIn(slot.from, zone), -2); date <= last; date = addDays(date, 1)) {
      if (!peak.days.includes(WEEK[weekdayOf(date)])) continue;
      const [from, to] = [peak.from.slice(0, 5), peak.to.slice(0, 5)];
      const start = instant(date, from, zone).getTime();
      const end = instant(to > from ? date : addDays(date, 1), to, zone).getTime();
      windows.push({ from: start, to: end, percent: Math.max(-100, peak.percent) });
    }
  }
  return windows;
}
