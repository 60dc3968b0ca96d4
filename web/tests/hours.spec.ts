// An hour of somebody's time: booked by one, worked by another, and given back by the place when it was not as agreed.
import { expect } from '@playwright/test';

import { booked, newMember, unique, weekday } from './arrange';
import { newHour, newWorker } from './arrange-hire';
import { PHONE, demo, enter, test } from './people';

test('whose time is booked sees it at once, and what the place gives back is seen by both', async ({ visit }) => {
  const [lucia, bruno, date] = [await newWorker(), await newMember(unique('Bruno'), 'es'), await weekday()];
  const hour = await newHour(lucia.api);
  const [worker, client, desk] = [await visit(), await visit({ viewport: PHONE, lang: 'es' }), await visit()];
  await enter(worker, lucia.email);
  await enter(client, bruno.email);
  await enter(desk, demo('manager'));
  await worker.goto('/work/bookings');
  await expect(worker.getByRole('heading', { level: 1 })).toBeVisible();
  await worker.evaluate(() => Object.assign(window, { same: true }));

  const { id } = await booked(bruno.api, hour, date, '10:00', '12:00', { purpose: 'Retratos' });
  const row = worker.getByRole('link', { name: bruno.name });
  await expect(row).toContainText('€90.00');
  await row.click();
  await expect(worker.getByRole('heading', { level: 1, name: `Booked by ${bruno.name}` })).toBeVisible();
  await expect(worker.getByText(/It is paid and held/)).toBeVisible();
  await expect(worker.getByRole('navigation').getByRole('link', { name: 'My work', exact: true })).toHaveAttribute('aria-current', 'true');

  await client.goto(`/bookings/${id}`);
  await expect(client.getByText(/El dinero queda retenido/)).toBeVisible();

  await desk.goto(`/operate/bookings?booking=${id}`);
  const panel = desk.getByRole('dialog').first();
  await expect(panel.getByText(/Held for whose time it is until/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Confirm without payment' })).toHaveCount(0);
  await panel.getByRole('button', { name: 'Give back', exact: true }).click();
  await panel.getByLabel('Amount in EUR').fill('30');
  await panel.getByLabel(/Why\?/).fill('Half an hour late');
  await panel.getByRole('button', { name: 'Refund €30.00' }).click();
  const sure = desk.getByRole('alertdialog').or(desk.getByRole('dialog', { name: 'Refund €30.00?' }));
  await sure.getByRole('button', { name: 'Refund €30.00' }).click();
  await expect(panel.locator('dl').getByText('€30.00 given back')).toBeVisible();

  for (const [page, money] of [[worker, '€30.00'], [client, /30,00\s€/]] as const) await expect(page.locator('.sums > div').filter({ hasText: /Given back|Devuelto/ })).toContainText(money);
  await client.getByText('Historial').tap();
  await expect(client.getByText('Half an hour late')).toBeVisible();
  expect(await worker.evaluate(() => 'same' in window)).toBe(true);
});

test('nobody books their own time, and is told why', async ({ visit }) => {
  const [lucia, date] = [await newWorker(), await weekday()];
  const hour = await newHour(lucia.api);
  const page = await visit();
  await enter(page, lucia.email);
  await page.goto(`/resources/${hour.id}?date=${date}&from=10:00&to=11:00`);
  await expect(page.getByText(/nobody hires themselves/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reserve' })).toHaveCount(0);
});
