// Who uses the page in tests: signing in by form, and the API beside the page for what a test only needs to be there.
import { APIRequestContext, Browser, BrowserContextOptions, Page, test as base, expect, request } from '@playwright/test';

export const PASSWORD = 'plaza-demo-2026';
export const url = (path = '/'): string => `${process.env['PLAZA_URL']}${path}`;
export const demo = (name: string): string => `${name}@demo.plaza.example`;

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

export interface Visitor {
  viewport?: { width: number; height: number };
  lang?: 'en' | 'es';
  dark?: boolean;
  /** The app's service worker; off unless it is what a test is about. */
  worker?: boolean;
}

/** `visit()`: a page of a browser profile of its own, closed after the test. */
export const test = base.extend<{ visit: (who?: Visitor) => Promise<Page> }>({
  visit: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (who) => {
      const page = await opened(browser, who);
      pages.push(page);
      return page;
    });
    await Promise.all(pages.map((page) => page.context().close()));
  },
});

async function opened(browser: Browser, who?: Visitor): Promise<Page> {
  return (await browser.newContext(asVisitor(who))).newPage();
}

/** The browser of a visitor in Madrid. */
export function asVisitor({ viewport = DESK, lang = 'en', dark = false, worker = false }: Visitor = {}): BrowserContextOptions {
  return {
    viewport,
    hasTouch: viewport.width < 500,
    locale: lang === 'es' ? 'es-ES' : 'en-GB',
    timezoneId: 'Europe/Madrid',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    baseURL: url(''),
    serviceWorkers: worker ? 'allow' : 'block',
  };
}

const WORDS = {
  en: { email: 'E-mail', password: 'Password', signIn: 'Sign in' },
  es: { email: 'Correo electrónico', password: 'Contraseña', signIn: 'Iniciar sesión' },
};

/** Signs in through the form. */
export async function signIn(page: Page, email: string, lang: 'en' | 'es' = 'en', password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  const form = page.locator('main form');
  await form.getByLabel(WORDS[lang].email).fill(email);
  await form.getByLabel(WORDS[lang].password, { exact: true }).fill(password);
  await form.getByRole('button', { name: WORDS[lang].signIn, exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** The API as somebody, for arranging and checking. */
export async function api(email: string, password = PASSWORD): Promise<APIRequestContext> {
  const { accessToken } = await tokens(email, password);
  return request.newContext({ baseURL: url(''), extraHTTPHeaders: { authorization: `Bearer ${accessToken}` } });
}

/** Signed in without the form, for tests that are about something else. */
export async function enter(page: Page, email: string, password = PASSWORD): Promise<void> {
  const pair = await pairOf(email, password);
  // Once: what the page renews later must stay. The tests' language is chosen, so that the account's does not come instead.
  await page.addInitScript((kept) => {
    if (localStorage.getItem('plaza.tokens')) return;
    localStorage.setItem('plaza.tokens', kept);
    localStorage.setItem('plaza.lang', navigator.language.startsWith('es') ? 'es' : 'en');
  }, pair);
}

/** What the page keeps of who is signed in, under `plaza.tokens`. */
export async function pairOf(email: string, password = PASSWORD): Promise<string> {
  const { accessToken, refreshToken, expiresIn } = await tokens(email, password);
  return JSON.stringify({ access: accessToken, refresh: refreshToken, until: Date.now() + expiresIn * 1000 });
}

async function tokens(email: string, password: string): Promise<{ accessToken: string; refreshToken: string; expiresIn: number }> {
  const visiting = await request.newContext({ baseURL: url('') });
  const answer = await visiting.post('/api/v1/auth/login', { data: { email, password } });
  expect(answer.ok(), await answer.text()).toBeTruthy();
  const body = (await answer.json()) as { accessToken: string; refreshToken: string; expiresIn: number };
  await visiting.dispose();
  return body;
}

/** The newest mail to an address in the local outbox, as its text; waits until it is there. */
export async function mailTo(address: string, subject: RegExp): Promise<string> {
  const admin = await api(demo('admin'));
  let text = '';
  await expect(async () => {
    const list = (await (await admin.get('/api/v1/notifications/outbox?limit=200')).json()) as { items: { id: string; to: string; subject: string }[] };
    const mail = list.items.find((one) => one.to.includes(address) && subject.test(one.subject));
    expect(mail, `a mail to ${address}`).toBeTruthy();
    text = ((await (await admin.get(`/api/v1/notifications/outbox/${mail?.id}`)).json()) as { text: string }).text;
  }).toPass({ timeout: 60_000, intervals: [250] });
  await admin.dispose();
  return text;
}

/** The link of a mail that leads to `path`, as the page's own address. */
export function linkIn(text: string, path: string): string {
  const found = text.match(new RegExp(`https?://[^\\s/]+(${path}\\?token=[^\\s]+)`));
  expect(found, `a link to ${path} in: ${text}`).toBeTruthy();
  return found?.[1] ?? '';
}
