import type { Schema } from '@core/api';
import { HERE } from '@core/time';

import { Errors } from './editing';
import { HoursDraft, draftOfHours, hoursOfDraft, usualHours, weekIssues } from './week';
import { zoneOf } from './zones';

/** A place as it is typed; what may be half-typed is text. */
export interface PlaceDraft {
  name: string;
  phone: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
  timeZone: string;
  latitude: string;
  longitude: string;
  always: boolean;
  week: HoursDraft['week'];
  exceptions: HoursDraft['exceptions'];
}

export function newPlace(country: string): PlaceDraft {
  return {
    name: '', phone: '', line1: '', line2: '', city: '', region: '', postalCode: '', country,
    timeZone: HERE, latitude: '', longitude: '', ...usualHours(),
  };
}

export function draftOfPlace(place: Schema<'Location'>): PlaceDraft {
  const { line1, line2, city, region, postalCode, country } = place.address;
  return {
    name: place.name, phone: place.phone, line1, line2: line2 ?? '', city, region: region ?? '', postalCode: postalCode ?? '', country,
    timeZone: place.timeZone, latitude: String(place.latitude), longitude: String(place.longitude), ...draftOfHours(place.hours),
  };
}

export function bodyOfPlace(draft: PlaceDraft, version: number | null): Schema<'LocationBody'> {
  const { line1, line2, city, region, postalCode, country } = draft;
  return {
    name: draft.name.trim(), phone: draft.phone.trim(),
    address: { line1, line2, city, region, postalCode, country },
    timeZone: draft.timeZone, latitude: degrees(draft.latitude) ?? NaN, longitude: degrees(draft.longitude) ?? NaN,
    hours: hoursOfDraft(draft), version,
  };
}

/** What cannot be sent: message keys by the API's field. */
export function placeIssues(draft: PlaceDraft): Errors {
  const found: Errors = {};
  const needed: [string, string][] = [['name', draft.name], ['address.line1', draft.line1], ['address.city', draft.city], ['address.country', draft.country]];
  for (const [field, text] of needed) if (!text.trim()) found[field] = 'operate.places.wrong.needed';
  if (!zoneOf(draft.timeZone)) found['timeZone'] = 'operate.places.wrong.zone';
  if (!within(draft.latitude, 90)) found['latitude'] = 'operate.places.wrong.latitude';
  if (!within(draft.longitude, 180)) found['longitude'] = 'operate.places.wrong.longitude';
  const hours = hoursIssue(draft);
  if (hours) found['hours'] = hours;
  return found;
}

/** An empty week would mean always open to the API: that is asked for, not slipped into. */
export function hoursIssue(hours: HoursDraft): string {
  if (hours.always) return '';
  if (Object.keys(weekIssues(hours.week)).length) return 'operate.places.wrong.week';
  return Object.values(hours.week).some((spans) => spans.length) ? '' : 'operate.places.wrong.noHours';
}

/** Degrees of what somebody typed, with a point or a comma. */
export function degrees(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** `40.4168, -3.7038`, as maps copy it: both at once. */
export function bothDegrees(text: string): { latitude: string; longitude: string } | null {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  return found && text.includes('.') ? { latitude: found[1], longitude: found[2] } : null;
}

function within(text: string, most: number): boolean {
  const value = degrees(text);
  return value !== null && Math.abs(value) <= most;
}
