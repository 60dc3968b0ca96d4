import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Problem } from '@core/problem';
import { Empty, Failed } from '@ui/states';

import type { HostedBooking } from '../../booking/hosting';
import { HourRow } from '../bookings/hour-row';

/** The next hours of one's own that others booked. */
@Component({
  selector: 'p-hours-card',
  imports: [Empty, Failed, HourRow, RouterLink, TranslocoDirective],
  template: `
    <section class="stack" aria-labelledby="hours" *transloco="let t">
      <div class="row between"><h2 id="hours">{{ t('desk.bookings.title') }}</h2><a class="small" routerLink="/work/bookings">{{ more() > 0 ? t('desk.bookings.more', { count: more() }) : t('desk.bookings.all') }}</a></div>
      @if (problem(); as refusal) { <p-failed [problem]="refusal" (retry)="retry.emit()" /> } @else {
        <div class="card flush" aria-live="polite">
          @if (hours().length) {
            <ul>@for (one of hours(); track one.id) { <li p-hour [hour]="one" [dated]="true"></li> }</ul>
          } @else {
            <p-empty icon="calendar" [heading]="t('desk.bookings.none.next')" [text]="t('desk.bookings.noneText')"><a class="btn" routerLink="/work/profile" fragment="bookable">{{ t('desk.bookings.hours') }}</a></p-empty>
          }
        </div>
      }
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HoursCard {
  readonly hours = input.required<readonly HostedBooking[]>();
  /** So many are booked beyond those. */
  readonly more = input(0);
  readonly problem = input<Problem | null>(null);
  readonly retry = output<void>();
}
