// Hiring, arranged through the API: a professional nobody else is called like, work that was delivered; and what the screens of
// hiring show when they are looked at as a whole.
import { APIRequestContext, APIResponse, expect } from '@playwright/test';

import type { Room, Screen, Who } from './arrange';
import { ZONE, newMember, unique } from './arrange';
import { api, demo } from './people';

const DAY = 86_400_000;
const QUARTER = 900_000;

interface Thing {
  id: string;
  status: string;
  conversationId: string;
}

/** The answer, which is a good one. */
async function good<T = Thing>(asked: Promise<APIResponse>): Promise<T> {
  const answer = await asked;
  expect(answer.ok(), `${answer.url()}: ${await answer.text()}`).toBeTruthy();
  return (await answer.json()) as T;
}

const post = <T = Thing>(who: APIRequestContext, path: string, data: object = {}): Promise<T> => good(who.post(`/api/v1${path}`, { data }));
const put = (who: APIRequestContext, path: string, data: object): Promise<Thing> => good(who.put(`/api/v1${path}`, { data }));
const get = <T = Thing>(who: APIRequestContext, path: string): Promise<T> => good(who.get(`/api/v1${path}`));
const items = async (who: APIRequestContext, path: string): Promise<Thing[]> => (await get<{ items: Thing[] }>(who, path)).items;

/** A published photographer in Madrid, with a name and a headline of her own. */
export async function newWorker(name = unique('Lucia'), headline = unique('Fotografa')): Promise<{ email: string; name: string; headline: string; api: APIRequestContext }> {
  const member = await newMember(name);
  await post(member.api, '/professionals/me', {
    headline,
    about: 'Twenty years behind a camera, and never missed a kiss.',
    languages: [{ code: 'es', level: 'native' }],
    hourlyFrom: { amount: 4500, currency: 'EUR' },
    radiusKm: 50,
  });
  await put(member.api, '/professionals/me/trades', { trades: [{ slug: 'photographer', years: 20 }] });
  await put(member.api, '/professionals/me/location', { city: 'Madrid', country: 'ES', latitude: 40.4168, longitude: -3.7038 });
  await put(member.api, '/professionals/me/status', { status: 'published' });
  return { ...member, headline };
}

/** Somebody's time, bookable by the hour on working days at what their profile says. */
export async function newHour(worker: APIRequestContext): Promise<Room> {
  const weekly = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day) => ({ day, opens: '09:00:00', closes: '19:00:00' }));
  const { resourceId } = await post<{ resourceId: string }>(worker, '/professionals/me/bookable', { timeZone: ZONE, hours: { weekly } });
  const { name, locationId } = await get<Room>(worker, `/resources/${resourceId}`);
  return { id: resourceId, name, locationId };
}

/** An hour of a worker's time that has begun and is paid, at any time of day: the booking's id. Only operators book what has begun. */
export async function begunHour(worker: APIRequestContext, client: APIRequestContext, purpose: string): Promise<string> {
  const [{ resourceId }, { id: userId }, desk] = [await post<{ resourceId: string }>(worker, '/professionals/me/bookable', { timeZone: ZONE }), await get(client, '/users/profile'), await api(demo('manager'))];
  const start = Math.floor(Date.now() / QUARTER) * QUARTER;
  const { id } = await post(desk, '/bookings', { resourceId, userId, purpose, startDateTime: new Date(start).toISOString(), endDateTime: new Date(start + 4 * QUARTER).toISOString() });
  await post(client, `/bookings/${id}/confirm`, { paymentInfo: { method: 'card', token: 'tok_approved' } });
  await desk.dispose();
  return id;
}

/** Says of an hour that it was not as agreed. */
export const objected = (client: APIRequestContext, booking: string, text: string): Promise<Thing> => post(client, `/bookings/${booking}/objection`, { text });

/** Work of 100 € that was delivered and waits for the client: the order's id. */
export async function delivered(client: APIRequestContext, worker: APIRequestContext, title: string): Promise<string> {
  const [me, other] = [await get(client, '/users/profile'), await get(worker, '/users/profile')];
  const conversation = await post(client, '/conversations', { with: other.id });
  const terms = { title, scope: 'Two hundred pictures, colours corrected.', price: { amount: 10_000, currency: 'EUR' }, deliveryDays: 5, revisions: 1 };
  const expiresAt = new Date(Date.now() + DAY).toISOString();
  const offer = await post(worker, '/offers', { ...terms, expiresAt, conversationId: conversation.id, client: me.id });
  const { order } = await post<{ order: Thing }>(client, `/offers/${offer.id}/accept`, { paymentInfo: { method: 'card', token: 'tok_approved' } });
  await post(worker, `/orders/${order.id}/start`);
  await post(worker, `/orders/${order.id}/deliver`, { message: 'Here they are.' });
  return order.id;
}

/** A gig that waits for an operator. */
export async function submittedGig(worker: APIRequestContext, title: string): Promise<Thing> {
  const gig = await post(worker, '/gigs', {
    title,
    description: 'Una hora en el estudio y diez fotos retocadas, listas en una semana.',
    trade: 'photographer',
    language: 'es',
    packages: [{ name: 'Básico', price: { amount: 9000, currency: 'EUR' }, deliveryDays: 7 }],
  });
  return post(worker, `/gigs/${gig.id}/submit`);
}

/** A case that waits, and reports of a review and of a conversation; made once, for after a failed test the others begin anew on the same server. */
async function queues(client: APIRequestContext, worker: APIRequestContext, admin: APIRequestContext, conversation: string): Promise<{ case: string; report: string }> {
  const [[waiting], [known]] = await Promise.all([items(admin, '/operations/verification?status=submitted'), items(admin, '/operations/chat/reports')]);
  if (known) return { case: waiting.id, report: known.id };
  const { id } = await get(worker, '/users/profile');
  const [review] = await items(worker, `/reviews?subjectKind=professional&subject=${id}&limit=1`);
  await post(worker, `/reviews/${review.id}/report`, { reason: 'untrue', note: 'Ese día no trabajé.' });
  const report = await post(client, `/conversations/${conversation}/report`, { reason: 'off_platform', text: 'Asked to be paid in cash.' });
  return { case: waiting.id, report: report.id };
}

/** Every screen of hiring, as the demo's client and professional see it. */
export async function hiring(): Promise<Screen[]> {
  const [client, worker, admin] = await Promise.all(['client', 'professional', 'admin'].map((name) => api(demo(name))));
  const [bought, sold] = [await items(client, '/orders?limit=50'), await items(worker, '/orders?limit=50')];
  const offered = (await items(client, '/offers?limit=50')).find((one) => one.status === 'open') as Thing;
  const one = (orders: Thing[], status: string): string => orders.find((order) => order.status === status)?.id ?? `no order is ${status}`;
  const [person, [gig], [dispute]] = [await get(worker, '/professionals/me'), await items(worker, '/gigs/mine'), await get<{ items: { order: Thing }[] }>(admin, '/operations/orders/disputes').then((page) => page.items)];
  // One to look at and one that may still be objected to: an hour is objected to once.
  const [amparo, other] = [await newWorker('Amparo Ferrer', 'Fotógrafa de retrato'), await newWorker('Inés Roca', 'Fotógrafa de producto')];
  const [hour, open] = [await begunHour(amparo.api, client, 'Retratos del equipo'), await begunHour(other.api, client, 'Catálogo de otoño')];
  await objected(client, hour, 'Llegó con veinte minutos de retraso y se marchó antes de acabar: hicimos poco más de media hora de la hora que pagué.');
  const queue = await queues(client, worker, admin, bought[0].conversationId);
  await Promise.all([client, worker, admin, amparo.api, other.api].map((context) => context.dispose()));
  const seen = (who: Who, prefix = '') => (name: string, path: string): Screen => ({ name: prefix + name, path, who });
  const [visitor, buyer, seller, operate] = [seen('visitor'), seen('client'), seen('professional', 'work-'), seen('admin', 'operate-')];
  return [
    visitor('hire', '/hire'),
    visitor('hire-map', '/hire?view=map'),
    visitor('hire-none', '/hire?q=zeppelin'),
    visitor('professional', `/professionals/${person.id}`),
    visitor('gigs', '/gigs'),
    visitor('gig', `/gigs/${gig.id}`),
    buyer('messages', '/messages'),
    buyer('conversation', `/messages/${offered.conversationId}`),
    buyer('orders', '/orders'),
    buyer('order', `/orders/${one(bought, 'delivered')}`),
    buyer('order-completed', `/orders/${one(bought, 'completed')}`),
    buyer('hour', `/bookings/${open}`),
    buyer('hour-objected', `/bookings/${hour}`),
    buyer('offer-work', '/work'),
    seller('today', '/work'),
    seller('profile', '/work/profile'),
    seller('verification', '/work/verification'),
    seller('gigs', '/work/gigs'),
    seller('gig', `/work/gigs/${gig.id}`),
    seller('money', '/work/money'),
    seller('reviews', '/work/reviews'),
    seller('reviews-open', '/work/reviews?tab=write'),
    seller('orders', '/orders?as=professional'),
    seller('order', `/orders/${one(sold, 'funded')}`),
    seller('conversation', `/messages/${sold[0].conversationId}`),
    operate('verification', '/operate/verification'),
    operate('verification-case', `/operate/verification/${queue.case}`),
    operate('gigs', '/operate/gigs'),
    operate('disputes', '/operate/disputes'),
    operate('dispute', `/operate/disputes/${dispute.order.id}`),
    operate('reviews', '/operate/reviews'),
    operate('reports', '/operate/reports'),
    operate('booking-objected', `/operate/bookings?booking=${hour}`),
    operate('bookings-objected', '/operate/bookings?objection=open'),
    operate('report', `/operate/reports/${queue.report}`),
  ];
}
