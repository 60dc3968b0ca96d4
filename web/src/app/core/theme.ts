import { Injectable, signal } from '@angular/core';

/** Light or dark: the system's unless chosen here. public/start.js applies the choice before the first paint. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly system = matchMedia('(prefers-color-scheme: dark)');
  readonly dark = signal(document.documentElement.dataset['theme'] ? document.documentElement.dataset['theme'] === 'dark' : this.system.matches);

  constructor() {
    this.system.addEventListener('change', () => {
      if (!document.documentElement.dataset['theme']) this.dark.set(this.system.matches);
    });
  }

  toggle(): void {
    const theme = this.dark() ? 'light' : 'dark';
    this.dark.set(theme === 'dark');
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem('plaza.theme', theme);
    } catch {
      // Until the page closes.
    }
  }
}
