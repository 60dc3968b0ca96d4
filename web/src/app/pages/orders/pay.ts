import { ChangeDetectionStrategy, Component, DestroyRef, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Failed } from '@ui/states';

/** Pauses between two looks, milliseconds: quick at first, patient later. */
const PAUSES = [1_000, 2_000, 3_000, 5_000, 8_000, 15_000];

/** The client's payment on its way: the bank's code, waiting for the provider, or for payments to come back. */
@Component({
  selector: 'p-order-pay',
  imports: [Control, Failed, Field, Icon, MoneyPipe, TranslocoDirective],
  template: `
    <section class="card stack" *transloco="let t">
      @if (code()) {
        <div class="row top"><span class="circle"><p-icon name="shield-check" [size]="24" /></span><h2>{{ t('booking.pay.code.heading') }}</h2></div>
        <p>{{ t('booking.pay.code.text', { amount: (order().price | money) }) }}</p>
        @if (problem(); as refusal) { <p-failed [problem]="refusal" /> }
        <form class="stack" novalidate (submit)="send($event)">
          <p-field [label]="t('booking.pay.code.label')" [hint]="t('booking.pay.code.hint')" [error]="error()"><input pControl class="code" name="code" autocomplete="one-time-code" inputmode="numeric" maxlength="6" required spellcheck="false" /></p-field>
          <button class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('booking.pay.code.do') }}</button>
        </form>
      } @else {
        <div class="row top" role="status"><span class="circle turning"><p-icon name="credit-card" [size]="24" /></span><div><h2>{{ t(away() ? 'talk.work.pay.away' : 'booking.pay.wait.heading') }}</h2><p class="muted">{{ order().payment.message ?? t('booking.pay.wait.text') }}</p></div></div>
      }
    </section>
  `,
  styles: `
    .top { flex-wrap: nowrap; }
    .circle { position: relative; flex: none; width: 3.25rem; height: 3.25rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); }
    .turning::after { content: ''; position: absolute; inset: -4px; border-radius: 50%; border: 3px solid var(--brand-soft); border-top-color: var(--brand); }
    @media (prefers-reduced-motion: no-preference) { .turning::after { animation: turn 1.3s linear infinite; } }
    @keyframes turn { to { transform: rotate(1turn); } }
    form { max-width: 22rem; }
    .code { font-size: var(--t-xl); letter-spacing: 0.4em; text-align: center; min-height: 3.25rem !important; font-weight: 600; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderPay {
  private readonly api = inject(Api);
  private readonly words = inject(TranslocoService);
  readonly order = input.required<Schema<'OrderView'>>();
  /** Something may have happened: read the order. */
  readonly changed = output<void>();
  protected readonly busy = signal(false);
  protected readonly error = signal('');
  protected readonly problem = signal<Problem | null>(null);
  private readonly answered = signal('');
  protected readonly away = computed(() => this.order().payment.status === 'unavailable');
  /** The challenge that waits for its code; one that was answered is on its way. */
  protected readonly code = computed(() => {
    const url = this.order().payment.nextAction?.url;
    return url && url !== this.answered() ? url : null;
  });
  private looks = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const waits = !this.code();
      this.order();
      untracked(() => this.wait(waits));
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  private wait(waits: boolean): void {
    clearTimeout(this.timer);
    if (!waits) return void (this.looks = 0);
    this.timer = setTimeout(() => {
      this.changed.emit();
      // Reading the same again changes nothing here.
      this.wait(true);
    }, PAUSES[Math.min(this.looks++, PAUSES.length - 1)]);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const [code, url] = [String(new FormData(event.target as HTMLFormElement).get('code') ?? '').trim(), this.code()];
    this.problem.set(null);
    this.error.set(/^\d{6}$/.test(code) ? '' : this.words.translate('booking.pay.code.wrong'));
    if (this.busy() || this.error() || !url) return;
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/payments/sandbox/challenges/{id}', { params: { path: { id: url.split('/').pop() ?? '' } }, body: { code } }));
      this.answered.set(url);
    } catch (error) {
      const problem = Problem.from(error);
      // Answered already, perhaps in another tab: what came of it is on the way.
      if (problem.status === 404) this.answered.set(url);
      else this.problem.set(problem);
    } finally {
      this.busy.set(false);
      this.changed.emit();
    }
  }
}
