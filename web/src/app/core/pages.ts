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

/** Pages read again at most, one after the other: what lies beyond stays as it was read. */
const AGAIN = 4;

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
 * read on stays: reading the list again reads as many pages, up to four, and who comes back to it by the browser's buttons finds
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
  const allOf = (of: Whole<T, P>): T[] => [...of.first.items, ...of.later];
  const withPage = (before: Whole<T, P>, page: P): Whole<T, P> => ({ ...before, later: [...before.later, ...page.items], count: before.count + 1, next: page.next ?? null });
  let gone = false;
  inject(DestroyRef).onDestroy(() => (gone = true));
  /** The newest reading of the whole. */
  let reading: Promise<unknown> = Promise.resolve();

  const readWhole = async (current: K): Promise<Whole<T, P>> => {
    const name = nameOf(current);
    let fresh = begin(name, kept.whose(), await read(current));
    // Somebody may read on meanwhile, or ask for another list.
    const shown = (): Whole<T, P> | null => (whole.value()?.name === name && nameOf(untracked(key)) === name && !gone ? whole.value()! : null);
    while (fresh.next !== null && fresh.count < Math.min(shown()?.count ?? 1, AGAIN)) fresh = withPage(fresh, await read(current, fresh.next));
    return withTail(fresh, shown());
  };
  /** With what was read on beyond, where it goes on from here. */
  const withTail = (fresh: Whole<T, P>, before: Whole<T, P> | null): Whole<T, P> => {
    const [had, known] = [before ? allOf(before) : [], allOf(fresh)];
    if (!before || before.whose !== fresh.whose || fresh.next === null || before.count <= fresh.count) return fresh;
    const end = had.findIndex((one) => idOf(one) === idOf(known[known.length - 1]));
    return end < 0 ? fresh : { ...fresh, later: [...fresh.later, ...had.slice(end + 1)], count: before.count, next: before.next };
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
    items: computed(() => (whole.value() ? allOf(whole.value()!) : [])),
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

// Lists are of things with an id; what has none is never found again.
function idOf(one: unknown): unknown {
  return (one as { id?: unknown } | undefined)?.id ?? Symbol();
}
