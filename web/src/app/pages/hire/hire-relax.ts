// What to give way on when nobody is found: each step changes one thing, the smallest changes first.
import { EVERYBODY, HireQuery, RADIUS, filterCount } from './hire-query';

export const STEPS = ['wider', 'noPrice', 'noRating', 'noLanguage', 'noVerified', 'noReach', 'anyTime', 'noWords', 'remote', 'noTrade', 'noFilters', 'anywhere', 'nearby', 'everybody'] as const;
export type Step = (typeof STEPS)[number];

export interface Relaxation {
  step: Step;
  query: HireQuery;
}

/** All that could be tried; which of them lead to somebody is asked of the API. */
export function relaxations(query: HireQuery): Relaxation[] {
  const radius = query.radius ?? RADIUS;
  const anywhere = { where: '', near: '', radius: null, reaches: false, sort: query.sort === 'distance' ? null : query.sort };
  const tried: Record<Step, Partial<HireQuery> | false> = {
    wider: query.near !== '' && !query.remote && radius > 0 && radius < 300 && { radius: radius < 50 ? 50 : 300 },
    noPrice: (query.min !== null || query.max !== null) && { min: null, max: null, currency: '' },
    noRating: query.rating !== null && { rating: null },
    noLanguage: query.languages.length > 0 && { languages: [] },
    noVerified: query.verified && { verified: false },
    noReach: query.near !== '' && query.reaches && !query.remote && { reaches: false },
    anyTime: query.date !== '' && { date: '', from: '', to: '' },
    noWords: query.q !== '' && { q: '' },
    remote: query.near !== '' && !query.remote && { remote: true },
    noTrade: query.trades.length > 0 && { trades: [] },
    noFilters: filterCount(query) > 1 && { min: null, max: null, currency: '', rating: null, languages: [], verified: false, reaches: false, remote: false },
    anywhere: query.near !== '' && anywhere,
    nearby: query.near !== '' && { ...EVERYBODY, where: query.where, near: query.near, view: query.view },
    everybody: { ...EVERYBODY, view: query.view },
  };
  return STEPS.flatMap((step) => (tried[step] ? [{ step, query: { ...query, ...tried[step] } }] : []));
}
