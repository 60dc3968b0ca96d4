import { Page, expect } from '@playwright/test';

import { booked, newMember, newRoom, weekday } from './arrange';
import { enter, pairOf, signIn, test } from './people';

test('without a connection the app starts and shows one’s own bookings', async ({ visit }) => {
  const [room, date, member, page] = [await newRoom('Offline'), await weekday(), await newMember('Olga Offline'), await visit({ worker: true })];
  const booking = await booked(member.api, room, date, '10:00', '11:00', { purpose: 'Rehearsal' });
  await signIn(page, member.email);
  await ownedByWorker(page);
  // Now what is read goes through the worker, which keeps it.
  await page.goto('/bookings');
  await expect(page.getByRole('link', { name: room.name })).toBeVisible();
  await page.getByRole('link', { name: room.name }).click();
  await expect(page).toHaveURL(new RegExp(booking.id));
  await expect(page.getByText('Rehearsal')).toBeVisible();
  await expect(page.getByText(/You are offline/)).toBeHidden();

  await page.context().setOffline(true);
  await expect(page.getByRole('status').filter({ hasText: 'You are offline.' })).toBeVisible();
  await page.goto('/bookings');
  await expect(page.getByRole('heading', { level: 1, name: 'My bookings' })).toBeVisible();
  await expect(page.getByRole('link', { name: room.name })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'You are offline.' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: room.name })).toBeVisible();
  await page.getByRole('link', { name: room.name }).click();
  await expect(page.getByText('Rehearsal')).toBeVisible();

  await page.context().setOffline(false);
  await expect(page.getByText(/You are offline/)).toBeHidden();
});

test('what somebody read goes at once when somebody else signs in in another tab, also without a connection', async ({ visit }) => {
  const [room, date, ana, bea, page] = [await newRoom('Shared'), await weekday(), await newMember('Ana Shared'), await newMember('Bea Shared'), await visit({ worker: true })];
  const booking = await booked(ana.api, room, date, '10:00', '11:00', { purpose: 'Rehearsal' });
  await enter(page, ana.email);
  await page.goto('/bookings');
  await ownedByWorker(page);
  await page.getByRole('link', { name: room.name }).click();
  await expect(page).toHaveURL(new RegExp(booking.id));
  await expect(page.getByText('Rehearsal')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name: room.name })).toBeVisible();

  const [other, pair] = [await page.context().newPage(), await pairOf(bea.email)];
  await other.goto('/');
  await page.context().setOffline(true);
  await other.evaluate((tokens) => localStorage.setItem('plaza.tokens', tokens), pair);
  await expect(page.getByRole('link', { name: room.name })).toHaveCount(0);
  await page.goForward();
  await expect(page).toHaveURL(new RegExp(booking.id));
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByText('Rehearsal')).toHaveCount(0);

  await page.context().setOffline(false);
  await page.goto('/bookings');
  await expect(page.getByText('Nothing booked yet')).toBeVisible();
  await page.getByRole('button', { name: 'Your account' }).click();
  await expect(page.getByText('Bea Shared')).toBeVisible();
});

test('after one visit the app starts without a connection', async ({ visit }) => {
  const page = await visit({ worker: true });
  await page.goto('/');
  await kept(page);

  await page.context().setOffline(true);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Find the light that’s on.' })).toBeVisible();
  await expect(page.getByRole('search')).toBeVisible();
  await page.goto('/bookings');
  await expect(page.getByRole('heading', { level: 1, name: 'Good to see you' })).toBeVisible();
  await expect(page).toHaveURL(/sign-in\?next=%2Fbookings/);

  // What was not kept says so at its own address, and comes once there is a connection.
  await page.getByRole('link', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This page did not come' })).toBeVisible();
  await expect(page).toHaveURL(/sign-up\?next=%2Fbookings/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This page did not come' })).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Create your account' })).toBeVisible();
});

/** Waits until the worker has installed all that it keeps beforehand and serves this page. */
async function ownedByWorker(page: Page): Promise<void> {
  await kept(page);
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Waits until the worker is active and every file its list names is kept. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect(async () => {
    expect(
      await page.evaluate(async () => {
        const list = (await (await fetch('/ngsw.json', { cache: 'no-store' })).json()) as { assetGroups: { installMode: string; urls: string[] }[] };
        const wanted = list.assetGroups.filter((group) => group.installMode === 'prefetch').flatMap((group) => group.urls);
        const kept = await Promise.all(wanted.map((one) => caches.match(one)));
        return wanted.length > 0 && kept.every(Boolean);
      }),
    ).toBe(true);
  }).toPass({ timeout: 45_000 });
}
