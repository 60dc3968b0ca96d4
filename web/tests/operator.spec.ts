// What a manager does at the desk, on a large screen, in English.
import { readFile } from 'node:fs/promises';
import { Locator, Page, expect } from '@playwright/test';

import { at, booked, newMember, newRoom, unique, weekday } from './arrange';
import { api, demo, enter, mailTo, test } from './people';

test.describe('as manager', () => {
  const desk = async (visit: () => Promise<Page>, path: string, who = 'manager'): Promise<Page> => {
    const page = await visit();
    await enter(page, demo(who));
    await page.goto(path);
    return page;
  };

  test('today shows who comes and how full it is', async ({ visit }) => {
    const page = await desk(visit, '/operate');
    await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'How full it is' })).toBeVisible();
    // On the demo's next working day somebody comes.
    await page.getByLabel('Date', { exact: true }).last().fill(await weekday(1));
    await expect(page.getByRole('heading', { level: 1, name: 'The day' })).toBeVisible();
    const arrivals = page.getByRole('region', { name: 'Who comes' });
    await expect(arrivals.getByRole('listitem').first()).toContainText(/\d{2}:\d{2}/);
    await expect(page.getByRole('definition').first()).toContainText(/^\s*[1-9]/);
  });

  test('the calendar shows what is booked, and opens it', async ({ visit }) => {
    const [room, date, member] = [await newRoom('Board'), await weekday(), await newMember('Bea Board')];
    await booked(member.api, room, date, '10:00', '12:00', { purpose: 'Board meeting' });
    const page = await desk(visit, `/operate/calendar?date=${date}&place=${room.locationId}`);
    // The demo's own bookings are there too.
    await expect(page.locator('p-board').getByRole('button', { name: /Confirmed$/ }).first()).toBeVisible();
    await page.getByLabel('Find by name').fill(room.name);
    const bar = row(page, room.name).getByRole('button', { name: '10:00 – 12:00, Bea Board, Board meeting, Confirmed' });
    await bar.click();
    const panel = page.getByRole('dialog', { name: room.name });
    await expect(panel.getByRole('definition').first()).toContainText('Bea Board');
    await expect(panel.getByText('€40.00 paid')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  });

  test('books for somebody who walked in, and moves it with the keyboard', async ({ visit }) => {
    const [room, date, member] = [await newRoom('Walkin'), await weekday(), await newMember(unique('Wanda'))];
    const page = await desk(visit, `/operate/calendar?date=${date}&place=${room.locationId}&q=${encodeURIComponent(room.name)}`);
    await row(page, room.name).getByRole('button', { name: `Book or close ${room.name}` }).click();
    const create = page.getByRole('dialog', { name: room.name });
    await create.getByRole('combobox', { name: 'For whom' }).fill(member.name);
    await create.getByRole('option', { name: member.email }).click();
    await create.getByLabel('From', { exact: true }).fill('12:00');
    await create.getByLabel('To', { exact: true }).fill('13:00');
    await create.getByLabel(/What for/).fill('Walk-in');
    await expect(create.getByText('€20.00')).toBeVisible();
    await create.getByLabel(/Confirm without payment/).check();
    await create.getByRole('button', { name: 'Book', exact: true }).click();
    await expect(create).toBeHidden();
    const bar = row(page, room.name).getByRole('button', { name: `12:00 – 13:00, ${member.name}, Walk-in, Confirmed` });
    await expect(bar).toBeVisible();

    await bar.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: room.name });
    await panel.getByRole('button', { name: 'Move', exact: true }).press('Enter');
    await panel.getByLabel('From', { exact: true }).fill('15:00');
    await panel.getByLabel('To', { exact: true }).fill('16:00');
    await panel.getByRole('button', { name: 'Move it' }).press('Enter');
    await expect(panel.getByText('15:00 – 16:00')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row(page, room.name).getByRole('button', { name: /^15:00 – 16:00/ })).toBeVisible();
    expect(await times(member.api, room.id)).toEqual([at(date, '15:00')]);
  });

  test('drags a booking to another hour', async ({ visit }) => {
    const [room, date, member] = [await newRoom('Drag'), await weekday(), await newMember('Dora Drag')];
    await booked(member.api, room, date, '10:00', '11:00');
    const page = await desk(visit, `/operate/calendar?date=${date}&place=${room.locationId}&q=${encodeURIComponent(room.name)}`);
    const bar = row(page, room.name).getByRole('button', { name: /^10:00 – 11:00/ });
    const box = await boxOf(bar);
    // An hour is as wide as the booking, but for the gap beside it; the grid catches what is missing.
    const [x, y, hour] = [box.x + box.width / 2, box.y + box.height / 2, box.width + 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + hour, y, { steps: 5 });
    await page.mouse.move(x + 3 * hour, y, { steps: 10 });
    await page.mouse.up();
    await expect(row(page, room.name).getByRole('button', { name: /^13:00 – 14:00/ })).toBeVisible();
    await expect(page.getByText('Booking moved.')).toBeVisible();
    expect(await times(member.api, room.id)).toEqual([at(date, '13:00')]);
  });

  test('closes a time and opens it again', async ({ visit }) => {
    const [room, date] = [await newRoom('Closed'), await weekday()];
    const page = await desk(visit, `/operate/calendar?date=${date}&place=${room.locationId}&q=${encodeURIComponent(room.name)}`);
    await row(page, room.name).getByRole('button', { name: `Book or close ${room.name}` }).click();
    const dialog = page.getByRole('dialog', { name: room.name });
    await dialog.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Close' }).click();
    await dialog.getByLabel('From', { exact: true }).fill('10:00');
    await dialog.getByLabel('To', { exact: true }).fill('12:00');
    await dialog.getByLabel(/Why/).fill('Painting');
    await dialog.getByRole('button', { name: 'Close this time' }).click();
    const bar = row(page, room.name).getByRole('button', { name: '10:00 – 12:00, Closed, Painting' });
    await bar.click();
    expect(await isFree(room.id, date)).toBe(false);

    await page.getByRole('dialog', { name: `${room.name}: closed` }).getByRole('button', { name: 'Open again' }).click();
    await page.getByRole('dialog', { name: 'Open again' }).getByRole('button', { name: 'Open again' }).click();
    await expect(bar).toHaveCount(0);
    expect(await isFree(room.id, date)).toBe(true);
  });

  test('a changed price stands on the public page', async ({ visit }) => {
    const room = await newRoom('Price');
    const page = await desk(visit, `/operate/resources/${room.id}`);
    const price = page.getByLabel(/^Per hour/);
    await expect(price).toHaveValue(/^20([.,]00)?$/);
    await price.fill('27.50');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Unsaved')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
    const guest = await visit();
    await guest.goto(`/resources/${room.id}`);
    await expect(guest.getByText('€27.50 an hour, to the minute')).toBeVisible();
  });

  test('exports bookings as CSV', async ({ visit }) => {
    const [room, date, member] = [await newRoom('Csv'), await weekday(), await newMember('Cora Csv')];
    const booking = await booked(member.api, room, date, '10:00', '11:00', { purpose: 'Says "hello", twice' });
    const page = await desk(visit, `/operate/bookings?resource=${room.id}`);
    await expect(page.getByRole('row', { name: /Cora Csv/ })).toBeVisible();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^plaza-.*\.csv$/);
    const lines = (await readFile(await file.path(), 'utf8')).replace(/^\uFEFF/, '').trim().split(/\r?\n/);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('Booking id');
    for (const part of [date, '10:00', '11:00', room.name, 'Cora Csv', member.email, '"Says ""hello"", twice"', '20', booking.id]) expect(lines[1]).toContain(part);
  });

  test('gives part of a payment back, after asking', async ({ visit }) => {
    const [room, date, member] = [await newRoom('Refund'), await weekday(), await newMember('Rita Refund')];
    const { payment } = await booked(member.api, room, date, '10:00', '12:00');
    const page = await desk(visit, `/operate/payments/${payment.paymentId}`);
    await expect(page.getByRole('heading', { level: 1, name: '€40.00' })).toBeVisible();
    const form = page.getByRole('region', { name: 'Refund' });
    await form.getByLabel('Amount in EUR').fill('12.50');
    await form.getByRole('button', { name: 'Refund €12.50' }).click();
    const sure = page.getByRole('dialog', { name: 'Refund €12.50?' });
    await expect(sure.getByText(/cannot be taken back/)).toBeVisible();
    await sure.getByRole('button', { name: 'Refund €12.50' }).click();
    await expect(page.getByText('Partly refunded')).toBeVisible();
    await expect(form.getByText('Up to €27.50')).toBeVisible();
    const now = (await (await member.api.get(`/api/v1/payments/${payment.paymentId}`)).json()) as { refunded: { amount: number } };
    expect(now.refunded.amount).toBe(1250);
    expect(await mailTo(member.email, /12[.,]50|refund/i)).toContain('12.50');
  });

  test('a setting is changed and changed back, and the history tells', async ({ visit }) => {
    // Managers see settings; admins change them.
    const looks = await desk(visit, '/operate/settings');
    await expect(looks.getByText('Only admins change these.')).toBeVisible();
    await expect(looks.getByLabel('Reminder before the start')).toBeDisabled();

    const admin = await api(demo('admin'));
    const told = async (): Promise<number> => ((await (await admin.get('/api/v1/audit/logs?kind=settings.setting.changed')).json()) as { items: unknown[] }).items.length;
    const already = await told();
    const page = await desk(visit, '/operate/settings', 'admin');
    const times = page.getByRole('form', { name: 'Times' });
    const reminder = times.getByLabel('Reminder before the start');
    const before = await reminder.inputValue();
    const other = before === '90' ? '120' : '90';
    for (const value of [other, before]) {
      await reminder.fill(value);
      await times.getByRole('button', { name: 'Save' }).click();
      await expect(times.getByRole('button', { name: 'Save' })).toBeDisabled();
      await page.reload();
      await expect(reminder).toHaveValue(value);
    }
    // The log hears of it a moment later.
    await expect(async () => expect(await told()).toBe(already + 2)).toPass({ timeout: 30_000, intervals: [100] });
    await page.goto('/operate/audit?kind=settings.setting.changed');
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
    const entry = page.getByRole('main').getByRole('listitem').filter({ hasText: 'changed a setting' }).filter({ hasText: 'Reminder' });
    await expect(entry).toHaveCount(already + 2);
    await entry.first().getByText('changed a setting').click();
    await expect(entry.first().getByLabel('Data')).toContainText('reminderMinutes');
    const { name } = (await (await admin.get('/api/v1/users/profile')).json()) as { name: string };
    await expect(entry.first()).toContainText(name);
  });

  test('the outbox opens a mail as its reader sees it', async ({ visit }) => {
    const [room, date, member] = [await newRoom('Mail'), await weekday(), await newMember('Maya Mail')];
    await booked(member.api, room, date, '10:00', '11:00');
    expect(await mailTo(member.email, new RegExp(room.name))).toContain(room.name);
    const page = await desk(visit, '/operate/outbox');
    await page.getByRole('link', { name: new RegExp(`${room.name}.*${member.email}`, 's') }).first().click();
    const mail = page.getByRole('article');
    await expect(mail.getByText(member.email)).toBeVisible();
    await expect(mail.frameLocator('iframe').getByText(room.name).filter({ visible: true }).first()).toBeVisible();
    await mail.getByRole('button', { name: 'Text', exact: true }).click();
    await expect(mail.locator('pre')).toContainText(room.name);
    // What opens an account is not shown to managers.
    await page.getByRole('link', { name: member.email }).last().click();
    await expect(page.getByRole('heading', { name: 'For admins only' })).toBeVisible();
  });
});

function row(page: Page, name: string): Locator {
  return page.locator('p-board').getByRole('group', { name, exact: true });
}

async function boxOf(one: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await expect(one).toBeVisible();
  const box = await one.boundingBox();
  if (!box) throw new Error('not drawn');
  return box;
}

/** When the bookings of a resource start, as the API says. */
async function times(who: Awaited<ReturnType<typeof api>>, resourceId: string): Promise<string[]> {
  const { items } = (await (await who.get(`/api/v1/bookings?resourceId=${resourceId}`)).json()) as { items: { startDateTime: string }[] };
  return items.map((one) => new Date(one.startDateTime).toISOString());
}

async function isFree(resourceId: string, date: string): Promise<boolean> {
  const manager = await api(demo('manager'));
  const asked = { resourceId, startDateTime: at(date, '10:00'), endDateTime: at(date, '11:00') };
  const quote = (await (await manager.post('/api/v1/bookings/quote', { data: asked })).json()) as { bookable: boolean };
  await manager.dispose();
  return quote.bookable;
}
