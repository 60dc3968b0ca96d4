import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Pages } from '@core/pages';

/** The foot of a list: how much is shown, and a button for more. */
@Component({
  selector: 'p-more',
  imports: [TranslocoDirective],
  template: `
    <div class="row" *transloco="let t">
      @if (list().more()) {
        <button type="button" class="btn" [disabled]="list().busy()" (click)="list().readOn()">{{ t(list().busy() ? 'common.loading' : 'common.more') }}</button>
      }
      <p class="small muted" [class.visually-hidden]="!count()" aria-live="polite">{{ t(list().more() ? 'operate.office.shown' : 'operate.office.shownAll', { count: count() }) }}</p>
    </div>
  `,
  styles: `.row { justify-content: center; margin-top: var(--s-4); }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class More {
  readonly list = input.required<Pages<unknown>>();
  protected readonly count = computed(() => this.list().items().length);
}
