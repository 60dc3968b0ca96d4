import type { Schema } from '@core/api';

type Side = Schema<'Side'>;

export interface Standing {
  status: Schema<'OrderStatus'>;
  /** Whose eyes; null for managers. */
  role?: Side | null;
  cancellationBy?: Side | null;
  extensionDays?: number | null;
  released?: Schema<'Money'>;
  refunded?: Schema<'Money'>;
}

/** The end of a message key that says what comes next, for whoever looks: `client.delivered`, `professional.answerCancellation`. */
export function nextOf({ status, role, cancellationBy, extensionDays, released, refunded }: Standing): string {
  const eyes = role ?? 'manager';
  if (!isOver(status) && status !== 'disputed' && cancellationBy) {
    if (!role) return 'manager.cancellation';
    return cancellationBy === role ? `${eyes}.cancellationAsked` : `${eyes}.answerCancellation`;
  }
  if (role === 'client' && extensionDays && ['funded', 'in_progress', 'revision_requested'].includes(status)) return 'client.answerExtension';
  // It was given up before anything was paid.
  if (status === 'cancelled' && !released?.amount && !refunded?.amount) return `${eyes}.neverPaid`;
  return `${eyes}.${status}`;
}

export function isOver(status: Schema<'OrderStatus'>): boolean {
  return status === 'completed' || status === 'paid_out' || status === 'cancelled';
}

/** The states of the filter's entries. */
export const FILTERS = {
  active: ['awaiting_payment', 'funded', 'in_progress', 'delivered', 'revision_requested', 'disputed'],
  done: ['completed', 'paid_out'],
  cancelled: ['cancelled'],
} as const;

export type Filter = keyof typeof FILTERS;
