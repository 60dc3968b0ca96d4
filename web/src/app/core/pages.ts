import { Signal, computed, inject, signal } from '@angular/core';

import { Toasts } from '@ui/toasts';

import { Loaded, load } from './load';

/** A page of a list, as the API answers it. */
export interface PageOf<T> {
  items: T[];
  next?: string | null;
}

/** A list that grows page by page; `start` is its first page, with whatever else the API tells there. */
export interface Pages<T, P extends PageOf<T> = PageOf<T>> {
  readonly start: Loaded<P>;
  readonly items: Signal<readonly T[]>;
  readonly more: Signal<boolean>;
  readonly busy: Signal<boolean>;
  readOn(): Promise<void>;
  /** Shows a change before, or instead of, reading it. */
  change(how: (items: readonly T[]) => T[]): void;
}

/**
 * The one way to read a list by cursor: the first page whenever `key` changes, and the next ones when asked.
 *
 *     readonly list = pages(() => this.tab(), (status, cursor) => this.api.ok(...));
 */
export function pages<K, P extends PageOf<unknown>>(key: () => K | undefined, read: (key: K, cursor?: string) => Promise<P>): Pages<P['items'][number], P> {
  type T = P['items'][number];
  const toasts = inject(Toasts);
  const start = load(key, (current: K) => read(current));
  // The pages after the first belong to that first page: another one makes them void.
  const rest = signal<{ after: P; items: T[]; next: string | null } | null>(null);
  const mine = computed(() => {
    const [first, later] = [start.value(), rest()];
    return later && later.after === first ? later : null;
  });
  const next = computed(() => (mine() ? mine()!.next : (start.value()?.next ?? null)));
  const busy = signal(false);

  return {
    start,
    items: computed(() => [...(start.value()?.items ?? []), ...(mine()?.items ?? [])]),
    more: computed(() => next() !== null),
    busy,
    readOn: async () => {
      const [current, cursor, after] = [key(), next(), start.value()];
      if (busy() || current === undefined || cursor === null || !after) return;
      busy.set(true);
      try {
        const page = await read(current, cursor);
        rest.set({ after, items: [...(mine()?.items ?? []), ...page.items], next: page.next ?? null });
      } catch (error) {
        toasts.problem(error);
      } finally {
        busy.set(false);
      }
    },
    change: (how) => {
      const [first, later] = [start.value(), mine()];
      if (!first) return;
      const after = { ...first, items: how(first.items) };
      start.set(after);
      if (later) rest.set({ ...later, after, items: how(later.items) });
    },
  };
}
