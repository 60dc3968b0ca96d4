// What stands in the fields, and what it means to the API.

import type { Schema } from '@core/api';

export type OrgSettings = Schema<'OrgSettings'>;

/** Every field as it is typed. */
export interface Draft {
  currency: string;
  /** Percent. */
  tax: string;
  holdMinutes: string;
  paymentMinutes: string;
  reminderMinutes: string;
  registrationRole: string;
  locale: string;
  legalName: string;
  taxId: string;
  address: string;
  numberPrefix: string;
  footer: string;
  /** Percent. */
  commission: string;
  autoCompleteDays: string;
  payoutDays: string;
  reviewDays: string;
  /** `yes` or `no`. */
  moderateGigs: string;
}

export type FieldName = keyof Draft;

/** What is saved together. */
export const SECTIONS = {
  money: ['currency', 'tax'],
  times: ['holdMinutes', 'paymentMinutes', 'reminderMinutes'],
  people: ['registrationRole', 'locale'],
  hiring: ['commission', 'autoCompleteDays', 'payoutDays', 'reviewDays', 'moderateGigs'],
  invoice: ['legalName', 'taxId', 'address', 'numberPrefix', 'footer'],
} as const satisfies Record<string, readonly FieldName[]>;

export type Section = keyof typeof SECTIONS;

/** Bounds of the API: minutes, days, and percent of tax and commission. */
export const BOUNDS: Partial<Record<FieldName, { least: number; most: number }>> = {
  tax: { least: 0, most: 100 },
  holdMinutes: { least: 1, most: 60 },
  paymentMinutes: { least: 1, most: 1_440 },
  reminderMinutes: { least: 0, most: 43_200 },
  commission: { least: 0, most: 50 },
  autoCompleteDays: { least: 1, most: 60 },
  payoutDays: { least: 1, most: 31 },
  reviewDays: { least: 1, most: 60 },
};

export function drafted(settings: OrgSettings, locale: string): Draft {
  const { invoice, hiring } = settings;
  const percent = (basisPoints: number): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: false }).format(basisPoints / 100);
  return {
    currency: settings.currency,
    tax: percent(settings.taxBasisPoints),
    holdMinutes: String(settings.holdMinutes),
    paymentMinutes: String(settings.paymentMinutes),
    reminderMinutes: String(settings.reminderMinutes),
    registrationRole: settings.registrationRole,
    locale: settings.locale,
    legalName: invoice.legalName,
    taxId: invoice.taxId,
    address: invoice.address,
    numberPrefix: invoice.numberPrefix,
    footer: invoice.footer,
    commission: percent(hiring.commissionBasisPoints),
    autoCompleteDays: String(hiring.autoCompleteDays),
    payoutDays: String(hiring.payoutDays),
    reviewDays: String(hiring.reviewDays),
    moderateGigs: hiring.moderateGigs ? 'yes' : 'no',
  };
}

/** A number as people type it, with a comma or a point; null when it is none. */
export function number(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** Fields of a section that are out of bounds. */
export function wrong(draft: Draft, section: Section): FieldName[] {
  return SECTIONS[section].filter((name) => {
    const bounds = BOUNDS[name];
    if (!bounds) return false;
    const value = number(draft[name]);
    const whole = name === 'tax' || name === 'commission' || Number.isInteger(value);
    return value === null || !whole || value < bounds.least || value > bounds.most;
  });
}

/** The part of the settings that a section changes. */
export function part(draft: Draft, section: Section): Partial<OrgSettings> {
  switch (section) {
    case 'money':
      return { currency: draft.currency, taxBasisPoints: Math.round((number(draft.tax) ?? 0) * 100) };
    case 'times':
      return { holdMinutes: number(draft.holdMinutes) ?? 0, paymentMinutes: number(draft.paymentMinutes) ?? 0, reminderMinutes: number(draft.reminderMinutes) ?? 0 };
    case 'people':
      return { registrationRole: draft.registrationRole as Schema<'Role'>, locale: draft.locale as Schema<'Locale'> };
    case 'hiring':
      return {
        hiring: {
          commissionBasisPoints: Math.round((number(draft.commission) ?? 0) * 100),
          autoCompleteDays: number(draft.autoCompleteDays) ?? 0,
          payoutDays: number(draft.payoutDays) ?? 0,
          reviewDays: number(draft.reviewDays) ?? 0,
          moderateGigs: draft.moderateGigs === 'yes',
        },
      };
    case 'invoice':
      return {
        invoice: { legalName: draft.legalName.trim(), taxId: draft.taxId.trim(), address: draft.address.trim(), numberPrefix: draft.numberPrefix.trim(), footer: draft.footer.trim() },
      };
  }
}

const API_NAMES: Record<string, FieldName> = { taxBasisPoints: 'tax', commissionBasisPoints: 'commission' };

/** The field that the API means by `invoice.taxId` or `taxBasisPoints`. */
export function fieldOf(name: string): FieldName {
  const last = name.split('.').at(-1) ?? name;
  return API_NAMES[last] ?? (last as FieldName);
}

/** Currencies, the likely ones first. */
export const USUAL = ['EUR', 'USD', 'GBP', 'MXN', 'COP', 'CLP', 'ARS', 'PEN', 'BRL', 'CHF'];

export function currencies(locale: string, chosen: string): { usual: Choice[]; others: Choice[] } {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const choice = (code: string): Choice => ({ code, name: names.of(code) ?? code });
  const all = new Set([...Intl.supportedValuesOf('currency'), chosen]);
  const others = [...all].filter((code) => !USUAL.includes(code)).map(choice);
  return { usual: USUAL.map(choice), others: others.sort((one, other) => one.name.localeCompare(other.name, locale)) };
}

export interface Choice {
  code: string;
  name: string;
}
