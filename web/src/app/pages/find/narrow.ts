import { DestroyRef, Signal, inject, signal } from '@angular/core';

/** Whether the screen is a phone's or a tablet's held upright: there one thing is shown at a time. */
export function narrowScreen(): Signal<boolean> {
  const width = matchMedia('(max-width: 60rem)');
  const narrow = signal(width.matches);
  const measure = (): void => narrow.set(width.matches);
  width.addEventListener('change', measure);
  inject(DestroyRef).onDestroy(() => width.removeEventListener('change', measure));
  return narrow.asReadonly();
}
