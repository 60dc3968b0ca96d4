import type { Schema } from '@core/api';

const TONES: Record<Schema<'ObjectionStatus'>, string | null> = { open: 'warn', given_back: 'good', rejected: 'bad', withdrawn: null };

/** The tone of the badge that says where an objection stands. */
export function objectionTone(status: Schema<'ObjectionStatus'>): string | null {
  return TONES[status];
}
