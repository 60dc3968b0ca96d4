import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { Tokens } from '@core/tokens';
import { Failed } from '@ui/states';

import { AskForMail } from './ask-for-mail';
import { focusError, refusedFields, values } from './form-values';
import { AccountFrame } from './frame';
import { PasswordField } from './password-field';
import { passwordFault } from './password-rule';

/** Sets a new password with the link of the mail; every session ends with it. */
@Component({
  selector: 'p-reset',
  imports: [AccountFrame, AskForMail, Failed, PasswordField, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (done()) {
        <p-account-frame icon="circle-check" [heading]="t('account.reset.done')" [text]="t('account.reset.doneText')">
          <a class="btn primary block" routerLink="/sign-in">{{ t('account.signIn.do') }}</a>
        </p-account-frame>
      } @else if (!token() || over()) {
        <p-account-frame icon="circle-alert" [heading]="t('account.reset.over')" [text]="t('account.reset.overText')">
          <p-ask-for-mail what="password" />
        </p-account-frame>
      } @else {
        <p-account-frame icon="key-round" [heading]="t('account.reset.heading')" [text]="t('account.reset.text')">
          <form class="stack" novalidate (submit)="send($event)">
            @if (problem(); as refusal) { <p-failed [problem]="refusal" /> }
            <p-password [fresh]="true" [label]="t('account.password.new')" [error]="error()" />
            <button class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('account.reset.do') }}</button>
          </form>
        </p-account-frame>
      }
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Reset {
  private readonly api = inject(Api);
  private readonly tokens = inject(Tokens);
  private readonly words = inject(TranslocoService);
  readonly token = input<string>();
  protected readonly busy = signal(false);
  protected readonly done = signal(false);
  protected readonly over = signal(false);
  protected readonly error = signal('');
  protected readonly problem = signal<Problem | null>(null);

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const form = event.target as HTMLFormElement;
    const { password } = values(form);
    const fault = passwordFault(password);
    this.problem.set(null);
    this.error.set(fault ? this.words.translate('account.password.fault.' + fault) : '');
    if (fault) return focusError(form);
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/auth/reset-password', { body: { token: this.token() ?? '', password } }));
      this.tokens.forget();
      this.done.set(true);
    } catch (error) {
      const problem = Problem.from(error);
      if (problem.code === 'identity.invalid_link') this.over.set(true);
      else if (refusedFields(problem).includes('password')) {
        this.error.set(this.words.translate('account.password.fault.guessable'));
        focusError(form);
      } else this.problem.set(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
