// What to give way on when nothing is found: each step changes one thing, the smallest changes first.
import { addDays } from '@core/time';

import { addMinutes, minutesBetween, weekdayOf } from './hours';
import { Query, filterCount } from './query';

export const STEPS = ['later', 'earlier', 'muchLater', 'longer', 'halfDay', 'nextDay', 'nextWeek', 'noWords', 'noMax', 'noAmenities', 'noCategory', 'anyKind', 'noFilters', 'anyPlace', 'fewerPeople', 'anyTime', 'anythingThen', 'anythingNextDay', 'anyTimePlace', 'everything'] as const;
export type Step = (typeof STEPS)[number];

export interface Relaxation {
  step: Step;
  query: Query;
}

const ANYTHING: Partial<Query> = { q: '', people: null, kind: null, category: '', amenities: [], max: null, currency: '', sort: null };

/** All that could be tried; which of them lead somewhere is asked of the API. */
export function relaxations(query: Query): Relaxation[] {
  const tried: Partial<Record<Step, Partial<Query> | false>> = {
    later: shifted(query, 60),
    earlier: shifted(query, -60),
    muchLater: shifted(query, 180),
    longer: lasting(query, minutesOf(query) * 2),
    halfDay: minutesOf(query) < 120 && lasting(query, 240),
    nextDay: query.date !== '' && { date: nextWeekday(query.date) },
    nextWeek: query.date !== '' && { date: addDays(query.date, 7) },
    noWords: query.q !== '' && { q: '', sort: query.sort === 'relevance' ? null : query.sort },
    noMax: query.max !== null && { max: null, currency: '' },
    noAmenities: query.amenities.length > 0 && { amenities: [] },
    noCategory: query.category !== '' && { category: '' },
    anyKind: query.kind !== null && { kind: null },
    noFilters: filterCount(query) > 1 && { q: '', kind: null, category: '', amenities: [], max: null, currency: '' },
    anyPlace: (query.where !== '' || query.near !== '') && { where: '', near: '', sort: query.sort === 'distance' ? null : query.sort },
    fewerPeople: query.people !== null && query.people > 1 && { people: Math.ceil(query.people / 2) },
    anyTime: query.date !== '' && { date: '', from: '', to: '' },
    anythingThen: query.date !== '' && (filterCount(query) > 0 || query.people !== null) && ANYTHING,
    anythingNextDay: query.date !== '' && { ...ANYTHING, date: nextWeekday(query.date) },
    anyTimePlace: query.date !== '' && (query.where !== '' || query.near !== '') && { where: '', near: '', date: '', from: '', to: '', sort: query.sort === 'distance' ? null : query.sort },
    everything: { q: '', where: '', near: '', date: '', from: '', to: '', people: null, kind: null, category: '', amenities: [], max: null, currency: '', sort: null },
  };
  return STEPS.flatMap((step) => (tried[step] ? [{ step, query: { ...query, ...tried[step] } }] : []));
}

// Only within the day: 23:30 and an hour is another day's search.
function shifted(query: Query, minutes: number): Partial<Query> | false {
  if (!query.date || query.to <= query.from) return false;
  const [from, to] = [addMinutes(query.from, minutes), addMinutes(query.to, minutes)];
  const sameDay = minutes > 0 ? from > query.from && to > query.to : from < query.from && to < query.to;
  return sameDay && { from, to };
}

function minutesOf(query: Query): number {
  return query.date ? minutesBetween(query.from, query.to) : 0;
}

// Some things are only let for longer, and a search for an hour does not find them.
function lasting(query: Query, minutes: number): Partial<Query> | false {
  if (!query.date || query.to <= query.from) return false;
  const to = addMinutes(query.from, minutes);
  return to > query.to && { to };
}

function nextWeekday(date: string): string {
  const day = weekdayOf(date);
  return addDays(date, day >= 4 ? 7 - day : 1);
}
