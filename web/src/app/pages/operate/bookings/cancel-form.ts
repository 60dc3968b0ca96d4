import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Booking } from './deed';
import { Refused } from './refused';

/** Cancels a booking for its person: says first what goes back, to the cent. */
@Component({
  selector: 'p-cancel-form',
  imports: [TranslocoDirective, Field, Control, MoneyPipe, Failed, Skeleton, Refused],
  template: `
    <form class="stack" *transloco="let t" (submit)="$event.preventDefault(); cancel()">
      <h3>{{ t('operate.bookings.cancelTitle') }}</h3>
      @if (quote.value(); as quoted) {
        @if (quoted.refund.amount || quoted.fee.amount) {
          <dl class="sums">
            <div><dt>{{ t('operate.bookings.refund') }}</dt><dd class="strong">{{ quoted.refund | money }}</dd></div>
            @if (quoted.fee.amount) { <div><dt>{{ t('operate.bookings.fee') }}</dt><dd>{{ quoted.fee | money }}</dd></div> }
          </dl>
        } @else {
          <p>{{ t('operate.bookings.nothingPaid') }}</p>
        }
        <p-field [label]="t('operate.bookings.reason')" [optional]="t('common.optional')" [error]="field()">
          <input pControl maxlength="500" [value]="reason()" (input)="reason.set($any($event.target).value)" />
        </p-field>
        @if (refusal() && !field()) { <p-refused [problem]="refusal()!" [sameResource]="true" /> }
        <div class="row end">
          <button type="button" class="btn" (click)="kept.emit()">{{ t('common.keep') }}</button>
          <button class="btn danger" [disabled]="busy()">{{ t(busy() ? 'operate.bookings.working' : 'operate.bookings.cancelDo') }}</button>
        </div>
      } @else if (quote.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="quote.reload()" />
      } @else {
        <p-skeleton [lines]="3" />
      }
    </form>
  `,
  styles: `:host { display: block; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CancelForm {
  private readonly refusals = inject(Refusals);
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  readonly booking = input.required<Booking>();
  readonly cancelled = output<Booking>();
  readonly kept = output<void>();
  protected readonly reason = signal('');
  protected readonly busy = signal(false);
  protected readonly refusal = signal<Problem | null>(null);
  protected readonly quote = load(
    () => this.booking().id,
    (id) => this.api.ok(this.api.http.GET('/api/v1/bookings/{id}/cancellation-quote', { params: { path: { id } } })),
  );

  protected field(): string | null {
    return this.refusals.field(this.refusal(), 'reason');
  }

  protected async cancel(): Promise<void> {
    const quoted = this.quote.value();
    if (!quoted || this.busy()) return;
    this.busy.set(true);
    this.refusal.set(null);
    try {
      const body = { expectedRefund: quoted.refund, reason: this.reason().trim() || null };
      const done = await this.api.ok(this.api.http.POST('/api/v1/bookings/{id}/cancel', { params: { path: { id: this.booking().id } }, body }));
      this.toasts.good(this.language.say('operate.bookings.done.cancel'));
      this.cancelled.emit(done);
    } catch (error) {
      this.refusal.set(Problem.from(error));
      void this.quote.reload();
    } finally {
      this.busy.set(false);
    }
  }
}
