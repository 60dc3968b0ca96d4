// The operators' desks of all services: what is asked and what is answered (kernel/service/src/desk.rs).

import type { PageOf } from '@core/pages';

export const SERVICES = [
  'identity', 'resources', 'bookings', 'payments', 'professionals', 'verification', 'gigs', 'chat', 'orders', 'reviews', 'notifications', 'settings', 'audit',
] as const;
export type Service = (typeof SERVICES)[number];

/** Work in several steps across services. */
export interface Saga {
  id: string;
  name: string;
  aggregateId: string;
  state: 'running' | 'undoing' | 'done' | 'undone' | 'stuck' | 'abandoned';
  step: number;
  reason: { code?: string; detail?: string } | null;
  lastError: string | null;
  attempts: number;
  startedBy: string;
  createdAt: string;
  updatedAt: string;
  steps: { step: string; outcome: string; note: string | null; at: string }[];
}

/** An event that a service could not handle. */
export interface DeadLetter {
  handler: string;
  eventId: string;
  state: 'waiting' | 'dead';
  attempts: number;
  lastError: string | null;
  seenAt: string;
  nextAt: string | null;
  event: { type: string; subject: string; correlationid?: string };
}

/** Work for later that failed. */
export interface Job {
  id: string;
  kind: string;
  state: 'ready' | 'dead';
  payload: unknown;
  attempts: number;
  lastError: string | null;
  runAt: string;
}

export type Of<T> = T & { service: Service };

export interface Desk {
  stuck: Of<Saga>[];
  running: Of<Saga>[];
  letters: Of<DeadLetter>[];
  jobs: Of<Job>[];
  /** Services that did not answer all questions: what they have is unknown. */
  silent: Service[];
  /** Whether some list has more than was asked for. */
  more: boolean;
}

/** Which services have work in several steps; asking the others for it would be in vain. */
const RUNS_SAGAS: readonly Service[] = ['bookings', 'orders'];

export interface Question {
  service: Service;
  about: 'stuck' | 'running' | 'letters' | 'jobs';
  /** Of sagas. */
  state?: Saga['state'];
}

/** What is asked, service after service. */
export function questions(): Question[] {
  return SERVICES.flatMap((service) => {
    const always: Question[] = [{ service, about: 'letters' }, { service, about: 'jobs' }];
    if (!RUNS_SAGAS.includes(service)) return always;
    return [...always, { service, about: 'stuck', state: 'stuck' }, { service, about: 'running', state: 'running' }, { service, about: 'running', state: 'undoing' }];
  });
}

/** Lists of the desks, by what is asked. */
const LISTS = { stuck: 'sagas', running: 'sagas', letters: 'dead-letters', jobs: 'jobs' } as const;

/** Where the question is put; so many things at most. */
export function pathOf({ service, about, state }: Question, limit: number): string {
  return `/api/v1/operations/${service}/${LISTS[about]}?limit=${limit}${state ? `&state=${state}` : ''}`;
}

/** What the answers to the questions say; null where none came. */
export function read(asked: readonly Question[], answers: readonly (PageOf<unknown> | null)[]): Desk {
  const desk: Desk = { stuck: [], running: [], letters: [], jobs: [], silent: [], more: false };
  asked.forEach(({ service, about }, at) => {
    const page = answers[at];
    if (!page) {
      if (!desk.silent.includes(service)) desk.silent.push(service);
      return;
    }
    desk.more ||= !!page.next;
    (desk[about] as unknown[]).push(...page.items.map((item) => ({ ...(item as object), service })));
  });
  return desk;
}

/** Only a service's part; all of it without one. */
export function of(desk: Desk, service: string): Desk {
  if (!service) return desk;
  const mine = <T extends { service: Service }>(list: T[]): T[] => list.filter((one) => one.service === service);
  return { ...desk, stuck: mine(desk.stuck), running: mine(desk.running), letters: mine(desk.letters), jobs: mine(desk.jobs) };
}

/** How many things wait for somebody. */
export function waiting(desk: Desk): number {
  return desk.stuck.length + desk.letters.length + desk.jobs.length;
}

const SAGAS = ['create_booking'];
const STEPS = ['hold', 'pay', 'confirm', 'notify'];
const JOBS = ['refund_booking', 'follow_refund', 'mail-request'];

/** The last part of a message key; null for a name we have no words for. */
export function sagaWord(name: string): string | null {
  return SAGAS.includes(name) ? name : null;
}

export function stepWord(name: string): string | null {
  return STEPS.includes(name) ? name : null;
}

export function jobWord(kind: string): string | null {
  return JOBS.includes(kind) ? kind.replace('-', '_') : null;
}
