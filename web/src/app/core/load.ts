import { DestroyRef, Signal, computed, effect, inject, signal, untracked } from '@angular/core';

import { Problem } from './problem';
import { Tokens } from './tokens';

/** Before it is read again for somebody else, milliseconds: who signs out leaves the page meanwhile. */
const LEAVING = 300;

/**
 * Something read from the API: loading, there, or refused. While it is read again, what was there stays; what somebody
 * read goes at once when they sign out, or somebody else signs in, also in another tab.
 */
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
 *
 * What `known` has for a new key is shown at once, and read again without saying so.
 */
export function load<K, T>(key: () => K | undefined, read: (key: K) => Promise<T>, known?: (key: K) => T | undefined): Loaded<T> {
  const value = signal<T | undefined>(undefined);
  const problem = signal<Problem | null>(null);
  const loading = signal(true);
  let asked = 0;
  let gone = false;
  const { person } = inject(Tokens);
  let whose = untracked(person);
  inject(DestroyRef).onDestroy(() => (gone = true));

  const run = async (current: K, quiet = false): Promise<void> => {
    const mine = ++asked;
    loading.set(!quiet);
    try {
      const answer = await read(current);
      if (gone || mine !== asked) return;
      value.set(answer);
      problem.set(null);
    } catch (error) {
      if (gone || mine !== asked) return;
      const refused = Problem.from(error);
      // Nobody asked for it: without a connection, what is known stands.
      if (!quiet || !refused.passing) problem.set(refused);
    }
    loading.set(false);
  };

  const drop = (): void => {
    asked++;
    value.set(undefined);
    problem.set(null);
    loading.set(true);
  };

  effect((done) => {
    const [current, now] = [key(), person()];
    untracked(() => {
      const others = whose !== null && whose !== now;
      whose = now;
      if (others) drop();
      if (current === undefined) return;
      if (others) {
        const waiting = setTimeout(() => void run(current), LEAVING);
        return done(() => clearTimeout(waiting));
      }
      const before = known?.(current);
      if (before !== undefined) {
        value.set(before);
        problem.set(null);
      }
      void run(current, before !== undefined);
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
