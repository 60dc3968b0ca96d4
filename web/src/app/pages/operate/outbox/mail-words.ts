export const STATES = ['queued', 'sent', 'failed', 'outbox'] as const;
export type MailState = (typeof STATES)[number];

/** The colour of a mail's state. */
export function tone(state: string): 'good' | 'bad' | 'warn' | null {
  if (state === 'sent') return 'good';
  if (state === 'failed') return 'bad';
  return state === 'queued' ? 'warn' : null;
}

const KINDS = [
  'verify_address', 'already_registered', 'welcome', 'password_reset', 'booking_confirmed', 'booking_cancelled', 'booking_rescheduled', 'booking_expired',
  'booking_no_show', 'booking_reminder', 'payment_failed', 'payment_refunded', 'invoice_issued', 'test',
];

/** The last part of a message key; null for a kind we have no words for. */
export function kindWord(kind: string): string | null {
  return KINDS.includes(kind) ? kind : null;
}

/** A known state's last part of a message key. */
export function stateWord(state: string): MailState | null {
  return STATES.find((one) => one === state) ?? null;
}
