// From the landing page to a paid booking with nothing but keys.
import { Page, expect } from '@playwright/test';

import { newMember, newRoom, weekday } from './arrange';
import { PASSWORD, test } from './people';

test('finds, reserves and pays with the keyboard alone', async ({ visit }) => {
  const [room, date, member, page] = [await newRoom('Teclado'), await weekday(), await newMember('Clara Keys'), await visit()];
  const keys = page.keyboard;
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  // The first key leads past the header.
  await keys.press('Tab');
  await focused(page, 'link', 'Skip to the content');
  await keys.press('Enter');
  await tabTo(page, 'combobox', 'Where');
  await keys.type('Plaza Ruzafa');
  await keys.press('Escape');
  await tabTo(page, 'textbox', 'Day');
  // A date is typed in the order of the browser's own language, which playwright.config.ts fixes.
  const [year, month, day] = date.split('-');
  await keys.type(`${month}${day}${year}`);
  await expect(page.getByLabel('Day', { exact: true })).toHaveValue(date);
  await tabTo(page, 'combobox', 'From');
  await keys.type('10:00');
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('10:00');
  await tabTo(page, 'combobox', 'Until');
  await keys.type('12:00');
  await expect(page.getByLabel('Until', { exact: true })).toHaveValue('12:00');
  await tabTo(page, 'button', 'Search');
  await keys.press('Enter');
  await expect(page).toHaveURL(/\/search\?/);
  await expect(page.getByRole('heading', { level: 1, name: 'Everything you can book' })).toBeVisible();

  await tabTo(page, 'searchbox', 'Words');
  await keys.type(room.name);
  await keys.press('Enter');
  await expect(page).toHaveURL(/[?&]q=/);
  await expect(page.locator('p-search-card').first()).toContainText(room.name);
  await tabTo(page, 'link', room.name);
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: room.name })).toBeVisible();

  // In the calendar: an hour later than searched for, begun and ended by Enter.
  await tabTo(page, 'gridcell', new RegExp(`\\b${Number(day)} .*10:00`));
  await keys.press('ArrowDown');
  await keys.press('ArrowDown');
  await focused(page, 'gridcell', new RegExp(`\\b${Number(day)} .*11:00, free`));
  await keys.press('Enter');
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await expect(page).toHaveURL(/from=11:00.*to=12:00|from=11%3A00.*to=12%3A00/);
  await tabTo(page, 'button', 'Sign in and reserve');
  await keys.press('Enter');

  await expect(page).toHaveURL(/\/sign-in/);
  await tabTo(page, 'textbox', 'E-mail');
  await keys.type(member.email);
  await keys.press('Tab');
  await keys.type(PASSWORD);
  await keys.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/resources/${room.id}.*11`));

  await expect(page.getByRole('button', { name: 'Reserve', exact: true })).toBeEnabled();
  await tabTo(page, 'button', 'Reserve');
  await keys.press('Enter');
  await expect(page).toHaveURL(/\/pay$/);
  await expect(page.getByRole('heading', { name: 'How do you want to pay?' })).toBeVisible();
  await tabTo(page, 'radio', /Approved/);
  await keys.press('ArrowDown');
  await focused(page, 'radio', /The bank asks for a code/);
  await tabTo(page, 'button', 'Pay €20.00');
  await keys.press('Enter');
  // The code's field is focused by itself.
  await expect(page.getByLabel('Code')).toBeFocused();
  await keys.type('123456');
  await keys.press('Enter');
  await expect(page.getByRole('heading', { name: 'It is booked' })).toBeFocused();
  await tabTo(page, 'link', 'See my booking');
  await keys.press('Enter');
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
});

type Role = Parameters<Page['getByRole']>[0];

/** Presses Tab until that is focused, and sees that one sees it. */
async function tabTo(page: Page, role: Role, name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name, exact: typeof name === 'string' }).first();
  await expect(target).toBeVisible();
  const reached: string[] = [];
  for (let presses = 0; presses < 90; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return seen(page, `${name}`);
    reached.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim().slice(0, 30) ?? ''));
  }
  throw new Error(`Tab does not lead to ${role} ${name}, but to: ${reached.join(' | ')}`);
}

async function focused(page: Page, role: Role, name: string | RegExp): Promise<void> {
  await expect(page.getByRole(role, { name, exact: typeof name === 'string' }).first()).toBeFocused();
  await seen(page, `${name}`);
}

/** The focused element, or what stands for it, is drawn so; it is in sight, and nothing lies on top of it. */
async function seen(page: Page, name: string): Promise<void> {
  const shown = await page.evaluate(() => {
    const focus = document.activeElement as HTMLElement;
    const drawn = (element: Element | null): boolean => {
      if (!element) return false;
      const style = getComputedStyle(element);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || /\d+px \d+px 0px [2-9]px/.test(style.boxShadow);
    };
    const box = focus.getBoundingClientRect();
    // A radio that is drawn as a card shows its focus there.
    const visible = drawn(focus) || drawn(focus.nextElementSibling);
    const middle = box.width > 2 ? document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) : focus;
    const label = focus.closest('label');
    const onTop = !!middle && (focus.contains(middle) || middle.contains(focus) || !!label?.contains(middle));
    return { visible, onTop, inSight: box.bottom > 0 && box.top < innerHeight };
  });
  expect(shown, `the focus on ${name}`).toEqual({ visible: true, onTop: true, inSight: true });
}
