import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import type { HostedBooking } from '../../booking/hosting';

/** Calls off an hour of one's own: who booked it gets everything back, and that is said before. */
@Component({
  selector: 'p-call-off',
  imports: [Control, Dialog, Failed, Field, Icon, MoneyPipe, Skeleton, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t('desk.bookings.callOff.heading')" (closed)="closed.emit()">
        @if (quote.problem(); as refusal) { <p-failed [problem]="refusal" (retry)="quote.reload()" /> } @else if (quote.value(); as it) {
          <div class="notice" data-tone="warn"><p-icon name="triangle-alert" /><p>{{ it.refund.amount ? t('desk.bookings.callOff.allBack', { name: name(), refund: (it.refund | money) }) : t('desk.bookings.callOff.nothingPaid', { name: name() }) }}</p></div>
          <p class="small muted">{{ t('desk.bookings.callOff.final') }}</p>
          <p-field [label]="t('desk.bookings.callOff.reason', { name: name() })" [optional]="t('common.optional')" [error]="field()"><input pControl maxlength="200" autocomplete="off" (input)="reason.set($any($event.target).value)" /></p-field>
          @if (problem(); as refusal) { @if (!field()) { <p-failed [problem]="refusal" (retry)="callOff()" /> } }
          <div class="row end foot">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.keep') }}</button>
            <button type="button" class="btn danger" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="callOff()">{{ t('desk.bookings.callOff.do') }}</button>
          </div>
        } @else { <p-skeleton [lines]="3" height="2rem" /> }
      </p-dialog>
    </ng-container>
  `,
  styles: `@media (max-width: 40rem) { .foot .btn { flex: 1; } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallOff {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly booking = input.required<HostedBooking>();
  readonly open = input(false);
  readonly closed = output<void>();
  readonly done = output<void>();
  protected readonly busy = signal(false);
  protected readonly reason = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly name = computed(() => this.booking().userName || this.language.say('desk.bookings.booker'));
  protected readonly field = computed(() => this.refusals.field(this.problem(), 'reason'));
  // What is read is what is sent: the API says so when it is another by then.
  protected readonly quote = load(
    () => (this.open() ? this.booking().id : undefined),
    (id) => {
      this.problem.set(null);
      return this.api.ok(this.api.http.GET('/api/v1/bookings/{id}/cancellation-quote', { params: { path: { id } } }));
    },
  );

  protected async callOff(): Promise<void> {
    const quote = this.quote.value();
    if (this.busy() || !quote) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const body = { expectedRefund: quote.refund, reason: this.reason().trim() || null };
      await this.api.ok(this.api.http.POST('/api/v1/bookings/{id}/cancel', { params: { path: { id: this.booking().id } }, body }));
      this.toasts.good(this.language.say('desk.bookings.callOff.done'));
      this.done.emit();
    } catch (error) {
      const problem = Problem.from(error);
      if (problem.code === 'bookings.quote_changed') await this.quote.reload();
      this.problem.set(problem);
    }
    this.busy.set(false);
  }
}
