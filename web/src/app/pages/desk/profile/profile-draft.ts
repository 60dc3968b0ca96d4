// A profile as it is edited, and what of it is sent to the API. Pure.

import type { Schema } from '@core/api';
import { digits, minorUnits } from '@core/money';

import type { Profile } from '../own-profile';

export interface PlaceDraft {
  city: string;
  country: string;
  latitude: number;
  longitude: number;
}

export interface ProfileDraft {
  displayName: string;
  headline: string;
  about: string;
  languages: Schema<'SpokenLanguage'>[];
  /** As it is typed, in major units; empty for none. */
  hourly: string;
  radiusKm: number;
  remote: boolean;
  trades: Schema<'PractisedTrade'>[];
  place: PlaceDraft | null;
}

/** The least an introduction has before it is shown, characters (services/professionals, profile.rs). */
export const SHORTEST_ABOUT = 40;

export function draftOf(profile: Profile, locale: string): ProfileDraft {
  const { hourlyFrom, place, exactPlace } = profile;
  return {
    displayName: profile.displayName,
    headline: profile.headline,
    about: profile.about,
    languages: profile.languages,
    hourly: hourlyFrom ? new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: digits(hourlyFrom.currency) }).format(hourlyFrom.amount / 10 ** digits(hourlyFrom.currency)) : '',
    radiusKm: profile.radiusKm,
    remote: profile.remote,
    trades: profile.trades,
    place: place && exactPlace ? { city: place.city, country: place.country, ...exactPlace } : null,
  };
}

/** What an hour costs, in minor units; undefined when it is no amount. */
export function hourlyOf(draft: ProfileDraft, currency: string): Schema<'Money'> | null | undefined {
  if (!draft.hourly.trim()) return null;
  const amount = minorUnits(draft.hourly, currency);
  return amount !== null && amount > 0 ? { amount, currency } : undefined;
}

export function describedOf(draft: ProfileDraft, currency: string, version: number): Schema<'ProfileBody'> {
  const { displayName, headline, about, languages, radiusKm, remote } = draft;
  return { displayName, headline, about, languages, radiusKm, remote, hourlyFrom: hourlyOf(draft, currency) ?? null, version };
}

/** Which of the three parts that are saved apart differ. */
export function changedParts(draft: ProfileDraft, saved: ProfileDraft): { described: boolean; trades: boolean; place: boolean } {
  const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
  const { trades, place, ...described } = draft;
  const { trades: savedTrades, place: savedPlace, ...savedDescribed } = saved;
  return { described: differ(described, savedDescribed), trades: differ(trades, savedTrades), place: differ(place, savedPlace) };
}

export type Requirement = 'headline' | 'about' | 'languages' | 'trades' | 'location';

/** What clients need to see before they may find somebody, in the page's order. */
export const REQUIREMENTS: readonly Requirement[] = ['headline', 'about', 'trades', 'languages', 'location'];

/** What is missing in what is typed, saved or not. */
export function missingIn(draft: ProfileDraft): Requirement[] {
  const lacks: Record<Requirement, boolean> = {
    headline: !draft.headline.trim(),
    about: [...draft.about.trim()].length < SHORTEST_ABOUT,
    languages: draft.languages.length === 0,
    trades: draft.trades.length === 0,
    location: draft.place === null,
  };
  return REQUIREMENTS.filter((name) => lacks[name]);
}

/** The part of the page that a field of the API stands in: `hourlyFrom.amount` is `hourly`. */
export function fieldOf(name: string): string {
  if (name.startsWith('hourlyFrom')) return 'hourly';
  if (/^(city|country|latitude|longitude)/.test(name)) return 'place';
  return name.replace(/[.[].*$/, '');
}
