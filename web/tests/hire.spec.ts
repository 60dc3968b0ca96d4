// Somebody hires, somebody works: each on a screen of their own, which shows what the other does as it happens.
import { Locator, Page, expect } from '@playwright/test';

import { newMember, unique } from './arrange';
import { delivered, newWorker, submittedGig } from './arrange-hire';
import { DESK, PHONE, api, demo, enter, signIn, test } from './people';

/** What a page that was loaded anew would have forgotten. */
const mark = (page: Page): Promise<unknown> => page.evaluate(() => Object.assign(window, { same: true }));
const isSame = (page: Page): Promise<boolean> => page.evaluate(() => 'same' in window);

const press = (where: Page | Locator, name: string | RegExp): Promise<void> => where.getByRole('button', { name, exact: true }).click();
const stars = (where: Page | Locator, row: string, label: string): Promise<void> => where.getByRole('group', { name: row }).locator('label').filter({ hasText: label }).click();

async function deliver(page: Page, message: string, name: string): Promise<void> {
  await press(page.getByRole('main'), 'Deliver');
  const dialog = page.getByRole('dialog', { name: 'Deliver the work' });
  await dialog.getByLabel('What you say to it').fill(message);
  const choosing = page.waitForEvent('filechooser');
  await press(dialog, 'Add files');
  await (await choosing).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(message) });
  await expect(dialog.getByText(name)).toBeVisible();
  await press(dialog, 'Deliver');
  await expect(dialog).toBeHidden();
}

test('find, chat, offer, counter, accept, pay, deliver, revise, complete, review and pay out', async ({ visit }) => {
  test.setTimeout(120_000);
  const [lucia, bruno] = [await newWorker(), await newMember(unique('Bruno'), 'es')];
  const [worker, client] = [await visit(), await visit({ viewport: PHONE, lang: 'es' })];
  const [title, article] = [unique('Wedding'), (page: Page, name: string) => page.getByRole('article', { name })];
  await enter(worker, lucia.email);
  await enter(client, bruno.email);
  await worker.goto('/messages');
  await expect(worker.getByText('No conversations yet')).toBeVisible();
  await client.goto('/hire');
  for (const page of [worker, client]) await mark(page);

  // Found and written to.
  await client.getByRole('button', { name: 'Cualquier profesional' }).click();
  const form = client.getByRole('search', { name: 'Buscar profesionales' });
  await form.getByLabel('Qué necesitas').fill(lucia.headline);
  await press(form, 'Buscar');
  await expect(client).toHaveURL(/q=Fotografa/);
  await client.getByRole('link', { name: lucia.name }).click();
  await expect(client.getByRole('heading', { level: 1 })).toContainText(lucia.name);
  await press(client, `Escribir a ${lucia.name}`);
  await client.getByLabel('Tu mensaje', { exact: true }).fill('¿Estás libre en junio?');
  await press(client, 'Enviar');
  const talk = worker.getByRole('link', { name: bruno.name });
  await expect(talk).toContainText('¿Estás libre en junio?');
  await talk.click();
  await expect(worker.getByRole('log')).toContainText('¿Estás libre en junio?');
  await worker.getByLabel('Your message', { exact: true }).fill('I am, here is what I offer.');
  await press(worker, 'Send');
  await expect(client.getByRole('log')).toContainText('I am, here is what I offer.');

  // Offered and countered.
  await press(worker, 'Make an offer');
  const offering = worker.getByRole('dialog', { name: 'Make an offer' });
  await offering.getByLabel('What for, in a line').fill(title);
  await offering.getByLabel('What is included, and what is not').fill('Eight hours, two hundred pictures, colours corrected.');
  await offering.getByLabel('Price (EUR)').fill('300');
  await offering.getByLabel('Delivery time, days').fill('10');
  await press(offering, 'Send the offer');
  const offer = article(client, `Oferta: ${title}`);
  await expect(offer).toContainText(/300,00\s€/);
  await press(offer, 'Proponer cambios');
  const countering = client.getByRole('dialog', { name: 'Proponer otras condiciones' });
  await countering.getByLabel('Precio (EUR)').fill('250');
  await press(countering, 'Enviar la oferta');
  const counter = article(worker, `Offer: ${title}`).filter({ hasText: '€250.00' });
  await expect(article(worker, `Offer: ${title}`).filter({ hasText: '€300.00' })).toContainText('Replaced');
  await press(counter, 'Agree to these terms');

  // Paid, with the bank's code.
  await press(offer.filter({ hasText: /250,00\s€/ }), 'Aceptar y pagar');
  const paying = client.getByRole('dialog', { name: 'Aceptar y pagar' });
  await paying.getByRole('radio', { name: 'El banco pide un código' }).check();
  await press(paying, /Pagar 250,00/);
  await expect(client).toHaveURL(/\/orders\//);
  const order = article(worker, `Order: ${title}`);
  await expect(order).toContainText('Awaiting payment');
  await order.getByRole('link', { name: 'Open the order' }).click();
  const [work, bought] = [worker.getByRole('main'), client.getByRole('main')];
  await expect(work).toContainText('The client is paying.');
  await client.getByLabel('Código').fill('123456');
  await press(client, 'Confirmar el pago');
  await expect(bought).toContainText('Tu dinero está a salvo.');
  await expect(work).toContainText('The money is held for you.');

  // Worked on, delivered, sent back, delivered again and accepted.
  await press(worker, 'Start the work');
  await expect(bought).toContainText('El profesional está trabajando.');
  await deliver(worker, 'A first look.', 'first.txt');
  await expect(bought).toContainText('A first look.');
  await expect(client.getByRole('button', { name: /first\.txt/ })).toBeVisible();
  await press(bought, 'Pedir cambios');
  const asking = client.getByRole('dialog', { name: 'Pedir cambios' });
  await asking.getByLabel('¿Qué debería ser distinto?').fill('Más luz en la segunda.');
  await press(asking, 'Pedir cambios');
  await expect(work).toContainText('The client asked for changes.');
  await expect(work).toContainText('Más luz en la segunda.');
  await deliver(worker, 'With more light.', 'second.txt');
  await expect(bought).toContainText('With more light.');
  await press(bought, 'Aceptar el trabajo');
  await press(client.getByRole('dialog', { name: '¿Aceptar el trabajo?' }), 'Aceptar el trabajo');
  await expect(bought).toContainText('Listo: has aceptado el trabajo.');
  await expect(work).toContainText('Done: the money is yours');

  // Reviewed from both sides; neither shows before both are there.
  await stars(client, 'En conjunto', '5 de 5 estrellas');
  await client.getByLabel('Con tus palabras').fill('Puntual y con buen ojo.');
  await press(client, 'Enviar la valoración');
  await expect(bought).toContainText('Se mostrará cuando');
  await stars(worker, 'On the whole', '4 of 5 stars');
  await worker.getByLabel('In your words').fill('Knew what he wanted.');
  await press(worker, 'Send the review');
  await expect(work).toContainText('Knew what he wanted.');
  await expect(work).toContainText('Puntual y con buen ojo.');
  await expect(bought).toContainText('Knew what he wanted.');

  // Paid out, once the money has moved; what the client reads then shows that both reviews are public.
  const balance = async (): Promise<unknown> => (await lucia.api.get('/api/v1/payments/balance')).json();
  await expect.poll(balance).toMatchObject({ items: [{ held: { amount: 0 } }] });
  await worker.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My work' }).click();
  await worker.getByRole('link', { name: 'Money', exact: true }).click();
  await press(worker, 'Add an account');
  const account = worker.getByRole('dialog', { name: 'Where your money goes' });
  await account.getByLabel('What you call it').fill('My bank');
  await press(account, 'Save');
  await press(worker, 'Pay out now');
  await press(worker.getByRole('dialog', { name: /^Pay out / }), 'Pay out now');
  await expect(worker.getByRole('listitem').filter({ hasText: 'Arrived' })).toBeVisible();
  await expect(bought).toContainText('el profesional ya ha cobrado');
  await expect(bought).not.toContainText('Se mostrará cuando');
  for (const page of [worker, client]) expect(await isSame(page)).toBe(true);
});

test('a dispute is decided with a split, and both see what each gets', async ({ visit }) => {
  const [lucia, bruno, title] = [await newWorker(), await newMember(unique('Bruno'), 'es'), unique('Portraits')];
  const path = `/orders/${await delivered(bruno.api, lucia.api, title)}`;
  const { conversationId } = (await (await bruno.api.get(`/api/v1${path}`)).json()) as { conversationId: string };
  // More than a page of it, from both: nobody may say that much in a minute.
  for (let number = 1; number <= 28; number++) {
    for (const [one, text] of [[bruno, `Foto ${number}: movida`], [lucia, `${number} de 28`]] as const) {
      const said = await one.api.post(`/api/v1/conversations/${conversationId}/messages`, { data: { clientId: crypto.randomUUID(), text } });
      expect(said.status()).toBe(201);
    }
  }
  const [worker, client, manager, purse] = [await visit(), await visit({ viewport: PHONE, lang: 'es' }), await visit(), await visit()];
  await enter(worker, lucia.email);
  await enter(purse, lucia.email);
  await purse.goto('/work/money');
  await expect(purse.getByRole('main')).toContainText('€100.00');
  await press(purse, 'Add an account');
  const typed = purse.getByRole('dialog', { name: 'Where your money goes' }).getByLabel('What you call it');
  await typed.fill('My bank');
  await mark(purse);
  await enter(client, bruno.email);
  for (const page of [worker, client]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await mark(page);
  }

  await press(client, 'Abrir una disputa');
  const dialog = client.getByRole('dialog', { name: 'Abrir una disputa' });
  await dialog.getByLabel('¿De qué se trata?').selectOption('quality');
  await dialog.getByLabel('¿Qué ha pasado?').fill('La mitad está movida y no sirve.');
  await press(dialog, 'Abrir una disputa');
  await expect(client.getByRole('main')).toContainText('El equipo lo está revisando');
  await expect(worker.getByRole('main')).toContainText('La mitad está movida y no sirve.');

  await signIn(manager, demo('manager'));
  await manager.goto('/operate/disputes');
  await manager.getByRole('link', { name: title }).click();
  await expect(manager.getByRole('main')).toContainText('Here they are.');
  // What the two said, once the manager asks for it.
  const talk = manager.locator('section').filter({ has: manager.getByRole('heading', { name: 'Their conversation', exact: true }) });
  await expect(talk).not.toContainText('movida');
  await press(talk, 'Read the conversation');
  await expect(talk).toContainText('Foto 28: movida');
  await expect(talk).toContainText(bruno.name);
  await expect(talk.getByText('Foto 3: movida')).toHaveCount(0);
  await press(talk, 'Earlier messages');
  await expect(talk.getByText('Foto 3: movida')).toBeVisible();
  await expect(talk.getByRole('button', { name: 'Earlier messages' })).toHaveCount(0);
  // What they agreed, as they saw it.
  await expect(talk.getByRole('article', { name: `Offer: ${title}` })).toContainText('€100.00');
  await expect(talk.getByRole('article', { name: `Order: ${title}` })).toContainText('In dispute');
  const last = 'Y la última no está.';
  expect((await bruno.api.post(`/api/v1/conversations/${conversationId}/messages`, { data: { clientId: crypto.randomUUID(), text: last } })).status()).toBe(201);
  await press(talk, 'Look again');
  await expect(talk).toContainText(last);
  await expect(talk.getByText('Foto 3: movida')).toBeVisible();
  await manager.getByLabel('To the professional, exactly (EUR)').fill('40');
  await manager.getByLabel('Why?').fill('Half of the pictures can be used.');
  await press(manager, 'Decide');
  const sure = manager.getByRole('dialog', { name: 'Decide like this?' });
  await expect(sure).toContainText('€60.00 go back to the client, €40.00 to the professional');
  await press(sure, 'Decide');
  await expect(manager).toHaveURL(/\/operate\/disputes$/);
  await expect(manager.getByRole('link', { name: title })).toHaveCount(0);
  // The money page follows, and leaves alone what is typed there.
  await expect(purse.getByRole('main')).not.toContainText('€100.00');
  await expect(typed).toHaveValue('My bank');
  expect(await isSame(purse)).toBe(true);

  for (const [page, heading, toClient] of [[client, 'Disputa', /60,00\s€/], [worker, 'Dispute', /€60\.00/]] as const) {
    const section = page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });
    await expect(section).toContainText('Half of the pictures can be used.');
    await expect(section).toContainText(toClient);
    expect(await isSame(page)).toBe(true);
  }
});

test('what an operator decides on a gig is seen as it happens, and takes nothing away that is typed', async ({ visit }) => {
  const [lucia, title, manager] = [await newWorker(), unique('Retratos'), await api(demo('manager'))];
  const gig = await submittedGig(lucia.api, title);
  const [list, editor] = [await visit(), await visit({ viewport: PHONE, lang: 'es' })];
  await enter(list, lucia.email);
  await enter(editor, lucia.email);
  await list.goto('/work/gigs');
  await editor.goto(`/work/gigs/${gig.id}`);
  const [row, name] = [list.getByRole('listitem').filter({ hasText: title }), editor.getByLabel('Título')];
  await expect(row).toContainText('In review');
  await name.fill(`${title} al natural`);
  for (const page of [list, editor]) await mark(page);

  const reason = 'Añade alguna foto tuya.';
  expect((await manager.post(`/api/v1/operations/gigs/${gig.id}/reject`, { data: { reason } })).ok()).toBeTruthy();
  await expect(row).toContainText(reason);
  await expect(editor.getByRole('main')).toContainText(reason);
  await expect(name).toHaveValue(`${title} al natural`);
  await list.goto('/notifications');
  await list.getByRole('link', { name: 'Your gig is not published' }).click();
  await expect(list).toHaveURL(new RegExp(`/work/gigs/${gig.id}$`));
  expect(await isSame(editor)).toBe(true);
  await manager.dispose();
});

test('back from a gig, the list is as long and as far down as it was, and shows what changed meanwhile', async ({ visit }) => {
  for (const viewport of [DESK, PHONE]) {
    const page = await visit({ viewport });
    const cards = page.locator('p-gig-card');
    const top = (): Promise<number> => page.evaluate(() => scrollY);
    await page.goto('/gigs');
    await expect(cards.first()).toBeVisible();
    const first = await cards.count();
    for (const read of [2, 3]) {
      await press(page, 'Show more');
      await expect.poll(() => cards.count()).toBeGreaterThan(first * (read - 1));
    }
    const [many, opened] = [await cards.count(), cards.nth(first * 2)];
    const name = (await opened.getByRole('link').first().innerText()).trim();
    await opened.scrollIntoViewIfNeeded();
    await expect.poll(top).toBeGreaterThan(1_000);
    const before = await top();
    await opened.getByRole('link').first().click();
    await expect(page).toHaveURL(/\/gigs\/./);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

    // All its pages are read again; the last card comes back under another name.
    await page.route('**/api/v1/gigs?*cursor=*', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { items: { title: string }[] };
      for (const one of body.items) if (one.title === name) one.title = 'Called otherwise now';
      await route.fulfill({ response: answer, json: body });
    });
    await page.goBack();
    await expect(page.getByText('Called otherwise now').first()).toBeVisible();
    await expect.poll(() => cards.count()).toBe(many);
    await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(200);

    // By a link one begins anew, at the top.
    if (viewport === PHONE) continue;
    await page.getByRole('banner').getByRole('link', { name: 'Hire', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name: 'Fixed-price services' }).click();
    await expect(page).toHaveURL(/\/gigs$/);
    await expect.poll(() => cards.count()).toBe(first);
    await expect.poll(top).toBe(0);
  }
});
