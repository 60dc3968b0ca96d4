// An hour of somebody's time: booked by one, worked by another, and given back by the place when it was not as agreed.
import { expect } from '@playwright/test';

import { booked, newMember, unique, weekday } from './arrange';
import { begunHour, newHour, newWorker, objected } from './arrange-hire';
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

test('who booked says that an hour was not as agreed, and an operator gives some of it back', async ({ visit }) => {
  const [lucia, bruno] = [await newWorker(), await newMember(unique('Bruno'), 'es')];
  const id = await begunHour(lucia.api, bruno.api, 'Retratos');
  const [client, worker, desk] = [await visit({ viewport: PHONE, lang: 'es' }), await visit(), await visit()];
  await enter(client, bruno.email);
  await enter(worker, lucia.email);
  await enter(desk, demo('manager'));
  await worker.goto(`/bookings/${id}`);
  await expect(worker.getByText(/It is paid and held/)).toBeVisible();

  await client.goto(`/bookings/${id}`);
  await client.getByRole('button', { name: 'Reclamar' }).tap();
  const form = client.getByRole('dialog', { name: '¿Qué no fue como acordasteis?' });
  await form.getByRole('button', { name: 'Enviar reclamación' }).tap();
  await expect(form.getByText('Cuenta qué no fue como acordasteis.')).toBeVisible();
  // What is typed stays when the connection is gone, and when the dialog is closed.
  await form.getByLabel('Cuenta qué pasó').fill('Llegó media hora tarde.');
  await expect(form.getByText('23 de 500 caracteres')).toBeVisible();
  await client.context().setOffline(true);
  await form.getByRole('button', { name: 'Enviar reclamación' }).tap();
  await expect(form.getByRole('alert')).toBeVisible();
  await client.context().setOffline(false);
  await form.getByRole('button', { name: 'Cancelar' }).tap();
  await client.getByRole('button', { name: 'Reclamar' }).tap();
  await expect(form.getByLabel('Cuenta qué pasó')).toHaveValue('Llegó media hora tarde.');
  await form.getByRole('button', { name: 'Enviar reclamación' }).tap();
  const said = client.getByRole('region', { name: 'Tu reclamación' });
  await expect(said).toContainText('Por decidir');
  await expect(said.getByRole('heading')).toBeFocused();
  await expect(client.getByRole('button', { name: 'Reclamar' })).toHaveCount(0);

  const heard = worker.getByRole('region', { name: `${bruno.name} objects` });
  await expect(heard).toContainText('Llegó media hora tarde.');
  await expect(worker.getByText(/stays held: .* decides/)).toBeVisible();

  await desk.goto('/operate');
  const attention = desk.getByRole('region', { name: 'Needs attention' });
  await attention.getByRole('button', { name: new RegExp(bruno.name) }).click();
  const panel = desk.getByRole('dialog').first();
  const objection = panel.getByRole('region', { name: 'Objection to the hour' });
  await expect(objection).toContainText('Llegó media hora tarde.');
  await objection.getByRole('button', { name: 'Give back…' }).click();
  await objection.getByLabel('Amount in EUR').fill('20');
  await objection.getByLabel(/Why\?/).fill('Half of it was missing');
  await objection.getByRole('button', { name: 'Refund €20.00' }).click();
  await desk.getByRole('dialog', { name: 'Refund €20.00?' }).getByRole('button', { name: 'Refund €20.00' }).click();
  await expect(objection).toContainText('Money given back');
  await expect(objection.getByRole('button')).toHaveCount(0);
  await desk.keyboard.press('Escape');
  await expect(attention.getByText(bruno.name)).toHaveCount(0);

  await expect(said).toContainText('Dinero devuelto');
  await expect(said).toContainText('Half of it was missing');
  await expect(said).toContainText(/se devuelven 20,00\s€/);
  await client.getByText('Historial').tap();
  await expect(client.locator('p-booking-history').getByText('Reclamación', { exact: true })).toBeVisible();
  await expect(heard).toContainText('Half of it was missing');
});

test('an objection is rejected with a reason, and what was decided meanwhile is not decided again', async ({ visit }) => {
  const [lucia, bruno, carla] = [await newWorker(), await newMember(unique('Bruno')), await newMember(unique('Carla'))];
  const [id, other] = [await begunHour(lucia.api, bruno.api, 'Retratos'), await begunHour((await newWorker()).api, carla.api, 'Retratos')];
  await objected(bruno.api, id, 'I do not like the pictures.');
  await objected(carla.api, other, 'Nobody came.');
  const [client, desk] = [await visit(), await visit()];
  await enter(desk, demo('manager'));
  await desk.goto('/operate/bookings');
  await desk.getByRole('button', { name: 'Objected to' }).click();
  await expect(desk).toHaveURL(/objection=open/);
  await desk.reload();
  await desk.getByRole('row', { name: new RegExp(bruno.name) }).click();
  const objection = desk.getByRole('dialog').first().getByRole('region', { name: 'Objection to the hour' });
  await objection.getByRole('button', { name: 'Reject…' }).click();
  await objection.getByRole('button', { name: 'Reject the objection' }).click();
  await expect(objection.getByText('Write why: both of them read it.')).toBeVisible();
  await objection.getByLabel('Why is nothing given back?').fill('The hour was given in full');
  await objection.getByRole('button', { name: 'Reject the objection' }).click();
  await expect(objection).toContainText('Rejected');
  await expect(objection.getByRole('button')).toHaveCount(0);

  await enter(client, bruno.email);
  await client.goto(`/bookings/${id}`);
  const said = client.getByRole('region', { name: 'Your objection' });
  await expect(said).toContainText('found that nothing is due');
  await expect(said).toContainText('The hour was given in full');
  await expect(client.getByRole('button', { name: 'Something was wrong' })).toHaveCount(0);

  await desk.goto(`/operate/bookings?booking=${other}`);
  await objection.getByRole('button', { name: 'Reject…' }).click();
  await objection.getByLabel('Why is nothing given back?').fill('Too late');
  expect((await carla.api.delete(`/api/v1/bookings/${other}/objection`)).ok()).toBeTruthy();
  await objection.getByRole('button', { name: 'Reject the objection' }).click();
  await expect(desk.getByText(/The objection is not open any more/)).toBeVisible();
  await expect(objection).toContainText('Taken back');
  await expect(objection.getByRole('button')).toHaveCount(0);
});
