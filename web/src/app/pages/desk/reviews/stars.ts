import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { numbers } from '@core/numbers';

/** Stars, filled as far as the number goes. */
@Component({
  selector: 'p-desk-stars',
  imports: [TranslocoDirective],
  template: `<span class="stars" role="img" *transloco="let t" [attr.aria-label]="t('desk.reviews.starsOf', { stars: said() })" [style.--share]="share()"></span>`,
  styles: `
    :host { display: inline-flex; }
    .stars { --size: 1.05em; width: calc(5 * var(--size)); height: var(--size); background: linear-gradient(to right, light-dark(#c98a10, #f0c04a) var(--share), var(--line) var(--share));
      mask: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath d='M12 1.8l3.1 6.5 7.1.9-5.2 4.9 1.3 7.1-6.3-3.5-6.3 3.5L7 14.1 1.8 9.2l7.1-.9z'/%3E%3C/svg%3E") 0 0 / var(--size) var(--size) repeat-x; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskStars {
  private readonly language = inject(Language);
  readonly stars = input.required<number>();
  protected readonly said = computed(() => numbers(this.language.locale(), { maximumFractionDigits: 1 }).format(this.stars()));
  protected readonly share = computed(() => `${(this.stars() / 5) * 100}%`);
}
