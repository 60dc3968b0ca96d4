import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { focusError, refusedFields, values } from './form-values';
import { PasswordField } from './password-field';
import { passwordFault } from './password-rule';

@Component({
  selector: 'p-profile-password',
  imports: [Failed, PasswordField, TranslocoDirective],
  template: `
    <form class="card stack" novalidate (submit)="save($event)" *transloco="let t">
      <h2>{{ t('account.password.change') }}</h2>
      <p class="muted small">{{ t('account.password.changeText') }}</p>
      @if (problem(); as refusal) { <p-failed [problem]="refusal" /> }
      <!-- So that a password manager knows whose password it keeps. -->
      <input class="visually-hidden" type="email" name="username" autocomplete="username" tabindex="-1" aria-hidden="true" readonly [value]="session.profile()?.email ?? ''" />
      <div class="two">
        <p-password name="current" [label]="t('account.password.current')" [error]="errors()['current']" />
        <p-password name="new" [fresh]="true" [label]="t('account.password.new')" [error]="errors()['new']" />
      </div>
      <div class="row end"><button class="btn" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('account.password.change') }}</button></div>
    </form>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfilePassword {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  protected readonly session = inject(Session);
  protected readonly busy = signal(false);
  protected readonly errors = signal<Record<string, string>>({});
  protected readonly problem = signal<Problem | null>(null);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const form = event.target as HTMLFormElement;
    const said = values(form);
    const errors: Record<string, string> = {};
    const fault = passwordFault(said['new'], this.session.profile()?.email);
    if (!said['current']) errors['current'] = this.words.translate('account.password.missing');
    if (fault) errors['new'] = this.words.translate('account.password.fault.' + fault);
    this.errors.set(errors);
    this.problem.set(null);
    if (Object.keys(errors).length) return focusError(form);
    this.busy.set(true);
    try {
      await this.api.ok(this.api.http.PUT('/api/v1/users/password', { body: { current: said['current'], new: said['new'] } }));
      form.reset();
      this.toasts.good(this.words.translate('account.password.changed'));
    } catch (error) {
      this.refused(Problem.from(error), form);
    } finally {
      this.busy.set(false);
    }
  }

  private refused(problem: Problem, form: HTMLFormElement): void {
    if (problem.code === 'identity.wrong_password') this.errors.set({ current: this.words.translate('account.password.wrong') });
    else if (refusedFields(problem).includes('new')) this.errors.set({ new: this.words.translate('account.password.fault.guessable') });
    else return this.problem.set(problem);
    focusError(form);
  }
}
