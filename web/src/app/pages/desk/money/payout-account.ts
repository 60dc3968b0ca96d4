import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { AgoPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

type Account = Schema<'PayoutAccountView'>;

/** The sandbox provider's accounts, by what happens with them. */
const TEST_ACCOUNTS = [
  { token: 'acct_ok', name: 'ok' },
  { token: 'acct_late', name: 'late' },
  { token: 'acct_closed', name: 'closed' },
] as const;

/** Where one's money goes, and the choice of another place. */
@Component({
  selector: 'p-payout-account',
  imports: [AgoPipe, Control, Dialog, Field, Icon, TranslocoDirective],
  template: `
    <section class="card stack" aria-labelledby="account" *transloco="let t">
      <h2 id="account">{{ t('desk.money.account') }}</h2>
      @if (account(); as mine) {
        <p class="bank"><span class="circle"><p-icon name="landmark" /></span><span class="words"><span class="strong">{{ mine.label || t('desk.money.unnamed') }}</span><span class="small muted">•••• {{ mine.ending }} · {{ mine.updatedAt | ago }}</span></span></p>
        @if (mine.failure; as failure) { <p class="notice" data-tone="bad" role="alert"><p-icon name="circle-alert" /><span>{{ t(failure === 'payments.account_closed' ? 'desk.money.accountClosed' : 'desk.money.accountFailed') }}</span></p> }
        <div><button type="button" class="btn small" (click)="choose()">{{ t('desk.money.accountChange') }}</button></div>
      } @else {
        <p class="muted">{{ t('desk.money.accountNone') }}</p>
        <div><button type="button" class="btn primary" (click)="choose()"><p-icon name="landmark" [size]="18" />{{ t('desk.money.accountAdd') }}</button></div>
      }
      <p-dialog [open]="choosing()" [heading]="t('desk.money.account')" (closed)="choosing.set(false)">
        <form class="stack" (submit)="$event.preventDefault(); save()">
          <p class="notice small"><p-icon name="info" [size]="18" /><span>{{ t('desk.money.sandbox') }}</span></p>
          <fieldset class="stack tight" [disabled]="busy()">
            <legend class="visually-hidden">{{ t('desk.money.account') }}</legend>
            @for (one of accounts; track one.token) {
              <label><input type="radio" name="account" [value]="one.token" [checked]="token() === one.token" (change)="token.set(one.token)" /><span class="choice"><p-icon name="landmark" /><span class="words"><span class="strong">{{ t('desk.money.accounts.' + one.name) }}</span><span class="small muted">{{ t('desk.money.accountTexts.' + one.name) }}</span></span></span></label>
            }
          </fieldset>
          <p-field [label]="t('desk.money.label')" [optional]="t('common.optional')" [error]="wrong()"><input #label pControl maxlength="60" autocomplete="off" [placeholder]="t('desk.money.labelExample')" [value]="name()" (input)="name.set(label.value)" /></p-field>
          <div class="row end"><button type="submit" class="btn primary" [disabled]="busy()" [attr.aria-busy]="busy()">{{ t(busy() ? 'desk.save.saving' : 'common.save') }}</button></div>
        </form>
      </p-dialog>
    </section>
  `,
  styles: `
    p-dialog { display: contents; } h2 { font-size: var(--t-lg); } .bank { display: flex; gap: var(--s-3); align-items: center; } .words { display: grid; min-width: 0; }
    .circle { flex: none; width: 2.75rem; height: 2.75rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand-strong); }
    label { position: relative; } label > input { position: absolute; inset: 0; opacity: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
    .choice { display: flex; gap: var(--s-3); align-items: center; padding: var(--s-3); border: 1px solid var(--line); border-radius: var(--r-2); }
    label > input:checked + .choice { border-color: var(--brand); box-shadow: 0 0 0 1px var(--brand); background: color-mix(in srgb, var(--brand-soft) 40%, var(--surface)); } label > input:focus-visible + .choice { outline: 3px solid var(--focus); outline-offset: 2px; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PayoutAccount {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  readonly account = input.required<Account | null>();
  readonly saved = output<Account>();
  protected readonly accounts = TEST_ACCOUNTS;
  protected readonly choosing = signal(false);
  protected readonly busy = signal(false);
  protected readonly token = signal<string>('acct_ok');
  protected readonly wrong = signal('');
  /** As it is typed: read anew when the dialog opens, so that a page that follows what happens takes nothing away. */
  protected readonly name = signal('');

  protected choose(): void {
    this.name.set(this.account()?.label ?? '');
    this.wrong.set('');
    this.choosing.set(true);
  }

  protected async save(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.wrong.set('');
    try {
      this.saved.emit(await this.api.ok(this.api.http.PUT('/api/v1/payments/payout-account', { body: { token: this.token(), label: this.name().trim() } })));
      this.choosing.set(false);
      this.toasts.good(this.language.say('desk.money.accountSaved'));
    } catch (error) {
      const problem = Problem.from(error);
      this.wrong.set(this.refusals.field(problem, 'label', 'token') ?? '');
      if (!this.wrong()) this.toasts.problem(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
