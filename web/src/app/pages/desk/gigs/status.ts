import type { Schema } from '@core/api';

/** The colour of a gig's state. */
export const TONES: Record<Schema<'GigStatus'>, 'good' | 'warn' | 'bad' | null> = { draft: null, in_review: 'warn', published: 'good', paused: null, rejected: 'bad', removed: null };
