import { ChangeDetectionStrategy, Component, ElementRef, ViewEncapsulation, effect, inject, input } from '@angular/core';

import type { Bar } from './layout';

/** A bar as it is shown. */
export interface Shown {
  bar: Bar;
  /** Its state, or `closure`. */
  kind: string;
  text: string;
  /** For those who do not see it, and for narrow bars. */
  full: string;
}

/** Narrower bars have no room for words, pixels. */
const SLIM = 30;

/**
 * A row's bars as plain elements: a week of a busy house has hundreds in sight, and made this way they cost
 * nothing while something else on the board changes. The board hears their clicks and keys.
 */
@Component({
  selector: 'p-bars',
  template: '',
  styles: `
    p-bars { position: absolute; top: 0; z-index: 1; }
    p-bars .bar {
      position: absolute; top: calc(6px + var(--lane) * 32px); height: 30px; padding: 0 7px; border: 0; border-inline-start: 4px solid var(--brand); border-radius: 6px;
      background: var(--brand-soft); color: var(--text); font-size: var(--t-xs); font-weight: 500; line-height: 30px; text-align: start; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; z-index: 1; user-select: none; -webkit-touch-callout: none;
    }
    .narrow p-bars .bar { top: calc(33px + var(--lane) * 34px); height: 32px; line-height: 32px; }
    p-bars .bar:hover { filter: brightness(0.97) saturate(1.3); z-index: 2; }
    p-bars .bar:focus-visible { z-index: 4; outline-offset: -2px; }
    p-bars .bar[data-kind='held'], p-bars .bar[data-kind='pending'] { background: var(--warn-soft); border-color: var(--warn); border-inline-start-style: dashed; }
    p-bars .bar[data-kind='completed'] { background: var(--good-soft); border-color: var(--good); }
    p-bars .bar[data-kind='no_show'] { background: var(--bad-soft); border-color: var(--bad); text-decoration: line-through; }
    p-bars .bar[data-kind='busy'] { background: var(--surface-2); border-color: var(--line-strong); }
    p-bars .bar[data-kind='closure'] { background: repeating-linear-gradient(135deg, var(--surface-2) 0 8px, color-mix(in srgb, var(--line) 60%, var(--surface-2)) 8px 10px); border-color: var(--line-strong); }
    p-bars .bar.slim { padding: 0; border-radius: 4px; }
    @media print { p-bars .bar { border: 1px solid #666; border-inline-start-width: 4px; background: #fff; color: #000; } }
  `,
  // The elements are made here and not by a template, which would mark them for styles of their own.
  encapsulation: ViewEncapsulation.None,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Bars {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly bars = input.required<readonly Shown[]>();
  /** The one that Tab leads to. */
  readonly current = input<string | null>(null);

  constructor() {
    effect(() => this.draw(this.bars()));
    effect(() => {
      const current = this.current();
      this.bars();
      for (const bar of this.host.children as HTMLCollectionOf<HTMLElement>) {
        const index = bar.dataset['key'] === current ? 0 : -1;
        if (bar.tabIndex !== index) bar.tabIndex = index;
      }
    });
  }

  private draw(bars: readonly Shown[]): void {
    const focused = this.host.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['key'] : null;
    const made = document.createDocumentFragment();
    for (const { bar, kind, text, full } of bars) {
      const element = document.createElement('button');
      element.type = 'button';
      element.className = bar.width < SLIM ? 'bar slim' : 'bar';
      element.dataset['key'] = bar.key;
      element.dataset['kind'] = kind;
      element.tabIndex = -1;
      element.title = full;
      element.ariaLabel = full;
      element.style.cssText = `left:${bar.left.toFixed(1)}px;width:${(bar.width - 2).toFixed(1)}px;--lane:${bar.lane}`;
      if (bar.width >= SLIM) element.textContent = text;
      made.append(element);
    }
    this.host.replaceChildren(made);
    if (focused) this.host.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}
