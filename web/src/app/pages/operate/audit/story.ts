// What an event says beyond its name: where it leads, and the facts worth a glance.

import type { Schema } from '@core/api';

import { kindWord } from '../outbox/mail-words';

export type Entry = Schema<'LogEntry'>;

/** What events happen to, the most asked for first. */
export const TYPES: readonly string[] = ['booking', 'payment', 'invoice', 'resource', 'location', 'closure', 'user', 'session', 'membership', 'organisation', 'setting', 'feature', 'notification', 'log'];

/** A page that shows the thing; null where there is none. */
export function target(entry: Entry): { link: string[]; query?: Record<string, string> } | null {
  switch (entry.entityType) {
    case 'booking':
      return { link: ['/operate/bookings'], query: { booking: entry.entityId } };
    case 'payment':
      return { link: ['/operate/payments', entry.entityId] };
    case 'invoice':
      return { link: ['/operate/invoices'], query: { invoice: entry.entityId } };
    case 'resource':
      return { link: ['/operate/resources', entry.entityId] };
    case 'user':
    case 'membership':
      return { link: ['/operate/people'], query: { person: String((entry.data as { userId?: string }).userId ?? entry.entityId) } };
    case 'location':
      return { link: ['/operate/places', entry.entityId] };
    default:
      return null;
  }
}

/** The resource an event is about, or a booking's or closure's. */
export function resourceOf(entry: Entry): string | null {
  const id = (entry.data as { resourceId?: unknown }).resourceId;
  return typeof id === 'string' ? id : null;
}

/** Something that has words in the messages: which group of them, and which. */
export interface Word {
  group: 'roles' | 'settings' | 'features' | 'mails';
  name: string;
}

export interface Facts {
  /** Whom it concerns, when that is somebody else than who did it. */
  person: string | null;
  money: Schema<'Money'> | null;
  /** When it is about: a booking's time. */
  at: string | null;
  /** Roles, a setting, a feature or what somebody was told. */
  words: Word[];
  /** A feature's share, percent; 0 when it was switched off. */
  share: number | null;
}

export function facts(entry: Entry): Facts {
  const data = entry.data as Record<string, unknown>;
  const text = (key: string): string | null => (typeof data[key] === 'string' ? (data[key] as string) : null);
  const amount = (data['amount'] ?? data['price']) as Schema<'Money'> | null | undefined;
  const person = text('userId');
  return {
    person: person && entry.actor !== `user:${person}` ? person : null,
    money: amount && typeof amount === 'object' && typeof amount.amount === 'number' && amount.amount !== 0 ? amount : null,
    at: text('startDateTime'),
    words: words(entry.kind, data),
    share: entry.kind.startsWith('settings.feature.') ? (data['enabled'] ? Number(data['share']) : 0) : null,
  };
}

const ROLES = ['guest', 'member', 'client', 'professional', 'manager', 'admin'];
const SETTINGS = ['currency', 'taxBasisPoints', 'holdMinutes', 'paymentMinutes', 'reminderMinutes', 'registrationRole', 'locale', 'invoice'];
const FEATURES = ['guest_booking', 'online_payment', 'recurring_bookings', 'reviews', 'waitlist'];

/** Whether the messages have this word; otherwise it is shown as the API has it. */
export function known({ group, name }: Word): boolean {
  if (group === 'mails') return kindWord(name) !== null;
  return (group === 'roles' ? ROLES : group === 'settings' ? SETTINGS : FEATURES).includes(name);
}

function words(kind: string, data: Record<string, unknown>): Word[] {
  if (kind.startsWith('identity.membership.') && Array.isArray(data['roles'])) return data['roles'].map((role) => ({ group: 'roles', name: String(role) }));
  if (kind.startsWith('settings.setting.')) return [{ group: 'settings', name: String(data['key']) }];
  if (kind.startsWith('settings.feature.')) return [{ group: 'features', name: String(data['key']) }];
  if (kind.startsWith('notifications.notification.')) return [{ group: 'mails', name: String(data['kind']) }];
  return [];
}

export interface Day {
  date: string;
  entries: Entry[];
}

/** Entries under the days they happened on; `dateOf` says which day an instant is. */
export function byDay(entries: readonly Entry[], dateOf: (at: string) => string): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const date = dateOf(entry.at);
    const last = days.at(-1);
    if (last?.date === date) last.entries.push(entry);
    else days.push({ date, entries: [entry] });
  }
  return days;
}
