import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, untracked } from '@angular/core';

import { Language } from '@core/i18n';
import { ticking } from '@core/ticking';
import { length } from '@core/time';

/** How long something still lasts: days and hours, minutes, and in the last minutes seconds. */
@Component({
  selector: 'p-time-left',
  template: `<span [class.soon]="left() < 3600" role="timer">{{ text() }}</span>`,
  styles: `span { font-variant-numeric: tabular-nums; white-space: nowrap; } .soon { color: var(--bad); font-weight: 700; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TimeLeft {
  private readonly language = inject(Language);
  /** ISO 8601. */
  readonly until = input.required<string>();
  readonly over = output<void>();
  private readonly now = ticking(1_000);
  /** Seconds. */
  protected readonly left = computed(() => Math.max(0, Math.ceil((Date.parse(this.until()) - this.now()) / 1000)));
  protected readonly text = computed(() => lasting(this.left(), this.language.locale()));

  constructor() {
    const done = computed(() => this.left() === 0);
    effect(() => {
      if (done()) untracked(() => this.over.emit());
    });
  }
}

/** Two units are enough: `2 d 5 h`, `5 h 10 min`, `4:05`. */
export function lasting(seconds: number, locale: string): string {
  if (seconds < 600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const minutes = Math.floor(seconds / 60);
  return length(minutes >= 1440 ? minutes - (minutes % 60) : minutes, locale);
}
