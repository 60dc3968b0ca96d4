import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from '@ui/icon';

/** In the place of a part whose code did not come: browsers remember that, so only the page loaded anew has it. */
@Component({
  selector: 'p-lost',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="notice" data-tone="bad" role="alert" *transloco="let t">
      <p-icon name="circle-alert" />
      <div class="stack tight">
        <p>{{ t('find.lost.text') }}</p>
        <div><button type="button" class="btn small" (click)="again()">{{ t('common.retry') }}</button></div>
      </div>
    </div>
  `,
  styles: `:host { display: block; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Lost {
  protected again(): void {
    location.reload();
  }
}
