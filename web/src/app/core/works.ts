// Whether somebody offers work here, as this browser remembers it: the header asks without a request.

import { signal } from '@angular/core';

const KEPT = 'plaza.works';

const known = signal(read());

/** Whether this person was seen to have a professional profile. */
export function works(userId: string | undefined): boolean {
  return userId !== undefined && known() === userId;
}

export function rememberWork(userId: string): void {
  known.set(userId);
  try {
    localStorage.setItem(KEPT, userId);
  } catch {
    // Until the page closes.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
