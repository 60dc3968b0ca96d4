import { expect } from '@playwright/test';

import { newMember, newRoom, slot, weekday } from './arrange';
import { enter, test } from './people';

test('two people see each other’s bookings appear in a week without reloading', async ({ visit }) => {
  const [room, date, one, other] = [await newRoom('Live'), await weekday(), await newMember('Ada Live'), await newMember('Grace Live')];
  const [ada, grace] = [await visit(), await visit()];
  await enter(ada, one.email);
  await enter(grace, other.email);
  await ada.goto(slot(room, date, '10:00', '11:00'));
  await grace.goto(slot(room, date, '15:00', '16:00'));
  const day = Number(date.slice(8));
  const cell = (page: typeof ada, clock: string) => page.getByRole('grid').getByRole('gridcell', { name: new RegExp(`\\b${day} .*${clock}`) });
  await expect(cell(ada, '10:00')).toHaveAttribute('aria-label', /free/);
  await expect(cell(grace, '10:00')).toHaveAttribute('aria-label', /free/);
  // A page that was loaded anew would have forgotten this.
  for (const page of [ada, grace]) await page.evaluate(() => Object.assign(window, { same: true }));

  await ada.getByRole('button', { name: 'Reserve' }).click();
  await expect(ada).toHaveURL(/\/pay$/);
  await expect(cell(grace, '10:00')).toHaveAttribute('aria-label', /taken/);
  await expect(cell(grace, '10:30')).toHaveAttribute('aria-label', /taken/);
  await expect(cell(grace, '11:00')).toHaveAttribute('aria-label', /free/);

  await ada.goBack();
  await expect(cell(ada, '10:00')).toHaveAttribute('aria-label', /your booking/);
  await expect(cell(ada, '15:00')).toHaveAttribute('aria-label', /free/);
  await grace.getByRole('button', { name: 'Reserve' }).click();
  await expect(grace).toHaveURL(/\/pay$/);
  await expect(cell(ada, '15:00')).toHaveAttribute('aria-label', /taken/);
  for (const page of [ada, grace]) expect(await page.evaluate(() => 'same' in window)).toBe(true);
});
