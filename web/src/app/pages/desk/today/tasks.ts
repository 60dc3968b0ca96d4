// What waits for a professional, from their orders, offers, messages and reviews. Pure.

import type { Schema } from '@core/api';

type Order = Schema<'OrderView'>;
type Offer = Schema<'OfferView'>;

export interface Task {
  id: string;
  kind: 'offer' | 'start' | 'deliver' | 'revise' | 'cancellation' | 'extension' | 'messages' | 'review';
  /** In the words of who wrote it; empty where the kind says it all. */
  title: string;
  /** With whom, by account. */
  who: string | null;
  /** Until when it should be done, or can be. */
  due: string | null;
  amount: Schema<'Money'> | null;
  count: number;
  link: string[];
  query: Record<string, string>;
}

export interface Waiting {
  id: string;
  kind: 'offer' | 'delivered' | 'disputed' | 'unpaid';
  title: string;
  who: string;
  /** When it goes on by itself. */
  until: string | null;
  amount: Schema<'Money'>;
  link: string[];
}

export interface Desk {
  orders: readonly Order[];
  offers: readonly Offer[];
  chances: readonly Schema<'ReviewChance'>[];
  conversations: readonly Schema<'Conversation'>[];
}

const OF_STATUS: Partial<Record<Order['status'], Task['kind']>> = { funded: 'start', in_progress: 'deliver', revision_requested: 'revise' };

/** What to do, what is due first before the rest. */
export function tasksOf({ orders, offers, chances, conversations }: Desk): Task[] {
  const found: Task[] = [];
  for (const offer of offers) if (offer.awaits === 'professional') found.push(task('offer', offer.id, offer.title, offer.clientId, offer.expiresAt, offer.price, ['/messages', offer.conversationId]));
  for (const order of orders) {
    const kind = order.cancellationBy === 'client' ? 'cancellation' : OF_STATUS[order.status];
    if (kind) found.push(task(kind, order.id, order.title, order.clientId, dueOf(order), order.price, ['/orders', order.id]));
  }
  const unread = conversations.reduce((sum, one) => sum + one.unread, 0);
  if (unread) found.push({ ...task('messages', 'messages', '', null, null, null, ['/messages']), count: unread });
  for (const chance of chances) {
    const who = chance.subjectKind === 'resource' ? null : chance.subject;
    found.push({ ...task('review', chance.reference, '', who, chance.closesAt, null, ['/work/reviews']), query: { tab: 'write', of: chance.reference } });
  }
  return found.sort((one, other) => urgency(one) - urgency(other));
}

/** What others have to do, or time. */
export function waitingOf({ orders, offers }: Desk): Waiting[] {
  const kinds: Partial<Record<Order['status'], Waiting['kind']>> = { awaiting_payment: 'unpaid', delivered: 'delivered', disputed: 'disputed' };
  const ofOrders = orders.flatMap((order): Waiting[] => {
    const kind = kinds[order.status];
    return kind ? [{ id: order.id, kind, title: order.title, who: order.clientId, until: order.completesAt ?? null, amount: order.price, link: ['/orders', order.id] }] : [];
  });
  const ofOffers = offers.filter((offer) => offer.awaits === 'client').map((offer): Waiting => ({ id: offer.id, kind: 'offer', title: offer.title, who: offer.clientId, until: offer.expiresAt, amount: offer.price, link: ['/messages', offer.conversationId] }));
  return [...ofOrders, ...ofOffers];
}

/** The people of one's conversations, by account. */
export function namesOf(conversations: readonly Schema<'Conversation'>[]): ReadonlyMap<string, string> {
  return new Map(conversations.flatMap((one) => one.people.flatMap((person): [string, string][] => (person.name ? [[person.userId, person.name]] : []))));
}

/** The part that is worked on is due before the whole. */
function dueOf(order: Order): string | null {
  return order.milestones.find((part) => part.state !== 'released')?.dueAt ?? order.dueAt ?? null;
}

function task(kind: Task['kind'], id: string, title: string, who: string | null, due: string | null, amount: Task['amount'], link: string[]): Task {
  return { id: `${kind}-${id}`, kind, title, who, due, amount, count: 0, link, query: {} };
}

// A review can wait; a message is answered between the others.
function urgency(task: Task): number {
  if (task.kind === 'messages') return 0;
  if (task.kind === 'review') return Number.MAX_SAFE_INTEGER;
  return task.due ? Date.parse(task.due) : Number.MAX_SAFE_INTEGER - 1;
}
