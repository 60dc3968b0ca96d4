// A search as the address bar holds it, as people mean it and as the API takes it.
import type { Params } from '@angular/router';

import type { paths } from '@api/schema';
import type { Schema } from '@core/api';
import { HERE, addDays, clockIn, dateIn, instant } from '@core/time';

export const KINDS = ['room', 'desk', 'office', 'equipment', 'person', 'virtual'] as const;
export type Kind = (typeof KINDS)[number];
export const SORTS = ['relevance', 'distance', 'price', 'capacity', 'name'] as const;
export type Sort = (typeof SORTS)[number];

/** The API's own query of GET /resources. */
export type Asked = NonNullable<paths['/api/v1/resources']['get']['parameters']['query']>;

export interface Query {
  q: string;
  /** A location's name, or part of a place's name, city or address. */
  where: string;
  /** `latitude,longitude` of the visitor. */
  near: string;
  /** `2026-03-02`; empty for any time. */
  date: string;
  /** `10:00`, on the searched place's clock. */
  from: string;
  to: string;
  people: number | null;
  kind: Kind | null;
  category: string;
  amenities: readonly string[];
  /** The dearest hour, minor units of `currency`. */
  max: number | null;
  currency: string;
  sort: Sort | null;
  view: 'list' | 'map';
}

export interface Slot {
  from: Date;
  to: Date;
}

export const EVERYTHING: Query = {
  q: '', where: '', near: '', date: '', from: '', to: '', people: null, kind: null, category: '', amenities: [], max: null, currency: '', sort: null, view: 'list',
};

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A day of a calendar: 30 February is none. */
function isDate(text: string): boolean {
  return /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text;
}

/** What the address bar says; what does not read is as if it were not there. */
export function readQuery(params: Params): Query {
  const text = (name: string): string => String(params[name] ?? '').trim();
  const count = (name: string): number | null => (/^\d{1,9}$/.test(text(name)) && Number(text(name)) > 0 ? Number(text(name)) : null);
  const one = <T extends string>(all: readonly T[], name: string): T | null => all.find((value) => value === text(name)) ?? null;
  const timed = isDate(text('date')) && CLOCK.test(text('from')) && CLOCK.test(text('to'));
  const currency = /^[A-Z]{3}$/.test(text('currency')) ? text('currency') : '';
  return {
    q: text('q'),
    where: text('where'),
    near: /^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/.test(text('near')) ? text('near') : '',
    date: timed ? text('date') : '',
    from: timed ? text('from') : '',
    to: timed ? text('to') : '',
    people: count('people'),
    kind: one(KINDS, 'kind'),
    category: text('category'),
    amenities: text('amenities').split(',').filter(Boolean),
    max: currency ? count('max') : null,
    currency,
    sort: one(SORTS, 'sort'),
    view: text('view') === 'map' ? 'map' : 'list',
  };
}

/** For `queryParams`: only what is set. */
export function writeQuery(query: Query): Params {
  const written: Params = {
    q: query.q,
    where: query.where,
    near: query.near,
    date: query.date,
    from: query.date && query.from,
    to: query.date && query.to,
    people: query.people,
    kind: query.kind,
    category: query.category,
    amenities: query.amenities.join(','),
    max: query.max,
    currency: query.max ? query.currency : '',
    sort: query.sort,
    view: query.view === 'map' ? 'map' : '',
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== '' && value !== null));
}

/** The location meant, when `where` is the name of one. */
export function locationOf(query: Query, locations: readonly Schema<'Location'>[]): Schema<'Location'> | null {
  const where = plain(query.where);
  return where ? (locations.find((one) => plain(one.name) === where) ?? null) : null;
}

/**
 * On whose clock the times are meant: the place's, or that of the nearest one to the visitor; that of all places where they agree; else the
 * visitor's own, because `10:00` in three continents is three moments.
 */
export function zoneOf(query: Query, locations: readonly Schema<'Location'>[]): string {
  const where = plain(query.where);
  const near = query.near ? nearest(query.near, locations) : null;
  const meant = near ?? locationOf(query, locations) ?? (where ? locations.find((one) => plain(`${one.name} ${one.address.city} ${one.address.line1}`).includes(where)) : null);
  if (meant) return meant.timeZone;
  const zones = new Set(locations.map((one) => one.timeZone));
  return zones.size === 1 ? [...zones][0] : HERE;
}

function nearest(near: string, locations: readonly Schema<'Location'>[]): Schema<'Location'> | null {
  const [latitude, longitude] = near.split(',').map(Number);
  const away = (one: Schema<'Location'>): number => Math.hypot(one.latitude - latitude, (((one.longitude - longitude + 540) % 360) - 180) * Math.cos((latitude * Math.PI) / 180));
  return locations.reduce<Schema<'Location'> | null>((best, one) => (!best || away(one) < away(best) ? one : best), null);
}

/** The stretch of time asked for, to a later day where one is named. An end that is not after the start is the next day's. */
export function slotOf(query: Pick<Query, 'date' | 'from' | 'to'>, zone: string, until = ''): Slot | null {
  if (!query.date || !query.from || !query.to) return null;
  const last = until > query.date ? until : lastDay(query);
  return { from: instant(query.date, query.from, zone), to: instant(last, query.to, zone) };
}

function lastDay({ date, from, to }: Pick<Query, 'date' | 'from' | 'to'>): string {
  return to > from ? date : addDays(date, 1);
}

/** A resource's slot in the address bar: a search's, or one that ends on a later day. */
export function readSlot(params: Params, zone: string): Slot | null {
  const until = String(params['until'] ?? '');
  return slotOf(readQuery(params), zone, isDate(until) ? until : '');
}

/** For `queryParams`, as [[readSlot]] reads it. */
export function writeSlot(slot: Slot, zone: string): Params {
  const { until, ...written } = writtenSlot(slot, zone);
  return { ...written, until: until === lastDay(written) ? null : until };
}

/** The slot as inputs take it. */
export function writtenSlot(slot: Slot, zone: string): { date: string; from: string; until: string; to: string } {
  return { date: dateIn(slot.from, zone), from: clockIn(slot.from, zone), until: dateIn(slot.to, zone), to: clockIn(slot.to, zone) };
}

/** What to ask the API. */
export function askedOf(query: Query, locations: readonly Schema<'Location'>[]): Asked {
  const location = locationOf(query, locations);
  const slot = slotOf(query, zoneOf(query, locations));
  const sort = (query.sort === 'distance' && !query.near) || (query.sort === 'relevance' && !query.q) ? null : query.sort;
  const asked: Asked = {
    q: query.q || undefined,
    near: query.near || undefined,
    radiusKm: query.near ? 100 : undefined,
    locationId: location?.id,
    place: location ? undefined : query.where || undefined,
    kind: query.kind ?? undefined,
    category: query.category || undefined,
    amenities: query.amenities.join(',') || undefined,
    capacity: query.people ?? undefined,
    maxPricePerHour: query.max ?? undefined,
    currency: query.max ? query.currency : undefined,
    from: slot?.from.toISOString(),
    to: slot?.to.toISOString(),
    sort: sort ?? undefined,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Asked;
}

/** How many filters stand besides where, when and how many. */
export function filterCount(query: Query): number {
  return [query.q, query.kind, query.category, query.max].filter(Boolean).length + query.amenities.length;
}

/** Lower case without accents, for comparing what people type. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
