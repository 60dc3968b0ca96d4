import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';

/** Where an order's money is: held, the professional's, given back. */
@Component({
  selector: 'p-order-money',
  imports: [Icon, MoneyPipe, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      <h2>{{ t('talk.work.money.heading') }}</h2>
      @if (order().lines.length > 1 && order().milestones.length === 1) { <dl class="sums small muted">@for (line of order().lines; track $index) { <div><dt>{{ line.description }}</dt><dd class="number">{{ line.amount | money }}</dd></div> }</dl> }
      <dl class="sums">
        <div class="strong"><dt>{{ t('talk.work.money.price') }}</dt><dd class="number">{{ order().price | money }}</dd></div>
        @for (part of parts(); track part.key) { <div><dt><span class="dot" [attr.data-part]="part.key"></span>{{ t('talk.work.money.' + part.key) }}</dt><dd class="number">{{ part.amount | money }}</dd></div> }
      </dl>
      @if (parts().length) { <div class="bar" aria-hidden="true">@for (part of parts(); track part.key) { <span [attr.data-part]="part.key" [style.flex-grow]="part.amount.amount"></span> }</div> }
      @if (order().role !== 'client') {
        <dl class="sums small muted">
          @if (order().commission?.amount) { <div><dt>{{ t('talk.work.money.commission', { percent: percent() }) }}</dt><dd class="number">−{{ order().commission | money }}</dd></div> }
          @if (order().paidOut.amount) { <div><dt>{{ t('talk.work.money.paidOut') }}</dt><dd class="number">{{ order().paidOut | money }}</dd></div> }
        </dl>
      }
      @if (order().held.amount && order().role) { <p class="small held"><p-icon name="shield-check" [size]="18" /><span>{{ t(order().role === 'professional' ? 'talk.work.money.heldProfessional' : 'talk.work.money.heldClient') }}</span></p> }
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    dt { display: inline-flex; align-items: center; gap: var(--s-2); }
    .dot { width: 0.7rem; height: 0.7rem; border-radius: 3px; flex: none; }
    .bar { display: flex; gap: 2px; height: 0.6rem; border-radius: var(--r-full); overflow: hidden; }
    [data-part='held'] { background: var(--brand); }
    [data-part='released'] { background: var(--good); }
    [data-part='refunded'] { background: var(--line-strong); }
    .held { display: flex; gap: var(--s-2); color: var(--muted); }
    .held p-icon { color: var(--brand); margin-top: 0.15rem; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderMoney {
  readonly order = input.required<Schema<'OrderDetail'>>();
  protected readonly parts = computed(() => {
    const { held, released, refunded } = this.order();
    const all = [
      { key: 'held', amount: held },
      { key: 'released', amount: released },
      { key: 'refunded', amount: refunded },
    ];
    return all.filter((one) => one.amount.amount > 0);
  });
  protected readonly percent = computed(() => (this.order().commissionBasisPoints ?? 0) / 100);
}
