import { clockIn, minutesIn } from '@core/time';

export interface Free {
  startDateTime: string;
  endDateTime: string;
}

/** A start that can be chosen. */
export interface Start {
  at: Date;
  /** On the place's clock. */
  clock: string;
}

/**
 * The starts at which so many minutes are free, on the grid of the place's clock. Spans that touch or
 * overlap are not joined, for they may be of different units.
 */
export function freeStarts(spans: readonly Free[], minutes: number, step: number, zone: string, from: Date, until: Date): Start[] {
  const found = new Map<number, Start>();
  const grid = Math.max(step, 1) * 60_000;
  for (const span of spans) {
    const end = Math.min(Date.parse(span.endDateTime) - minutes * 60_000, until.getTime() - 1);
    for (let at = onGrid(Math.max(Date.parse(span.startDateTime), from.getTime()), step, zone); at <= end; at += grid) {
      if (!found.has(at)) found.set(at, { at: new Date(at), clock: clockIn(new Date(at), zone) });
    }
  }
  return [...found.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What is taken of a resource, as its calendar shows it. */
export interface Taken extends Free {
  kind: string;
  unitIds: readonly string[];
  bookingId?: string | null;
}

/**
 * What would be free of a booking's unit were it not for the booking: to the API its own time and buffers are taken.
 * Other bookings have buffers too, closures have none.
 */
export function freeWithout(booking: { id: string; unitId: string }, taken: readonly Taken[], open: readonly Free[], before: number, after: number): Free[] {
  const [pre, post] = [before * 60_000, after * 60_000];
  const claims = taken
    .filter((one) => one.unitIds.includes(booking.unitId) && one.bookingId !== booking.id)
    .map((one) => ({ closure: one.kind === 'closure', from: Date.parse(one.startDateTime), to: Date.parse(one.endDateTime) }))
    .map(({ closure, from, to }) => (closure ? { from, to } : { from: from - pre, to: to + post }))
    .sort((a, b) => a.from - b.from);
  const found: Free[] = [];
  for (const span of open) {
    let at = Date.parse(span.startDateTime);
    const end = Date.parse(span.endDateTime);
    const add = (until: number): void => {
      if (until > at) found.push({ startDateTime: new Date(at).toISOString(), endDateTime: new Date(until).toISOString() });
    };
    for (const claim of claims) {
      add(Math.min(end, claim.from - post));
      at = Math.max(at, claim.to + pre);
    }
    add(end);
  }
  return found;
}

/** The next instant at which the place's clock shows a multiple of the step. */
function onGrid(at: number, step: number, zone: string): number {
  const whole = Math.ceil(at / 60_000) * 60_000;
  const over = minutesIn(new Date(whole), zone) % Math.max(step, 1);
  return over ? whole + (step - over) * 60_000 : whole;
}

/** Lengths that can be chosen, minutes: the present one, and those around it on the grid. */
export function lengths(present: number, least: number, most: number, step: number): number[] {
  const all = new Set<number>([present]);
  const grid = Math.max(step, 5);
  for (let minutes = Math.ceil(least / grid) * grid; minutes <= most && all.size < 40; minutes += minutes >= 480 ? Math.max(grid, 60) : minutes >= 240 ? Math.max(grid, 30) : grid) all.add(minutes);
  return [...all].sort((a, b) => a - b);
}
