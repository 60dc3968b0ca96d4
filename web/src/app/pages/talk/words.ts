// What conversations and orders say: a chunk of its own, for visitors never need it. Orders have a file of their own.

interface Part {
  default: unknown;
}

const whole = (parts: readonly Part[]): Record<string, unknown> => Object.assign({}, ...parts.map((part) => part.default));

const talk = {
  en: async () => whole(await Promise.all([import('../../../i18n/talk.en.json'), import('../../../i18n/talk-work.en.json')])),
  es: async () => whole(await Promise.all([import('../../../i18n/talk.es.json'), import('../../../i18n/talk-work.es.json')])),
};

const problems = {
  en: async () => (await import('../../../i18n/problems-talk.en.json')).default,
  es: async () => (await import('../../../i18n/problems-talk.es.json')).default,
};

/** The pages' own words, and the refusals of chat and orders. */
export const SCOPES = [
  { scope: 'talk', loader: talk },
  { scope: 'problems', loader: problems },
];
