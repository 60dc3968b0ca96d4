import type { Schema } from '@core/api';

import type { HostedBooking } from './hosting';

type Change = Schema<'Change'>;

const OBJECTION: Record<Schema<'ObjectionStatus'>, string> = { open: 'objected', given_back: 'givenBack', rejected: 'objectionRejected', withdrawn: 'objectionWithdrawn' };

/** The end of a message key that says what happened. */
export function whatHappened(change: Change): string {
  if (!change.from) return change.to === 'held' ? 'held' : change.to === 'pending' ? 'pending' : 'made';
  if (change.reason === 'bookings.rescheduled') return 'moved';
  if (change.from === 'pending' && change.to === 'held') return 'refused';
  if (change.from === 'held' && change.to === 'pending') return 'pending';
  if (change.from !== change.to) return change.to;
  // The booking stays what it is: what was paid goes back, or it is objected to.
  return change.refund || !change.objection ? 'givenBack' : OBJECTION[change.objection];
}

/** Whether a reason is one of the API's codes, which are not for people. */
export function isCode(reason: string): boolean {
  return /^[a-z_]+\.[a-z_]+$/.test(reason);
}

/** `you`, the `booker`, the `host` whose time it is, `place` (a person there) or `system`. */
export function whoDid(change: Change, me: string | undefined, { userId, hostId }: HostedBooking): 'you' | 'booker' | 'host' | 'place' | 'system' {
  if (change.actor.startsWith('service:')) return 'system';
  if (change.actor === `user:${me}`) return 'you';
  if (change.actor === `user:${userId}`) return 'booker';
  return hostId && change.actor === `user:${hostId}` ? 'host' : 'place';
}
