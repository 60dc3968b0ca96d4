import { ChangeDetectionStrategy, Component, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';

/** A list's filters: beside each other, or behind a button on a phone. */
@Component({
  selector: 'p-filters',
  imports: [Icon, TranslocoDirective],
  template: `
    <section *transloco="let t" [attr.aria-label]="t('operate.office.filters')">
      <div class="row">
        <button type="button" class="btn toggle" [attr.aria-expanded]="open()" (click)="open.set(!open())">
          <p-icon name="sliders-horizontal" [size]="18" />{{ t('operate.office.filters') }}
          @if (active()) { <span class="badge" data-tone="brand">{{ active() }}</span> }
        </button>
      </div>
      <div class="fields" [class.open]="open()"><ng-content /></div>
      @if (active()) {
        <button type="button" class="link small" (click)="cleared.emit()">{{ t('operate.office.clear') }}</button>
      }
    </section>
  `,
  styles: `
    section { display: grid; gap: var(--s-3); justify-items: start; }
    .fields { display: grid; gap: var(--s-3) var(--s-4); grid-template-columns: repeat(auto-fit, minmax(min(100%, 12.5rem), 1fr)); width: 100%; align-items: start; }
    .link { min-height: 2rem; }
    .toggle { display: none; }
    @media (max-width: 44rem) {
      .toggle { display: inline-flex; }
      .fields:not(.open) { display: none; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Filters {
  /** How many of them narrow the list. */
  readonly active = input(0);
  readonly cleared = output<void>();
  protected readonly open = signal(false);
}
