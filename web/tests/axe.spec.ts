// Every screen, in both languages and themes, on a desk and on a phone: no finding at all.
import AxeBuilder from '@axe-core/playwright';
import { Page, expect, test } from '@playwright/test';

import { Arranged, EVERYBODY, Who, arrange, open, profile, settled } from './arrange';
import { hiring } from './arrange-hire';
import { DESK, PHONE } from './people';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const EXTRA = { 'label-content-name-mismatch': { enabled: true }, 'target-size': { enabled: true } };
const COLOURS = ['color-contrast', 'link-in-text-block'];
const WAYS = [
  { lang: 'en', viewport: DESK },
  { lang: 'es', viewport: PHONE },
] as const;

let all: Arranged;
test.beforeAll(async () => {
  all = await arrange();
  all.screens.push(...(await hiring()));
});

for (const { lang, viewport } of WAYS) {
  for (const who of EVERYBODY) {
    test(`screens of a ${who}, ${lang}, ${viewport.width} wide`, async ({ browser }) => {
      test.setTimeout(300_000);
      const context = await profile(browser, who, lang, viewport);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const found: string[] = [];
      for (const screen of all.screens.filter((one) => one.who === who)) {
        try {
          await open(page, screen.path);
          found.push(...(await bothThemes(page, screen.name)));
        } catch (error) {
          found.push(`${screen.name}: ${String(error).slice(0, 300)}`);
        }
      }
      for (const [name, arrival] of moments(who)) {
        try {
          await arrival(page);
          found.push(...(await bothThemes(page, name)));
        } catch (error) {
          found.push(`${name}: ${String(error).slice(0, 300)}`);
        }
      }
      await context.close();
      expect(found).toEqual([]);
    });
  }
}

/** What has no address: errors at fields, open dialogs. */
function moments(who: Who): [string, (page: Page) => Promise<void>][] {
  if (who === 'visitor')
    return [
      [
        'sign-up with errors',
        async (page) => {
          await open(page, '/sign-up');
          await page.locator('form button.primary').click();
          await page.locator('form .error').first().waitFor();
        },
      ],
    ];
  if (who === 'member')
    return [
      [
        'cancel dialog',
        async (page) => {
          await open(page, `/bookings/${all.paid}`);
          await page.getByRole('button', { name: /^(Cancel|Cancelar)/ }).first().click();
          await page.locator('dialog[open] .danger').waitFor();
          await settled(page);
        },
      ],
    ];
  if (who === 'client') return [dialog('changes dialog', 'order', /^(Ask for changes|Pedir cambios)/), dialog('objection dialog', 'hour', /^(Something was wrong|Reclamar)/)];
  if (who === 'professional') return [dialog('offer dialog', 'work-conversation', /^(Make an offer|Hacer una oferta)/), dialog('account dialog', 'work-money', /^(Change|Cambiar|Add an account|Añadir una cuenta)$/)];
  if (who === 'admin')
    return [
      [
        'conversation of a dispute',
        async (page) => {
          await open(page, all.screens.find((one) => one.name === 'operate-dispute')?.path ?? 'operate-dispute');
          await page.getByRole('button', { name: /^(Read the conversation|Leer la conversación)/ }).click();
          await page.locator('p-dispute-talk ol').waitFor();
          await settled(page);
        },
      ],
      [
        'rejecting an objection',
        async (page) => {
          await open(page, all.screens.find((one) => one.name === 'operate-booking-objected')?.path ?? 'operate-booking-objected');
          await page.getByRole('button', { name: /^(Reject|Rechazar)/ }).click();
          await page.getByRole('button', { name: /^(Reject the|Rechazar la)/ }).click();
          await page.locator('p-hour-objection .error').waitFor();
        },
      ],
    ];
  return [];
}

/** A dialog that a button of a screen opens. */
function dialog(name: string, screen: string, button: RegExp): [string, (page: Page) => Promise<void>] {
  return [
    name,
    async (page) => {
      await open(page, all.screens.find((one) => one.name === screen)?.path ?? screen);
      await page.getByRole('button', { name: button }).first().click();
      await page.locator('dialog[open] .primary').first().waitFor();
      await settled(page);
    },
  ];
}

async function bothThemes(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    // The page is the same in the dark but for its colours.
    const runOnly = theme === 'light' ? { type: 'tag' as const, values: TAGS } : { type: 'rule' as const, values: COLOURS };
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ runOnly, rules: theme === 'light' ? EXTRA : {}, resultTypes: ['violations'] }).analyze();
    found.push(...violations.flatMap((one) => one.nodes.map((node) => `${name}, ${theme}: ${one.id} at ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()} ${node.html.slice(0, 120)}`)));
  }
  await page.evaluate(() => delete document.documentElement.dataset['theme']);
  return found;
}
