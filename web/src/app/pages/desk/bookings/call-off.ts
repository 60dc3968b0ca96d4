import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { cancelling } from '../../booking/cancelling';
import type { HostedBooking } from '../../booking/hosting';

/** Calls off an hour of one's own: who booked it gets everything back, and that is said before. */
@Component({
  selector: 'p-call-off',
  imports: [Control, Dialog, Failed, Field, Icon, MoneyPipe, Skeleton, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [heading]="t('desk.bookings.callOff.heading')" (closed)="closed.emit()">
        @if (doing.quote.problem(); as refusal) { <p-failed [problem]="refusal" (retry)="doing.quote.reload()" /> } @else if (doing.quote.value(); as it) {
          @if (doing.changed()) { <div class="notice" role="alert"><p-icon name="info" /><p>{{ t('desk.bookings.callOff.changed') }}</p></div> }
          <div class="notice" data-tone="warn"><p-icon name="triangle-alert" /><p>{{ it.refund.amount ? t('desk.bookings.callOff.allBack', { name: name(), refund: (it.refund | money) }) : t('desk.bookings.callOff.nothingPaid', { name: name() }) }}</p></div>
          <p class="small muted">{{ t('desk.bookings.callOff.final') }}</p>
          <p-field [label]="t('desk.bookings.callOff.reason', { name: name() })" [optional]="t('common.optional')" [error]="field()"><input pControl maxlength="200" autocomplete="off" [value]="doing.reason()" (input)="doing.reason.set($any($event.target).value)" /></p-field>
          @if (doing.problem(); as refusal) { @if (!field()) { <p-failed [problem]="refusal" (retry)="callOff()" /> } }
          <div class="row end foot">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.keep') }}</button>
            <button type="button" class="btn danger" [attr.aria-disabled]="doing.busy()" [attr.aria-busy]="doing.busy()" (click)="callOff()">{{ t('desk.bookings.callOff.do') }}</button>
          </div>
        } @else { <p-skeleton [lines]="3" height="2rem" /> }
      </p-dialog>
    </ng-container>
  `,
  styles: `@media (max-width: 40rem) { .foot .btn { flex: 1; } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallOff {
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly booking = input.required<HostedBooking>();
  readonly open = input(false);
  readonly closed = output<void>();
  readonly done = output<void>();
  protected readonly name = computed(() => this.booking().userName || this.language.say('desk.bookings.booker'));
  private readonly asked = computed(() => (this.open() ? this.booking().id : undefined));
  protected readonly doing = cancelling(() => this.asked());
  protected readonly field = computed(() => this.refusals.field(this.doing.problem(), 'reason'));

  protected async callOff(): Promise<void> {
    if (!(await this.doing.cancel())) return;
    this.toasts.good(this.language.say('desk.bookings.callOff.done'));
    this.done.emit();
  }
}
