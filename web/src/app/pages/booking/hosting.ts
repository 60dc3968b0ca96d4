// Bookings of a professional's time, as the one whose time it is sees them.

import type { Schema } from '@core/api';

/** A booking; `hostId` is whose time it is when a person's is booked, and only they are told `userName`, who booked. */
export type HostedBooking = Schema<'BookingView'>;

/** Whether somebody sees this booking because their time is booked, and not because they booked it. */
export function isHost(booking: HostedBooking, me: string | undefined): boolean {
  return !!booking.hostId && booking.hostId === me && booking.userId !== me;
}

/** Whether a person's time is booked, and so the money is held until the hour is over. */
export function ofAPerson(booking: HostedBooking): boolean {
  return !!booking.hostId;
}

/** What becomes of the money, from the host's side: the end of a message key. */
export function hostMoney(booking: HostedBooking, now: number): 'none' | 'notYet' | 'held' | 'soon' | 'yours' | 'givenBack' | 'part' {
  const { payment, status } = booking;
  if (!payment.paid.amount) return booking.price.amount && (status === 'held' || status === 'pending') ? 'notYet' : 'none';
  if (status === 'cancelled' || status === 'expired') return payment.refunded.amount >= payment.paid.amount ? 'givenBack' : 'part';
  if (status === 'completed' || status === 'no_show') return 'yours';
  return Date.parse(booking.endDateTime) > now ? 'held' : 'soon';
}
