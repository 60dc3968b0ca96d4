import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { AskForMail } from './ask-for-mail';
import { AccountFrame } from './frame';

@Component({
  selector: 'p-recover',
  imports: [AccountFrame, AskForMail, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-account-frame icon="key-round" [heading]="t('account.recover.heading')" [text]="t('account.recover.text')">
        <p-ask-for-mail what="password" />
        <p below><a routerLink="/sign-in">{{ t('account.recover.back') }}</a></p>
      </p-account-frame>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Recover {}
