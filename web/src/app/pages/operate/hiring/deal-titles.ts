import { Signal, inject, signal } from '@angular/core';

import { Api, Schema } from '@core/api';

export interface DealTitles {
  /** By [[dealOf]]. */
  readonly known: Signal<ReadonlyMap<string, string>>;
  /** Reads those that are not known yet, each once. */
  want(cards: readonly Schema<'ChatCard'>[]): void;
}

/** Whose title a card shows: an order has that of the offer it came from. */
export function dealOf({ kind, subject, data }: Schema<'ChatCard'>): { kind: 'offer' | 'order'; id: string } {
  const offer = (data as { offerId?: string | null }).offerId;
  return kind === 'offer' || !offer ? { kind: kind === 'offer' ? 'offer' : 'order', id: subject } : { kind: 'offer', id: offer };
}

/** What offers and orders are called: their cards do not carry it, and operators may read both. */
export function dealTitles(): DealTitles {
  const api = inject(Api);
  const known = signal<ReadonlyMap<string, string>>(new Map());
  const asked = new Set<string>();
  const read = async (kind: 'offer' | 'order', id: string): Promise<void> => {
    const params = { params: { path: { id } } };
    const reading: Promise<{ title: string }> = kind === 'offer' ? api.ok(api.http.GET('/api/v1/offers/{id}', params)) : api.ok(api.http.GET('/api/v1/orders/{id}', params));
    // A card without a title still says for how much.
    const found = await reading.catch(() => null);
    if (found) known.update((all) => new Map(all).set(id, found.title));
  };
  return {
    known,
    want: (cards) => {
      for (const { kind, id } of cards.map(dealOf)) {
        if (asked.has(id)) continue;
        asked.add(id);
        void read(kind, id);
      }
    },
  };
}
