import { DestroyRef, Signal, inject, signal } from '@angular/core';

/** The present in milliseconds, renewed so often while the component is there. */
export function ticking(every: number): Signal<number> {
  const now = signal(Date.now());
  const timer = setInterval(() => now.set(Date.now()), every);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
  return now.asReadonly();
}
