// What narrows a search for professionals, each with the query without it.
import { HireQuery } from './hire-query';

export interface Chip {
  text: string;
  without: HireQuery;
}

/** How things are said in the visitor's language. */
export interface Words {
  say(key: string, values?: Record<string, unknown>): string;
  trade(slug: string): string;
  language(code: string): string;
  money(amount: number): string;
}

export function chipsOf(query: HireQuery, words: Words): Chip[] {
  const { min, max } = query;
  const chips: Chip[] = [];
  const add = (text: string, change: Partial<HireQuery>): void => void chips.push({ text, without: { ...query, ...change } });
  if (query.q) add(`“${query.q}”`, { q: '' });
  for (const slug of query.trades) add(words.trade(slug), { trades: query.trades.filter((one) => one !== slug) });
  if (query.verified) add(words.say('hire.verified'), { verified: false });
  if (query.remote) add(words.say('hire.remote'), { remote: false });
  if (query.near && query.reaches && !query.remote) add(words.say('hire.reaches'), { reaches: false });
  if (min !== null || max !== null) add(priceText(min, max, words), { min: null, max: null, currency: '' });
  if (query.rating) add(words.say('hire.chips.stars', { stars: query.rating }), { rating: null });
  for (const code of query.languages) add(words.language(code), { languages: query.languages.filter((one) => one !== code) });
  return chips;
}

// A step of the price filter ends a cent below a round sum, which nobody says so.
function priceText(min: number | null, max: number | null, words: Words): string {
  if (max === null) return words.say('hire.chips.atLeast', { price: words.money(min ?? 0) });
  const round = (max + 1) % 100 === 0;
  const top = words.money(round ? max + 1 : max);
  if (min !== null) return `${words.money(min)} – ${top}`;
  return words.say(round ? 'hire.chips.below' : 'hire.chips.atMost', { price: top });
}
