// The professional's messages: a chunk of their own, for most visitors never need them.

const words = {
  scope: 'desk',
  loader: {
    en: async () => (await import('../../../i18n/desk.en.json')).default,
    es: async () => (await import('../../../i18n/desk.es.json')).default,
  },
};

/** Refusals about profiles, cases, gigs, payouts and reviews; operators meet them too. */
export const deskProblems = {
  // A name of its own, for what is loaded is remembered by it; its keys are those of all refusals.
  scope: 'problems-desk',
  alias: 'problems',
  loader: {
    en: async () => (await import('../../../i18n/problems-desk.en.json')).default,
    es: async () => (await import('../../../i18n/problems-desk.es.json')).default,
  },
};

export const SCOPES = [words, deskProblems];
