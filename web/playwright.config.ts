import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const installed = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
const executablePath = process.env['PLAZA_CHROMIUM'] ?? installed.find((path) => existsSync(path));

// The real binary with a demo of its own (tests/server.ts), Debian's or any installed Chromium, no retries.
export default defineConfig({
  testDir: './tests',
  globalSetup: './tests/server.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    launchOptions: { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=en-US'] },
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    serviceWorkers: 'block',
  },
});
