// How what is held of a disputed order is divided, in minor units. Pure.

import type { Schema } from '@core/api';

type Money = Schema<'Money'>;

export interface Split {
  toProfessional: Money;
  toClient: Money;
}

/** Both parts are all that is held, to the cent. */
export function splitOf(held: Money, toProfessional: number): Split {
  const part = Math.min(held.amount, Math.max(0, Math.round(toProfessional)));
  return { toProfessional: { amount: part, currency: held.currency }, toClient: { amount: held.amount - part, currency: held.currency } };
}

/** Whole percent of what is held. */
export function percentOf(held: Money, part: number): number {
  return held.amount ? Math.round((part / held.amount) * 100) : 0;
}
