import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Problem } from '@core/problem';
import { ClockPipe, DayPipe } from '@ui/pipes';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';

/** A slot that can be booked instead. */
export interface Alternative {
  kind: string;
  resourceId: string;
  resourceName: string;
  startDateTime: string;
  endDateTime: string;
  timeZone: string;
}

/** Why it was refused, and what could be had instead. */
@Component({
  selector: 'p-refused',
  imports: [Icon, TranslocoDirective, DayPipe, ClockPipe],
  template: `
    <div class="notice" data-tone="bad" role="alert" *transloco="let t">
      <p-icon name="circle-alert" />
      <div class="stack tight">
        <p>{{ text() }}</p>
        @if (offers().length) {
          <p class="small muted">{{ t('operate.bookings.instead') }}</p>
          <div class="row">
            @for (offer of offers(); track $index) {
              <button type="button" class="chip" (click)="chosen.emit(offer)">
                @if (offer.kind === 'other_time') { {{ offer.startDateTime | day: offer.timeZone }}, } @else { {{ offer.resourceName }}, }
                {{ offer.startDateTime | clock: offer.timeZone }}
              </button>
            }
          </div>
        }
      </div>
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Refused {
  private readonly refusals = inject(Refusals);
  readonly problem = input.required<Problem>();
  /** Only other times, where the resource is settled. */
  readonly sameResource = input(false);
  readonly chosen = output<Alternative>();
  protected readonly text = computed(() => this.refusals.text(this.problem()));
  protected readonly offers = computed(() => {
    const offered = this.problem().more['alternatives'];
    return Array.isArray(offered) ? (offered as Alternative[]).filter((one) => !this.sameResource() || one.kind === 'other_time') : [];
  });
}
