import { DestroyRef, Injectable, effect, inject, signal } from '@angular/core';

/** The section of the main menu that the page shown belongs to, where its address alone would name another one. */
@Injectable({ providedIn: 'root' })
export class Section {
  /** Work, though the address is one of bookings: somebody sees an hour of theirs that was booked. */
  readonly work = signal(false);
}

/** Marks Work in the main menu while `belongs` and the page is there. Call it in the page's constructor. */
export function marksWork(belongs: () => boolean): void {
  const section = inject(Section);
  effect(() => section.work.set(belongs()));
  inject(DestroyRef).onDestroy(() => section.work.set(false));
}
