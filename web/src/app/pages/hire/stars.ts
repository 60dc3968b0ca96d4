import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { numbers } from '@core/numbers';

/** What clients say in a number: a star, the average, and of how many. With `five` one star each. */
@Component({
  selector: 'p-stars',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (average() === null || average() === undefined) {
        <span class="muted">{{ t('hire.stars.none') }}</span>
      } @else {
        <span class="visually-hidden">{{ count() === null ? t('hire.stars.of', { stars: text() }) : t('hire.stars.spoken', { stars: text(), count: count() }) }}</span>
        <span class="shown" aria-hidden="true">
          @for (part of parts(); track $index) {
            <svg viewBox="0 0 20 20" width="16" height="16" focusable="false"><path [attr.d]="path" class="hollow" /><path [attr.d]="path" class="full" [style.clip-path]="'inset(0 ' + (100 - part) + '% 0 0)'" /></svg>
          }
          @if (count() !== null) { <b>{{ text() }}</b> <span class="muted">({{ count() }})</span> }
        </span>
      }
    </ng-container>
  `,
  styles: `
    :host { display: inline-flex; white-space: nowrap; }
    .shown { display: inline-flex; align-items: center; gap: 0.25rem; }
    svg { flex: none; } .hollow { fill: var(--line); } .full { fill: light-dark(#c98a10, #f0c04a); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Stars {
  private readonly language = inject(Language);
  readonly average = input.required<number | null | undefined>();
  /** Of how many; null where it is one review. */
  readonly count = input<number | null>(null);
  readonly five = input(false);
  protected readonly path = 'M10 1.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L10 14.9l-5.2 2.7 1-5.8L1.6 7.7l5.8-.8z';
  protected readonly text = computed(() => numbers(this.language.locale(), { minimumFractionDigits: this.count() === null ? 0 : 1, maximumFractionDigits: 1 }).format(this.average() ?? 0));
  /** How much of each star is filled, percent. */
  protected readonly parts = computed(() => (this.five() ? [0, 1, 2, 3, 4].map((at) => Math.max(0, Math.min(100, Math.round(((this.average() ?? 0) - at) * 100)))) : [100]));
}
