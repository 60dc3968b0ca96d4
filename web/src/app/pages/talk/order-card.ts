import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';

import { nextOf } from '../orders/next-step';
import { OrderStatus } from '../orders/status';
import { Deals } from './deals';

interface CardData {
  orderId: string;
  offerId: string | null;
  status: Schema<'OrderStatus'>;
  price: Schema<'Money'>;
  cancellationBy: 'client' | 'professional' | null;
  extensionDays: number | null;
  released: Schema<'Money'>;
  refunded: Schema<'Money'>;
}

/** An order in the conversation: where it stands and whose turn it is. It changes as it happens. */
@Component({
  selector: 'p-order-card',
  imports: [Icon, MoneyPipe, OrderStatus, RouterLink, TranslocoDirective],
  template: `
    <article *transloco="let t" [attr.aria-label]="t('talk.order.named', { title: title() ?? '' })">
      <header class="row between"><span class="kind"><p-icon name="package" [size]="18" />{{ t('talk.order.order') }}</span><p-order-status [status]="data().status" /></header>
      <div class="row between what"><h3>@if (title(); as name) { {{ name }} } @else { <span class="skeleton line"></span> }</h3><p class="price">{{ data().price | money }}</p></div>
      <p class="small muted" role="status">{{ t('talk.work.next.' + next()) }}</p>
      <a class="btn block" [routerLink]="['/orders', card().subject]">{{ t('talk.offer.openOrder') }}<p-icon name="arrow-right" [size]="18" /></a>
    </article>
  `,
  styles: `
    article { display: grid; gap: var(--s-3); width: min(100%, 26rem); padding: var(--s-4); border: 1px solid var(--line); border-top: 4px solid var(--accent); border-radius: var(--r-2); background: var(--surface); color: var(--text); box-shadow: var(--shadow-1); }
    .kind { display: inline-flex; align-items: center; gap: var(--s-2); color: var(--muted); font-size: var(--t-sm); font-weight: 600; }
    .what { flex-wrap: nowrap; align-items: baseline; }
    h3 { font-size: var(--t-lg); flex: 1; min-width: 0; }
    .price { font-weight: 700; white-space: nowrap; }
    .line { display: block; width: 70%; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderCard {
  private readonly deals = inject(Deals);
  readonly card = input.required<Schema<'ChatCard'>>();
  /** A card of an order is in the client's name. */
  readonly mine = input(false);
  protected readonly data = computed(() => this.card().data as unknown as CardData);
  protected readonly title = computed(() => this.deals.offer(this.data().offerId ?? '')?.title ?? this.deals.order(this.card().subject)?.title);
  protected readonly next = computed(() => nextOf({ ...this.data(), role: this.mine() ? 'client' : 'professional' }));

  constructor() {
    effect(() => {
      const [offer, order] = [this.data().offerId, this.card().subject];
      untracked(() => void (offer ? this.deals.wantOffer(offer) : this.deals.wantOrder(order)));
    });
  }
}
