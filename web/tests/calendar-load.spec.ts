// A calendar of 500 resources and 20,000 bookings, and how much each screen asks of the API. Times are printed, not judged: machines differ.
import { Page, Request, expect } from '@playwright/test';

import { at, booked, newMember, newRoom, slot, weekday } from './arrange';
import { demo, enter, test } from './people';

const RESOURCES = 500;
const BOOKINGS = 20_000;
const PAGE = 200;

test('500 resources with 20,000 bookings in sight stay light, and every row can be reached', async ({ visit }) => {
  const [date, room, page] = [await weekday(), await newRoom('Load'), await visit()];
  await enter(page, demo('manager'));
  await mock(page, room.locationId, date);
  await page.addInitScript(watchPaint);
  await page.goto(`/operate/calendar?date=${date}&place=${room.locationId}`);
  const board = page.getByRole('region', { name: /^Calendar\./ });
  await expect(board.locator('.bar').first()).toBeVisible();
  const painted = await page.waitForFunction(() => (window as unknown as Watched).painted).then((handle) => handle.jsonValue());

  const rows = new Set<string>();
  let most = 0;
  const look = async (): Promise<{ top: number; end: number }> => {
    const seen = await board.evaluate((box) => ({
      names: [...box.querySelectorAll('[role="group"]')].map((row) => row.getAttribute('aria-label') ?? ''),
      nodes: document.querySelectorAll('*').length,
      top: box.scrollTop,
      end: box.scrollHeight - box.clientHeight,
    }));
    seen.names.forEach((name) => rows.add(name));
    most = Math.max(most, seen.nodes);
    return seen;
  };

  // As with a wheel: one notch after another, looking at each frame.
  await board.hover();
  await page.evaluate(() => (window as unknown as Watched).record());
  let now = await look();
  while (now.top < now.end) {
    await page.mouse.wheel(0, 600);
    const before = now.top;
    await page.waitForFunction((top) => (document.querySelector('p-board .box')?.scrollTop ?? 0) > top, before);
    now = await look();
  }
  const frames = await page.evaluate(() => (window as unknown as Watched).stop());

  const sorted = [...frames].sort((a, b) => a - b);
  const pick = (part: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  console.log(`calendar of ${RESOURCES} resources, ${BOOKINGS} bookings: answer read to first painted bars ${painted?.toFixed(0)} ms; ` +
    `${frames.length} frames while scrolling: median ${pick(0.5)} ms, 95th ${pick(0.95)} ms, longest ${pick(1)} ms; at most ${most} elements`);
  expect(rows.size).toBe(RESOURCES);
  expect(most).toBeLessThan(4_000);

  // And by keys: the last row's booking opens from where the wheel ended.
  await board.getByRole('group', { name: nameOf(RESOURCES - 1), exact: true }).locator('.bar').first().focus();
  await expect(board.locator('.bar:focus')).toHaveAttribute('aria-label', /Confirmed$/);
});

test('no screen asks for much', async ({ visit }) => {
  const [room, date, member] = [await newRoom('Asks'), await weekday(), await newMember('Ana Asks')];
  await booked(member.api, room, date, '10:00', '11:00');
  const screens: { name: string; path: string; who: string; ready: string | RegExp; most: number }[] = [
    { name: 'landing', path: '/', who: member.email, ready: /light that’s on/, most: 8 },
    { name: 'search', path: `/search?where=Plaza%20Ruzafa&date=${date}&from=10:00&to=12:00`, who: member.email, ready: 'Everything you can book', most: 8 },
    { name: 'resource', path: slot(room, date, '15:00', '16:00'), who: member.email, ready: room.name, most: 8 },
    { name: 'bookings', path: '/bookings', who: member.email, ready: 'My bookings', most: 8 },
    { name: 'calendar', path: `/operate/calendar?date=${date}`, who: demo('manager'), ready: 'Calendar', most: 8 },
    // What waits for the operator is asked of each service, which a batch cannot do.
    { name: 'today', path: '/operate', who: demo('manager'), ready: 'Today', most: 16 },
  ];
  const asked: Record<string, string[]> = {};
  for (const screen of screens) {
    const page = await visit();
    await enter(page, screen.who);
    const requests: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) requests.push(`${request.method()} ${pathname}`);
    });
    await page.goto(screen.path, { waitUntil: 'networkidle' });
    await expect(page.getByRole('heading', { level: 1, name: screen.ready })).toBeVisible();
    asked[screen.name] = requests;
    console.log(`${screen.name}: ${requests.length} requests: ${requests.map((one) => one.replace('/api/v1', '').replace(/[0-9a-f]{8}-[0-9a-f-]+/g, '{id}')).join(', ')}`);
    await page.close();
  }
  for (const screen of screens) expect(asked[screen.name].length, `requests of ${screen.name}: ${asked[screen.name].join(', ')}`).toBeLessThanOrEqual(screen.most);
});

interface Watched {
  /** Milliseconds from the end of the bookings' answer to the frame that shows bars. */
  painted: number | undefined;
  record(): void;
  stop(): number[];
}

/** In the page. */
function watchPaint(): void {
  const watched = window as unknown as Watched;
  let ended = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) if (entry.name.includes('/bookings/calendar')) ended ||= entry.responseEnd;
  }).observe({ type: 'resource', buffered: true });
  const seeing = new MutationObserver(() => {
    if (!document.querySelector('p-bars .bar')) return;
    seeing.disconnect();
    // The second frame begins once the first is on the screen.
    requestAnimationFrame(() => requestAnimationFrame((now) => setTimeout(() => (watched.painted = now - ended))));
  });
  seeing.observe(document, { childList: true, subtree: true });
  let frames: number[] = [];
  let recording = false;
  watched.record = () => {
    frames = [];
    recording = true;
    let last = 0;
    const frame = (now: number): void => {
      if (last) frames.push(now - last);
      last = now;
      if (recording) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  watched.stop = () => {
    recording = false;
    return frames;
  };
}

const idOf = (at: number, what: string): string => `${what}0000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`;
const nameOf = (at: number): string => `Desk ${String(at + 1).padStart(3, '0')}`;

/** The API's answers about resources and their bookings; places and people stay the demo's. */
async function mock(page: Page, locationId: string, date: string): Promise<void> {
  const location = { id: locationId, name: 'Plaza Ruzafa', city: 'Valencia', latitude: 39.46, longitude: -0.37, timeZone: 'Europe/Madrid' };
  const price = { amount: 400, currency: 'EUR' };
  const resources = Array.from({ length: RESOURCES }, (_, at) => ({
    id: idOf(at, '0a00'), name: nameOf(at), kind: 'desk', category: 'desks', capacity: 1, location, amenities: ['wifi'], photo: null, pricePerHour: price, fromPrice: price, audience: 'everyone', status: 'active',
  }));
  // From eight in the morning, twenty minutes each.
  const [each, first] = [BOOKINGS / RESOURCES, Date.parse(at(date, '08:00'))];
  const items = Array.from({ length: BOOKINGS }, (_, at) => {
    const [resource, nth] = [Math.floor(at / each), at % each];
    const start = first + nth * 19 * 60_000;
    return {
      kind: 'booking', startDateTime: new Date(start).toISOString(), endDateTime: new Date(start + 15 * 60_000).toISOString(), resourceId: idOf(resource, '0a00'), unitIds: [idOf(resource, '0b00')],
      bookingId: idOf(at, '0c00'), status: 'confirmed', userId: idOf(at % 300, '0d00'), title: `Booking ${at}`, closureId: null,
    };
  });
  const pageOf = (path: string): unknown => {
    const query = new URL(path, 'http://api').searchParams;
    if (query.get('status') === 'inactive') return { items: [], next: null };
    const from = Number(query.get('cursor') ?? 0);
    return { items: resources.slice(from, from + PAGE), next: from + PAGE < RESOURCES ? `${from + PAGE}` : null };
  };
  await page.route('**/api/v1/batch', async (route) => {
    const { get } = route.request().postDataJSON() as { get: string[] };
    const real = get.filter((path) => !path.startsWith('/api/v1/resources'));
    const headers = await sent(route.request());
    const answers = real.length ? ((await (await route.fetch({ headers, postData: { get: real } })).json()) as { answers: unknown[] }).answers : [];
    await route.fulfill({ json: { answers: get.map((path) => (path.startsWith('/api/v1/resources') ? { status: 200, body: pageOf(path) } : answers.shift())) } });
  });
  const body = JSON.stringify({ startDate: at(date, '00:00'), endDate: at(date, '23:59'), timeZone: 'Europe/Madrid', items });
  await page.route('**/api/v1/bookings/calendar?*', (route) => route.fulfill({ contentType: 'application/json', body }));
}

/** A request's headers for another body. */
async function sent(request: Request): Promise<Record<string, string>> {
  const { 'content-length': _, 'idempotency-key': __, ...headers } = await request.allHeaders();
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
}
