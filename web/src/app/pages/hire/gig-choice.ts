// What is ordered of a gig: as the address bar holds it, what it comes to, and what is still missing.
import type { Params } from '@angular/router';

import type { Schema } from '@core/api';

type Gig = Schema<'GigView'>;

export interface Choice {
  pack: Schema<'GigPackage'> | null;
  extras: readonly Schema<'GigExtra'>[];
}

/** What the address bar says; a single package needs no choosing. What the gig no longer has is left out. */
export function readChoice(gig: Gig, params: Params): Choice {
  const ids = String(params['extras'] ?? '').split(',');
  const pack = gig.packages.find((one) => one.id === params['package']) ?? (gig.packages.length === 1 ? gig.packages[0] : null);
  return { pack, extras: gig.extras.filter((one) => ids.includes(one.id)) };
}

/** What the choice costs: the package and all that is added. */
export function totalOf({ pack, extras }: Choice): Schema<'Money'> | null {
  return pack && { currency: pack.price.currency, amount: extras.reduce((sum, one) => sum + one.price.amount, pack.price.amount) };
}

/** Days until it is delivered. */
export function daysOf({ pack, extras }: Choice): number {
  return extras.reduce((sum, one) => sum + one.extraDays, pack?.deliveryDays ?? 0);
}

/** The first question that needs an answer and has none. */
export function unanswered(gig: Gig, answers: Readonly<Record<string, string | undefined>>): string | null {
  return gig.questions.find((one) => one.required && !answers[one.id]?.trim())?.id ?? null;
}
