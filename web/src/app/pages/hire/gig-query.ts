// A search for gigs as the address bar holds it and as the API takes it.
import type { Params } from '@angular/router';

import type { paths } from '@api/schema';

export const GIG_SORTS = ['relevance', 'newest', 'rating', 'price'] as const;
export type GigSort = (typeof GIG_SORTS)[number];
/** Delivered within so many days. */
export const WITHIN = [1, 3, 7, 14, 30] as const;

type Asked = NonNullable<paths['/api/v1/gigs']['get']['parameters']['query']>;

export interface GigQuery {
  q: string;
  trades: readonly string[];
  /** The cheapest package, minor units of the organisation's currency. */
  max: number | null;
  days: number | null;
  language: string;
  sort: GigSort | null;
}

export const ALL_GIGS: GigQuery = { q: '', trades: [], max: null, days: null, language: '', sort: null };

export function readGigs(params: Params): GigQuery {
  const text = (name: string): string => String(params[name] ?? '').trim();
  const count = (name: string): number | null => (/^[1-9]\d{0,8}$/.test(text(name)) ? Number(text(name)) : null);
  return {
    q: text('q').slice(0, 200),
    trades: text('trade').split(',').filter((one) => /^[a-z0-9-]{2,40}$/.test(one)),
    max: count('max'),
    days: count('days'),
    language: /^[a-z]{2}$/.test(text('language')) ? text('language') : '',
    sort: GIG_SORTS.find((one) => one === text('sort')) ?? null,
  };
}

export function writeGigs(query: GigQuery): Params {
  const written: Params = { q: query.q, trade: query.trades.join(','), max: query.max, days: query.days, language: query.language, sort: query.sort };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== '' && value !== null));
}

export function askedGigs(query: GigQuery): Asked {
  const asked: Asked = {
    q: query.q || undefined,
    trade: query.trades.join(',') || undefined,
    maxPrice: query.max ?? undefined,
    maxDays: query.days ?? undefined,
    language: query.language || undefined,
    sort: gigSorts(query).find((one) => one === query.sort),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Asked;
}

/** Orders that mean something for this search; the first is the usual one. */
export function gigSorts(query: GigQuery): GigSort[] {
  return GIG_SORTS.filter((one) => one !== 'relevance' || query.q);
}
