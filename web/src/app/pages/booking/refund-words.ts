import type { Schema } from '@core/api';

export interface RefundWords {
  /** The end of a message key. */
  key: 'tier' | 'too_late' | 'started' | 'nothing_paid' | 'given_back' | 'by_operator' | 'by_host';
  percent: number;
  hours: number;
}

/** Why so much comes back. */
export function refundWords(reason: Schema<'RefundReason'>): RefundWords {
  const { name: key, hoursBefore, refundPercent }: { name: RefundWords['key']; hoursBefore?: number; refundPercent?: number } = reason;
  return { key, percent: refundPercent ?? 0, hours: hoursBefore ?? 0 };
}
