import { defineConfig } from '@playwright/test';

import tests from './playwright.config';

// Not a test: writes docs/screens with the same binary, demo and browser as the tests.
export default defineConfig(tests, { testMatch: 'screens.ts', use: {
    trace: 'off',
    // The browser's own date fields follow its language, not the page's.
    launchOptions: { ...tests.use?.launchOptions, args: [...(tests.use?.launchOptions?.args ?? []), '--lang=es-ES'], env: { ...process.env, LANGUAGE: 'es' } as Record<string, string> },
  },
});
