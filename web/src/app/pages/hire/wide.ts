import { DestroyRef, Signal, inject, signal } from '@angular/core';

/** Whether filters, list and map have room beside each other. */
export function wideScreen(): Signal<boolean> {
  const width = matchMedia('(min-width: 78rem)');
  const wide = signal(width.matches);
  const measure = (): void => wide.set(width.matches);
  width.addEventListener('change', measure);
  inject(DestroyRef).onDestroy(() => width.removeEventListener('change', measure));
  return wide.asReadonly();
}
