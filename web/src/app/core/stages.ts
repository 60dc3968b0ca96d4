import { Signal, afterNextRender, signal } from '@angular/core';

/** Lets the browser draw and hear what the visitor does before the next piece of work. */
export function pause(): Promise<void> {
  return new Promise((resume) => setTimeout(resume));
}

/**
 * How much of a page may be drawn: 0 in the first render, then one more after each pause. What is heavy asks for a later
 * stage, so that the first words are seen, and a tap is heard, before all of it is there.
 */
export function stages(last: number): Signal<number> {
  const stage = signal(0);
  afterNextRender(async () => {
    while (stage() < last) {
      await pause();
      stage.update((now) => now + 1);
    }
  });
  return stage.asReadonly();
}
