import { DestroyRef, Signal, computed, effect, inject, signal, untracked } from '@angular/core';

import { Problem } from './problem';

/** Something read from the API: loading, there, or refused. While it is read again, what was there stays. */
export interface Loaded<T> {
  readonly value: Signal<T | undefined>;
  readonly problem: Signal<Problem | null>;
  readonly loading: Signal<boolean>;
  /** Loading with nothing to show yet. */
  readonly first: Signal<boolean>;
  reload(): Promise<void>;
  /** Shows a change before, or instead of, reading it. */
  set(value: T): void;
}

/**
 * Reads again whenever a signal that `read` uses before its first `await` changes. `undefined` from `key`
 * means there is nothing to read yet. An answer that was overtaken by a newer question is dropped.
 *
 *     readonly booking = load(() => this.id(), (id) => this.api.ok(...));
 */
export function load<K, T>(key: () => K | undefined, read: (key: K) => Promise<T>): Loaded<T> {
  const value = signal<T | undefined>(undefined);
  const problem = signal<Problem | null>(null);
  const loading = signal(true);
  let asked = 0;
  let gone = false;
  inject(DestroyRef).onDestroy(() => (gone = true));

  const run = async (current: K): Promise<void> => {
    const mine = ++asked;
    loading.set(true);
    try {
      const answer = await read(current);
      if (gone || mine !== asked) return;
      value.set(answer);
      problem.set(null);
    } catch (error) {
      if (gone || mine !== asked) return;
      problem.set(Problem.from(error));
    }
    loading.set(false);
  };

  effect(() => {
    const current = key();
    untracked(() => {
      if (current !== undefined) void run(current);
    });
  });

  return {
    value,
    problem,
    loading,
    first: computed(() => loading() && value() === undefined && !problem()),
    reload: async () => {
      const current = untracked(key);
      if (current !== undefined) await run(current);
    },
    set: (next) => value.set(next),
  };
}
