import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime, filter, merge } from 'rxjs';

import { Api, Schema } from '@core/api';
import { ChatLine } from '@core/chat-line';
import { Chats } from '@core/chats';
import { Live } from '@core/live';
import { load } from '@core/load';
import { PageTitle } from '@core/title';
import { Icon } from '@ui/icon';
import { DayPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { Face } from '../talk/face';
import { OrderDeliveries } from './deliveries';
import { OrderMoney } from './money';
import { OrderNext } from './next';
import { OrderParts } from './parts';
import { OrderPay } from './pay';
import { OrderReview } from './review';
import { OrderStatus } from './status';
import { OrderTimeline } from './timeline';

/** One order, whole: what was agreed, where it stands, what comes next and what one may do. */
@Component({
  selector: 'p-order',
  imports: [DayPipe, Empty, Face, Failed, Icon, MoneyPipe, OrderDeliveries, OrderMoney, OrderNext, OrderParts, OrderPay, OrderReview, OrderStatus, OrderTimeline, RouterLink, Skeleton, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <a class="back small no-print" routerLink="/orders" [queryParams]="{ as: order.value()?.role === 'professional' ? 'professional' : null }"><p-icon name="chevron-left" [size]="16" />{{ t('talk.work.list.title') }}</a>
      @if (order.problem(); as problem) {
        @if (problem.status === 404) { <p-empty icon="package" [top]="true" [heading]="t('talk.work.none.heading')" [text]="t('talk.work.none.text')"><a class="btn primary" routerLink="/orders">{{ t('talk.work.list.title') }}</a></p-empty> }
        @else { <h1 class="visually-hidden">{{ t('talk.work.title') }}</h1><p-failed [problem]="problem" (retry)="order.reload()" /> }
      }
      @if (order.first()) {
        <h1 class="visually-hidden">{{ t('talk.work.title') }}</h1>
        <div class="columns" aria-busy="true"><div class="stack"><div class="card"><p-skeleton [lines]="4" height="2rem" /></div><div class="card"><p-skeleton [lines]="6" height="1.5rem" /></div></div><div class="card"><p-skeleton [lines]="6" height="1.75rem" /></div></div>
      }
      @if (order.value(); as it) {
        <header class="head">
          <div class="stack tight">
            <div><p-order-status [status]="it.status" /></div>
            <h1>{{ it.title }}</h1>
            <p class="muted">{{ t('talk.work.made', { day: (it.createdAt | day: zone : 'long') }) }}</p>
          </div>
        </header>
        <div class="columns">
          <div class="stack main">
            @if (it.status === 'awaiting_payment' && it.role === 'client') { <p-order-pay [order]="it" (changed)="order.reload()" /> }
            <p-order-next [order]="it" [name]="otherName()" (changed)="changed($event)" />
            @if (it.status === 'completed' || it.status === 'paid_out') { <p-order-review [order]="it" [name]="otherName()" /> }
            @if (it.dispute; as dispute) {
              <section class="card stack tight">
                <h2>{{ t('talk.work.dispute.heading') }}</h2>
                <p class="strong">{{ t('talk.work.dispute.reason.' + dispute.reason) }}</p>
                <p class="words">{{ dispute.text }}</p>
                <p class="tiny muted">{{ nameOf(dispute.openedBy) ?? t('talk.work.side.' + (dispute.openedBy === it.clientId ? 'client' : 'professional')) }} · {{ dispute.openedAt | day: zone : 'long' }}</p>
                @if (dispute.resolvedAt) {
                  <hr />
                  <h3>{{ t('talk.work.dispute.decided') }}</h3>
                  <dl class="sums small"><div><dt>{{ t('talk.work.dispute.toProfessional') }}</dt><dd class="number">{{ dispute.toProfessional | money }}</dd></div><div><dt>{{ t('talk.work.dispute.toClient') }}</dt><dd class="number">{{ dispute.toClient | money }}</dd></div></dl>
                  @if (dispute.note) { <p class="words">“{{ dispute.note }}”</p> }
                }
              </section>
            }
            @if (it.deliveries.length) { <p-order-deliveries [order]="it" /> }
            @if (it.milestones.length > 1) { <p-order-parts [order]="it" /> }
            <section class="card stack">
              <h2>{{ t('talk.work.agreed.heading') }}</h2>
              <p class="words">{{ it.scope }}</p>
              <dl class="facts">
                <dt>{{ t('talk.work.agreed.revisions') }}</dt><dd>{{ t('talk.work.agreed.revisionsUsed', { used: it.revisionsUsed, all: it.revisions }) }}</dd>
                @if (it.dueAt; as due) { <dt>{{ t('talk.work.agreed.due') }}</dt><dd>{{ due | day: zone : 'long' }}</dd> }
              </dl>
              @if (it.answers.length) {
                <h3>{{ t('talk.work.agreed.answers') }}</h3>
                <dl class="stack tight">@for (one of it.answers; track one.questionId) { <div><dt class="strong small">{{ one.question }}</dt><dd class="words">{{ one.answer }}</dd></div> }</dl>
              }
            </section>
            <section class="card stack"><h2>{{ t('talk.work.timeline.heading') }}</h2><p-order-timeline [order]="it" /></section>
          </div>
          <aside class="stack">
            <section class="card stack">
              <h2 class="visually-hidden">{{ t('talk.work.people') }}</h2>
              @for (person of people(); track person.id) {
                <div class="person"><p-face [name]="person.name" [seed]="person.id" /><div><p class="strong">{{ person.name || t('talk.work.side.' + person.side) }}@if (person.me) { <span class="muted"> · {{ t('talk.work.who.you') }}</span> }</p>@if (person.name) { <p class="small muted">{{ t('talk.work.side.' + person.side) }}</p> }</div></div>
              }
              @if (it.conversationId && it.role) { <a class="btn block" [routerLink]="['/messages', it.conversationId]"><p-icon name="message-circle" [size]="18" />{{ t('talk.work.talk') }}</a> }
              @if (it.gigId) { <a class="small" [routerLink]="['/gigs', it.gigId]">{{ t('talk.work.gig') }}</a> }
            </section>
            <p-order-money [order]="it" />
          </aside>
        </div>
      }
    </div>
  `,
  styles: `
    .back { display: inline-flex; align-items: center; gap: var(--s-1); text-decoration: none; min-height: 2.25rem; }
    .columns { display: grid; gap: var(--s-4); align-items: start; }
    .words { white-space: pre-wrap; overflow-wrap: anywhere; }
    hr { margin: var(--s-2) 0; }
    .person { display: flex; align-items: center; gap: var(--s-3); }
    @media (min-width: 56rem) { .columns { grid-template-columns: minmax(0, 1fr) 22rem; gap: var(--s-5); } aside { position: sticky; top: var(--s-5); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderPage {
  private readonly api = inject(Api);
  private readonly chats = inject(Chats);
  private readonly titles = inject(PageTitle);

  readonly id = input.required<string>();
  protected readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  protected readonly order = load(
    () => this.id(),
    (id) => this.api.ok(this.api.http.GET('/api/v1/orders/{id}', { params: { path: { id } } })),
  );
  protected readonly people = computed(() => {
    const it = this.order.value();
    if (!it) return [];
    const one = (id: string, side: Schema<'Side'>) => ({ id, side, name: this.nameOf(id), me: id === this.chats.me() });
    return [one(it.professionalId, 'professional'), one(it.clientId, 'client')];
  });
  protected readonly otherName = computed(() => this.people().find((one) => !one.me && this.order.value()?.role)?.name ?? '');

  constructor() {
    void this.chats.known();
    effect(() => {
      const title = this.order.value()?.title;
      if (title) untracked(() => this.titles.show(title));
    });
    const cards = inject(ChatLine).frames.pipe(filter((frame) => frame.message?.card?.subject === this.id()));
    merge(cards, inject(Live).notifications)
      .pipe(debounceTime(150), takeUntilDestroyed())
      .subscribe(() => void this.order.reload());
  }

  protected nameOf(id: string): string | null {
    return this.chats.name(id);
  }

  /** Shows at once what an action answered; what belongs to it is read. */
  protected changed(view: Schema<'OrderView'> | null): void {
    const before = this.order.value();
    if (view && before) this.order.set({ ...before, ...view });
    void this.order.reload();
  }
}
