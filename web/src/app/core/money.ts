import type { Schema } from './api';
import { numbers } from './numbers';

/** An amount by locale: minor units of its currency (ISO 4217). */
export function money(value: Schema<'Money'> | null | undefined, locale: string): string {
  if (!value) return '';
  return numbers(locale, { style: 'currency', currency: value.currency }).format(value.amount / 10 ** digits(value.currency));
}

/** Digits after the point of a currency. */
export function digits(currency: string): number {
  return numbers('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** What somebody typed, in minor units; null when it is no amount. */
export function minorUnits(text: string, currency: string): number | null {
  const plain = text.trim().replace(/\s/g, '').replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  return Math.round(Number(plain) * 10 ** digits(currency));
}
