import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';

/** Somebody else saved first: put my changes on theirs, or take theirs. */
@Component({
  selector: 'p-meanwhile',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="notice" data-tone="warn" role="alert" data-wrong tabindex="-1" *transloco="let t">
      <p-icon name="users" />
      <div class="stack tight">
        <p class="strong">{{ t('operate.places.meanwhile.heading') }}</p>
        <p>{{ t('operate.places.meanwhile.text') }}</p>
        <div class="row">
          <button type="button" class="btn small primary" [disabled]="busy()" (click)="merge.emit()">{{ t('operate.places.meanwhile.merge') }}</button>
          <button type="button" class="btn small" [disabled]="busy()" (click)="takeTheirs.emit()">{{ t('operate.places.meanwhile.theirs') }}</button>
        </div>
      </div>
    </div>
  `,
  styles: `:host { display: block; margin-bottom: var(--s-5); }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Meanwhile {
  readonly busy = input(false);
  readonly merge = output<void>();
  readonly takeTheirs = output<void>();
}
