import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { length } from '@core/time';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Refusals } from '@ui/refusals';
import { Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { BOUNDS, FieldName, OrgSettings, SECTIONS, Section, currencies, drafted, fieldOf, number, part, wrong } from './draft';
import { Features } from './features';
import { SettingsSection } from './section';

/** How the organisation works: money, times, people, invoices and features. */
@Component({
  imports: [TranslocoDirective, Control, Field, Icon, Failed, Skeleton, Features, SettingsSection],
  template: `
    <div class="page narrow stack" *transloco="let t">
      <h1>{{ t('operate.settings.title') }}</h1>
      @if (!may()) {
        <div class="notice"><p-icon name="lock" /><p>{{ t('operate.settings.readOnly') }}</p></div>
      }
      @if (read.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="read.reload()" />
      } @else if (draft(); as draft) {
        <p-settings-section [heading]="t('operate.settings.money')" [text]="t('operate.settings.moneyText')" [may]="may()" [changed]="changed('money')" [busy]="busy() === 'money'" (save)="save('money')" (reset)="reset('money')">
          <div class="two">
            <p-field [label]="t('operate.settings.currency')" [hint]="t('operate.settings.currencyHint')" [error]="errors()['currency']">
              <select pControl [disabled]="!may()" (change)="put('currency', $event)">
                <optgroup [label]="t('operate.settings.usual')">
                  @for (one of choices().usual; track one.code) { <option [value]="one.code" [selected]="one.code === draft.currency">{{ one.code }} · {{ one.name }}</option> }
                </optgroup>
                <optgroup [label]="t('operate.settings.others')">
                  @for (one of choices().others; track one.code) { <option [value]="one.code" [selected]="one.code === draft.currency">{{ one.code }} · {{ one.name }}</option> }
                </optgroup>
              </select>
            </p-field>
            <p-field [label]="t('operate.settings.tax')" [hint]="t('operate.settings.taxHint')" [error]="errors()['tax']">
              <input pControl type="text" inputmode="decimal" autocomplete="off" [disabled]="!may()" [value]="draft.tax" (input)="put('tax', $event)" />
            </p-field>
          </div>
        </p-settings-section>

        <p-settings-section [heading]="t('operate.settings.times')" [text]="t('operate.settings.timesText')" [may]="may()" [changed]="changed('times')" [busy]="busy() === 'times'" (save)="save('times')" (reset)="reset('times')">
          @for (name of sections.times; track name) {
            <p-field [label]="t('operate.settings.minuteNames.' + name)" [hint]="t('operate.settings.hints.' + name)" [error]="errors()[name]">
              <div class="minutes">
                <input pControl type="text" inputmode="numeric" autocomplete="off" [disabled]="!may()" [value]="draft[name]" (input)="put(name, $event)" />
                <span class="small muted">{{ duration(name) }}</span>
              </div>
            </p-field>
          }
        </p-settings-section>

        <p-settings-section [heading]="t('operate.settings.people')" [text]="t('operate.settings.peopleText')" [may]="may()" [changed]="changed('people')" [busy]="busy() === 'people'" (save)="save('people')" (reset)="reset('people')">
          <div class="two">
            <p-field [label]="t('operate.settings.registrationRole')" [hint]="t('operate.settings.roleHints.' + draft.registrationRole)" [error]="errors()['registrationRole']">
              <select pControl [disabled]="!may()" (change)="put('registrationRole', $event)">
                @for (role of roles; track role) { <option [value]="role" [selected]="role === draft.registrationRole">{{ t('operate.settings.roles.' + role) }}</option> }
              </select>
            </p-field>
            <p-field [label]="t('operate.settings.locale')" [hint]="t('operate.settings.localeHint')" [error]="errors()['locale']">
              <select pControl [disabled]="!may()" (change)="put('locale', $event)">
                <option value="es" [selected]="draft.locale === 'es'">Español</option>
                <option value="en" [selected]="draft.locale === 'en'">English</option>
              </select>
            </p-field>
          </div>
        </p-settings-section>

        <p-settings-section [heading]="t('operate.hiring.terms')" [text]="t('operate.hiring.termsText')" [may]="may()" [changed]="changed('hiring')" [busy]="busy() === 'hiring'" (save)="save('hiring')" (reset)="reset('hiring')">
          <div class="two">
            <p-field [label]="t('operate.hiring.commission')" [hint]="t('operate.hiring.commissionHint')" [error]="errors()['commission']">
              <input pControl type="text" inputmode="decimal" autocomplete="off" [disabled]="!may()" [value]="draft.commission" (input)="put('commission', $event)" />
            </p-field>
            @for (name of days; track name) {
              <p-field [label]="t('operate.hiring.days.' + name)" [hint]="t('operate.hiring.daysHint.' + name)" [error]="errors()[name]">
                <input pControl type="text" inputmode="numeric" autocomplete="off" [disabled]="!may()" [value]="draft[name]" (input)="put(name, $event)" />
              </p-field>
            }
          </div>
          <label class="check"><input #moderate type="checkbox" [disabled]="!may()" [checked]="draft.moderateGigs === 'yes'" (change)="set('moderateGigs', moderate.checked ? 'yes' : 'no')" /><span><span class="strong">{{ t('operate.hiring.moderate') }}</span><br /><span class="small muted">{{ t('operate.hiring.moderateHint') }}</span></span></label>
        </p-settings-section>

        <p-settings-section [heading]="t('operate.settings.invoice')" [text]="t('operate.settings.invoiceText')" [may]="may()" [changed]="changed('invoice')" [busy]="busy() === 'invoice'" (save)="save('invoice')" (reset)="reset('invoice')">
          <div class="two">
            <p-field [label]="t('operate.settings.legalName')" [hint]="t('operate.settings.legalNameHint')" [error]="errors()['legalName']">
              <input pControl type="text" maxlength="200" autocomplete="off" [disabled]="!may()" [value]="draft.legalName" (input)="put('legalName', $event)" />
            </p-field>
            <p-field [label]="t('operate.settings.taxId')" [error]="errors()['taxId']">
              <input pControl type="text" maxlength="40" autocomplete="off" [disabled]="!may()" [value]="draft.taxId" (input)="put('taxId', $event)" />
            </p-field>
          </div>
          <p-field [label]="t('operate.settings.address')" [error]="errors()['address']">
            <textarea pControl rows="3" maxlength="500" [disabled]="!may()" [value]="draft.address" (input)="put('address', $event)"></textarea>
          </p-field>
          <p-field [label]="t('operate.settings.numberPrefix')" [hint]="t('operate.settings.numberPrefixHint', { example: draft.numberPrefix.trim() + '2026-000042' })" [error]="errors()['numberPrefix']">
            <input pControl type="text" maxlength="12" autocomplete="off" spellcheck="false" [disabled]="!may()" [value]="draft.numberPrefix" (input)="put('numberPrefix', $event)" />
          </p-field>
          <p-field [label]="t('operate.settings.footer')" [hint]="t('operate.settings.footerHint')" [error]="errors()['footer']">
            <textarea pControl rows="2" maxlength="500" [disabled]="!may()" [value]="draft.footer" (input)="put('footer', $event)"></textarea>
          </p-field>
        </p-settings-section>
      } @else {
        @for (card of [4, 6, 4]; track $index) { <div class="card"><p-skeleton [lines]="card" height="2rem" /></div> }
      }
      <p-features [may]="may()" />
    </div>
  `,
  styles: `
    .page :is(input, textarea):disabled { background: var(--surface-2); color: var(--muted); }
    .minutes { display: grid; grid-template-columns: 7rem 1fr; gap: var(--s-3); align-items: center; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Settings {
  private readonly refusals = inject(Refusals);
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  /** Managers see them, admins change them. */
  protected readonly may = inject(Session).administers;
  protected readonly sections = SECTIONS;
  protected readonly days = ['autoCompleteDays', 'payoutDays', 'reviewDays'] as const;
  protected readonly roles = ['guest', 'member', 'client', 'professional'];
  protected readonly busy = signal<Section | ''>('');
  protected readonly errors = signal<Partial<Record<FieldName, string>>>({});
  protected readonly read = load(
    () => 'settings',
    () => this.api.ok(this.api.http.GET('/api/v1/config/settings')),
  );
  private readonly saved = computed(() => {
    const settings = this.read.value();
    return settings ? drafted(settings, this.language.locale()) : null;
  });
  protected readonly draft = linkedSignal(() => this.saved());
  protected readonly choices = computed(() => currencies(this.language.locale(), this.saved()?.currency ?? 'EUR'));

  protected put(name: FieldName, event: Event): void {
    this.set(name, (event.target as HTMLInputElement).value);
  }

  protected set(name: FieldName, value: string): void {
    this.draft.update((draft) => (draft ? { ...draft, [name]: value } : draft));
    this.errors.update((errors) => ({ ...errors, [name]: '' }));
  }

  protected changed(section: Section): boolean {
    const [draft, saved] = [this.draft(), this.saved()];
    return !!draft && !!saved && SECTIONS[section].some((name) => draft[name] !== saved[name]);
  }

  protected reset(section: Section): void {
    const saved = this.saved();
    if (saved) this.take(section, saved);
  }

  /** `90` minutes in words beside the field. */
  protected duration(name: FieldName): string {
    const minutes = number(this.draft()?.[name] ?? '');
    if (minutes === null || !Number.isInteger(minutes)) return this.language.say('operate.settings.minutes');
    if (name === 'reminderMinutes' && minutes === 0) return this.language.say('operate.settings.noReminder');
    return length(minutes, this.language.locale());
  }

  protected async save(section: Section): Promise<void> {
    const draft = this.draft();
    if (!draft || this.busy()) return;
    const bad = wrong(draft, section);
    if (bad.length) {
      return this.errors.set(Object.fromEntries(bad.map((name) => [name, this.language.say('operate.settings.bounds', BOUNDS[name])])));
    }
    this.busy.set(section);
    try {
      // What is left out stays as it is; the generated type knows only the whole.
      const answer = await this.api.ok(this.api.http.PUT('/api/v1/config/settings', { body: part(draft, section) as OrgSettings }));
      const others = this.draft();
      this.read.set(answer);
      // What was typed in the other sections meanwhile is not lost.
      if (others) for (const one of Object.keys(SECTIONS) as Section[]) if (one !== section) this.take(one, others);
      this.toasts.good(this.language.say('operate.settings.saved'));
    } catch (error) {
      this.refused(Problem.from(error));
    } finally {
      this.busy.set('');
    }
  }

  private take(section: Section, from: Record<FieldName, string>): void {
    const values = Object.fromEntries(SECTIONS[section].map((name) => [name, from[name]]));
    this.draft.update((draft) => (draft ? { ...draft, ...values } : draft));
    this.errors.update((errors) => ({ ...errors, ...Object.fromEntries(SECTIONS[section].map((name) => [name, ''])) }));
  }

  private refused(problem: Problem): void {
    const wrong = Object.entries(this.refusals.fields(problem));
    if (!wrong.length) return this.toasts.problem(problem);
    this.errors.set(Object.fromEntries(wrong.map(([field, text]) => [fieldOf(field), text])));
  }
}
