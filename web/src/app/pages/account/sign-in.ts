import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { focusError, looksLikeMail, values } from './form-values';
import { AccountFrame } from './frame';
import { keepNext, keptNext } from './kept-next';
import { ownPath } from './own-path';
import { PasswordField } from './password-field';

@Component({
  selector: 'p-sign-in',
  imports: [AccountFrame, Control, Field, Icon, PasswordField, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-account-frame icon="key-round" [heading]="t('account.signIn.heading')" [text]="goal() ? t('account.signIn.toGoOn') : ''">
        <form class="stack" novalidate (submit)="send($event)">
          @if (problem(); as refusal) {
            <div class="notice" data-tone="bad" role="alert">
              <p-icon name="circle-alert" />
              <div class="stack tight">
                <p>{{ wrong() ? t('account.signIn.wrong') : text() }}</p>
                @if (wrong()) {
                  <p class="small">{{ t('account.signIn.unverified') }}
                    <button type="button" class="link" [disabled]="resending()" (click)="resend()">{{ t('account.signIn.resend') }}</button>
                  </p>
                }
              </div>
            </div>
          }
          <p-field [label]="t('account.email')" [error]="errors()['email']">
            <input pControl name="email" type="email" autocomplete="username" inputmode="email" autocapitalize="off" spellcheck="false" required />
          </p-field>
          <p-password [label]="t('account.password.label')" [error]="errors()['password']" />
          <button class="btn primary block" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ busy() ? t('account.signIn.busy') : t('account.signIn.do') }}</button>
          <a class="small" routerLink="/recover" (click)="keepNext(goal())">{{ t('account.signIn.forgot') }}</a>
        </form>
        <p below>{{ t('account.signIn.noAccount') }} <a routerLink="/sign-up" [queryParams]="{ next: goal() || null }">{{ t('account.signUp.do') }}</a></p>
      </p-account-frame>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignIn {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly refusals = inject(Refusals);
  private readonly words = inject(TranslocoService);

  /** Where to go afterwards. */
  readonly next = input<string>();
  protected readonly goal = computed(() => this.next() || keptNext());
  protected readonly keepNext = keepNext;
  protected readonly busy = signal(false);
  protected readonly resending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly errors = signal<Record<string, string>>({});
  protected readonly wrong = computed(() => this.problem()?.code === 'identity.invalid_credentials');
  protected readonly text = computed(() => this.say(this.problem()));
  private email = '';

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const form = event.target as HTMLFormElement;
    const { email, password } = values(form);
    const errors: Record<string, string> = {};
    if (!looksLikeMail(email)) errors['email'] = this.words.translate('account.emailWrong');
    if (!password) errors['password'] = this.words.translate('account.password.missing');
    this.errors.set(errors);
    this.problem.set(null);
    if (Object.keys(errors).length) return focusError(form);
    this.email = email.trim();
    this.busy.set(true);
    try {
      await this.session.signIn(this.email, password);
      await this.router.navigateByUrl(ownPath(this.goal()), { replaceUrl: true });
      keepNext(undefined);
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected async resend(): Promise<void> {
    this.resending.set(true);
    try {
      await this.api.ok(this.api.http.POST('/api/v1/auth/verify/resend', { body: { email: this.email } }));
      this.toasts.good(this.words.translate('account.mail.sentIfWaiting'));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.resending.set(false);
    }
  }

  private say(problem: Problem | null): string {
    if (!problem) return '';
    if (problem.code === 'identity.busy') return this.words.translate('account.signIn.tooMany');
    return this.refusals.text(problem);
  }
}
