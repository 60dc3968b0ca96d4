import type { Schema } from '@core/api';
import { digits, minorUnits } from '@core/money';
import { HERE, addDays, dateIn, instant } from '@core/time';

import type { Offer } from './deals';

export type Terms = Schema<'CounterOffer'>;

/** A part of the work as it stands in the form. */
export interface PartFields {
  key: number;
  title: string;
  amount: string;
  days: string;
}

/** What the form holds. */
export interface Fields {
  title: string;
  scope: string;
  price: string;
  days: string;
  revisions: string;
  /** `2026-03-02`, here. */
  until: string;
  parts: PartFields[];
}

/** Days somebody gets to answer, unless told. */
const ANSWERED_WITHIN = 7;
export const LATEST = 90;

/** The form as it begins: empty, or with the terms that are answered. */
export function begin(offer: Offer | null, now: number): Fields {
  const until = addDays(dateIn(new Date(now), HERE), ANSWERED_WITHIN);
  if (!offer) return { title: '', scope: '', price: '', days: '', revisions: '2', until, parts: [] };
  const several = offer.milestones.length > 1;
  return {
    title: offer.title,
    scope: offer.scope,
    price: plain(offer.price),
    days: String(offer.deliveryDays),
    revisions: String(offer.revisions),
    until,
    parts: several ? offer.milestones.map((one, key) => ({ key, title: one.title, amount: plain(one.amount), days: String(one.dueInDays) })) : [],
  };
}

/** An amount as one types it: `180` or `180.50`. */
export function plain(money: Schema<'Money'>): string {
  const places = digits(money.currency);
  const text = (money.amount / 10 ** places).toFixed(places);
  return text.replace(/[.]0+$/, '');
}

/** The sum of the parts, minor units; those without an amount count nothing. */
export function sum(parts: readonly PartFields[], currency: string): number {
  return parts.reduce((all, one) => all + (minorUnits(one.amount, currency) ?? 0), 0);
}

/** The fields in which something is missing or no number, by the API's names, with the end of a message key. */
export function wrongIn(fields: Fields, currency: string): Record<string, string> {
  const wrong: Record<string, string> = {};
  const amount = (name: string, text: string): void => void ((minorUnits(text, currency) ?? 0) > 0 || (wrong[name] = 'amount'));
  const days = (name: string, text: string): void => void (/^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 365 ? null : (wrong[name] = 'days'));
  if (fields.title.trim().length < 3) wrong['title'] = 'title';
  if (fields.scope.trim().length < 10) wrong['scope'] = 'scope';
  if (!/^\d+$/.test(fields.revisions.trim()) || Number(fields.revisions) > 50) wrong['revisions'] = 'revisions';
  if (!fields.until) wrong['expiresAt'] = 'until';
  if (!fields.parts.length) {
    amount('price', fields.price);
    days('deliveryDays', fields.days);
  }
  fields.parts.forEach((one, at) => {
    if (!one.title.trim()) wrong[`milestones[${at}].title`] = 'part';
    amount(`milestones[${at}].amount`, one.amount);
    days(`milestones[${at}].dueInDays`, one.days);
  });
  return wrong;
}

/** What is sent. */
export function termsOf(fields: Fields, currency: string): Terms {
  const money = (text: string): Schema<'Money'> => ({ amount: minorUnits(text, currency) ?? 0, currency });
  const whole = fields.parts.length ? {} : { price: money(fields.price), deliveryDays: Number(fields.days) };
  return {
    title: fields.title.trim(),
    scope: fields.scope.trim(),
    revisions: Number(fields.revisions),
    // Until the day is over, here.
    expiresAt: instant(fields.until, '23:59', HERE).toISOString(),
    milestones: fields.parts.map((one) => ({ title: one.title.trim(), amount: money(one.amount), dueInDays: Number(one.days) })),
    ...whole,
  };
}
