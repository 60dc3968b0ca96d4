import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { MomentPipe } from '@ui/pipes';

import { policySteps } from './policy-steps';

/** The cancellation policy as dates and percents, on the place's clock. */
@Component({
  selector: 'p-policy',
  imports: [MomentPipe, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (nothing(); as why) { <p>{{ t('booking.policy.' + why) }}</p> } @else {
        @if (!booking().payment.paid.amount) { <p class="once">{{ t('booking.policy.oncePaid') }}</p> }
        <ul>
          @for (step of steps(); track $index) {
            <li [class.past]="step.past">
              @if (step.until) {
                {{ step.percent === 100 ? t('booking.policy.allUntil', { when: step.until | moment: booking().timeZone }) : t('booking.policy.partUntil', { percent: step.percent, when: step.until | moment: booking().timeZone }) }}
                @if (step.past) { <span class="visually-hidden">{{ t('booking.policy.past') }}</span> }
              } @else {
                {{ steps().length === 1 ? t('booking.policy.never') : t('booking.policy.after') }}
              }
            </li>
          }
        </ul>
      }
    </ng-container>
  `,
  styles: `
    ul { display: grid; gap: var(--s-1); }
    li { padding-inline-start: var(--s-4); position: relative; }
    li::before { content: ''; position: absolute; inset-inline-start: 0; top: 0.6em; width: 0.45rem; height: 0.45rem; border-radius: 50%; background: var(--brand); }
    .once { margin-bottom: var(--s-1); }
    .past { color: var(--muted); text-decoration: line-through; }
    .past::before, li:last-child::before { background: var(--line-strong); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PolicyText {
  readonly booking = input.required<Schema<'BookingView'>>();
  /** Where nothing has been paid, nor is to be, nothing can come back. */
  protected readonly nothing = computed(() => {
    const { price, payment, status } = this.booking();
    if (payment.paid.amount || status === 'held' || status === 'pending') return null;
    return price.amount ? 'nothingPaid' : 'free';
  });
  protected readonly steps = computed(() => policySteps(this.booking().cancellationPolicy, this.booking().startDateTime, Date.now()));
}
