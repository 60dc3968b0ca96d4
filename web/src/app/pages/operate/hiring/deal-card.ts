import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';
import { DayPipe, DurationPipe, MomentPipe, MoneyPipe } from '@ui/pipes';

import { OrderStatus } from '../../orders/status';

/** What the card of an offer carries (services/orders/src/show). */
interface OfferData {
  version: number;
  status: Schema<'OfferStatus'>;
  price: Schema<'Money'>;
  milestones: number;
  deliveryDays: number;
  revisions: number;
  expiresAt: string;
}

/** And that of an order. */
interface OrderData {
  status: Schema<'OrderStatus'>;
  price: Schema<'Money'>;
  released: Schema<'Money'>;
  refunded: Schema<'Money'>;
  dueAt: string | null;
}

const TONES: Record<string, string> = { open: 'brand', accepted: 'good', rejected: 'bad', expired: 'warn' };

/** An offer or order in the conversation of a dispute, as the two see it but with nothing to press. */
@Component({
  selector: 'p-deal-card',
  imports: [DayPipe, DurationPipe, Icon, MomentPipe, MoneyPipe, OrderStatus, TranslocoDirective],
  template: `
    <article *transloco="let t" [attr.aria-label]="t(offer() ? 'talk.offer.named' : 'talk.order.named', { title: title() })" [class.over]="over()">
      @if (offer(); as it) {
        <header class="row between"><span class="kind small muted"><p-icon name="handshake" [size]="17" />{{ t(it.version > 1 ? 'talk.offer.counterOffer' : 'talk.offer.offer') }}</span><span class="badge" [attr.data-tone]="tones[it.status]">{{ t('talk.offer.status.' + it.status) }}</span></header>
      } @else if (order(); as it) {
        <header class="row between"><span class="kind small muted"><p-icon name="package" [size]="17" />{{ t('talk.order.order') }}@if (ofDispute()) { · {{ t('operate.hiring.thisOrder') }} }</span><p-order-status [status]="it.status" /></header>
      }
      <div class="row between what"><h3>{{ title() }}</h3><p class="price">{{ price() | money }}</p></div>
      @if (offer(); as it) {
        <dl class="small">
          <div><dt>{{ t('talk.offer.delivery') }}</dt><dd>{{ it.deliveryDays * 1440 | duration }}</dd></div>
          <div><dt>{{ t('talk.offer.revisions') }}</dt><dd>{{ it.revisions }}</dd></div>
          @if (it.milestones > 1) { <div><dt>{{ t('operate.hiring.parts') }}</dt><dd>{{ it.milestones }}</dd></div> }
        </dl>
        @if (it.status === 'open') { <p class="small muted">{{ t('talk.offer.validUntil', { day: (it.expiresAt | day) }) }}</p> }
      } @else if (order(); as it) {
        <dl class="small">
          @if (it.dueAt; as at) { <div><dt>{{ t('operate.hiring.due') }}</dt><dd>{{ at | moment }}</dd></div> }
          @if (it.released.amount) { <div><dt>{{ t('operate.hiring.released') }}</dt><dd>{{ it.released | money }}</dd></div> }
          @if (it.refunded.amount) { <div><dt>{{ t('operate.hiring.refunded') }}</dt><dd>{{ it.refunded | money }}</dd></div> }
        </dl>
      }
    </article>
  `,
  styles: `
    :host { display: block; width: min(100%, 26rem); }
    article { display: grid; gap: var(--s-2); padding: var(--s-3) var(--s-4); border: 1px solid var(--line); border-top: 4px solid var(--line-strong); border-radius: var(--r-1); background: var(--surface); }
    .kind { display: inline-flex; align-items: center; gap: var(--s-2); font-weight: 600; }
    .what { flex-wrap: nowrap; align-items: baseline; } h3 { flex: 1; min-width: 0; font-size: var(--t-md); overflow-wrap: anywhere; min-height: 1.4em; }
    .price { font-weight: 700; white-space: nowrap; } .over .price { color: var(--muted); text-decoration: line-through; }
    dl { display: grid; gap: 2px; } dl:empty { display: none; } dl div { display: flex; justify-content: space-between; gap: var(--s-3); } dt { color: var(--muted); } dd { text-align: end; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DealCard {
  readonly card = input.required<Schema<'ChatCard'>>();
  /** Empty until it is read, or when it cannot be. */
  readonly title = input('');
  /** Whether it is the order that the dispute is about. */
  readonly ofDispute = input(false);
  protected readonly tones = TONES;
  protected readonly offer = computed(() => (this.card().kind === 'offer' ? (this.card().data as unknown as OfferData) : null));
  protected readonly order = computed(() => (this.card().kind === 'order' ? (this.card().data as unknown as OrderData) : null));
  protected readonly price = computed(() => (this.offer() ?? this.order())?.price);
  /** An offer that nobody can accept any more. */
  protected readonly over = computed(() => !!this.offer() && !['open', 'accepted'].includes(this.offer()!.status));
}
