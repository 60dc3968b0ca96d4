// A search for professionals as the address bar holds it, as people mean it and as the API takes it.
import type { Params } from '@angular/router';

import type { paths } from '@api/schema';
import { HERE, addDays, instant } from '@core/time';

export const SORTS = ['relevance', 'distance', 'rating', 'price'] as const;
export type Sort = (typeof SORTS)[number];
export const RADII = [2, 5, 10, 25, 50, 100, 300] as const;
export const STARS = [4.5, 4, 3.5, 3] as const;
/** In place of a city: the part of the map that was in sight. */
export const MAP_AREA = '*';
/** How far one looks around a place unless told, km. */
export const RADIUS = 50;

/** The API's own query of GET /search/professionals. */
export type Asked = NonNullable<paths['/api/v1/search/professionals']['get']['parameters']['query']>;

export interface HireQuery {
  q: string;
  /** Slugs; any of them. */
  trades: readonly string[];
  /** The city or place that `near` is of; empty for the visitor's own position. */
  where: string;
  /** `latitude,longitude`. */
  near: string;
  /** Kilometres; null for [[RADIUS]], 0 for anywhere. */
  radius: number | null;
  /** `2026-03-02` with the hours below on the visitor's clock; empty for any time. */
  date: string;
  from: string;
  to: string;
  /** An hour, minor units of `currency`. */
  min: number | null;
  max: number | null;
  currency: string;
  rating: number | null;
  /** ISO 639-1; any of them. */
  languages: readonly string[];
  verified: boolean;
  /** Only who travels as far as `near`. */
  reaches: boolean;
  remote: boolean;
  sort: Sort | null;
  /** What is shown where there is no room for both. */
  view: 'list' | 'map';
}

export const EVERYBODY: HireQuery = {
  q: '', trades: [], where: '', near: '', radius: null, date: '', from: '', to: '', min: null, max: null, currency: '', rating: null, languages: [], verified: false, reaches: false, remote: false, sort: null, view: 'list',
};

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What the address bar says; what does not read is as if it were not there. */
export function readHire(params: Params): HireQuery {
  const text = (name: string): string => String(params[name] ?? '').trim();
  const count = (name: string): number | null => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : null);
  const list = (name: string, fits: RegExp): string[] => [...new Set(text(name).split(',').filter((one) => fits.test(one)))];
  const timed = /^[12]\d{3}-\d{2}-\d{2}$/.test(text('date')) && addDays(text('date'), 0) === text('date') && CLOCK.test(text('from')) && CLOCK.test(text('to'));
  const near = isPoint(text('near')) ? text('near') : '';
  return {
    q: text('q').slice(0, 200),
    trades: list('trade', /^[a-z0-9-]{2,40}$/),
    where: near ? text('where') : '',
    near,
    radius: near ? count('radius') : null,
    date: timed ? text('date') : '',
    from: timed ? text('from') : '',
    to: timed ? text('to') : '',
    min: count('min') || null,
    max: count('max') || null,
    currency: /^[A-Z]{3}$/.test(text('currency')) ? text('currency') : '',
    rating: STARS.find((one) => String(one) === text('rating')) ?? null,
    languages: list('language', /^[a-z]{2}$/),
    verified: text('verified') === '1',
    reaches: near !== '' && text('reaches') === '1',
    remote: text('remote') === '1',
    sort: SORTS.find((one) => one === text('sort')) ?? null,
    view: text('view') === 'map' ? 'map' : 'list',
  };
}

function isPoint(text: string): boolean {
  if (!/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/.test(text)) return false;
  const [latitude, longitude] = text.split(',').map(Number);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

/** For `queryParams`: only what is set. */
export function writeHire(query: HireQuery): Params {
  const priced = query.min !== null || query.max !== null;
  const written: Params = {
    q: query.q,
    trade: query.trades.join(','),
    where: query.near && query.where,
    near: query.near,
    radius: query.near ? query.radius : null,
    date: query.date,
    from: query.date && query.from,
    to: query.date && query.to,
    min: query.min,
    max: query.max,
    currency: priced ? query.currency : '',
    rating: query.rating,
    language: query.languages.join(','),
    verified: query.verified ? 1 : '',
    reaches: query.near && query.reaches ? 1 : '',
    remote: query.remote ? 1 : '',
    sort: query.sort,
    view: query.view === 'map' ? 'map' : '',
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== '' && value !== null));
}

/** The asked interval; null for any time. */
export function slotOf({ date, from, to }: HireQuery): { from: Date; to: Date } | null {
  return date ? { from: instant(date, from, HERE), to: instant(to > from ? date : addDays(date, 1), to, HERE) } : null;
}

/** What to ask the API. */
export function askedOf(query: HireQuery): Asked {
  const slot = slotOf(query);
  const [lat, lon] = query.near ? query.near.split(',').map(Number) : [];
  const radius = query.radius ?? RADIUS;
  const asked: Asked = {
    q: query.q || undefined,
    trade: query.trades.join(',') || undefined,
    lat,
    lon,
    // Who works over the net is near everybody.
    radiusKm: query.near && radius && !query.remote ? radius : undefined,
    reaches: (query.near && !query.remote && query.reaches) || undefined,
    minPrice: query.min ?? undefined,
    maxPrice: query.max ?? undefined,
    currency: query.currency || undefined,
    minRating: query.rating ?? undefined,
    language: query.languages.join(',') || undefined,
    verified: query.verified || undefined,
    remote: query.remote || undefined,
    from: slot?.from.toISOString(),
    to: slot?.to.toISOString(),
    sort: sortable(query).find((one) => one === query.sort),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Asked;
}

/** Orders that mean something for this search. */
export function sortable(query: HireQuery): Sort[] {
  return SORTS.filter((one) => one !== 'distance' || query.near);
}

/** The order the results are in. */
export function sortOf(query: HireQuery): Sort {
  return sortable(query).find((one) => one === query.sort) ?? (query.near && !query.q ? 'distance' : 'relevance');
}

/** How many filters stand besides what, where and when. */
export function filterCount(query: HireQuery): number {
  const one = [query.min !== null || query.max !== null, query.rating, query.verified, query.remote, query.near && query.reaches, query.near && query.radius !== null];
  return one.filter(Boolean).length + query.languages.length + query.trades.length;
}
