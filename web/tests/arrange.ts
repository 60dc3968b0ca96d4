// What tests need to be there and are not about: a person, a room, a time on a coming weekday; and what the screens show when
// they are looked at as a whole (axe.spec.ts, screens.ts): a member with bookings, and every address there is.
import { APIRequestContext, Browser, BrowserContext, Page, expect, request } from '@playwright/test';

import { PASSWORD, api, asVisitor, demo, linkIn, mailTo, url } from './people';

export const ZONE = 'Europe/Madrid';
const DAY = 86_400_000;
const TRIES = 90;
const CARD = { method: 'card', token: 'tok_approved' };
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

/** A working day some days from now, on the place's clock, on which Valencia is open, as `2026-03-02`. */
export async function weekday(least = 3): Promise<string> {
  const manager = await api(demo('manager'));
  const shut = new Set((await place(manager)).hours.exceptions.map((one) => one.date));
  await manager.dispose();
  for (let days = least; ; days++) {
    const date = new Date(Date.now() + days * DAY).toLocaleDateString('sv-SE', { timeZone: ZONE });
    if (new Date(date).getUTCDay() % 6 !== 0 && !shut.has(date)) return date;
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
  const data = { resourceId: room.id, startDateTime: at(date, from), endDateTime: at(date, to), paymentInfo: CARD, ...more };
  const answer = await who.post('/api/v1/bookings', { data });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as { id: string; payment: { paymentId: string } };
}

/** A screen: its plain name, its address and who looks at it. */
export interface Screen {
  name: string;
  path: string;
  who: Who;
}

export const EVERYBODY = ['visitor', 'member', 'client', 'professional', 'admin'] as const;
export type Who = (typeof EVERYBODY)[number];

interface Thing {
  id: string;
  name: string;
  status?: string;
}

/** A resource of the demo by name, and bookings of the demo's member: paid ones, one cancelled, one held. */
export interface Arranged {
  room: string;
  paid: string;
  held: string;
  cancelled: string;
  screens: Screen[];
}

async function read<T>(context: APIRequestContext, path: string): Promise<T> {
  const answer = await context.get(`/api/v1${path}`);
  expect(answer.ok(), path).toBeTruthy();
  return (await answer.json()) as T;
}

/** The next working days' hours, in UTC, the likely free ones first. */
function* slots(hours: number): Generator<[string, string]> {
  for (let day = 2; day < 29; day++) {
    const date = new Date(Date.now() + day * DAY);
    if (date.getUTCDay() === 0 || date.getUTCDay() === 6) continue;
    for (const hour of [9, 11, 15, 13, 16, 10, 8, 12, 14]) {
      const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), hour);
      yield [new Date(start).toISOString(), new Date(start + hours * 3_600_000).toISOString()];
    }
  }
}

async function book(member: APIRequestContext, resourceId: string, purpose: string, hours: number, pay: boolean): Promise<string> {
  let tries = 0;
  for (const [startDateTime, endDateTime] of slots(hours)) {
    const answer = await member.post('/api/v1/bookings', {
      headers: { 'idempotency-key': crypto.randomUUID() },
      data: { resourceId, startDateTime, endDateTime, purpose, ...(pay ? { paymentInfo: CARD } : {}) },
    });
    if (answer.ok()) return ((await answer.json()) as { id: string }).id;
    if (++tries > TRIES) throw new Error(`no free hour of ${resourceId}: ${await answer.text()}`);
  }
  throw new Error(`no free hour of ${resourceId}`);
}

async function named(member: APIRequestContext, q: string): Promise<string> {
  return (await read<{ items: Thing[] }>(member, `/resources?limit=1&q=${encodeURIComponent(q)}`)).items[0].id;
}

/** Makes the bookings and lists the screens. */
export async function arrange(): Promise<Arranged> {
  const [member, admin] = [await api(demo('member')), await api(demo('admin'))];
  const [room, studio, desk, person] = await Promise.all(['Sala Turia', 'Estudio Llum', 'Puestos Ruzafa', 'Asesoría legal'].map((q) => named(member, q)));
  const paid = await book(member, room, 'Taller de cerámica', 2, true);
  await book(member, person, 'Revisar el contrato', 1, true);
  await book(member, desk, 'Concentrarme', 3, true);
  const cancelled = await book(member, studio, 'Entrevista', 1, true);
  await member.post(`/api/v1/bookings/${cancelled}/cancel`, { headers: { 'idempotency-key': crypto.randomUUID() }, data: { reason: 'Se aplaza' } });
  const held = await book(member, studio, 'Presentación a clientes', 2, false);
  await expect.poll(async () => (await read<{ items: unknown[] }>(member, '/payments/invoices')).items.length, { timeout: 30_000 }).toBeGreaterThan(1);
  const [place, payment, user] = [
    (await read<{ items: Thing[] }>(admin, '/locations')).items[0].id,
    (await read<{ items: Thing[] }>(admin, '/payments')).items[0].id,
    (await read<{ items: Thing[] }>(admin, '/users?q=member')).items[0].id,
  ];
  const mail = (await read<{ items: Thing[] }>(admin, '/notifications/outbox?limit=1')).items[0]?.id ?? '';
  await Promise.all([member.dispose(), admin.dispose()]);
  const visitor = (name: string, path: string): Screen => ({ name, path, who: 'visitor' });
  const mine = (name: string, path: string): Screen => ({ name, path, who: 'member' });
  const operate = (name: string, path = name): Screen => ({ name: `operate-${name}`, path: `/operate/${path}`, who: 'admin' });
  const screens = [
    visitor('landing', '/'),
    visitor('search', '/search'),
    visitor('search-map', '/search?view=map'),
    visitor('search-none', '/search?q=zeppelin&people=90'),
    visitor('resource', `/resources/${room}`),
    visitor('resource-missing', '/resources/01a20372-0000-7000-8000-000000000000'),
    visitor('sign-in', '/sign-in'),
    visitor('sign-up', '/sign-up'),
    visitor('verify', '/verify?token=abc'),
    visitor('recover', '/recover'),
    visitor('reset-password', '/reset-password?token=abc'),
    visitor('not-found', '/nowhere'),
    mine('resource-member', `/resources/${room}`),
    mine('pay', `/bookings/${held}/pay`),
    mine('paid', `/bookings/${paid}/pay`),
    mine('booking', `/bookings/${paid}`),
    mine('booking-cancelled', `/bookings/${cancelled}`),
    mine('bookings', '/bookings'),
    mine('bookings-past', '/bookings?tab=past'),
    mine('invoices', '/invoices'),
    mine('profile', '/profile'),
    mine('profile-security', '/profile?tab=security'),
    mine('profile-notices', '/profile?tab=notices'),
    mine('notifications', '/notifications'),
    operate('today', ''),
    operate('calendar'),
    operate('calendar-week', 'calendar?view=week'),
    operate('bookings'),
    operate('booking', `bookings?booking=${paid}`),
    operate('places'),
    operate('place-new', 'places/new'),
    operate('place', `places/${place}`),
    operate('resources'),
    operate('resource-new', 'resources/new'),
    operate('resource', `resources/${room}`),
    operate('people'),
    operate('person', `people?person=${user}`),
    operate('payments'),
    operate('ledger', 'payments?tab=books'),
    operate('payment', `payments/${payment}`),
    operate('invoices'),
    operate('work'),
    operate('settings'),
    operate('audit'),
    operate('outbox'),
    operate('mail', `outbox?mail=${mail}`),
  ];
  return { room, paid, held, cancelled, screens };
}

/** A browser profile in a language and theme, signed in without the form. */
export async function profile(browser: Browser, who: Who, lang: 'en' | 'es', viewport: { width: number; height: number }, dark = false): Promise<BrowserContext> {
  const context = await browser.newContext(asVisitor({ viewport, lang, dark }));
  if (who !== 'visitor') {
    const visiting = await request.newContext({ baseURL: url('') });
    const answer = await visiting.post('/api/v1/auth/login', { data: { email: demo(who), password: PASSWORD } });
    const tokens = (await answer.json()) as { accessToken: string; refreshToken: string; expiresIn: number };
    await visiting.dispose();
    const pair = { access: tokens.accessToken, refresh: tokens.refreshToken, until: Date.now() + 365 * DAY };
    await context.addInitScript((kept) => localStorage.setItem('plaza.tokens', kept), JSON.stringify(pair));
  }
  // The language of the browser, whatever the person's profile says.
  await context.addInitScript((kept) => localStorage.setItem('plaza.lang', kept), lang);
  return context;
}

/** Waits until a page shows what it has: a heading, nothing still loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ timeout: 10_000 });
  await expect(page.locator('p-skeleton:visible, [aria-busy="true"]:visible')).toHaveCount(0, { timeout: 10_000 });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(120);
}

/** A page opened at an address, with what it shows. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}
