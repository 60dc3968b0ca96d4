import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Empty } from '@ui/states';

@Component({
  imports: [Empty, RouterLink, TranslocoDirective],
  template: `
    <p-empty icon="map-pin-off" [top]="true" *transloco="let t" [heading]="t('common.notFound')" [text]="t('common.notFoundText')">
      <a class="btn primary" routerLink="/search">{{ t('common.find') }}</a>
    </p-empty>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFound {}
