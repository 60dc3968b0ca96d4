import type { Schema } from '@core/api';

export type PaymentStatus = Schema<'PaymentStatus'>;

export const STATUSES: readonly PaymentStatus[] = ['completed', 'partially_refunded', 'refunded', 'action_required', 'pending', 'created', 'failed', 'cancelled'];

/** The colour of a state. */
export function tone(status: PaymentStatus): 'good' | 'warn' | 'bad' | 'brand' | null {
  if (status === 'completed') return 'good';
  if (status === 'failed') return 'bad';
  if (status === 'action_required' || status === 'pending' || status === 'created') return 'warn';
  return status === 'cancelled' ? null : 'brand';
}

const FAILURES = ['payments.card_declined', 'payments.insufficient_funds', 'payments.second_factor_failed', 'payments.unknown_token', 'payments.declined', 'payments.called_off', 'bookings.payment_timeout'];
const REASONS = ['operator', 'goodwill', 'service_problem', 'duplicate', 'booking_cancelled', 'booking_rescheduled', 'booking_given_back', 'order_ended'];
const ACCOUNTS = ['provider_clearing', 'revenue', 'tax_payable', 'customer_deposits', 'refunds', 'provider_fees', 'escrow', 'professional_payable', 'commission'];
const MOVEMENTS = ['charge', 'refund', 'deposit', 'deposit_returned', 'fee', 'escrow_held', 'escrow_released', 'escrow_refunded', 'payout'];

/** Reasons an operator may give; others come from the platform itself. */
export const GIVEN_REASONS: readonly string[] = REASONS.slice(0, 4);

/** The last part of a message key for a code; null for a code we have no words for. */
export function failureWord(code: string): string | null {
  return FAILURES.includes(code) ? code.replace('.', '_') : null;
}

export function reasonWord(code: string): string | null {
  return REASONS.includes(code) ? code : null;
}

export function accountWord(code: string): string | null {
  return ACCOUNTS.includes(code) ? code : null;
}

export function movementWord(code: string): string | null {
  return MOVEMENTS.includes(code) ? code : null;
}
