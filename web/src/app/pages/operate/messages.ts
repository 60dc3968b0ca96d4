// The operators' messages: a chunk of their own, for visitors never need them. One pair of files for each group of screens.

export const messages = {
  en: async () => {
    const parts = await Promise.all([import('../../../i18n/operate-day.en.json'), import('../../../i18n/operate-places.en.json'), import('../../../i18n/operate-office.en.json'), import('../../../i18n/operate-hiring.en.json')]);
    return Object.assign({}, ...parts.map((part) => part.default));
  },
  es: async () => {
    const parts = await Promise.all([import('../../../i18n/operate-day.es.json'), import('../../../i18n/operate-places.es.json'), import('../../../i18n/operate-office.es.json'), import('../../../i18n/operate-hiring.es.json')]);
    return Object.assign({}, ...parts.map((part) => part.default));
  },
};
