import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { toObservable, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { EMPTY, merge, switchMap } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Live } from '@core/live';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Confirm } from '@ui/dialog';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { BookingFailed } from './booking-failed';
import { Countdown } from './countdown';
import { slotQuery } from './links';
import { PayCards } from './pay-cards';
import { PayCode } from './pay-code';
import { PayDone } from './pay-done';
import { reasonOf, stageOf } from './pay-stage';
import { PayWait } from './pay-wait';
import { PayWatch } from './pay-watch';
import { PolicyText } from './policy';
import { PriceLines } from './price-lines';
import { ResourceCards } from './resource-cards';
import { Booked } from './what';

/** Pays for a held slot. What is shown follows from the booking as it stands, so a reload shows the same. */
@Component({
  selector: 'p-pay',
  imports: [Booked, BookingFailed, Countdown, Empty, Failed, Icon, MoneyPipe, PayCards, PayCode, PayDone, PayWait, PolicyText, PriceLines, RouterLink, Skeleton, TranslocoDirective],
  providers: [PayWatch],
  template: `
    <div class="page" *transloco="let t">
      <h1 [class.visually-hidden]="stage() && stage() !== 'card'">{{ t('booking.pay.title') }}</h1>
      @if (booking.problem(); as problem) { <p-booking-failed [problem]="problem" (retry)="booking.reload()" /> }
      @if (booking.first()) {
        <div class="columns" aria-busy="true"><div class="card"><p-skeleton [lines]="5" height="3.75rem" /></div><div class="card"><p-skeleton [lines]="6" height="1.75rem" /></div></div>
      }
      @if (booking.value(); as it) {
        @switch (stage()) {
          @case ('card') {
            <div class="columns">
              @if (it.holdExpiresAt; as until) {
                <p class="notice hold" data-tone="warn"><span>{{ t('booking.hold.text') }}</span><p-countdown [until]="until" [loud]="true" (over)="over.set(true)" /></p>
              }
              <div class="stack main">
                @if (refusal(); as reason) {
                  <div class="notice" data-tone="bad" role="alert"><p-icon name="circle-alert" /><div class="stack tight"><p class="strong">{{ t('booking.pay.reason.' + reason) }}</p><p class="small">{{ t('booking.pay.tryAgain') }}</p></div></div>
                } @else if (it.payment.status === 'failed') {
                  <div class="notice" data-tone="bad"><p-icon name="circle-alert" /><p>{{ t('booking.pay.failedBefore') }}</p></div>
                }
                @if (notHeard()) { <div class="notice" role="status"><p-icon name="info" /><p>{{ t('booking.pay.notHeard') }}</p></div> }
                @if (problem(); as problem) { <p-failed [problem]="problem" (retry)="pay()" /> }
                <section class="card stack">
                  <h2>{{ t('booking.pay.how') }}</h2>
                  <p class="sandbox small"><p-icon name="info" [size]="18" /><span>{{ t('booking.pay.sandbox') }}</span></p>
                  <p-pay-cards [(token)]="token" [busy]="busy()" />
                </section>
              </div>
              <aside [attr.aria-label]="t('booking.pay.summary')">
                <div class="card stack what">
                  <p-booked [booking]="it" />
                  <hr />
                  <p-price-lines [booking]="it" />
                </div>
                <div class="card stack tight terms">
                  <h2>{{ t('booking.policy.heading') }}</h2>
                  <p-policy class="small" [booking]="it" />
                  <p><a class="small" [routerLink]="['/bookings', it.id]">{{ t('booking.pay.details') }}</a></p>
                </div>
              </aside>
              <div class="bar">
                <button type="button" class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="pay()"><p-icon name="lock" [size]="18" />{{ busy() ? t('booking.pay.busy') : t('booking.pay.do', { amount: (it.payment.due | money) }) }}</button>
              </div>
            </div>
          }
          @case ('code') { <p-pay-code [booking]="it" (answered)="answeredCode($event)" (give)="giveUp()" /> }
          @case ('waiting') { <p-pay-wait [progress]="watch.progress()" [unsure]="unsure()" (give)="giveUp()" /> }
          @case ('done') { <p-pay-done [booking]="it" /> }
          @case ('over') {
            <p-empty icon="clock-alert" [heading]="t('booking.pay.over')" [text]="t('booking.pay.overText')">
              <a class="btn primary" [routerLink]="['/resources', it.resourceId]" [queryParams]="slot()">{{ t('booking.pay.again') }}</a>
              <a class="btn" routerLink="/search">{{ t('common.find') }}</a>
            </p-empty>
          }
          @case ('cancelled') {
            <p-empty icon="calendar-x" [heading]="t('booking.pay.cancelled')" [text]="t('booking.pay.cancelledText')">
              <a class="btn primary" [routerLink]="['/resources', it.resourceId]" [queryParams]="slot()">{{ t('booking.pay.again') }}</a>
              <a class="btn" [routerLink]="['/bookings', it.id]">{{ t('booking.pay.details') }}</a>
            </p-empty>
          }
        }
      }
    </div>
  `,
  styles: `
    .page { max-width: 64rem; }
    h1 { margin-bottom: var(--s-5); }
    .columns { display: grid; gap: var(--s-5); align-items: start; }
    .hold { justify-content: space-between; align-items: center; margin: 0; }
    .hold p-countdown { font-size: var(--t-lg); flex: none; }
    .sandbox { display: flex; gap: var(--s-2); color: var(--muted); }
    .sandbox p-icon { margin-top: 0.1rem; }
    hr { margin: 0; }
    .terms h2 { font-size: var(--t-md); }
    .bar { position: sticky; bottom: 0; background: color-mix(in srgb, var(--bg) 92%, transparent); padding: var(--s-3) 0 max(var(--s-3), env(safe-area-inset-bottom)); z-index: 5; }
    .bar .btn { min-height: 3.25rem; font-size: var(--t-lg); }
    /* On a phone the cards come before the terms: what is to be done is within reach of the thumb. */
    @media (max-width: 55.99rem) { .columns { gap: var(--s-4); } aside { display: contents; } .hold { order: -2; } .what { order: -1; } .terms { order: 1; } .bar { order: 2; } }
    @media (min-width: 56rem) {
      .columns { grid-template-columns: minmax(0, 1fr) 24rem; grid-template-areas: 'hold side' 'main side' 'bar side'; grid-template-rows: auto auto 1fr; row-gap: var(--s-4); }
      .hold { grid-area: hold; }
      .main { grid-area: main; }
      aside { grid-area: side; display: grid; gap: var(--s-4); position: sticky; top: var(--s-5); }
      .bar { grid-area: bar; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Pay {
  private readonly api = inject(Api);
  private readonly cards = inject(ResourceCards);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly watch = inject(PayWatch);

  readonly id = input.required<string>();
  protected readonly booking = load(() => this.id(), (id) => this.api.ok(this.api.http.GET('/api/v1/bookings/{id}', { params: { path: { id } } })));
  protected readonly token = signal('tok_approved');
  protected readonly busy = signal(false);
  protected readonly over = signal(false);
  protected readonly unsure = signal(false);
  protected readonly notHeard = signal(false);
  protected readonly refusal = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  private readonly answered = signal('');
  protected readonly stage = computed(() => {
    const booking = this.booking.value();
    return booking ? stageOf(booking, { over: this.over(), unsure: this.unsure(), answered: this.answered() }) : null;
  });
  protected readonly slot = computed(() => {
    const booking = this.booking.value();
    return booking ? slotQuery(booking) : null;
  });
  // The same attempt has the same key, however often it has to be sent.
  private attempt = crypto.randomUUID();

  constructor() {
    effect(() => {
      const resource = this.booking.value()?.resourceId;
      if (resource) untracked(() => void this.cards.want([resource]));
    });
    effect(() => {
      const waiting = this.stage() === 'waiting' || this.stage() === 'code';
      untracked(() => (waiting ? this.watch.start(this.id(), (booking, progress) => this.heard(booking, progress)) : this.watch.stop()));
    });
    const live = inject(Live);
    const resource = computed(() => this.booking.value()?.resourceId);
    const changes = toObservable(resource).pipe(switchMap((id) => (id ? live.calendar([id]) : EMPTY)));
    merge(changes, live.notifications).pipe(takeUntilDestroyed()).subscribe(() => this.watch.now());
  }

  protected async pay(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refusal.set(null);
    this.problem.set(null);
    this.notHeard.set(false);
    try {
      const body = { paymentInfo: { method: 'card', token: this.token() } };
      const asked = this.api.http.POST('/api/v1/bookings/{id}/confirm', { params: { path: { id: this.id() } }, body, headers: { 'idempotency-key': this.attempt } });
      this.booking.set(await this.api.ok(asked));
      this.attempt = crypto.randomUUID();
    } catch (error) {
      await this.refused(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async refused(problem: Problem): Promise<void> {
    // No answer, or none that says how it ended: the money may be on its way, so nobody pays twice.
    if (problem.status === 0 || problem.status >= 500) return this.unsure.set(true);
    this.attempt = crypto.randomUUID();
    if (problem.status === 402) this.refusal.set(reasonOf(problem.code));
    else if (problem.code === 'bookings.hold_expired') this.over.set(true);
    else if (problem.code !== 'bookings.payment_under_way') this.problem.set(problem);
    await this.booking.reload();
    setTimeout(() => this.host.querySelector('[role="alert"]')?.scrollIntoView({ block: 'center' }));
  }

  protected answeredCode(said: { url: string; payment: Schema<'Payment'> | null }): void {
    this.refusal.set(said.payment?.failure ? reasonOf(said.payment.failure) : null);
    this.answered.set(said.url);
    this.watch.now();
  }

  private heard(booking: Schema<'BookingView'>, progress: Schema<'ProgressView'>): void {
    if (this.unsure() && progress.state !== 'running' && progress.state !== 'undoing') {
      // It ended, or was never heard of: then the slot is held as before and can be paid.
      this.unsure.set(false);
      this.notHeard.set(booking.status === 'held' && booking.payment.status === 'due');
    }
    this.booking.set(booking);
  }

  protected async giveUp(): Promise<void> {
    const say = (key: string): string => this.words.translate(key);
    if (!(await this.confirm.ask(say('booking.pay.giveUp'), say('booking.pay.giveUpText'), say('booking.pay.giveUpYes')))) return;
    try {
      const body = { reason: null, expectedRefund: null };
      this.booking.set(await this.api.ok(this.api.http.POST('/api/v1/bookings/{id}/cancel', { params: { path: { id: this.id() } }, body })));
    } catch (error) {
      this.toasts.problem(error);
      await this.booking.reload();
    }
  }
}
