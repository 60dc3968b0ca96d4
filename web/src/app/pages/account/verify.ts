import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Icon } from '@ui/icon';
import { Failed } from '@ui/states';

import { AccountFrame } from './frame';
import { AskForMail } from './ask-for-mail';
import { keptNext } from './kept-next';
import { ownPath } from './own-path';

/** Proves an address. A button does it, for scanners of mail follow links. */
@Component({
  selector: 'p-verify',
  imports: [AccountFrame, AskForMail, Failed, Icon, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (done()) {
        <p-account-frame icon="circle-check" [heading]="t('account.verify.done')" [text]="t('account.verify.doneText')">
          @if (session.signedIn()) {
            <a class="btn primary block" [routerLink]="goal ?? '/search'">{{ t(goal ? 'account.verify.goOn' : 'account.verify.find') }}</a>
          } @else {
            <a class="btn primary block" routerLink="/sign-in" [queryParams]="{ next: next ?? null }">{{ t('account.signIn.do') }}</a>
          }
        </p-account-frame>
      } @else if (!token() || over()) {
        <p-account-frame icon="circle-alert" [heading]="t('account.verify.over')" [text]="t('account.verify.overText')">
          <p-ask-for-mail what="verify" />
        </p-account-frame>
      } @else {
        <p-account-frame icon="mail" [heading]="t('account.verify.heading')" [text]="t('account.verify.text')">
          @if (problem(); as refusal) { <p-failed [problem]="refusal" (retry)="confirm()" /> }
          <button type="button" class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()" (click)="confirm()"><p-icon name="check" />{{ t('account.verify.do') }}</button>
        </p-account-frame>
      }
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Verify {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  readonly token = input<string>();
  protected readonly next = keptNext();
  protected readonly goal = this.next ? inject(Router).parseUrl(ownPath(this.next)) : null;
  protected readonly busy = signal(false);
  protected readonly done = signal(false);
  protected readonly over = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected async confirm(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/auth/verify', { body: { token: this.token() ?? '' } }));
      this.done.set(true);
      if (this.session.signedIn()) void this.session.reload();
    } catch (error) {
      const problem = Problem.from(error);
      if (problem.code === 'identity.invalid_link' || problem.status === 400) this.over.set(true);
      else this.problem.set(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
