// What a test needs to be there and is not about: a person of its own, a room of its own, a time on a coming weekday.
import { APIRequestContext, expect, request } from '@playwright/test';

import { PASSWORD, api, demo, linkIn, mailTo, url } from './people';

export const ZONE = 'Europe/Madrid';
let count = 0;

/** A word nothing else has. */
export function unique(word: string): string {
  return `${word} ${Date.now().toString(36)}${(count++).toString(36)}`;
}

export function newAddress(who: string): string {
  return `${unique(who).replace(' ', '.')}@example.org`;
}

/** A member with a proven address. */
export async function newMember(name: string, locale: 'en' | 'es' = 'en'): Promise<{ email: string; name: string; api: APIRequestContext }> {
  const email = newAddress(name.split(' ')[0].toLowerCase());
  const visiting = await request.newContext({ baseURL: url('') });
  expect((await visiting.post('/api/v1/auth/register', { data: { name, email, password: PASSWORD, locale } })).status()).toBe(202);
  const token = new URL(linkIn(await mailTo(email, /./), '/verify'), url()).searchParams.get('token');
  expect((await visiting.post('/api/v1/auth/verify', { data: { token } })).ok()).toBeTruthy();
  await visiting.dispose();
  return { email, name, api: await api(email) };
}

export interface Room {
  id: string;
  name: string;
  locationId: string;
}

interface Place {
  id: string;
  timeZone: string;
  hours: { exceptions: { date: string }[] };
}

async function place(manager: APIRequestContext): Promise<Place> {
  const { items } = (await (await manager.get('/api/v1/locations?limit=200')).json()) as { items: Place[] };
  return items.find((one) => one.timeZone === ZONE) as Place;
}

/** A room in Valencia at 20 € an hour, free at all hours it is open; full refund until the day before. */
export async function newRoom(word = 'Sala'): Promise<Room> {
  const manager = await api(demo('manager'));
  const name = unique(word);
  const data = {
    locationId: (await place(manager)).id,
    kind: 'room',
    name,
    capacity: 6,
    audience: 'everyone',
    rates: { perHour: { amount: 2000, currency: 'EUR' } },
    rules: { minMinutes: 30, maxMinutes: 480, granularityMinutes: 30, leadMinutes: 0, horizonDays: 90, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
    cancellation: { name: 'flexible', tiers: [{ hoursBefore: 24, refundPercent: 100 }] },
  };
  const answer = await manager.post('/api/v1/resources', { data });
  expect(answer.status(), await answer.text()).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  await manager.dispose();
  return { id, name, locationId: data.locationId };
}

/** A working day some days from now on which Valencia is open, as `2026-03-02`. */
export async function weekday(least = 3): Promise<string> {
  const manager = await api(demo('manager'));
  const shut = new Set((await place(manager)).hours.exceptions.map((one) => one.date));
  await manager.dispose();
  for (let days = least; ; days++) {
    const at = new Date(Date.now() + days * 86_400_000);
    const date = at.toISOString().slice(0, 10);
    if (at.getUTCDay() % 6 !== 0 && !shut.has(date)) return date;
  }
}

/** The moment at which Valencia's clock shows that. */
export function at(date: string, clock: string): string {
  const guess = new Date(`${date}T${clock}:00Z`);
  const shown = new Date(`${guess.toLocaleString('sv-SE', { timeZone: ZONE }).replace(' ', 'T')}Z`);
  return new Date(guess.getTime() * 2 - shown.getTime()).toISOString();
}

export const slot = (room: Room, date: string, from: string, to: string): string => `/resources/${room.id}?date=${date}&from=${from}&to=${to}`;

/** Books, and pays at once. */
export async function booked(who: APIRequestContext, room: Room, date: string, from: string, to: string, more: object = {}): Promise<{ id: string; payment: { paymentId: string } }> {
  const data = { resourceId: room.id, startDateTime: at(date, from), endDateTime: at(date, to), paymentInfo: { method: 'card', token: 'tok_approved' }, ...more };
  const answer = await who.post('/api/v1/bookings', { data });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as { id: string; payment: { paymentId: string } };
}
