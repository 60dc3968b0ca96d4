import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Failed } from '@ui/states';

import { focusError, looksLikeMail, values } from './form-values';
import { MailSent } from './mail-sent';

/** Asks for the address and has a mail sent there: the one that verifies, or the one that sets a new password. */
@Component({
  selector: 'p-ask-for-mail',
  imports: [Control, Failed, Field, Icon, MailSent, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (problem(); as refusal) { <p-failed [problem]="refusal" /> }
      @if (sentTo()) {
        <div class="stack" role="status">
          <p class="notice" data-tone="good"><p-icon name="mail" /><span>{{ t('account.mail.sentTo', { email: sentTo() }) }}</span></p>
          <p-mail-sent [busy]="busy()" (again)="ask(sentTo())" (other)="sentTo.set('')" />
        </div>
      } @else {
        <form class="stack" novalidate (submit)="send($event)">
          <p-field [label]="t('account.email')" [error]="error()">
            <input pControl name="email" type="email" autocomplete="username" inputmode="email" autocapitalize="off" spellcheck="false" required />
          </p-field>
          <button class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('account.mail.send') }}</button>
        </form>
      }
    </ng-container>
  `,
  styles: `:host { display: grid; gap: var(--s-4); }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AskForMail {
  private readonly api = inject(Api);
  private readonly words = inject(TranslocoService);
  readonly what = input.required<'verify' | 'password'>();
  protected readonly busy = signal(false);
  protected readonly error = signal('');
  protected readonly sentTo = signal('');
  protected readonly problem = signal<Problem | null>(null);

  protected send(event: Event): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const email = values(form)['email'].trim();
    this.error.set(looksLikeMail(email) ? '' : this.words.translate('account.emailWrong'));
    if (this.error()) return focusError(form);
    void this.ask(email);
  }

  protected async ask(email: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    const path = this.what() === 'verify' ? '/api/v1/auth/verify/resend' : '/api/v1/auth/forgot-password';
    try {
      await this.api.ok(this.api.http.POST(path, { body: { email } }));
      this.sentTo.set(email);
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }
}
