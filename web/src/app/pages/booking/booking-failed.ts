import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Problem } from '@core/problem';
import { Empty, Failed } from '@ui/states';

/** A booking that could not be read. One that is not there, or another's, is no fault to try again. */
@Component({
  selector: 'p-booking-failed',
  imports: [Empty, Failed, RouterLink, TranslocoDirective],
  template: `
    @if (missing()) {
      <p-empty *transloco="let t" icon="calendar-x" [heading]="t('booking.detail.missing')" [text]="t('booking.detail.missingText')">
        <a class="btn primary" routerLink="/bookings">{{ t('common.myBookings') }}</a>
      </p-empty>
    } @else {
      <p-failed [problem]="problem()" (retry)="retry.emit()" />
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookingFailed {
  readonly problem = input.required<Problem>();
  readonly retry = output<void>();
  protected readonly missing = computed(() => this.problem().status === 404);
}
