import type { Schema } from '@core/api';

/** What the page that pays has to show. */
export type Stage = 'card' | 'over' | 'code' | 'waiting' | 'done' | 'cancelled';

export interface Known {
  /** The hold ran out by our clock, whatever was read before. */
  over: boolean;
  /** An attempt went out and nobody knows yet how it ended. */
  unsure: boolean;
  /** The challenge that was answered already: its result is on the way. */
  answered: string;
}

export function stageOf(booking: Schema<'BookingView'>, known: Known): Stage {
  switch (booking.status) {
    case 'confirmed':
    case 'completed':
    case 'no_show':
      return 'done';
    case 'cancelled':
      return 'cancelled';
    case 'expired':
      return 'over';
    case 'pending': {
      const url = booking.payment.nextAction?.url;
      return url && url !== known.answered ? 'code' : 'waiting';
    }
    case 'held':
      if (known.unsure) return 'waiting';
      return known.over ? 'over' : 'card';
  }
}

/** Why a payment failed, where we have words for it. */
const REASONS = ['card_declined', 'insufficient_funds', 'second_factor_failed', 'unknown_token'];

/** `card_declined` of `payments.card_declined`; `other` for what we have no words for. */
export function reasonOf(code: string | null | undefined): string {
  const short = (code ?? '').replace(/^payments\./, '');
  return REASONS.includes(short) ? short : 'other';
}
