import { ChangeDetectionStrategy, Component, computed, effect, input, output, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { ticking } from '@core/ticking';
import { Icon } from '@ui/icon';

/** Whole minutes left at which it is read out: a clock that talks every second is no help. */
const TOLD = [5, 2, 1];

/** Minutes and seconds until an instant. */
@Component({
  selector: 'p-countdown',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <span class="box" [class.soon]="left() <= 120" role="timer">
        <p-icon name="clock" [size]="16" /><span class="visually-hidden">{{ t('booking.hold.left') }}</span><span>{{ text() }}</span>
      </span>
      @if (loud()) {
        <span class="visually-hidden" role="status" aria-live="polite">@if (told(); as minutes) { {{ minutes === 1 ? t('booking.hold.minuteLeft') : t('booking.hold.minutesLeft', { minutes }) }} }</span>
      }
    </ng-container>
  `,
  styles: `
    .box { display: inline-flex; align-items: center; gap: var(--s-1); font-weight: 700; font-variant-numeric: tabular-nums; color: var(--warn); }
    .soon { color: var(--bad); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Countdown {
  /** ISO 8601. */
  readonly until = input.required<string>();
  /** Whether it is read out at five, two and one minutes. */
  readonly loud = input(false);
  readonly over = output<void>();
  private readonly now = ticking(500);
  /** Seconds. */
  protected readonly left = computed(() => Math.max(0, Math.ceil((Date.parse(this.until()) - this.now()) / 1000)));
  protected readonly text = computed(() => `${Math.floor(this.left() / 60)}:${String(this.left() % 60).padStart(2, '0')}`);
  protected readonly told = computed(() => TOLD.filter((minutes) => this.left() > 0 && this.left() <= minutes * 60).pop() ?? 0);

  constructor() {
    const done = computed(() => this.left() === 0);
    effect(() => {
      if (done()) untracked(() => this.over.emit());
    });
  }
}
