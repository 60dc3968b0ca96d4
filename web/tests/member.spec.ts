// A member's whole way on a phone, in Spanish.
import { readFile } from 'node:fs/promises';
import { Locator, Page, expect } from '@playwright/test';

import { booked, newAddress, newMember, newRoom, unique, weekday } from './arrange';
import { PASSWORD, PHONE, enter, linkIn, mailTo, signIn, test } from './people';

const phone = { viewport: PHONE, lang: 'es' } as const;
/** What the Spanish locale puts between number and currency is no plain space. */
const amount = (text: string | null): string => text?.match(/\d+(?:\.\d{3})*,\d{2}\s€/)?.[0].replace(/\s/, ' ') ?? '';

test('signs up, proves the address by the mailed link and signs in', async ({ visit }) => {
  const [page, email] = [await visit(phone), newAddress('marta')];
  await page.goto('/');
  await page.getByRole('link', { name: 'Entrar' }).tap();
  await page.getByRole('link', { name: 'Crear cuenta' }).tap();
  await page.getByLabel('Nombre').fill('Marta Ferrer');
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña', { exact: true }).fill('corta');
  await page.getByRole('button', { name: 'Crear cuenta' }).tap();
  await expect(page.getByText('Necesita al menos 10 caracteres.')).toBeVisible();
  await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Crear cuenta' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Mira tu correo' })).toBeVisible();

  await page.goto(linkIn(await mailTo(email, /./), '/verify'));
  await page.getByRole('button', { name: 'Confirmar' }).tap();
  await expect(page.getByRole('heading', { name: 'Dirección confirmada' })).toBeVisible();
  await signIn(page, email, 'es');
  await page.getByRole('button', { name: 'Tu cuenta' }).tap();
  await expect(page.getByText('Marta Ferrer')).toBeVisible();
});

test('finds a free room for a coming day, reserves it and pays with a second factor', async ({ visit }) => {
  const [room, date, member, page] = [await newRoom('Sala'), await weekday(), await newMember('Marta Ferrer', 'es'), await visit(phone)];
  await enter(page, member.email);
  await page.goto('/');
  const form = page.getByRole('search');
  await form.getByLabel('Dónde').fill('Plaza Ruzafa');
  await form.getByLabel('Día').fill(date);
  await form.getByLabel('Desde').selectOption('10:00');
  await form.getByLabel('Hasta').selectOption('12:00');
  await form.getByRole('button', { name: 'Buscar', exact: true }).tap();
  await expect(page).toHaveURL(new RegExp(`/search\\?.*date=${date}`));
  await page.getByRole('button', { name: 'Filtros' }).tap();
  await page.getByRole('dialog').getByLabel('Palabras').fill(room.name);
  await page.getByRole('dialog').getByRole('button', { name: 'Ver resultados' }).tap();
  await page.getByRole('main').getByRole('link', { name: room.name }).tap();
  await expect(page.getByRole('heading', { level: 1, name: room.name })).toBeVisible();
  await expect(page.locator('.stick')).toContainText(/40,00\s€/);
  await page.getByRole('button', { name: 'Reservar', exact: true }).last().tap();

  await expect(page).toHaveURL(/\/pay$/);
  await countsDown(page.getByRole('timer'));
  await pay(page);
  await code(page, '000000');
  await expect(page.getByText('El código no era correcto y el banco ha rechazado el pago.')).toBeVisible();
  // The slot is still there, and another card or the same one may be tried.
  await countsDown(page.getByRole('timer'));
  await pay(page);
  await code(page, '123456');
  await expect(page.getByRole('heading', { name: '¡Reservado!' })).toBeVisible();
  await expect(page.getByText(/Has pagado 40,00\s€/)).toBeVisible();
  await page.getByRole('link', { name: 'Ver mi reserva' }).tap();
  await expect(page.getByText('Confirmada', { exact: true })).toBeVisible();
});

test('is told at once, without reloading', async ({ visit }) => {
  const [room, date, member, page] = [await newRoom('Aviso'), await weekday(), await newMember('Marta Aviso', 'es'), await visit(phone)];
  await enter(page, member.email);
  await page.goto('/notifications');
  await expect(page.getByRole('heading', { level: 1, name: 'Avisos' })).toBeVisible();
  // Of an own booking, that is; a welcome may be there before or come any moment.
  const news = page.getByRole('listitem').filter({ hasText: room.name });
  await expect(news).toHaveCount(0);
  await page.evaluate(() => Object.assign(window, { same: true }));
  await booked(member.api, room, date, '10:00', '11:00');
  await expect(news.first()).toBeVisible();
  await expect(page.getByRole('link', { name: /Avisos, [1-9]\d* sin leer/ })).toBeVisible();
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
});

test('moves a booking, has its invoice, and cancels for the refund that was shown', async ({ visit }) => {
  const [room, date, member, page] = [await newRoom('Cambio'), await weekday(4), await newMember('Marta Cambio', 'es'), await visit(phone)];
  const booking = await booked(member.api, room, date, '10:00', '11:30', { purpose: unique('Ensayo') });
  await enter(page, member.email);
  await page.goto('/bookings');
  await page.getByRole('link', { name: room.name }).tap();
  await expect(page).toHaveURL(new RegExp(booking.id));

  await page.getByRole('button', { name: 'Cambiar hora' }).tap();
  const move = page.getByRole('dialog', { name: 'Cambia tu reserva de hora' });
  await move.getByRole('radio', { name: '16:00' }).check();
  await expect(move.getByText('Mismo precio.')).toBeVisible();
  await move.getByRole('button', { name: 'Cambiar', exact: true }).tap();
  await expect(move).toBeHidden();
  await expect(page.getByRole('main')).toContainText('16:00 – 17:30');
  expect(await (await member.api.get(`/api/v1/bookings/${booking.id}`)).json()).toMatchObject({ status: 'confirmed' });

  const pdf = page.getByRole('button', { name: /en PDF$/ }).first();
  const [file] = await Promise.all([page.waitForEvent('download'), pdf.tap()]);
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  expect((await readFile(await file.path())).subarray(0, 4).toString()).toBe('%PDF');

  await page.getByRole('button', { name: 'Cancelar', exact: true }).tap();
  const cancel = page.getByRole('dialog', { name: '¿Cancelar esta reserva?' });
  const button = cancel.getByRole('button', { name: /^Cancelar y recuperar/ });
  const promised = amount(await button.textContent());
  expect(promised).toBe('30,00 €');
  const row = cancel.locator('.sums > div').filter({ hasText: 'Te devolvemos' });
  expect(amount(await row.textContent())).toBe(promised);
  const [answer] = await Promise.all([page.waitForResponse((one) => one.url().endsWith(`/${booking.id}/cancel`)), button.tap()]);
  const { payment } = (await answer.json()) as { payment: { refunded: { amount: number } } };
  await expect(cancel).toBeHidden();
  await expect(page.getByText('Cancelada', { exact: true })).toBeVisible();
  const refunded = page.locator('.sums > div').filter({ hasText: 'Devuelto' });
  await expect(refunded).toContainText(/30,00\s€/);
  expect(payment.refunded.amount).toBe(3000);
  const now = (await (await member.api.get(`/api/v1/bookings/${booking.id}`)).json()) as { status: string; payment: typeof payment };
  expect(now).toMatchObject({ status: 'cancelled', payment: { refunded: { amount: 3000 } } });
});

async function countsDown(timer: Locator): Promise<void> {
  const text = async (): Promise<string> => (await timer.textContent())?.match(/\d+:\d{2}/)?.[0] ?? '';
  await expect(timer).toContainText(/\d+:\d{2}/);
  const first = await text();
  await expect(timer).not.toContainText(first);
  expect(seconds(await text())).toBeLessThan(seconds(first));
}

function seconds(text: string): number {
  const [minutes, rest] = text.split(':').map(Number);
  return minutes * 60 + rest;
}

async function pay(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /El banco pide un código/ }).check();
  await expect(page.getByRole('radio', { name: /El banco pide un código/ })).toBeChecked();
  await page.getByRole('button', { name: /^Pagar/ }).tap();
}

async function code(page: Page, digits: string): Promise<void> {
  await page.getByLabel('Código').fill(digits);
  await page.getByRole('button', { name: 'Confirmar el pago' }).tap();
}
