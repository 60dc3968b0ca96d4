import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Icon } from '@ui/icon';

const STEPS = ['BOOKING_CREATED', 'PAYMENT_PROCESSED', 'BOOKING_CONFIRMED', 'NOTIFICATIONS_SENT'] as const;
/** After so long the screen says that it is all right to leave, milliseconds. */
const LONG = 12_000;

/** A calm screen while others work: what is done, what is not, and that leaving is all right. */
@Component({
  selector: 'p-pay-wait',
  imports: [Icon, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      <div class="pulse" aria-hidden="true"><p-icon name="credit-card" [size]="30" /></div>
      <h2>{{ unsure() ? t('booking.pay.wait.unsure') : t('booking.pay.wait.heading') }}</h2>
      <p class="muted" role="status">{{ stuck() ? t('booking.pay.wait.stuck') : unsure() ? t('booking.pay.wait.unsureText') : long() ? t('booking.pay.wait.long') : t('booking.pay.wait.text') }}</p>
      <ol>
        @for (step of steps; track step) {
          <li [class.done]="done().has(step)" [class.now]="current() === step"><span class="mark"><p-icon [name]="done().has(step) ? 'check' : 'clock'" [size]="14" /></span>{{ t('booking.pay.step.' + step) }}@if (done().has(step)) {<span class="visually-hidden"> {{ t('booking.pay.step.done') }}</span>}</li>
        }
      </ol>
      @if (long()) { <button type="button" class="btn quiet" (click)="give.emit()">{{ t('booking.pay.giveUp') }}</button> }
    </section>
  `,
  styles: `
    .card { justify-items: center; text-align: center; max-width: 28rem; margin-inline: auto; padding: var(--s-6); }
    .pulse { width: 4.5rem; height: 4.5rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); position: relative; }
    .pulse::after { content: ''; position: absolute; inset: -5px; border-radius: 50%; border: 3px solid var(--brand-soft); border-top-color: var(--brand); }
    @media (prefers-reduced-motion: no-preference) { .pulse::after { animation: turn 1.3s linear infinite; } }
    @keyframes turn { to { transform: rotate(1turn); } }
    ol { display: grid; gap: var(--s-3); text-align: start; width: 100%; max-width: 17rem; }
    li { display: flex; align-items: center; gap: var(--s-3); color: var(--muted); }
    li.now { color: var(--text); font-weight: 600; }
    li.done { color: var(--text); }
    .mark { width: 1.6rem; height: 1.6rem; flex: none; border-radius: 50%; display: grid; place-items: center; background: var(--surface-2); color: var(--muted); }
    .done .mark { background: var(--good); color: var(--surface); }
    .now .mark { background: var(--brand-soft); color: var(--brand-strong); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PayWait {
  readonly progress = input<Schema<'ProgressView'> | null>(null);
  /** Nobody knows whether the attempt was heard. */
  readonly unsure = input(false);
  readonly give = output<void>();
  protected readonly steps = STEPS;
  protected readonly long = signal(false);
  protected readonly done = computed(() => new Set(this.progress()?.steps.filter((one) => one.outcome === 'done').map((one) => one.step) ?? []));
  protected readonly current = computed(() => STEPS.find((step) => !this.done().has(step)));
  protected readonly stuck = computed(() => ['stuck', 'abandoned'].includes(this.progress()?.state ?? ''));

  constructor() {
    const timer = setTimeout(() => this.long.set(true), LONG);
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }
}
