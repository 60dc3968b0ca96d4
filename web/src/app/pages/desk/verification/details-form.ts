import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Session } from '@core/session';
import { HERE, dateIn } from '@core/time';
import { Control, Field } from '@ui/field';
import { Refusals } from '@ui/refusals';
import { Toasts } from '@ui/toasts';

import { focusFirstError } from '../../operate/places/editing';
import { countries } from '../../operate/places/zones';
import type { Verification } from './steps';

type Details = Schema<'VerificationDetails'>;

const DOCUMENTS: readonly Details['documentKind'][] = ['identity_card', 'passport', 'driving_licence', 'residence_permit'];

/** Who somebody is, as their document says. */
@Component({
  selector: 'p-details-form',
  imports: [Control, Field, TranslocoDirective],
  template: `
    <form class="stack" novalidate (submit)="$event.preventDefault(); save()" *transloco="let t">
      <p-field [label]="t('desk.verification.legalName')" [hint]="t('desk.verification.legalNameHint')" [error]="errors()['legalName']"><input #name pControl autocomplete="name" maxlength="120" [value]="draft().legalName" (input)="set({ legalName: name.value })" /></p-field>
      <div class="two">
        <p-field [label]="t('desk.verification.birthDate')" [error]="errors()['birthDate']"><input #birth pControl type="date" autocomplete="bday" min="1900-01-01" [max]="today" [value]="draft().birthDate" (input)="set({ birthDate: birth.value })" /></p-field>
        <p-field [label]="t('desk.verification.country')" [error]="errors()['country']"><select #country pControl (change)="set({ country: country.value })">@for (one of all(); track one.code) { <option [value]="one.code" [selected]="one.code === draft().country">{{ one.name }}</option> }</select></p-field>
      </div>
      <fieldset class="kinds">
        <legend>{{ t('desk.verification.documentKind') }}</legend>
        @for (kind of documents; track kind) {
          <label><input type="radio" name="document-kind" [value]="kind" [checked]="draft().documentKind === kind" (change)="set({ documentKind: kind })" /><span>{{ t('desk.verification.documentKinds.' + kind) }}</span></label>
        }
      </fieldset>
      <p-field [label]="t('desk.verification.documentNumber')" [error]="errors()['documentNumber']"><input #number pControl autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" [value]="draft().documentNumber" (input)="set({ documentNumber: number.value })" /></p-field>
      <div class="row end"><button type="submit" class="btn primary" [disabled]="busy()" [attr.aria-busy]="busy()">{{ t(busy() ? 'desk.save.saving' : 'desk.verification.next') }}</button></div>
    </form>
  `,
  styles: `
    .kinds { display: flex; flex-wrap: wrap; gap: var(--s-2); } legend { font-weight: 600; font-size: var(--t-sm); margin-bottom: var(--s-1); }
    .kinds label { position: relative; } .kinds input { position: absolute; inset: 0; opacity: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
    .kinds span { display: flex; align-items: center; min-height: var(--tap); padding: 0 var(--s-4); border: 1px solid var(--line-strong); border-radius: var(--r-full); background: var(--surface); font-weight: 500; }
    .kinds input:checked + span { border-color: var(--brand); background: var(--brand); color: var(--on-brand); } .kinds input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 2px; }
    @media (max-width: 40rem) { .row .btn { width: 100%; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DetailsForm {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly refusals = inject(Refusals);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  readonly view = input.required<Verification>();
  readonly saved = output<Verification>();
  protected readonly documents = DOCUMENTS;
  protected readonly today = dateIn(new Date(), HERE);
  protected readonly all = computed(() => countries(this.language.locale()));
  protected readonly busy = signal(false);
  protected readonly errors = signal<Record<string, string>>({});
  private readonly first: Details = { legalName: this.session.profile()?.name ?? '', birthDate: '', country: 'ES', documentKind: 'identity_card', documentNumber: '' };
  protected readonly draft = linkedSignal<Details>(() => this.view().details ?? this.first);

  protected set(part: Partial<Details>): void {
    this.draft.update((draft) => ({ ...draft, ...part }));
    this.errors.update((errors) => Object.fromEntries(Object.entries(errors).filter(([name]) => !(name in part))));
  }

  protected async save(): Promise<void> {
    if (this.busy()) return;
    const draft = this.draft();
    // The API refuses one field after the other; what is plainly empty is said at once.
    const empty = (['legalName', 'birthDate', 'documentNumber'] as const).filter((name) => !draft[name].trim());
    if (empty.length) return this.refuse(Object.fromEntries(empty.map((name) => [name, this.language.say('desk.verification.needed')])));
    this.busy.set(true);
    try {
      this.saved.emit(await this.api.ok(this.api.http.PUT('/api/v1/verification', { body: draft })));
    } catch (error) {
      const problem = Problem.from(error);
      const fields = this.refusals.fields(problem);
      if (Object.keys(fields).length) this.refuse(Object.fromEntries(Object.keys(fields).map((name) => [name, this.language.say('desk.verification.wrong.' + name)])));
      else this.toasts.problem(problem);
    } finally {
      this.busy.set(false);
    }
  }

  private refuse(errors: Record<string, string>): void {
    this.errors.set(errors);
    focusFirstError();
  }
}
