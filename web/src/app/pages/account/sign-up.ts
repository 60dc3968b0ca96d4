import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { Toasts } from '@ui/toasts';
import { Failed } from '@ui/states';

import { focusError, looksLikeMail, refusedFields, values } from './form-values';
import { AccountFrame } from './frame';
import { keepNext } from './kept-next';
import { MailSent } from './mail-sent';
import { PasswordField } from './password-field';
import { passwordFault } from './password-rule';

@Component({
  selector: 'p-sign-up',
  imports: [AccountFrame, Control, Failed, Field, MailSent, PasswordField, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-account-frame [icon]="sentTo() ? 'mail' : 'user-plus'" [heading]="sentTo() ? t('account.mail.heading') : t('account.signUp.heading')" [text]="sentTo() ? t('account.signUp.sent', { email: sentTo() }) : t('account.signUp.text')">
        @if (sentTo()) {
          <p-mail-sent role="status" [busy]="busy()" (again)="resend()" (other)="sentTo.set('')" />
        } @else {
          <form class="stack" novalidate (submit)="send($event)">
            @if (problem(); as refusal) { <p-failed [problem]="refusal" /> }
            <p-field [label]="t('account.name')" [error]="errors()['name']">
              <input pControl name="name" autocomplete="name" required maxlength="120" />
            </p-field>
            <p-field [label]="t('account.email')" [error]="errors()['email']">
              <input pControl name="email" type="email" autocomplete="username" inputmode="email" autocapitalize="off" spellcheck="false" required [value]="email" />
            </p-field>
            <p-password [fresh]="true" [label]="t('account.password.label')" [error]="errors()['password']" />
            <button class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('account.signUp.do') }}</button>
          </form>
        }
        <p below>{{ t('account.signUp.already') }} <a routerLink="/sign-in" [queryParams]="{ next: next() || null }">{{ t('account.signIn.do') }}</a></p>
      </p-account-frame>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignUp {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);

  readonly next = input<string>();
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly errors = signal<Record<string, string>>({});
  protected readonly sentTo = signal('');
  protected email = '';

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const form = event.target as HTMLFormElement;
    const { name, email, password } = values(form);
    this.problem.set(null);
    const errors: Record<string, string> = {};
    if (!name.trim()) errors['name'] = this.words.translate('account.nameMissing');
    if (!looksLikeMail(email)) errors['email'] = this.words.translate('account.emailWrong');
    const fault = passwordFault(password, email);
    if (fault) errors['password'] = this.words.translate('account.password.fault.' + fault);
    this.errors.set(errors);
    if (Object.keys(errors).length) return focusError(form);
    this.email = email.trim();
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/auth/register', { body: { name: name.trim(), email: this.email, password, locale: this.language.lang() } }));
      keepNext(this.next());
      this.sentTo.set(this.email);
    } catch (error) {
      this.refused(Problem.from(error), form);
    } finally {
      this.busy.set(false);
    }
  }

  protected async resend(): Promise<void> {
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/auth/verify/resend', { body: { email: this.sentTo() } }));
      this.toasts.good(this.words.translate('account.mail.sent'));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.busy.set(false);
    }
  }

  // The API's words about fields are English; ours say the same in the visitor's language.
  private refused(problem: Problem, form: HTMLFormElement): void {
    const texts: Record<string, string> = { name: 'account.nameMissing', email: 'account.emailWrong', password: 'account.password.fault.guessable' };
    const fields = refusedFields(problem).filter((field) => field in texts);
    if (!fields.length) return this.problem.set(problem);
    this.errors.set(Object.fromEntries(fields.map((field) => [field, this.words.translate(texts[field])])));
    focusError(form);
  }
}
