import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';

import type { Refusal, Sum } from './resource-booker';
import type { Own } from './resource-own';

/** At the foot of a phone: the price and the button, or why there is none and what to do instead. */
@Component({
  selector: 'p-resource-bar',
  imports: [Icon, MoneyPipe, RouterLink, TranslocoDirective],
  template: `
    <div class="stick" *transloco="let t">
      @if (own(); as mine) {
        <p class="why"><p-icon [name]="mine.state === 'confirmed' ? 'calendar-check' : 'clock'" [size]="18" /><span>{{ mine.text }}</span></p>
        @switch (mine.state) {
          @case ('held') {
            <button type="button" class="btn wide" [disabled]="releasing()" (click)="release.emit()">{{ t(releasing() ? 'find.own.releasing' : 'find.own.release') }}</button>
            <a class="btn primary wide" [routerLink]="['/bookings', mine.id, 'pay']">{{ t('find.own.pay') }}</a>
          }
          @case ('pending') { <a class="btn primary wide" [routerLink]="['/bookings', mine.id, 'pay']">{{ t('find.own.toPayment') }}</a> }
          @case ('confirmed') {
            <a class="btn wide" [routerLink]="['/bookings', mine.id]">{{ t('find.own.see') }}</a>
            @if (!blocked()) {
              <button type="button" class="btn primary wide" [disabled]="busy()" (click)="reserve.emit()">{{ t(busy() ? 'find.book.reserving' : 'find.book.reserve') }}</button>
            } @else if (!mine.same) {
              <button type="button" class="btn primary wide" (click)="others.emit()">{{ t(refusal()?.alternatives?.length ? 'find.book.seeInstead' : 'find.book.chooseOther') }}</button>
            }
          }
        }
      } @else if (refusal(); as refused) {
        <p class="why bad"><p-icon name="circle-alert" [size]="18" /><span>{{ refused.text }}</span></p>
        <span class="tiny muted when">{{ when() }}</span>
        <button type="button" class="btn primary" (click)="others.emit()">{{ t(refused.alternatives.length ? 'find.book.seeInstead' : 'find.book.chooseOther') }}</button>
      } @else {
        <div class="stack">
          @if (when()) {
            <b class="price">{{ !sum() ? '' : sum()!.total.amount === 0 ? t('find.card.noCost') : (sum()!.total | money) }}</b><span class="tiny muted clip">{{ when() }}</span>
          } @else {
            <b class="price">{{ resource().fromPrice ? (resource().fromPrice | money) : t('find.card.noCost') }}</b>@if (resource().fromPrice) { <span class="tiny muted">{{ t(resource().rates.perHour ? 'find.card.perHour' : 'find.card.from') }}</span> }
          }
        </div>
        @if (when()) {
          <button type="button" class="btn primary" [disabled]="busy() || blocked()" (click)="reserve.emit()">{{ t(busy() ? 'find.book.reserving' : 'find.book.reserve') }}</button>
        } @else {
          <button type="button" class="btn primary" (click)="calendar.emit()">{{ t('find.book.chooseTime') }}</button>
        }
      }
    </div>
  `,
  styles: `
    .stick { position: fixed; inset: auto 0 0; z-index: 30; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--s-2) var(--s-4); padding: var(--s-3) var(--s-4) calc(var(--s-3) + env(safe-area-inset-bottom)); background: var(--surface); border-top: 1px solid var(--line); box-shadow: 0 -6px 20px -8px rgb(var(--shade) / 0.2); }
    .stack { gap: 0; min-width: 0; flex: 1; } .price { font-size: var(--t-lg); line-height: 1.2; } .btn { min-height: 3rem; padding-inline: var(--s-5); flex: none; } .btn.wide { flex: 1; padding-inline: var(--s-3); }
    .why { display: flex; gap: var(--s-2); align-items: start; flex: 1 0 100%; font-size: var(--t-sm); font-weight: 600; line-height: 1.35; } .why span { min-width: 0; } .why p-icon { color: var(--accent); } .why.bad p-icon { color: var(--bad); }
    .when { flex: 1; min-width: 0; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResourceBar {
  readonly resource = input.required<Schema<'Resource'>>();
  /** The chosen slot, in words. */
  readonly when = input('');
  readonly sum = input<Sum | null>(null);
  readonly refusal = input<Refusal | null>(null);
  readonly own = input<Own | null>(null);
  readonly blocked = input(false);
  readonly busy = input(false);
  readonly releasing = input(false);
  readonly reserve = output<void>();
  readonly release = output<void>();
  /** To what is free instead. */
  readonly others = output<void>();
  readonly calendar = output<void>();
}
