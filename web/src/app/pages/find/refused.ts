// Why a slot cannot be had, in the visitor's words: by the name of the rule, with the values the resource knows.
import type { Schema } from '@core/api';
import { Problem } from '@core/problem';
import type { Refusals } from '@ui/refusals';

/** What the API says stands where we have no words of our own. */
export function refusedBy(refusals: Refusals, rule: Record<string, unknown>, detail: string, resource: Schema<'Resource'>, told?: string): string {
  const code = told ?? 'bookings.' + String(rule['name'] ?? '').replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase());
  return refusals.text(new Problem(code, 422, detail, null, { rule: { ...resource.rules, capacity: resource.capacity, ...rule } }));
}
