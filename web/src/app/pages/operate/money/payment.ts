import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Batch } from '@core/batch';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { money } from '@core/money';
import { PageTitle } from '@core/title';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { Person } from '../office/person';
import { PaymentLedger } from './payment-ledger';
import { left, story } from './payment-story';
import { failureWord, reasonWord, tone } from './payment-words';
import { RefundForm } from './refund-form';

/** One payment: what happened to it, its papers, and giving it back. */
@Component({
  imports: [TranslocoDirective, RouterLink, Icon, MoneyPipe, MomentPipe, Empty, Failed, Skeleton, Person, PaymentLedger, RefundForm],
  template: `
    <div class="page stack" *transloco="let t">
      <a class="back small" routerLink="/operate/payments"><p-icon name="arrow-left" [size]="18" />{{ t('operate.money.paymentsTitle') }}</a>
      @if (read.problem(); as problem) {
        <h1>{{ t('operate.money.paymentTitle') }}</h1>
        @if (problem.status === 404) {
          <p-empty icon="wallet" [heading]="t('operate.money.noSuchPayment')" [text]="t('operate.money.noSuchPaymentText')" />
        } @else {
          <p-failed [problem]="problem" (retry)="read.reload()" />
        }
      } @else if (read.value(); as both) {
        @let payment = both.payment;
        <header class="row between">
          <div class="stack tight">
            <p class="muted small">{{ t('operate.money.paymentTitle') }}</p>
            <h1>{{ payment.amount | money }}</h1>
          </div>
          <span class="badge big" [attr.data-tone]="tone(payment.status)">{{ t('operate.money.statuses.' + payment.status) }}</span>
        </header>

        <div class="columns">
          <div class="stack">
            <section class="card stack" aria-labelledby="story">
              <h2 id="story">{{ t('operate.money.story') }}</h2>
              <ol class="story">
                @for (chapter of chapters(); track $index) {
                  <li [attr.data-tone]="chapter.tone">
                    <p class="strong">{{ t('operate.money.chapters.' + chapter.what, { amount: (chapter.amount | money) }) }}</p>
                    @if (chapter.what === 'failed' && payment.failure) {
                      <p class="small">@if (failureWord(payment.failure); as known) { {{ t('operate.money.failures.' + known) }} } @else { {{ payment.failure }} }</p>
                    }
                    @if (chapter.refund; as refund) {
                      <p class="small">@if (reasonWord(refund.reason); as known) { {{ t('operate.money.reasons.' + known) }} } @else { {{ refund.reason }} }</p>
                    }
                    @if (chapter.at) { <p class="small muted">{{ chapter.at | moment }}</p> }
                  </li>
                }
              </ol>
            </section>
            @if (payment.completedAt ? payment.payeeId : null; as payee) {
              <section class="card stack" aria-labelledby="held">
                <h2 id="held">{{ t('operate.money.forSomebody') }}</h2>
                <dl class="facts">
                  <dt>{{ t('operate.money.payee') }}</dt><dd><a routerLink="/operate/people" [queryParams]="{ person: payee }"><p-person [id]="payee" /></a></dd>
                  <dt>{{ t('operate.money.stillHeld') }}</dt><dd>{{ held() | money }}</dd>
                  <dt>{{ t('operate.money.released') }}</dt><dd>{{ payment.released | money }}</dd>
                </dl>
                @if (held().amount) { @if (both.of) { <p class="small muted">{{ t('operate.money.heldText.' + both.of) }}</p> } } @else if (payment.released.amount) { <p class="small muted">{{ t('operate.money.releasedText') }}</p> }
              </section>
            } @else if (left().amount > 0) {
              <section class="card stack" aria-labelledby="refund">
                <h2 id="refund">{{ t('operate.money.refund') }}</h2>
                <p-refund-form [paymentId]="payment.id" [left]="left()" (done)="read.reload()" />
              </section>
            }
            <section class="card books"><p-payment-ledger [payment]="payment" /></section>
          </div>

          <div class="stack">
            <section class="card stack" aria-labelledby="facts">
              <h2 id="facts">{{ t('operate.money.facts') }}</h2>
              <dl class="facts">
                <dt>{{ t('operate.money.payer') }}</dt>
                <dd><a routerLink="/operate/people" [queryParams]="{ person: payment.userId }"><p-person [id]="payment.userId" /></a></dd>
                @if (both.of === 'order') {
                  <dt>{{ t('operate.money.order') }}</dt>
                  <dd><a [routerLink]="['/orders', payment.bookingId]">{{ t('operate.money.toOrder') }}</a></dd>
                } @else if (!both.of) {
                  <dt>{{ t('operate.money.paidFor') }}</dt>
                  <dd class="muted">{{ t('operate.money.paidForUnknown') }} <button type="button" class="link" (click)="read.reload()">{{ t('common.retry') }}</button></dd>
                } @else {
                  <dt>{{ t('operate.money.booking') }}</dt>
                  <dd><a routerLink="/operate/bookings" [queryParams]="{ booking: payment.bookingId }">{{ t('operate.money.toBooking') }}</a></dd>
                }
                <dt>{{ t('operate.money.amount') }}</dt><dd>{{ payment.amount | money }}</dd>
                <dt>{{ t('operate.money.refunded') }}</dt><dd>{{ payment.refunded | money }}</dd>
                <dt>{{ t('operate.money.paymentId') }}</dt><dd class="small id">{{ payment.id }}</dd>
              </dl>
              <a class="btn small trail" routerLink="/operate/audit" [queryParams]="{ type: 'payment', entity: payment.id }"><p-icon name="history" [size]="17" />{{ t('operate.money.inLog') }}</a>
            </section>

            <section class="card stack" aria-labelledby="papers">
              <h2 id="papers">{{ t('operate.money.papers') }}</h2>
              <ul class="papers">
                @for (paper of both.papers; track paper.id) {
                  <li>
                    <p-icon [name]="paper.kind === 'credit_note' ? 'undo-2' : 'receipt-text'" />
                    <a routerLink="/operate/invoices" [queryParams]="{ invoice: paper.id }">{{ t(paper.kind === 'credit_note' ? 'operate.money.creditNoteNumber' : 'operate.money.invoiceNumber', { number: paper.number }) }}</a>
                    <span class="number">{{ paper.total | money }}</span>
                  </li>
                } @empty {
                  <li class="muted">{{ t(payment.payeeId ? 'operate.money.noPapersHeld' : 'operate.money.noPapers') }}</li>
                }
              </ul>
            </section>
          </div>
        </div>
      } @else {
        <h1 class="visually-hidden">{{ t('operate.money.paymentTitle') }}</h1>
        <p-skeleton [lines]="1" height="3.5rem" />
        <div class="columns"><div class="card"><p-skeleton [lines]="6" /></div><div class="card"><p-skeleton [lines]="8" /></div></div>
      }
    </div>
  `,
  styles: `
    .back { display: inline-flex; align-items: center; gap: var(--s-2); min-height: var(--tap); justify-self: start; text-decoration: none; }
    .badge.big { font-size: var(--t-sm); padding: 0.3rem 0.9rem; }
    h1 { font-size: var(--t-3xl); }
    h2 { font-size: var(--t-lg); }
    .columns { display: grid; gap: var(--s-4); grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start; }
    @media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
    .story { display: grid; gap: var(--s-4); }
    .story li { position: relative; padding-inline-start: 1.75rem; }
    .story li::before { content: ''; position: absolute; inset: 0.45rem auto auto 0; width: 0.75rem; height: 0.75rem; border-radius: 50%; background: var(--line-strong); }
    .story li:not(:last-child)::after { content: ''; position: absolute; inset: 1.35rem auto calc(-1 * var(--s-4) - 0.3rem) 0.3rem; width: 2px; background: var(--line); }
    .story [data-tone='good']::before { background: var(--good); }
    .story [data-tone='bad']::before { background: var(--bad); }
    .story [data-tone='warn']::before { background: var(--warn); }
    .story [data-tone='brand']::before { background: var(--brand); }
    .id { overflow-wrap: anywhere; }
    .books { padding-block: var(--s-2); }
    .trail { justify-self: start; }
    .papers li { display: flex; gap: var(--s-3); align-items: center; min-height: var(--tap); }
    .papers .number { margin-inline-start: auto; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PaymentPage {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  readonly id = input.required<string>();
  protected readonly tone = tone;
  protected readonly failureWord = failureWord;
  protected readonly reasonWord = reasonWord;
  protected readonly read = load(
    () => this.id(),
    async (id) => {
      const [payment, papers] = await Promise.all([
        this.api.ok(this.api.http.GET('/api/v1/payments/{id}', { params: { path: { id } } })),
        this.api.ok(this.api.http.GET('/api/v1/payments/invoices', { params: { query: { paymentId: id } } })),
      ]);
      return { payment, papers: [...papers.items].reverse(), of: payment.payeeId ? await this.paidFor(payment.bookingId) : ('booking' as const) };
    },
  );
  protected readonly chapters = computed(() => {
    const both = this.read.value();
    return both ? story(both.payment) : [];
  });
  /** What is neither the payee's yet nor given back. */
  protected readonly held = computed(() => {
    const both = this.read.value();
    return both ? { ...left(both.payment), amount: Math.max(left(both.payment).amount - both.payment.released.amount, 0) } : { amount: 0, currency: 'EUR' };
  });
  protected readonly left = computed(() => {
    const both = this.read.value();
    return both ? left(both.payment) : { amount: 0, currency: 'EUR' };
  });

  /** What is paid: a payment does not tell whether it is an order or a booked hour. Null while that cannot be read. */
  private async paidFor(id: string): Promise<'order' | 'hour' | null> {
    const [order] = await this.batch.read<Schema<'OrderView'>>([`/api/v1/orders/${id}`]).catch(() => []);
    if (order?.body) return 'order';
    return order?.problem?.status === 404 ? 'hour' : null;
  }

  constructor() {
    const [title, language] = [inject(PageTitle), inject(Language)];
    effect(() => {
      const payment = this.read.value()?.payment;
      if (payment) title.show(`${language.say('operate.money.paymentTitle')} ${money(payment.amount, language.locale())}`);
    });
  }
}
