// Bookings of a professional's time, as the one whose time it is sees them.

import type { Schema } from '@core/api';

/** A booking; `hostId` is whose time it is when a person's is booked, and only they are told `userName`, who booked. */
export type HostedBooking = Schema<'BookingView'>;

/** Whether somebody sees this booking because their time is booked, and not because they booked it. */
export function isHost(booking: HostedBooking, me: string | undefined): boolean {
  return !!booking.hostId && booking.hostId === me && booking.userId !== me;
}

/** Whether a person's time is booked, and so the money is held until a while after the hour. */
export function ofAPerson(booking: HostedBooking): boolean {
  return !!booking.hostId;
}

/** How long after the end who booked can object, and the host say that nobody came. */
const OBJECTIONS = 24 * 3_600_000;

/** Whether it can still be said what the hour was; after that the money is the host's. */
export function isOpen(booking: HostedBooking, now: number): boolean {
  return Date.parse(booking.endDateTime) + OBJECTIONS > now;
}

/** What was paid and not asked back. */
export function leftOf({ payment }: HostedBooking): Schema<'Money'> {
  return { ...payment.paid, amount: Math.max(payment.paid.amount - payment.refunded.amount, 0) };
}

/** Whether who booked objects to the hour, and an operator has not decided yet: all that is left stays held. */
export function isObjected(booking: Pick<HostedBooking, 'objection'>): boolean {
  return booking.objection?.status === 'open';
}

/** Whether who booked can say now that the hour was not as agreed: once, from its start and while the money is held. */
export function mayObject(booking: HostedBooking, now: number): boolean {
  const { heldUntil } = booking.payment;
  return !booking.objection && !!heldUntil && Date.parse(booking.startDateTime) <= now && now < Date.parse(heldUntil);
}

/** What becomes of what is left of the money, from the side of who booked: the end of a message key. */
export function bookerMoney(booking: HostedBooking, now: number): 'kept' | 'open' | 'rest' | 'objected' | 'theirs' | 'fee' | null {
  const { payment, status } = booking;
  if (!leftOf(booking).amount) return null;
  if (isObjected(booking)) return 'objected';
  // Cancelled before the hour: what the policy keeps is theirs at once.
  if (!payment.heldUntil) return status === 'cancelled' ? 'fee' : null;
  if (Date.parse(payment.heldUntil) <= now) return 'theirs';
  if (status === 'confirmed' && Date.parse(booking.startDateTime) > now) return 'kept';
  return mayObject(booking, now) ? 'open' : 'rest';
}

/** What becomes of the money, from the host's side: the end of a message key. */
export function hostMoney(booking: HostedBooking, now: number): 'none' | 'notYet' | 'held' | 'objected' | 'yours' | 'givenBack' | 'part' {
  const { payment, status } = booking;
  if (!payment.paid.amount) return booking.price.amount && (status === 'held' || status === 'pending') ? 'notYet' : 'none';
  if (payment.refunded.amount >= payment.paid.amount) return 'givenBack';
  if (isObjected(booking)) return 'objected';
  if (payment.heldUntil) return Date.parse(payment.heldUntil) > now ? 'held' : 'yours';
  return 'part';
}
