import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';

import { Trades } from './trades';

/** A symbol for each group of trades. */
const SYMBOLS: Record<string, string> = {
  home: 'wrench', cleaning: 'sparkles', creative: 'camera', design: 'pencil', technology: 'monitor', business: 'briefcase', legal: 'gavel', marketing: 'chart-no-axes-column', education: 'scroll-text', wellbeing: 'heart', care: 'users', events: 'ticket',
};
const GROUNDS = ['#f4ddcf', '#dfe9d9', '#d6e8e6', '#f6e8c8', '#e9deeb', '#dbe6f1', '#f4dcdd', '#e9e5dd'];
const INKS = ['#8f4329', '#4c6f45', '#22666c', '#7d5a17', '#6a4a72', '#335b80', '#8f3f4b', '#5d564b'];

/** A gig's first picture; without one the sign of its trade, in a colour that stays the same for it. */
@Component({
  selector: 'p-gig-picture',
  imports: [Icon],
  template: `
    @if (image(); as shown) {
      <img [src]="large() ? shown.large : shown.small" alt="" [attr.loading]="eager() ? 'eager' : 'lazy'" decoding="async" />
    } @else {
      <div class="sign" aria-hidden="true" [style.--ground]="colours()[0]" [style.--ink]="colours()[1]"><p-icon [name]="symbol()" [size]="large() ? 72 : 48" /></div>
    }
  `,
  styles: `
    :host { display: block; aspect-ratio: 16 / 10; overflow: hidden; background: var(--surface-2); }
    img { width: 100%; height: 100%; object-fit: cover; }
    .sign { display: grid; place-items: center; width: 100%; height: 100%; color: light-dark(var(--ink), color-mix(in oklab, var(--ink) 45%, #fff)); background: light-dark(var(--ground), color-mix(in oklab, var(--ink) 42%, #0e1719)); }
    .sign::before { content: ''; grid-area: 1 / 1; width: 34%; aspect-ratio: 1; border-radius: 50%; background: currentColor; opacity: 0.12; } p-icon { grid-area: 1 / 1; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GigPicture {
  private readonly trades = inject(Trades);
  readonly image = input<Schema<'GigImage'> | null | undefined>(null);
  readonly trade = input.required<string>();
  readonly seed = input.required<string>();
  readonly eager = input(false);
  readonly large = input(false);
  protected readonly symbol = computed(() => SYMBOLS[this.trades.group(this.trade()) ?? ''] ?? 'briefcase');
  protected readonly colours = computed(() => {
    const at = [...this.seed()].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % GROUNDS.length;
    return [GROUNDS[at], INKS[at]];
  });
}
