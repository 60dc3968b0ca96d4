// Pictures of every screen into docs/screens: the main ones at three widths, the others at one, some in the dark, in both languages.
import { test } from '@playwright/test';

import { Arranged, EVERYBODY, arrange, open, profile } from './arrange';
import { hiring } from './arrange-hire';

const FOLDER = new URL('../../docs/screens/', import.meta.url).pathname;
const SIZES = { 390: { width: 390, height: 844 }, 768: { width: 768, height: 1024 }, 1440: { width: 1440, height: 900 } };
/** At all widths: phone in Spanish, tablet in English, desk in Spanish, as below. */
const MAIN = ['landing', 'search', 'resource', 'pay', 'booking', 'bookings', 'operate-today', 'operate-calendar', 'operate-resource', 'hire', 'professional', 'conversation', 'order', 'work-today'];
const DARK = ['landing', 'resource', 'operate-calendar', 'professional', 'conversation', 'work-money'];
const ON_PHONES = ['search-none', 'sign-in', 'sign-up', 'verify', 'recover', 'reset-password', 'not-found', 'paid', 'booking-cancelled', 'notifications', 'profile-notices', 'messages', 'orders'];
/** On phones and on a desk. */
const BOTH = ['hour-objected'];
const TWICE = ['hour', 'operate-bookings-objected', 'resource-missing', 'resource-member', 'hire-map', 'hire-none', 'order-completed', 'offer-work', 'work-gigs', 'work-gig', 'work-reviews-open', 'work-orders', 'work-order', 'work-conversation', 'operate-gigs', 'operate-verification', 'operate-disputes', 'operate-reviews', 'operate-reports', 'operate-report'];
const WAYS = [
  { width: 390, lang: 'es' },
  { width: 768, lang: 'en' },
  { width: 1440, lang: 'es' },
] as const;
/** As long as they are; of the others what is seen at first, with their sticky bars where they belong. */
const WHOLE = ['landing', 'resource', 'pay', 'booking', 'hour-objected', 'professional', 'order'];
/** On phones too. */
const TALL = ['hour-objected'];
/** Above this a picture has no bottom worth the bytes. */
const TALLEST = 2400;

let all: Arranged;
test.beforeAll(async () => {
  all = await arrange();
  all.screens.push(...(await hiring()));
});

for (const who of EVERYBODY) {
  for (const dark of [false, true]) {
    for (const { width, lang } of WAYS) {
      if (dark && (width === 768 || who === 'member')) continue;
      test(`${who} ${width}${dark ? ' dark' : ''}`, async ({ browser }) => {
          test.setTimeout(180_000);
          const context = await profile(browser, who, lang, SIZES[width], dark);
          // A working morning, whatever day it is: operators have something to do.
          if (who === 'admin') await context.clock.setFixedTime(workingMorning());
          const page = await context.newPage();
          for (const screen of all.screens.filter((one) => one.who === who && shown(one.name, width, dark))) {
            await open(page, screen.path);
            await page.evaluate(() => document.querySelectorAll('img[loading=lazy]').forEach((image) => image.setAttribute('loading', 'eager')));
            const height = Math.min(TALLEST, await page.evaluate(() => document.documentElement.scrollHeight));
            const whole = !(width === 390 ? TALL : WHOLE).includes(screen.name) ? {} : height > SIZES[width].height ? { fullPage: true, clip: { x: 0, y: 0, width, height } } : {};
            const kind = width === 390 ? ({ type: 'png' } as const) : ({ type: 'jpeg', quality: 70 } as const);
            await page.screenshot({ path: `${FOLDER}${screen.name}-${width}${dark ? '-dark' : ''}.${kind.type === 'png' ? 'png' : 'jpg'}`, ...kind, ...whole });
          }
          await context.close();
        });
    }
  }
}

function shown(name: string, width: number, dark: boolean): boolean {
  if (TWICE.includes(name)) return false;
  if (dark) return DARK.includes(name) && width !== 768;
  if (MAIN.includes(name)) return true;
  if (BOTH.includes(name)) return width !== 768;
  return width === (ON_PHONES.includes(name) ? 390 : 1440);
}

/** 10:40 in Madrid on the next Tuesday to Friday. */
function workingMorning(): Date {
  const day = new Date();
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() < 2 || day.getUTCDay() > 5);
  day.setUTCHours(9, 40, 0, 0);
  return day;
}
