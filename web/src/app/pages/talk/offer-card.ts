import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Chats } from '@core/chats';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { DayPipe, DurationPipe, MoneyPipe } from '@ui/pipes';
import { Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { reasonOf } from '../booking/pay-stage';
import { Ask } from './ask';
import { Deals, Offer } from './deals';
import { OfferAccept } from './offer-accept';
import { TimeLeft } from './time-left';

/** What a card carries before the offer itself is read. */
interface CardData {
  status: Offer['status'];
  version: number;
  author: 'client' | 'professional';
  price: Schema<'Money'>;
  milestones: number;
  deliveryDays: number;
  revisions: number;
  expiresAt: string;
  orderId: string | null;
}

const TONES: Record<string, string> = { open: 'brand', accepted: 'good', rejected: 'bad', expired: 'warn' };

/** An offer in the conversation: what, for how much, until when, and what one may do about it. It changes as it happens. */
@Component({
  selector: 'p-offer-card',
  imports: [Ask, DayPipe, DurationPipe, Icon, MoneyPipe, OfferAccept, RouterLink, Skeleton, TimeLeft, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <article [attr.aria-label]="t('talk.offer.named', { title: offer()?.title ?? '' })" [class.over]="status() !== 'open' && status() !== 'accepted'">
        <header class="row between">
          <span class="kind"><p-icon name="handshake" [size]="18" />{{ data().version > 1 ? t('talk.offer.counterOffer') : t('talk.offer.offer') }}</span>
          <span class="badge" [attr.data-tone]="tone()">{{ t('talk.offer.status.' + status()) }}</span>
        </header>
        @if (offer(); as it) {
          <h3>{{ it.title }}</h3>
          <p class="price">{{ it.price | money }}</p>
          <details class="scope small" [open]="status() === 'open' && it.scope.length < 160"><summary>{{ t('talk.offer.scope') }}</summary><p>{{ it.scope }}</p></details>
          @if (it.milestones.length > 1) {
            <ol class="parts small">
              @for (part of it.milestones; track part.id) { <li><span>{{ part.title }}<span class="muted"> · {{ part.dueInDays * 1440 | duration }}</span></span><span class="number">{{ part.amount | money }}</span></li> }
            </ol>
          }
          <dl class="facts small">
            <div><dt><p-icon name="calendar" [size]="16" />{{ t('talk.offer.delivery') }}</dt><dd>{{ it.deliveryDays * 1440 | duration }}</dd></div>
            <div><dt><p-icon name="rotate-ccw" [size]="16" />{{ t('talk.offer.revisions') }}</dt><dd>{{ it.revisions }}</dd></div>
            @if (status() === 'open') { <div><dt><p-icon name="hourglass" [size]="16" />{{ t('talk.offer.validFor') }}</dt><dd><p-time-left [until]="it.expiresAt" (over)="deals.readOffer(it.id)" /></dd></div> }
          </dl>
          @if (it.reason; as reason) { <p class="said small">“{{ reason }}”</p> }
          @if (it.refusal && status() === 'open') { <p class="notice small" data-tone="warn"><p-icon name="circle-alert" [size]="18" /><span>{{ t('booking.pay.reason.' + why(it.refusal)) }} {{ t('talk.offer.refused') }}</span></p> }
          @if (status() === 'open') {
            <p class="turn small" role="status">{{ mineToAnswer() ? t('talk.offer.yourTurn') : t('talk.offer.theirTurn', { name: otherName() }) }}</p>
          }
          @if (can().length) {
            <div class="acts">
              @if (may('accept')) { <button type="button" class="btn primary" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="accept()">{{ role() === 'client' ? t('talk.offer.acceptPay') : t('talk.offer.agree') }}</button> }
              @if (may('counter')) { <button type="button" class="btn" (click)="countering.emit(it)">{{ t('talk.offer.counter') }}</button> }
              @if (may('reject')) { <button type="button" class="btn quiet bad" (click)="rejecting.set(true)">{{ t('talk.offer.reject') }}</button> }
              @if (may('withdraw')) { <button type="button" class="btn quiet bad" [attr.aria-disabled]="busy()" (click)="withdraw()">{{ t('talk.offer.withdraw') }}</button> }
            </div>
          }
          @if (it.orderId && status() === 'accepted') { <a class="btn block" [routerLink]="['/orders', it.orderId]"><p-icon name="package" [size]="18" />{{ t('talk.offer.openOrder') }}</a> }
        } @else {
          <p class="price">{{ data().price | money }}</p>
          <p-skeleton [lines]="3" />
          <p class="small muted">{{ t('talk.offer.validUntil', { day: (data().expiresAt | day) }) }}</p>
        }
      </article>
      @if (offer(); as it) {
        <p-ask [open]="rejecting()" [heading]="t('talk.offer.rejectHeading')" [text]="t('talk.offer.rejectText')" [label]="t('talk.offer.reason')" [most]="500" [yes]="t('talk.offer.reject')" [danger]="true" [act]="reject" (closed)="rejecting.set(false)" />
        @if (paying()) { <p-offer-accept [open]="true" [offer]="it" (closed)="paying.set(false)" /> }
      }
    </ng-container>
  `,
  styles: `
    article { display: grid; gap: var(--s-3); width: min(100%, 26rem); padding: var(--s-4); border: 1px solid var(--line); border-top: 4px solid var(--brand); border-radius: var(--r-2); background: var(--surface); color: var(--text); box-shadow: var(--shadow-1); }
    article.over { border-top-color: var(--line-strong); }
    article.over .price { color: var(--muted); text-decoration: line-through; }
    header { flex-wrap: nowrap; }
    .kind { display: inline-flex; align-items: center; gap: var(--s-2); color: var(--muted); font-size: var(--t-sm); font-weight: 600; }
    h3 { font-size: var(--t-lg); }
    .price { font-size: var(--t-2xl); font-weight: 800; letter-spacing: -0.02em; line-height: 1; }
    .scope p { white-space: pre-wrap; margin-top: var(--s-2); }
    summary { cursor: pointer; color: var(--brand); font-weight: 600; }
    .parts { display: grid; gap: var(--s-2); counter-reset: part; }
    .parts li { display: flex; justify-content: space-between; gap: var(--s-3); padding-inline-start: 1.6rem; position: relative; counter-increment: part; }
    .parts li::before { content: counter(part); position: absolute; left: 0; top: 0.1rem; width: 1.2rem; height: 1.2rem; border-radius: 50%; display: grid; place-items: center; background: var(--surface-2); font-size: 0.6875rem; font-weight: 700; }
    .facts { display: grid; grid-template-columns: 1fr; gap: var(--s-1); padding-top: var(--s-3); border-top: 1px solid var(--line); }
    .facts div { display: flex; justify-content: space-between; gap: var(--s-3); }
    .facts dt { display: inline-flex; align-items: center; gap: var(--s-2); }
    .facts dd { font-weight: 600; text-align: end; }
    .said { padding-inline-start: var(--s-3); border-inline-start: 3px solid var(--line); color: var(--muted); }
    .turn { font-weight: 600; }
    .acts { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s-2); }
    .acts .primary { grid-column: 1 / -1; }
    .bad { color: var(--bad); }
    .bad:hover { background: var(--bad-soft); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OfferCard {
  private readonly api = inject(Api);
  private readonly chats = inject(Chats);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  protected readonly deals = inject(Deals);

  readonly card = input.required<Schema<'ChatCard'>>();
  /** Somebody wants other terms than this offer's. */
  readonly countering = output<Offer>();
  protected readonly busy = signal(false);
  protected readonly paying = signal(false);
  protected readonly rejecting = signal(false);
  protected readonly data = computed(() => this.card().data as unknown as CardData);
  protected readonly offer = computed(() => this.deals.offer(this.card().subject));
  protected readonly status = computed(() => this.offer()?.status ?? this.data().status);
  protected readonly tone = computed(() => TONES[this.status()] ?? null);
  protected readonly role = computed(() => (this.offer()?.clientId === this.chats.me() ? 'client' : 'professional'));
  protected readonly can = computed(() => this.offer()?.actions ?? []);
  protected readonly mineToAnswer = computed(() => this.offer()?.awaits === this.role());
  protected readonly otherName = computed(() => {
    const offer = this.offer();
    return (offer && this.chats.name(this.role() === 'client' ? offer.professionalId : offer.clientId)) ?? this.words.translate('talk.somebody');
  });
  protected readonly why = reasonOf;

  constructor() {
    effect(() => {
      const id = this.card().subject;
      untracked(() => void this.deals.wantOffer(id));
    });
  }

  protected may(action: string): boolean {
    return this.can().includes(action);
  }

  protected async accept(): Promise<void> {
    if (this.role() === 'client') return this.paying.set(true);
    await this.doing(async (id) => (await this.api.ok(this.api.http.POST('/api/v1/offers/{id}/accept', { params: { path: { id } }, body: {} }))).offer);
  }

  protected readonly reject = async (words: string): Promise<void> => {
    const id = this.card().subject;
    this.deals.put(await this.api.ok(this.api.http.POST('/api/v1/offers/{id}/reject', { params: { path: { id } }, body: { reason: words || null } })));
  };

  protected async withdraw(): Promise<void> {
    const say = (key: string): string => this.words.translate(key);
    if (!(await this.confirm.ask(say('talk.offer.withdrawHeading'), say('talk.offer.withdrawText'), say('talk.offer.withdraw')))) return;
    await this.doing((id) => this.api.ok(this.api.http.POST('/api/v1/offers/{id}/withdraw', { params: { path: { id } }, body: {} })));
  }

  private async doing(work: (id: string) => Promise<Offer>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      this.deals.put(await work(this.card().subject));
    } catch (error) {
      this.toasts.problem(error);
      await this.deals.readOffer(this.card().subject);
    } finally {
      this.busy.set(false);
    }
  }
}
