import { ChangeDetectionStrategy, Component, ElementRef, afterNextRender, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Failed } from '@ui/states';

/** The bank asks for a code. Here the sandbox plays the bank. */
@Component({
  selector: 'p-pay-code',
  imports: [Control, Failed, Field, Icon, MoneyPipe, TranslocoDirective],
  template: `
    <form class="card stack" novalidate (submit)="send($event)" *transloco="let t">
      <div class="circle"><p-icon name="shield-check" [size]="28" /></div>
      <h2>{{ t('booking.pay.code.heading') }}</h2>
      <p>{{ t('booking.pay.code.text', { amount: (booking().payment.due | money) }) }}</p>
      @if (problem(); as refusal) { <p-failed [problem]="refusal" /> }
      <p-field [label]="t('booking.pay.code.label')" [hint]="t('booking.pay.code.hint')" [error]="error()">
        <input pControl class="code" name="code" autocomplete="one-time-code" inputmode="numeric" maxlength="6" required spellcheck="false" />
      </p-field>
      <button class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('booking.pay.code.do') }}</button>
      <button type="button" class="btn quiet block" [disabled]="busy()" (click)="give.emit()">{{ t('booking.pay.giveUp') }}</button>
    </form>
  `,
  styles: `
    .card { justify-items: stretch; text-align: center; max-width: 28rem; margin-inline: auto; padding: var(--s-6); }
    .circle { justify-self: center; width: 3.75rem; height: 3.75rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); }
    p-field { text-align: start; }
    .code { font-size: var(--t-xl); letter-spacing: 0.4em; text-align: center; min-height: 3.25rem !important; font-weight: 600; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PayCode {
  private readonly api = inject(Api);
  private readonly words = inject(TranslocoService);
  readonly booking = input.required<Schema<'BookingView'>>();
  /** The challenge's address and what came of it. */
  readonly answered = output<{ url: string; payment: Schema<'Payment'> | null }>();
  /** The payer wants out. */
  readonly give = output<void>();
  protected readonly busy = signal(false);
  protected readonly error = signal('');
  protected readonly problem = signal<Problem | null>(null);

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => host.querySelector('input')?.focus());
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const code = String(new FormData(event.target as HTMLFormElement).get('code') ?? '').trim();
    this.problem.set(null);
    this.error.set(/^\d{6}$/.test(code) ? '' : this.words.translate('booking.pay.code.wrong'));
    const url = this.booking().payment.nextAction?.url;
    if (this.busy() || this.error() || !url) return;
    this.busy.set(true);
    try {
      const id = url.split('/').pop() ?? '';
      const payment = await this.api.ok(this.api.http.POST('/api/v1/payments/sandbox/challenges/{id}', { params: { path: { id } }, body: { code } }));
      this.answered.emit({ url, payment });
    } catch (error) {
      const problem = Problem.from(error);
      // Answered already, perhaps in another tab: what came of it is on the way.
      if (problem.code === 'payments.no_such_challenge') this.answered.emit({ url, payment: null });
      else this.problem.set(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
