import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { digits, minorUnits, money } from '@core/money';
import { Problem } from '@core/problem';
import { Confirm } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { GIVEN_REASONS } from './payment-words';

/** Gives a payment back, wholly or in part; or what is held for a person's hour. */
@Component({
  selector: 'p-refund-form',
  imports: [TranslocoDirective, Field, Control],
  template: `
    <form class="stack" *transloco="let t" novalidate (submit)="$event.preventDefault(); give()">
      @if (!hour()) { <p class="small muted">{{ t('operate.money.refundText') }}</p> }
      <div class="two">
        <p-field [label]="t('operate.money.refundAmount', { currency: left().currency })" [hint]="t('operate.money.refundLeft', { left: shown(left()) })" [error]="error()">
          <input pControl #box type="text" inputmode="decimal" autocomplete="off" [value]="text()" (input)="text.set(box.value); error.set('')" />
        </p-field>
        @if (hour()) {
          <p-field [label]="t('operate.money.hourReason')" [optional]="t('common.optional')">
            <input pControl #words maxlength="500" autocomplete="off" (input)="said.set(words.value)" />
          </p-field>
        } @else {
        <p-field [label]="t('operate.money.reason')">
          <select pControl #why (change)="reason.set(why.value)">
            @for (one of reasons; track one) {
              <option [value]="one" [selected]="one === reason()">{{ t('operate.money.reasons.' + one) }}</option>
            }
          </select>
        </p-field>
        }
      </div>
      <button type="submit" class="btn danger" [disabled]="busy()">
        {{ busy() ? t('operate.money.refunding') : amount() ? t('operate.money.refundNow', { amount: shown(amount()!) }) : t('operate.money.refund') }}
      </button>
    </form>
  `,
  styles: `button { justify-self: start; } @media (max-width: 40rem) { button { justify-self: stretch; } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RefundForm {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly refusals = inject(Refusals);
  readonly paymentId = input.required<string>();
  /** The booking of a person's time it is about: who booked and whose time it was read why. */
  readonly hour = input<string>();
  /** What can still be given back. */
  readonly left = input.required<Schema<'Money'>>();
  readonly done = output<void>();
  /** Refused for what it is by now: read it again. */
  readonly stale = output<void>();
  protected readonly reasons = GIVEN_REASONS;
  protected readonly reason = signal(GIVEN_REASONS[0]);
  protected readonly said = signal('');
  protected readonly error = signal('');
  protected readonly busy = signal(false);
  protected readonly text = linkedSignal(() => this.written(this.left()));
  protected readonly amount = computed<Schema<'Money'> | null>(() => {
    const amount = minorUnits(this.text(), this.left().currency);
    return amount !== null && amount > 0 ? { amount, currency: this.left().currency } : null;
  });
  /** The same for repeats after an answer that was lost, so that nothing is given back twice. */
  private attempt: { asks: string; key: string } | null = null;

  protected shown(value: Schema<'Money'>): string {
    return money(value, this.language.locale());
  }

  protected async give(): Promise<void> {
    if (this.busy()) return;
    const amount = this.amount();
    if (!amount) return this.error.set(this.language.say('operate.money.refundNoAmount'));
    if (amount.amount > this.left().amount) return this.error.set(this.language.say('operate.money.refundTooMuch', { left: this.shown(this.left()) }));
    const words = { amount: this.shown(amount) };
    const sure = await this.confirm.ask(
      this.language.say('operate.money.refundSure', words),
      this.language.say('operate.money.refundSureText', words),
      this.language.say('operate.money.refundNow', words),
    );
    if (sure) await this.send(amount);
  }

  private async send(amount: Schema<'Money'>): Promise<void> {
    this.busy.set(true);
    const hour = this.hour();
    const body = { amount, reason: hour ? this.said().trim() || null : this.reason() };
    const asks = JSON.stringify(body);
    if (this.attempt?.asks !== asks) this.attempt = { asks, key: crypto.randomUUID() };
    try {
      const headers = { 'idempotency-key': this.attempt.key };
      if (hour) await this.api.ok(this.api.http.POST('/api/v1/bookings/{id}/refunds', { params: { path: { id: hour } }, body, headers }));
      else await this.api.ok(this.api.http.POST('/api/v1/payments/{id}/refunds', { params: { path: { id: this.paymentId() } }, body, headers }));
      this.attempt = null;
      this.toasts.good(this.language.say('operate.money.refundDone', { amount: this.shown(amount) }));
      this.done.emit();
    } catch (error) {
      const problem = Problem.from(error);
      if (!problem.passing) this.attempt = null;
      if (problem.status === 400 || problem.code === 'payments.refund_too_large') this.error.set(this.refusals.text(problem));
      else this.toasts.problem(problem);
      if (problem.status === 409) this.stale.emit();
    } finally {
      this.busy.set(false);
    }
  }

  private written(value: Schema<'Money'>): string {
    const places = digits(value.currency);
    return new Intl.NumberFormat(this.language.locale(), { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false }).format(value.amount / 10 ** places);
  }
}
