// Ways out of a search that finds nothing.
import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { Icon } from '@ui/icon';

/** The ways out, or their outlines while it is asked which of them lead somewhere. */
@Component({
  selector: 'p-ways',
  template: `
    <div class="ways" aria-live="polite">
      @if (looking()) {
        @for (ghost of [1, 2, 3]; track ghost) { <div class="skeleton ghost"></div> }
      }
      <ng-content />
    </div>
  `,
  styles: `
    :host { display: block; }
    .ways { display: grid; gap: var(--s-3); max-width: 34rem; margin: 0 auto var(--s-7); }
    .ghost { min-height: 3.75rem; border-radius: var(--r-2); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Ways {
  readonly looking = input(false);
}

/** One way out: what would be given way on, and what that finds. */
@Component({
  selector: 'button[pWay]',
  imports: [Icon],
  template: `<span><ng-content /></span><p-icon name="arrow-right" />`,
  styles: `
    :host { display: flex; align-items: center; justify-content: space-between; gap: var(--s-4); min-height: 3.75rem; padding: var(--s-3) var(--s-4); border: 1px solid var(--line-strong); border-radius: var(--r-2); background: var(--surface); color: var(--text); text-align: start; }
    :host(:hover) { border-color: var(--brand); background: var(--brand-soft); }
    span { display: grid; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Way {}

/** The first few that lead somewhere; the last of all is the last resort, for when there is no other. */
export function worthOffering<T>(all: readonly T[], leads: readonly boolean[], most: number): T[] {
  const found = all.filter((_, at) => leads[at]);
  return found.length > 1 ? found.filter((one) => one !== all[all.length - 1]).slice(0, most) : found;
}
