import type { Schema } from '@core/api';

export interface RefundWords {
  /** The end of a message key. */
  key: 'tier' | 'too_late' | 'started' | 'nothing_paid' | 'by_operator';
  percent: number;
  hours: number;
}

/** Why so much comes back. The API writes `refundPercent`, its document `refund_percent`: both are read. */
export function refundWords(reason: Schema<'RefundReason'>): RefundWords {
  const more = reason as Record<string, unknown>;
  return { key: reason.name, percent: Number(more['refundPercent'] ?? more['refund_percent'] ?? 0), hours: Number(more['hoursBefore'] ?? more['hours_before'] ?? 0) };
}
