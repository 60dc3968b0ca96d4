// The messages of these pages: a chunk of their own, loaded with the first page that shows them.
import { provideTranslocoScope } from '@jsverse/transloco';

/** For `providers` of a page: its words, and the refusals that are met there. */
export const hireMessages = provideTranslocoScope(
  {
    scope: 'hire',
    loader: {
      en: async () => (await import('../../../i18n/hire.en.json')).default,
      es: async () => (await import('../../../i18n/hire.es.json')).default,
    },
  },
  {
    // A name of its own, for what is loaded is remembered by it; its keys are those of all refusals.
    scope: 'problems-hire',
    alias: 'problems',
    loader: {
      en: async () => (await import('../../../i18n/problems-hire.en.json')).default,
      es: async () => (await import('../../../i18n/problems-hire.es.json')).default,
    },
  },
);
