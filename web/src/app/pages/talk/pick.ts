import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Empty } from '@ui/states';

/** No conversation is open: only seen where there is room for one. */
@Component({
  selector: 'p-talk-pick',
  imports: [Empty, TranslocoDirective],
  template: `<p-empty *transloco="let t" icon="messages-square" [heading]="t('talk.pick.heading')" [text]="t('talk.pick.text')" />`,
  styles: `:host { display: grid; align-items: center; height: 100%; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Pick {}
