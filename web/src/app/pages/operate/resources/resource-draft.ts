import type { Schema } from '@core/api';
import { digits, minorUnits } from '@core/money';

import { Errors } from '../places/editing';
import { hoursIssue } from '../places/place-draft';
import { Day, HoursDraft, draftOfHours, hoursOfDraft, usualHours } from '../places/week';

import { draftOfPolicy } from './cancellation';

export const KINDS = ['room', 'desk', 'office', 'equipment', 'person', 'virtual'] as const satisfies Schema<'ResourceKind'>[];

/** A window in which the hour costs more or less; `to` 00:00 is midnight at the day's end. */
export interface PeakDraft {
  days: Day[];
  from: string;
  to: string;
  /** A number and its sign apart: people say 20 % less, not minus 20. */
  percent: number | null;
  less: boolean;
}

/** A resource as it is typed: amounts are text until they are sent. */
export interface ResourceDraft {
  name: string;
  kind: Schema<'ResourceKind'>;
  locationId: string;
  category: string;
  capacity: number | null;
  unitsBy: 'number' | 'names';
  unitCount: number | null;
  /** One name a line. */
  unitNames: string;
  description: string;
  houseRules: string;
  amenities: string[];
  photos: { url: string; alt: string }[];
  currency: string;
  perHour: string;
  perHalfDay: string;
  perDay: string;
  halfDayHours: number | null;
  dayHours: number | null;
  peaks: PeakDraft[];
  /** Its own tax; without, a new resource gets the organisation's. */
  ownTax: boolean;
  taxPercent: number | null;
  taxInclusive: boolean;
  rules: Schema<'BookingRules'> & Record<RuleName, number>;
  ownHours: boolean;
  hours: HoursDraft;
  cancellation: Schema<'CancellationPolicy'> & { tiers: Schema<'CancellationTier'>[] };
  audience: Schema<'Audience'>;
  status: Schema<'ResourceStatus'>;
}

export type RuleName = 'minMinutes' | 'maxMinutes' | 'granularityMinutes' | 'leadMinutes' | 'horizonDays' | 'bufferBeforeMinutes' | 'bufferAfterMinutes';

const RULES: Record<RuleName, number> = {
  minMinutes: 30, maxMinutes: 1440, granularityMinutes: 15, leadMinutes: 0, horizonDays: 365, bufferBeforeMinutes: 0, bufferAfterMinutes: 0,
};

export function newResource(): ResourceDraft {
  return {
    name: '', kind: 'room', locationId: '', category: '', capacity: 4, unitsBy: 'number', unitCount: 1, unitNames: '',
    description: '', houseRules: '', amenities: [], photos: [],
    currency: 'EUR', perHour: '', perHalfDay: '', perDay: '', halfDayHours: 4, dayHours: 10, peaks: [],
    ownTax: false, taxPercent: 21, taxInclusive: true,
    rules: { ...RULES }, ownHours: false, hours: usualHours(),
    cancellation: draftOfPolicy({ name: 'moderate' }), audience: 'members', status: 'active',
  };
}

export function draftOfResource(resource: Schema<'Resource'>): ResourceDraft {
  const { rates, tax } = resource;
  const names = resource.units.map((unit) => unit.name);
  return {
    name: resource.name, kind: resource.kind, locationId: resource.location.id, category: resource.category ?? '', capacity: resource.capacity,
    unitsBy: names.every((name) => /^\d+$/.test(name)) ? 'number' : 'names', unitCount: names.length, unitNames: names.join('\n'),
    description: resource.description, houseRules: resource.houseRules, amenities: resource.amenities,
    photos: resource.photos.map(({ url, alt }) => ({ url, alt: alt ?? '' })),
    currency: resource.currency, perHour: typed(rates.perHour), perHalfDay: typed(rates.perHalfDay), perDay: typed(rates.perDay),
    halfDayHours: rates.halfDayHours ?? 4, dayHours: rates.dayHours ?? 10,
    peaks: (rates.peaks ?? []).map((peak) => ({
      days: peak.days as Day[], from: peak.from.slice(0, 5), to: peak.to.slice(0, 5), percent: Math.abs(peak.percent), less: peak.percent < 0,
    })),
    ownTax: true, taxPercent: tax.basisPoints / 100, taxInclusive: tax.inclusive,
    rules: { ...RULES, ...resource.rules }, ownHours: resource.ownHours, hours: draftOfHours(resource.hours),
    cancellation: draftOfPolicy(resource.cancellation), audience: resource.audience, status: resource.status,
  };
}

/** A new one like another: its texts, prices and rules, under a name to be given. */
export function copyOf(resource: Schema<'Resource'>, name: string): ResourceDraft {
  return { ...draftOfResource(resource), name, status: 'active' };
}

export function bodyOfResource(draft: ResourceDraft, version: number | null): Schema<'ResourceBody'> {
  return {
    locationId: draft.locationId, kind: draft.kind, name: draft.name.trim(), category: draft.category || null, capacity: draft.capacity ?? 0,
    units: draft.unitsBy === 'number' ? (draft.unitCount ?? 1) : namesIn(draft.unitNames),
    description: draft.description, houseRules: draft.houseRules, amenities: draft.amenities, photos: draft.photos,
    rates: ratesOf(draft), currency: draft.currency,
    tax: draft.ownTax ? { basisPoints: Math.round((draft.taxPercent ?? 0) * 100), inclusive: draft.taxInclusive } : null,
    rules: draft.rules, hours: draft.ownHours ? hoursOfDraft(draft.hours) : null,
    cancellation: draft.cancellation, audience: draft.audience, status: draft.status, version,
  };
}

/** What is typed as rates; what is no amount is left out, and told by [[resourceIssues]]. */
export function ratesOf(draft: ResourceDraft): Schema<'Rates'> {
  const amount = (text: string): Schema<'Money'> | null => {
    const units = minorUnits(text, draft.currency);
    return units === null ? null : { amount: units, currency: draft.currency };
  };
  return {
    perHour: amount(draft.perHour), perHalfDay: amount(draft.perHalfDay), perDay: amount(draft.perDay),
    halfDayHours: draft.halfDayHours, dayHours: draft.dayHours,
    peaks: draft.peaks.map(({ days, from, to, percent, less }) => ({ days, from: `${from}:00`, to: `${to}:00`, percent: (percent ?? 0) * (less ? -1 : 1) })),
  };
}

export function namesIn(text: string): string[] {
  return text.split('\n').map((name) => name.trim()).filter(Boolean);
}

/** What cannot be sent: message keys by the API's field. */
export function resourceIssues(draft: ResourceDraft): Errors {
  const found: Errors = {};
  const check = (field: string, fine: boolean, key: string): void => {
    if (!fine) found[field] = 'operate.resources.wrong.' + key;
  };
  check('name', !!draft.name.trim(), 'name');
  check('locationId', !!draft.locationId, 'place');
  check('capacity', whole(draft.capacity, 1, 100_000), 'capacity');
  checkUnits(draft, check);
  for (const field of ['perHour', 'perHalfDay', 'perDay'] as const) {
    const units = minorUnits(draft[field], draft.currency);
    check(`rates.${field}`, !draft[field].trim() || (units !== null && units >= 0), 'amount');
  }
  check('rates.dayHours', whole(draft.dayHours, 1, 24), 'hours');
  check('rates.halfDayHours', whole(draft.halfDayHours, 1, Math.min(24, draft.dayHours ?? 24)), 'halfDay');
  check('rates.peaks', !draft.peaks.length || !!draft.perHour.trim(), 'peaksNeedHour');
  draft.peaks.forEach((peak, at) => {
    check(`rates.peaks[${at}].days`, peak.days.length > 0, 'peakDays');
    check(`rates.peaks[${at}].from`, !!peak.from && !!peak.to && (peak.to === '00:00' || peak.from < peak.to), 'peakTimes');
    check(`rates.peaks[${at}].percent`, whole(peak.percent, 0, peak.less ? 100 : 1000), 'peakPercent');
  });
  check('tax.basisPoints', !draft.ownTax || (draft.taxPercent !== null && draft.taxPercent >= 0 && draft.taxPercent <= 100), 'tax');
  checkRules(draft.rules, check);
  draft.cancellation.tiers.forEach((tier, at) => {
    const before = draft.cancellation.tiers[at - 1];
    check(`cancellation.tiers[${at}]`, whole(tier.refundPercent, 0, 100) && whole(tier.hoursBefore, 0, 8_784), 'tier');
    if (before) check(`cancellation.tiers[${at}]`, before.hoursBefore > tier.hoursBefore && before.refundPercent >= tier.refundPercent, 'tierOrder');
  });
  draft.photos.forEach((photo, at) => check(`photos[${at}].url`, /^(https?:\/\/|\/(?!\/))\S+$/.test(photo.url), 'photo'));
  const hours = draft.ownHours ? hoursIssue(draft.hours) : '';
  if (hours) found['hours'] = hours;
  return found;
}

type Check = (field: string, fine: boolean, key: string) => void;

function checkUnits(draft: ResourceDraft, check: Check): void {
  if (draft.unitsBy === 'number') return check('units', whole(draft.unitCount, 1, 500), 'units');
  const names = namesIn(draft.unitNames);
  check('units', names.length >= 1 && names.length <= 500, 'units');
  check('units', new Set(names).size === names.length, 'unitTwice');
  check('units', names.every((name) => name.length <= 80), 'unitLong');
}

function checkRules(rules: ResourceDraft['rules'], check: Check): void {
  const { minMinutes: least, maxMinutes: most, granularityMinutes: grid } = rules;
  check('rules.minMinutes', whole(least, 1, 44_640) && least % grid === 0, 'grid');
  check('rules.maxMinutes', whole(most, 1, 44_640) && most % grid === 0, 'grid');
  if (most <= 44_640) check('rules.maxMinutes', most >= least, 'maxBelowMin');
  else check('rules.maxMinutes', false, 'month');
  check('rules.leadMinutes', whole(rules.leadMinutes, 0, 366 * 1440), 'lead');
  check('rules.horizonDays', whole(rules.horizonDays, 1, 1_098), 'horizon');
  check('rules.bufferBeforeMinutes', rules.bufferBeforeMinutes + rules.bufferAfterMinutes <= 1440, 'buffers');
}

function whole(value: number | null, least: number, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}

function typed(money: Schema<'Money'> | null | undefined): string {
  if (!money) return '';
  const places = digits(money.currency);
  const text = (money.amount / 10 ** places).toFixed(places);
  return text.replace(/\.0+$/, '');
}
