import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { Session } from '@core/session';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';

import { isCode, whatHappened, whoDid } from './history-words';
import type { HostedBooking } from './hosting';
import { reasonOf } from './pay-stage';

/** What happened to a booking, when, and through whom. Read when it is opened. */
@Component({
  selector: 'p-booking-history',
  imports: [Failed, MomentPipe, MoneyPipe, Skeleton, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (changes.problem(); as problem) { <p-failed [problem]="problem" (retry)="changes.reload()" /> }
      @if (changes.first()) { <p-skeleton [lines]="3" height="2.5rem" /> }
      <ol>
        @for (one of changes.value(); track $index) {
          <li>
            <p>{{ t('booking.history.what.' + what(one)) }}
              @if (one.refund; as back) { <span class="muted">· {{ t('booking.history.back', { amount: (back | money) }) }}</span> }
              @if (one.reason; as reason) {
                @if (what(one) === 'refused') { <span class="muted">· {{ t('booking.pay.reason.' + why(reason)) }}</span> }
                @else if (!code(reason)) { <span class="muted"> · “{{ reason }}”</span> }
              }
            </p>
            <p class="tiny muted"><time [attr.datetime]="one.at">{{ one.at | moment }}</time> · {{ t('booking.history.who.' + who(one)) }}</p>
          </li>
        }
      </ol>
    </ng-container>
  `,
  styles: `
    ol { display: grid; }
    li { position: relative; padding: 0 0 var(--s-4) var(--s-5); border-inline-start: 2px solid var(--line); margin-inline-start: 0.4rem; }
    li:last-child { border-color: transparent; padding-bottom: 0; }
    li::before { content: ''; position: absolute; left: -0.45rem; top: 0.4rem; width: 0.75rem; height: 0.75rem; border-radius: 50%; background: var(--surface); border: 3px solid var(--brand); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookingHistory {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  readonly booking = input.required<HostedBooking>();
  protected readonly changes = load(
    () => `${this.booking().id} ${this.booking().version}`,
    async (key) => (await this.api.ok(this.api.http.GET('/api/v1/bookings/{id}/history', { params: { path: { id: key.split(' ')[0] } } }))).items,
  );
  protected readonly what = whatHappened;
  protected readonly code = isCode;
  protected readonly why = reasonOf;
  protected readonly who = (change: Schema<'Change'>): string => whoDid(change, this.session.profile()?.id, this.booking());
}
