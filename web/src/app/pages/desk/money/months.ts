// Months of a statement, as `2026-11`. Pure.

import { instant } from '@core/time';

const SHOWN = 18;

/** This month and those before it, the last first. */
export function months(now: Date): string[] {
  return Array.from({ length: SHOWN }, (_, back) => new Date(Date.UTC(now.getFullYear(), now.getMonth() - back, 1)).toISOString().slice(0, 7));
}

/** The moments a month lies between, on a zone's clock. */
export function monthSpan(month: string, zone: string): { from: string; to: string } {
  const [year, number] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
  return { from: instant(`${month}-01`, '00:00', zone).toISOString(), to: instant(`${next}-01`, '00:00', zone).toISOString() };
}

/** `November 2026`. */
export function monthName(month: string, locale: string, style: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(locale, { month: style, ...(style === 'long' ? { year: 'numeric' as const } : {}), timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
}
