import { Injectable, signal } from '@angular/core';

const KEPT = 'plaza.theme';

/** Light or dark: the system's unless chosen here. public/start.js shows it before the first paint. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly dark = signal(document.documentElement.dataset['theme'] === 'dark');
  private chosen = kept();

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
      if (!this.chosen) this.show(matches);
    });
  }

  toggle(): void {
    this.chosen = true;
    this.show(!this.dark());
    try {
      localStorage.setItem(KEPT, this.dark() ? 'dark' : 'light');
    } catch {
      // Until the page closes.
    }
  }

  private show(dark: boolean): void {
    this.dark.set(dark);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }
}

function kept(): boolean {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}
