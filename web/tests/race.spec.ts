import { Page, expect } from '@playwright/test';

import { newMember, newRoom, slot, weekday } from './arrange';
import { enter, test } from './people';

test('of two who press Reserve at the same moment one gets it, the other books an alternative', async ({ visit }) => {
  const [room, date] = [await newRoom('Race'), await weekday()];
  const people = [await newMember('Ada Race'), await newMember('Grace Race')];
  const pages: Page[] = [];
  // Both requests leave together: the first waits until the second is made.
  let together: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (together = resolve));
  let waiting = 0;
  const asked: number[] = [];
  for (const person of people) {
    const page = await visit();
    await enter(page, person.email);
    await page.route('**/api/v1/bookings', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      if (++waiting === people.length) together();
      await both;
      await route.continue();
    });
    page.on('response', (answer) => {
      if (answer.request().method() === 'POST' && new URL(answer.url()).pathname === '/api/v1/bookings') asked.push(answer.status());
    });
    await page.goto(slot(room, date, '10:00', '11:00'));
    await expect(page.getByRole('button', { name: 'Reserve' })).toBeEnabled();
    pages.push(page);
  }
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Reserve' }).click()));

  await expect(() => expect(asked.length).toBe(2)).toPass();
  expect(asked.sort()).toEqual([201, 409]);
  await expect(() => expect(pages.filter((page) => /\/pay$/.test(page.url())).length).toBe(1)).toPass();
  const loser = pages.find((page) => !/\/pay$/.test(page.url())) as Page;
  const winner = pages.find((page) => page !== loser) as Page;
  await expect(winner.getByRole('button', { name: 'Pay €20.00' })).toBeVisible();
  await expect(winner.getByRole('timer')).toBeVisible();

  await expect(loser.getByText('Somebody has it for part of that time.')).toBeVisible();
  await expect(loser.getByText('Free instead:')).toBeVisible();
  await expect(loser.getByRole('button', { name: 'Reserve' })).toBeDisabled();
  const before = new URL(loser.url()).search;
  await loser.locator('p-resource-booker').getByRole('button', { name: /\d{2}:\d{2} – \d{2}:\d{2}/ }).first().click();
  await expect(loser).not.toHaveURL((now) => now.search === before && now.pathname.endsWith(room.id));
  await loser.getByRole('button', { name: 'Reserve' }).click();
  await expect(loser).toHaveURL(/\/bookings\/[^/]+\/pay$/);
  await loser.getByRole('button', { name: /^Pay/ }).click();
  await expect(loser.getByRole('heading', { name: 'It is booked' })).toBeVisible();
});
