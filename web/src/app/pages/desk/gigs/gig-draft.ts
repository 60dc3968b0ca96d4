// A gig as it is edited, and what of it is sent to the API. Pure.

import type { Schema } from '@core/api';
import { digits, minorUnits } from '@core/money';

type Gig = Schema<'GigView'>;

export interface PackageDraft {
  id: string | null;
  name: string;
  description: string;
  /** As it is typed, in major units. */
  price: string;
  days: string;
  revisions: string;
}

export interface ExtraDraft {
  id: string | null;
  name: string;
  price: string;
  days: string;
}

export interface QuestionDraft {
  id: string | null;
  text: string;
  required: boolean;
}

export interface GigDraft {
  title: string;
  description: string;
  trade: string;
  language: string;
  /** Between commas. */
  tags: string;
  packages: PackageDraft[];
  extras: ExtraDraft[];
  questions: QuestionDraft[];
}

export const MOST = { packages: 3, extras: 10, questions: 10, tags: 5, images: 8 } as const;

export function newPackage(name = ''): PackageDraft {
  return { id: null, name, description: '', price: '', days: '7', revisions: '1' };
}

export function newGig(language: string, trade: string, packageName: string): GigDraft {
  return { title: '', description: '', trade, language, tags: '', packages: [newPackage(packageName)], extras: [], questions: [] };
}

export function gigDraftOf(gig: Gig, locale: string): GigDraft {
  const price = ({ amount, currency }: Schema<'Money'>): string => new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: digits(currency) }).format(amount / 10 ** digits(currency));
  return {
    title: gig.title,
    description: gig.description,
    trade: gig.trade,
    language: gig.language,
    tags: gig.tags.join(', '),
    packages: gig.packages.map((one) => ({ id: one.id, name: one.name, description: one.description, price: price(one.price), days: String(one.deliveryDays), revisions: String(one.revisions) })),
    extras: gig.extras.map((one) => ({ id: one.id, name: one.name, price: price(one.price), days: String(one.extraDays) })),
    questions: gig.questions.map((one) => ({ id: one.id, text: one.text, required: one.required })),
  };
}

export function tagsOf(draft: GigDraft): string[] {
  return [...new Set(draft.tags.split(',').map((tag) => tag.trim().toLowerCase()).filter(Boolean))];
}

/** What is plainly wrong: the end of a message key by field. The API looks again. */
export function gigIssues(draft: GigDraft, currency: string): Record<string, string> {
  const found: Record<string, string> = {};
  const mark = (field: string, wrong: boolean, issue: string): void => void (wrong && (found[field] = issue));
  mark('title', draft.title.trim().length < 3, 'title');
  mark('description', draft.description.trim().length < 20, 'description');
  mark('trade', !draft.trade, 'trade');
  mark('tags', tagsOf(draft).length > MOST.tags || tagsOf(draft).some((tag) => tag.length < 2 || tag.length > 30), 'tags');
  draft.packages.forEach((one, at) => {
    mark(`packages[${at}].name`, !one.name.trim(), 'needed');
    mark(`packages[${at}].price`, !isPrice(one.price, currency), 'price');
    mark(`packages[${at}].deliveryDays`, !isWhole(one.days, 1, 365), 'days');
    mark(`packages[${at}].revisions`, !isWhole(one.revisions, 0, 20), 'revisions');
  });
  draft.extras.forEach((one, at) => {
    mark(`extras[${at}].name`, !one.name.trim(), 'needed');
    mark(`extras[${at}].price`, !isPrice(one.price, currency), 'price');
    mark(`extras[${at}].extraDays`, !isWhole(one.days, 0, 365), 'extraDays');
  });
  draft.questions.forEach((one, at) => mark(`questions[${at}].text`, one.text.trim().length < 3, 'question'));
  return found;
}

/** Only of a draft without issues. */
export function gigBodyOf(draft: GigDraft, currency: string, version: number | null): Schema<'GigBody'> {
  const money = (text: string): Schema<'Money'> => ({ amount: minorUnits(text, currency) ?? 0, currency });
  return {
    title: draft.title,
    description: draft.description,
    trade: draft.trade,
    language: draft.language,
    tags: tagsOf(draft),
    packages: draft.packages.map((one) => ({ id: one.id, name: one.name, description: one.description, price: money(one.price), deliveryDays: Number(one.days), revisions: Number(one.revisions) })),
    extras: draft.extras.map((one) => ({ id: one.id, name: one.name, price: money(one.price), extraDays: Number(one.days) })),
    questions: draft.questions.map((one) => ({ id: one.id, text: one.text, required: one.required })),
    version,
  };
}

function isPrice(text: string, currency: string): boolean {
  return (minorUnits(text, currency) ?? 0) > 0;
}

function isWhole(text: string, least: number, most: number): boolean {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most;
}
