import type { Schema } from '@core/api';

/** What one may do with an order, by the API's names; `resolve` is the operators' and has a page of theirs. */
export type Deed =
  | 'start'
  | 'deliver'
  | 'request_revision'
  | 'complete'
  | 'complete_all'
  | 'extend'
  | 'accept_extension'
  | 'refuse_extension'
  | 'cancel'
  | 'accept_cancellation'
  | 'refuse_cancellation'
  | 'dispute';

interface Button {
  action: Deed;
  icon: string;
  look: 'primary' | 'plain' | 'danger' | 'quiet' | 'quietBad';
}

/** In the order in which they are offered. */
const BUTTONS: readonly Button[] = [
  { action: 'accept_cancellation', icon: 'check', look: 'danger' },
  { action: 'refuse_cancellation', icon: 'undo-2', look: 'plain' },
  { action: 'accept_extension', icon: 'calendar-plus', look: 'primary' },
  { action: 'refuse_extension', icon: 'x', look: 'plain' },
  { action: 'start', icon: 'play', look: 'primary' },
  { action: 'deliver', icon: 'send', look: 'primary' },
  { action: 'complete', icon: 'package-check', look: 'primary' },
  { action: 'request_revision', icon: 'rotate-ccw', look: 'plain' },
  { action: 'complete_all', icon: 'check-check', look: 'quiet' },
  { action: 'extend', icon: 'calendar-clock', look: 'quiet' },
  { action: 'cancel', icon: 'circle-x', look: 'quietBad' },
  { action: 'dispute', icon: 'gavel', look: 'quietBad' },
];

/** The buttons for what may be done. While somebody waits for an answer, that comes first and the rest is quieter. */
export function offered(actions: readonly string[]): Button[] {
  const all = BUTTONS.filter((one) => actions.includes(one.action));
  const asked = all.some((one) => one.action === 'accept_cancellation' || one.action === 'accept_extension');
  return all.map((one) => (asked && one.look === 'primary' && one.action !== 'accept_extension' ? { ...one, look: 'quiet' } : one));
}

type Order = Pick<Schema<'OrderView'>, 'milestones' | 'price' | 'released' | 'refunded'>;

/** The part that is worked on, or looked at. */
export function currentPart(order: Order): Schema<'OrderMilestone'> | undefined {
  return order.milestones.find((one) => one.state !== 'released');
}

/** What is neither the professional's yet nor given back. */
export function leftAmount({ price, released, refunded }: Order): Schema<'Money'> {
  return { currency: price.currency, amount: price.amount - released.amount - refunded.amount };
}
