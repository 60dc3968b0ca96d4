// What the desk may do with a booking in each state: the same table as the server's, so that only what works is offered.

import type { Schema } from '@core/api';

export type Status = Schema<'BookingStatus'>;
export type Action = 'confirm' | 'complete' | 'noShow' | 'cancel' | 'move';

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

/** Nobody has come, or failed to come, before the beginning: those two wait until `start`. */
export function actionsOf(status: Status, start: string, now: number): readonly Action[] {
  return ACTIONS[status].filter((action) => (action !== 'complete' && action !== 'noShow') || beginsBy(start, now));
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
};

/** The status that `PATCH /bookings/{id}/status` takes for an action. */
export const RESULT: Record<'confirm' | 'complete' | 'noShow', Status> = { confirm: 'confirmed', complete: 'completed', noShow: 'no_show' };
