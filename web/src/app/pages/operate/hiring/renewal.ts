import type { Schema } from '@core/api';

/** Whether a case renews an approval that still counts; once that has ended, it is a case like any other. */
export function renews({ status, validUntil }: Pick<Schema<'CaseSummary'>, 'status' | 'validUntil'>): boolean {
  return !!validUntil && status !== 'approved' && status !== 'expired';
}
