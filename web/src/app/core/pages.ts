import { DestroyRef, Signal, computed, inject, signal, untracked } from '@angular/core';

import { Toasts } from '@ui/toasts';

import { Kept } from './kept';
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

/** All of a list that was read. */
interface Whole<T, P> {
  /** Which list it is, and for whom it was read. */
  name: string;
  whose: string;
  first: P;
  later: T[];
  /** Pages read. */
  count: number;
  next: string | null;
}

/**
 * The one way to read a list by cursor: the first page whenever `key` changes, and the next ones when asked. What was
 * read on stays: reading the list again reads as many pages, and who comes back to it by the browser's buttons finds
 * it as it was, read again meanwhile. So all that a page shows of a list must come from what `read` returns.
 *
 *     readonly list = pages(() => this.tab(), (status, cursor) => this.api.ok(...));
 */
export function pages<K, P extends PageOf<unknown>>(key: () => K | undefined, read: (key: K, cursor?: string) => Promise<P>): Pages<P['items'][number], P> {
  type T = P['items'][number];
  const [toasts, kept] = [inject(Toasts), inject(Kept)];
  // What reads it and with what: the same of both is the same list.
  const nameOf = (current: K | undefined): string => `${JSON.stringify(current)} ${read.toString()}`;
  const begin = (name: string, whose: string, first: P): Whole<T, P> => ({ name, whose, first, later: [], count: 1, next: first.next ?? null });
  const withPage = (before: Whole<T, P>, page: P): Whole<T, P> => ({ ...before, later: [...before.later, ...page.items], count: before.count + 1, next: page.next ?? null });
  let gone = false;
  inject(DestroyRef).onDestroy(() => (gone = true));
  /** The newest reading of the whole. */
  let reading: Promise<unknown> = Promise.resolve();

  const readWhole = async (current: K): Promise<Whole<T, P>> => {
    const name = nameOf(current);
    let fresh = begin(name, kept.whose(), await read(current));
    // Somebody may read on meanwhile, or ask for another list.
    const shown = (): number => (whole.value()?.name === name && nameOf(untracked(key)) === name && !gone ? whole.value()!.count : 1);
    while (fresh.next !== null && fresh.count < shown()) fresh = withPage(fresh, await read(current, fresh.next));
    return fresh;
  };
  const whole = load<K, Whole<T, P>>(
    key,
    (current) => {
      const mine = readWhole(current);
      reading = mine.catch(() => undefined);
      return mine;
    },
    (current) => kept.take(nameOf(current)),
  );
  kept.keep(() => {
    const had = whole.value();
    return had && !whole.problem() ? { name: had.name, value: had, whose: had.whose } : undefined;
  });
  const busy = signal(false);

  return {
    start: {
      value: computed(() => whole.value()?.first),
      problem: whole.problem,
      loading: whole.loading,
      first: whole.first,
      reload: () => whole.reload(),
      set: (first) => whole.set(begin(nameOf(untracked(key)), kept.whose(), first)),
    },
    items: computed(() => [...(whole.value()?.first.items ?? []), ...(whole.value()?.later ?? [])]),
    more: computed(() => (whole.value()?.next ?? null) !== null),
    busy,
    readOn: async () => {
      const [current, name] = [key(), nameOf(key())];
      if (busy() || current === undefined || whole.value()?.name !== name) return;
      busy.set(true);
      try {
        // What is on its way would take the place of a page read now.
        await reading;
        const cursor = whole.value()?.next ?? null;
        if (cursor === null || gone) return;
        const page = await read(current, cursor);
        const now = whole.value();
        if (now?.name === name && now.next === cursor) whole.set(withPage(now, page));
      } catch (error) {
        toasts.problem(error);
      } finally {
        busy.set(false);
      }
    },
    change: (how) => {
      const now = whole.value();
      if (now) whole.set({ ...now, first: { ...now.first, items: how(now.first.items) }, later: how(now.later) });
    },
  };
}
