// What the desk may do with a booking in each state: the same table as the server's, so that only what works is offered.

import type { Schema } from '@core/api';

export type Status = Schema<'BookingStatus'>;
export type Action = 'confirm' | 'complete' | 'noShow' | 'cancel' | 'move' | 'giveBack';

export const STATUSES: readonly Status[] = ['held', 'pending', 'confirmed', 'completed', 'no_show', 'cancelled', 'expired'];

const ACTIONS: Record<Status, readonly Action[]> = {
  held: ['confirm', 'move', 'cancel'],
  pending: ['cancel'],
  confirmed: ['complete', 'noShow', 'move', 'cancel'],
  completed: ['noShow'],
  no_show: ['complete'],
  cancelled: [],
  expired: [],
};

const TONES: Record<Status, string> = {
  held: 'warn', pending: 'warn', confirmed: 'brand', completed: 'good', no_show: 'bad', cancelled: '', expired: '',
};

/** A booking, or an entry of the calendar, which does not tell whose time it is. */
type Actable = Pick<Schema<'BookingView'>, 'status' | 'startDateTime'> & Partial<Pick<Schema<'BookingView'>, 'hostId' | 'userId' | 'payment'>>;

/** What may be done now. A person's time has rules of its own: the two of it are no operators of it, it is never confirmed unpaid, and what is held for it can be given back. */
export function actionsOf(booking: Actable, me: string | undefined, now: number): readonly Action[] {
  const { hostId, payment, startDateTime, status, userId } = booking;
  if (hostId && (me === hostId || me === userId)) return [];
  // Nobody has come, or failed to come, before the beginning.
  const usual = ACTIONS[status].filter((action) => (action !== 'complete' && action !== 'noShow') || beginsBy(startDateTime, now));
  if (!hostId) return usual;
  // What is objected to is decided where the objection stands.
  const held = payment?.heldUntil && Date.parse(payment.heldUntil) > now;
  return [...usual.filter((action) => action !== 'confirm'), ...(held ? (['giveBack'] as const) : [])];
}

/** People who arrive a little early can be ticked off. */
const EARLY = 30 * 60_000;

function beginsBy(start: string, now: number): boolean {
  return Date.parse(start) - EARLY <= now;
}

/** The tone of a status' badge. */
export function toneOf(status: Status): string {
  return TONES[status];
}

/** Message of an action's button. */
export const ACTION_KEYS: Record<Action, string> = {
  confirm: 'operate.bookings.confirm',
  complete: 'operate.bookings.complete',
  noShow: 'operate.bookings.noShow',
  cancel: 'operate.bookings.cancel',
  move: 'operate.bookings.move',
  giveBack: 'operate.bookings.giveBack',
};

/** The status that `PATCH /bookings/{id}/status` takes for an action. */
export const RESULT: Record<'confirm' | 'complete' | 'noShow', Status> = { confirm: 'confirmed', complete: 'completed', noShow: 'no_show' };
