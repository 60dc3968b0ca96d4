// What happened to a payment, in order.

import type { Schema } from '@core/api';

export interface Chapter {
  /** The last part of a message key. */
  what: 'asked' | 'paid' | 'failed' | 'cancelled' | 'waits' | 'refunded' | 'refunding' | 'refusedRefund';
  at: string | null;
  amount: Schema<'Money'> | null;
  tone: 'good' | 'bad' | 'warn' | 'brand' | null;
  refund: Schema<'RefundView'> | null;
}

export function story(payment: Schema<'PaymentDetail'>): Chapter[] {
  const chapter = (what: Chapter['what'], at: string | null, tone: Chapter['tone'], amount: Schema<'Money'> | null = null): Chapter => ({ what, at, tone, amount, refund: null });
  const told = [chapter('asked', payment.createdAt, null, payment.amount)];
  if (payment.completedAt) told.push(chapter('paid', payment.completedAt, 'good', payment.amount));
  // The API tells when it was paid, not when it failed.
  else if (payment.status === 'failed') told.push(chapter('failed', null, 'bad'));
  else if (payment.status === 'cancelled') told.push(chapter('cancelled', null, null));
  else told.push(chapter('waits', null, 'warn'));
  for (const refund of payment.refunds) {
    const what = refund.status === 'completed' ? 'refunded' : refund.status === 'refused' ? 'refusedRefund' : 'refunding';
    told.push({ what, at: refund.createdAt, amount: refund.amount, tone: what === 'refunded' ? 'brand' : what === 'refusedRefund' ? 'bad' : 'warn', refund });
  }
  return told;
}

/** What can still be given back: refunds under way count as given. */
export function left(payment: Schema<'PaymentDetail'>): Schema<'Money'> {
  const refundable = payment.status === 'completed' || payment.status === 'partially_refunded';
  const given = payment.refunds.filter((refund) => refund.status !== 'refused').reduce((sum, refund) => sum + refund.amount.amount, 0);
  return { amount: refundable ? Math.max(payment.amount.amount - given, 0) : 0, currency: payment.amount.currency };
}
