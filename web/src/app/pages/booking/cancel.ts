import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { cancelling } from './cancelling';
import { HostedBooking, ofAPerson } from './hosting';
import { refundWords } from './refund-words';

/** Cancels a booking; what comes back stands above the button, to the cent, and no less is accepted. */
@Component({
  selector: 'p-cancel',
  imports: [Control, Dialog, Failed, Field, Icon, MomentPipe, MoneyPipe, Skeleton, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t('booking.cancel.heading')" (closed)="closed.emit()">
        @if (doing.quote.first()) { <p-skeleton [lines]="3" height="2rem" /> }
        @if (doing.quote.problem(); as refusal) { <p-failed [problem]="refusal" (retry)="doing.quote.reload()" /> }
        @if (doing.quote.value(); as it) {
          <div class="stack" aria-live="polite">
            @if (doing.changed()) { <div class="notice" data-tone="warn" role="alert"><p-icon name="triangle-alert" /><p>{{ t('booking.cancel.changed') }}</p></div> }
            @if (booking().payment.paid.amount) {
              <dl class="sums">
                <div><dt>{{ t('booking.cancel.paid') }}</dt><dd class="number">{{ booking().payment.paid | money }}</dd></div>
                @if (it.fee.amount) { <div><dt>{{ t(person() ? 'booking.cancel.feeHost' : 'booking.cancel.fee') }}</dt><dd class="number">{{ it.fee | money }}</dd></div> }
                <div class="total"><dt>{{ t('booking.cancel.refund') }}</dt><dd class="number">{{ it.refund | money }}</dd></div>
              </dl>
            }
            <p>{{ t('booking.cancel.why.' + words(it).key, { percent: words(it).percent, hours: words(it).hours }) }}</p>
            @if (it.holdsUntil; as until) { @if (it.refund.amount) { <p class="small muted">{{ t('booking.cancel.holdsUntil', { when: (until | moment: booking().timeZone) }) }}</p> } }
          </div>
          @if (doing.problem(); as refusal) { <p-failed [problem]="refusal" (retry)="cancel()" /> }
          <p-field [label]="t('booking.cancel.reason')" [optional]="t('common.optional')"><input pControl maxlength="200" autocomplete="off" [value]="doing.reason()" (input)="doing.reason.set($any($event.target).value)" /></p-field>
          <div class="row end foot">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.keep') }}</button>
            <button type="button" class="btn danger" [attr.aria-disabled]="doing.busy()" [attr.aria-busy]="doing.busy()" (click)="cancel()">{{ it.refund.amount ? t('booking.cancel.doWith', { refund: (it.refund | money) }) : t('booking.cancel.do') }}</button>
          </div>
        }
      </p-dialog>
    </ng-container>
  `,
  styles: `@media (max-width: 40rem) { .foot .btn { flex: 1; } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Cancel {
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);

  readonly booking = input.required<HostedBooking>();
  readonly open = input(false);
  readonly closed = output<void>();
  readonly cancelled = output<Schema<'BookingView'>>();
  protected readonly person = computed(() => ofAPerson(this.booking()));
  protected readonly words = (quote: Schema<'CancellationQuote'>): ReturnType<typeof refundWords> => refundWords(quote.reason);
  private readonly asked = computed(() => (this.open() ? this.booking().id : undefined));
  protected readonly doing = cancelling(() => this.asked());

  protected async cancel(): Promise<void> {
    const booking = await this.doing.cancel();
    if (!booking) return;
    this.cancelled.emit(booking);
    this.toasts.good(this.texts.translate('booking.cancel.done'));
  }
}
