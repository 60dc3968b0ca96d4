import { Injectable } from '@angular/core';

const KEPT = 'plaza.draft.';

/** What somebody began to write, by conversation: it outlives a reload, and ends with the tab. */
@Injectable({ providedIn: 'root' })
export class Drafts {
  of(conversation: string): string {
    try {
      return sessionStorage.getItem(KEPT + conversation) ?? '';
    } catch {
      return '';
    }
  }

  keep(conversation: string, text: string): void {
    try {
      if (text.trim()) sessionStorage.setItem(KEPT + conversation, text);
      else sessionStorage.removeItem(KEPT + conversation);
    } catch {
      // It lasts as long as the page.
    }
  }
}
