import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';

import { TradeCombobox } from '../trade-combobox';
import { Trades } from '../trades';

const MOST = 8;

/** What somebody does: up to eight trades with years, the main one first. */
@Component({
  selector: 'p-trades-section',
  imports: [Icon, TradeCombobox, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="trades" *transloco="let t">
      <div class="stack tight"><h2 id="trades">{{ t('desk.profile.trades') }}</h2><p class="muted small">{{ t('desk.profile.tradesText') }}</p></div>
      @if (trades().length) {
        <ol>
          @for (trade of trades(); track trade.slug; let at = $index, first = $first, last = $last) {
            <li>
              <span class="name"><span class="strong">{{ all.name(trade.slug) }}</span> @if (first) { <span class="badge" data-tone="brand">{{ t('desk.profile.mainTrade') }}</span> }</span>
              <label class="years small"><span>{{ t('desk.profile.years') }}</span><input #years class="input" type="number" inputmode="numeric" min="0" max="70" [attr.aria-label]="t('desk.profile.yearsOf', { trade: all.name(trade.slug) })" [value]="trade.years ?? 0" (change)="setYears(at, years.valueAsNumber)" /></label>
              <span class="tools">
                <button type="button" class="btn icon quiet" [disabled]="first" [attr.data-move]="at + '-up'" [attr.aria-label]="t('desk.profile.tradeUp', { trade: all.name(trade.slug) })" (click)="move(at, at - 1, 'up')"><p-icon name="arrow-up" [size]="18" /></button>
                <button type="button" class="btn icon quiet" [disabled]="last" [attr.data-move]="at + '-down'" [attr.aria-label]="t('desk.profile.tradeDown', { trade: all.name(trade.slug) })" (click)="move(at, at + 1, 'down')"><p-icon name="arrow-down" [size]="18" /></button>
                <button type="button" class="btn icon quiet" [attr.aria-label]="t('desk.profile.tradeRemove', { trade: all.name(trade.slug) })" (click)="remove(at)"><p-icon name="x" [size]="18" /></button>
              </span>
            </li>
          }
        </ol>
      }
      @if (trades().length < most) {
        <p-trade-combobox [label]="t(trades().length ? 'desk.profile.tradeMore' : 'desk.profile.tradeFirst')" [error]="error()" [without]="taken()" (chosen)="add($event)" />
      } @else { <p class="muted small">{{ t('desk.profile.tradesFull') }}</p> }
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    ol { border: 1px solid var(--line); border-radius: var(--r-1); }
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: var(--s-2) var(--s-4); align-items: center; padding: var(--s-2) var(--s-2) var(--s-2) var(--s-4); } li + li { border-top: 1px solid var(--line); }
    .name .badge { margin-inline-start: var(--s-1); }
    .years { display: inline-flex; align-items: center; gap: var(--s-2); } .years .input { width: 4.5rem; }
    .tools { display: flex; }
    @media (max-width: 40rem) { li { grid-template-columns: minmax(0, 1fr) auto; padding-inline-start: var(--s-3); } .name { grid-column: 1 / -1; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TradesSection {
  protected readonly all = inject(Trades);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly trades = input.required<readonly Schema<'PractisedTrade'>[]>();
  readonly error = input('');
  readonly changed = output<Schema<'PractisedTrade'>[]>();
  protected readonly most = MOST;
  protected readonly taken = computed(() => this.trades().map((one) => one.slug));

  protected add(slug: string): void {
    this.changed.emit([...this.trades(), { slug, years: 0 }]);
  }

  protected remove(at: number): void {
    this.changed.emit(this.trades().filter((_, index) => index !== at));
  }

  protected setYears(at: number, years: number): void {
    const within = Math.min(70, Math.max(0, Math.round(years) || 0));
    this.changed.emit(this.trades().map((one, index) => (index === at ? { ...one, years: within } : one)));
  }

  protected move(from: number, to: number, by: 'up' | 'down'): void {
    const trades = [...this.trades()];
    trades.splice(to, 0, ...trades.splice(from, 1));
    this.changed.emit(trades);
    // The keyboard stays on what moved; at an end, on the button that leads back.
    setTimeout(() => {
      const button = (name: string): HTMLButtonElement | null => this.host.querySelector(`[data-move="${to}-${name}"]:not(:disabled)`);
      (button(by) ?? button(by === 'up' ? 'down' : 'up'))?.focus();
    });
  }
}
