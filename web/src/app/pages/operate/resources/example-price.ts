// What a time would cost with rates that are only typed so far. The API prices what is booked (services/bookings,
// price.rs); this follows its rules on the place's clock, without the nights on which clocks change.

import type { Schema } from '@core/api';

import { DAYS, Day } from '../places/week';

export interface ExampleLine {
  what: Schema<'What'>;
  /** Days, half days, or minutes by the hour. */
  quantity: number;
  peakPercent: number;
  /** Minor units. */
  amount: number;
}

export interface Example {
  lines: ExampleLine[];
  tax: number;
  total: number;
}

/** Days, half days, then hours cover the time from its start; the cheapest mix counts. Null when the rates cannot price it. */
export function examplePrice(rates: Schema<'Rates'>, tax: Schema<'Tax'>, day: Day, startMinute: number, minutes: number): Example | null {
  const [hour, half, whole] = [rates.perHour?.amount, rates.perHalfDay?.amount, rates.perDay?.amount];
  if (hour === undefined && half === undefined && whole === undefined) return finish([], tax);
  const [halfMinutes, dayMinutes] = [(rates.halfDayHours ?? 4) * 60, (rates.dayHours ?? 10) * 60];
  let best: ExampleLine[] | null = null;
  const mostDays = whole === undefined ? 0 : Math.ceil(minutes / dayMinutes);
  for (let days = mostDays; days >= 0; days--) {
    const mostHalves = half === undefined ? 0 : Math.ceil(Math.max(0, minutes - days * dayMinutes) / halfMinutes);
    for (let halves = mostHalves; halves >= 0; halves--) {
      const covered = days * dayMinutes + halves * halfMinutes;
      const lines: ExampleLine[] = [];
      if (days) lines.push({ what: 'day', quantity: days, peakPercent: 0, amount: days * (whole ?? 0) });
      if (halves) lines.push({ what: 'half_day', quantity: halves, peakPercent: 0, amount: halves * (half ?? 0) });
      if (covered < minutes) {
        if (hour === undefined) continue;
        lines.push(...byTheHour(rates.peaks ?? [], hour, DAYS.indexOf(day) * 1440 + startMinute + covered, minutes - covered));
      }
      if (!best || sum(lines) < sum(best)) best = lines;
    }
  }
  return best && finish(best, tax);
}

// Minute by minute of the week: short enough, and plain to read.
function byTheHour(peaks: readonly Schema<'PeakWindow'>[], hour: number, from: number, minutes: number): ExampleLine[] {
  const found = new Map<number, number>();
  for (let minute = from; minute < from + minutes; minute++) {
    const percent = peakAt(peaks, DAYS[Math.floor(minute / 1440) % 7], minute % 1440);
    found.set(percent, (found.get(percent) ?? 0) + 1);
  }
  return [...found].map(([peakPercent, quantity]) => ({ what: 'hour', quantity, peakPercent, amount: Math.round((hour * quantity * (100 + peakPercent)) / 6000) }));
}

function peakAt(peaks: readonly Schema<'PeakWindow'>[], day: Day, minute: number): number {
  // Where two overlap the first counts.
  return peaks.find((peak) => peak.days.includes(day) && minutesOf(peak.from) <= minute && minute < (minutesOf(peak.to) || 1440))?.percent ?? 0;
}

function finish(lines: ExampleLine[], tax: Schema<'Tax'>): Example {
  const net = sum(lines);
  const share = tax.inclusive ? net - Math.round((net * 10_000) / (10_000 + tax.basisPoints)) : Math.round((net * tax.basisPoints) / 10_000);
  return { lines, tax: share, total: tax.inclusive ? net : net + share };
}

function sum(lines: readonly ExampleLine[]): number {
  return lines.reduce((total, line) => total + line.amount, 0);
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
