import { Signal, WritableSignal, inject, signal, untracked } from '@angular/core';

import { Api, Schema } from '@core/api';
import { Loaded, load } from '@core/load';
import { Problem } from '@core/problem';

type Quote = Schema<'CancellationQuote'>;

/** A booking about to be cancelled, by who booked it or by whose time it is. */
export interface Cancelling {
  /** What comes back. */
  readonly quote: Loaded<Quote>;
  readonly reason: WritableSignal<string>;
  readonly busy: Signal<boolean>;
  /** Why the last attempt did not work. */
  readonly problem: Signal<Problem | null>;
  /** The quote shown is another than the one that was accepted: it wants a second look. */
  readonly changed: Signal<boolean>;
  /** Accepts the quote as it is shown; null if it was not cancelled. */
  cancel(): Promise<Schema<'BookingView'> | null>;
}

/**
 * Reads the quote of the booking `id` names, `undefined` while nobody asks. The dialog may stand open: what it
 * showed is what is sent, and the API says so when it is another by then.
 */
export function cancelling(id: () => string | undefined): Cancelling {
  const api = inject(Api);
  const reason = signal('');
  const busy = signal(false);
  const problem = signal<Problem | null>(null);
  const changed = signal(false);
  const quote = load(id, (booking): Promise<Quote> => {
    changed.set(false);
    problem.set(null);
    return api.ok(api.http.GET('/api/v1/bookings/{id}/cancellation-quote', { params: { path: { id: booking } } }));
  });

  const requote = async (now: Quote | undefined): Promise<void> => {
    if (now) quote.set(now);
    else await quote.reload();
    changed.set(!quote.problem());
  };

  return {
    quote,
    reason,
    busy,
    problem,
    changed,
    cancel: async () => {
      const [booking, accepted] = [untracked(id), quote.value()];
      if (busy() || !booking || !accepted) return null;
      busy.set(true);
      problem.set(null);
      try {
        const body = { expectedRefund: accepted.refund, reason: reason().trim() || null };
        return await api.ok(api.http.POST('/api/v1/bookings/{id}/cancel', { params: { path: { id: booking } }, body }));
      } catch (error) {
        const refused = Problem.from(error);
        if (refused.code === 'bookings.quote_changed') await requote(refused.more['quote'] as Quote | undefined);
        else problem.set(refused);
        return null;
      } finally {
        busy.set(false);
      }
    },
  };
}
