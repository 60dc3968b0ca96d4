import { Injectable, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router, Scroll } from '@angular/router';

/** Whoever waits longer for a page has begun to read it where it is; milliseconds. */
const LONGEST = 5_000;
/** Somebody scrolls themselves. */
const HANDS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Coming back, the router scrolls to where the page was, but no further than it is high at that moment. This goes on
 * once what the page reads is there.
 */
@Injectable({ providedIn: 'root' })
export class ScrollBack {
  private waiting: AbortController | null = null;

  constructor() {
    inject(Router)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (event instanceof NavigationStart) this.waiting?.abort();
        else if (event instanceof Scroll && event.position && event.scrollBehavior !== 'manual') this.reach(event.position[1]);
      });
  }

  private reach(top: number): void {
    this.waiting?.abort();
    const waiting = (this.waiting = new AbortController());
    const growing = new ResizeObserver(() => {
      // A page may be as high as before only to the pixel.
      if (document.documentElement.scrollHeight - innerHeight < top - 1) return;
      if (Math.abs(scrollY - top) > 1) scrollTo({ top, behavior: 'instant' });
      waiting.abort();
    });
    const timer = setTimeout(() => waiting.abort(), LONGEST);
    waiting.signal.addEventListener('abort', () => {
      growing.disconnect();
      clearTimeout(timer);
    });
    for (const hand of HANDS) addEventListener(hand, () => waiting.abort(), { passive: true, signal: waiting.signal });
    growing.observe(document.body);
  }
}
