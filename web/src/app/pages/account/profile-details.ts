import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { LANGS, Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { HERE, clock } from '@core/time';
import { Control, Field } from '@ui/field';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { focusError, refusedFields, values } from './form-values';

@Component({
  selector: 'p-profile-details',
  imports: [Control, Failed, Field, TranslocoDirective],
  template: `
    <form class="card stack" novalidate (submit)="save($event)" *transloco="let t">
      <h2>{{ t('account.profile.tab.details') }}</h2>
      @if (problem(); as refusal) { <p-failed [problem]="refusal" /> }
      <div class="two">
        <p-field [label]="t('account.name')" [error]="errors()['name']"><input pControl name="name" autocomplete="name" required maxlength="120" [value]="profile().name" /></p-field>
        <p-field [label]="t('account.email')" [hint]="t('account.profile.emailStays')"><input pControl type="email" autocomplete="email" disabled [value]="profile().email" /></p-field>
        <p-field [label]="t('account.profile.phone')" [optional]="t('common.optional')" [error]="errors()['phone']"><input pControl name="phone" type="tel" autocomplete="tel" maxlength="40" [value]="profile().phone" /></p-field>
        <p-field [label]="t('account.profile.company')" [optional]="t('common.optional')" [error]="errors()['company']"><input pControl name="company" autocomplete="organization" maxlength="120" [value]="profile().company" /></p-field>
      </div>
      <p-field [label]="t('account.profile.headline')" [optional]="t('common.optional')" [hint]="t('account.profile.headlineHint')" [error]="errors()['headline']"><input pControl name="headline" maxlength="160" [value]="profile().headline" /></p-field>
      <div class="two">
        <p-field [label]="t('account.profile.language')" [hint]="t('account.profile.languageHint')">
          <select pControl name="locale">
            @for (lang of langs; track lang) { <option [value]="lang" [lang]="lang" [selected]="lang === profile().locale">{{ t('account.profile.lang.' + lang) }}</option> }
          </select>
        </p-field>
        <p-field [label]="t('account.profile.zone')" [hint]="t('account.profile.zoneHint')" [error]="errors()['timeZone']">
          <select pControl name="timeZone">
            @for (zone of zones; track zone) { <option [value]="zone" [selected]="zone === (profile().timeZone || here)">{{ label(zone) }}</option> }
          </select>
        </p-field>
      </div>
      <div class="row end"><button class="btn primary save" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()">{{ t('common.save') }}</button></div>
    </form>
  `,
  styles: `@media (max-width: 40rem) { .save { width: 100%; } }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfileDetails {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);

  readonly profile = input.required<Schema<'ProfileView'>>();
  protected readonly langs = LANGS;
  protected readonly here = HERE;
  protected readonly zones = [...new Set([HERE, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
  protected readonly busy = signal(false);
  protected readonly errors = signal<Record<string, string>>({});
  protected readonly problem = signal<Problem | null>(null);
  private readonly now = new Date();

  protected label(zone: string): string {
    return `${zone.replaceAll('_', ' ')} (${clock(this.now, zone, this.language.locale())})`;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const form = event.target as HTMLFormElement;
    const said = values(form);
    this.problem.set(null);
    this.errors.set(said['name'].trim() ? {} : { name: this.words.translate('account.nameMissing') });
    if (this.errors()['name']) return focusError(form);
    this.busy.set(true);
    const locale = said['locale'] === 'es' ? 'es' : 'en';
    const body = { name: said['name'].trim(), phone: said['phone'].trim(), company: said['company'].trim(), headline: said['headline'].trim(), timeZone: said['timeZone'], locale } as const;
    try {
      const before = this.profile().locale;
      this.session.set(await this.api.ok(this.api.http.PUT('/api/v1/users/profile', { body })));
      if (locale !== before) await this.language.choose(locale);
      this.toasts.good(this.words.translate('account.profile.saved'));
    } catch (error) {
      const problem = Problem.from(error);
      const fields = refusedFields(problem);
      this.errors.set(Object.fromEntries(fields.map((field) => [field, this.words.translate('account.profile.notLikeThis')])));
      if (fields.length) focusError(form);
      else this.problem.set(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
