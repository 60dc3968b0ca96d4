import { Signal, effect, signal, untracked } from '@angular/core';

/** Lets the browser draw and hear what the visitor does before the next piece of work. */
export function pause(): Promise<void> {
  return new Promise((resume) => setTimeout(resume));
}

/**
 * How much of a page may be drawn: 0 in the first render, then one more after each pause. What is heavy asks for a later
 * stage, so that the first words are seen, and a tap is heard, before all of it is there. With `ready`, it begins once
 * that says so.
 */
export function stages(last: number, ready: () => boolean = () => true): Signal<number> {
  const stage = signal(0);
  let begun = false;
  effect(() => {
    if (!ready() || begun) return;
    begun = true;
    untracked(() => void climb());
  });
  const climb = async (): Promise<void> => {
    while (stage() < last) {
      // Twice: the first lets what the last stage drew be seen.
      await pause();
      await pause();
      stage.update((now) => now + 1);
    }
  };
  return stage.asReadonly();
}
