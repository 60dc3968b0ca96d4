import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { HERE, addDays, dateIn } from '@core/time';
import { Dialog } from '@ui/dialog';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Refusals } from '@ui/refusals';
import { Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import type { Offer } from './deals';
import { Fields, LATEST, PartFields, begin, sum, termsOf, wrongIn } from './offer-terms';

/** Makes an offer, or proposes other terms in an offer's place. */
@Component({
  selector: 'p-offer-form',
  imports: [Control, Dialog, Failed, Field, Icon, MoneyPipe, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-dialog [open]="open()" [wide]="true" [heading]="counter() ? t('talk.offer.form.counter') : t('talk.offer.form.heading')" (closed)="closed.emit()">
        <form class="stack" novalidate (submit)="send($event)" (input)="typed($event)">
          <p class="muted small">{{ counter() ? t('talk.offer.form.counterText') : t('talk.offer.form.text') }}</p>
          @if (general(); as refusal) { <p-failed [problem]="refusal" /> }
          <p-field [label]="t('talk.offer.form.title')" [error]="say('title')"><input pControl name="title" maxlength="120" autocomplete="off" [value]="fields().title" required /></p-field>
          <p-field [label]="t('talk.offer.form.scope')" [hint]="t('talk.offer.form.scopeHint')" [error]="say('scope')"><textarea pControl name="scope" rows="5" maxlength="5000" [value]="fields().scope" required></textarea></p-field>
          <fieldset class="stack tight">
            <legend class="strong small">{{ t('talk.offer.form.payment') }}</legend>
            <div class="row modes">
              <button type="button" class="chip" [attr.aria-pressed]="!several()" (click)="whole()">{{ t('talk.offer.form.whole') }}</button>
              <button type="button" class="chip" [attr.aria-pressed]="several()" (click)="inParts()">{{ t('talk.offer.form.parts') }}</button>
            </div>
          </fieldset>
          @if (several()) {
            <ol class="parts">
              @for (part of fields().parts; track part.key; let at = $index) {
                <li>
                  <p class="strong small number-of">{{ at + 1 }}</p>
                  <p-field class="title" [label]="t('talk.offer.form.part')" [error]="say('milestones[' + at + '].title')"><input pControl [name]="'title-' + at" maxlength="120" autocomplete="off" [value]="part.title" /></p-field>
                  <p-field [label]="t('talk.offer.form.amount', { currency })" [error]="say('milestones[' + at + '].amount')"><input pControl [name]="'amount-' + at" inputmode="decimal" autocomplete="off" [value]="part.amount" /></p-field>
                  <p-field [label]="t('talk.offer.form.days')" [error]="say('milestones[' + at + '].dueInDays')"><input pControl [name]="'days-' + at" type="number" min="1" max="365" [value]="part.days" /></p-field>
                  <button type="button" class="btn quiet icon" [attr.aria-label]="t('talk.offer.form.removePart', { number: at + 1 })" [disabled]="fields().parts.length < 2" (click)="removePart(part.key)"><p-icon name="trash-2" [size]="18" /></button>
                </li>
              }
            </ol>
            <div class="row between">
              <button type="button" class="btn small" [disabled]="fields().parts.length >= 20" (click)="addPart()"><p-icon name="plus" [size]="18" />{{ t('talk.offer.form.addPart') }}</button>
              <p aria-live="polite">{{ t('talk.offer.form.total') }} <strong>{{ total() | money }}</strong></p>
            </div>
          } @else {
            <div class="two">
              <p-field [label]="t('talk.offer.form.amount', { currency })" [error]="say('price')"><input pControl name="price" inputmode="decimal" autocomplete="off" [value]="fields().price" required /></p-field>
              <p-field [label]="t('talk.offer.form.delivery')" [hint]="t('talk.offer.form.daysHint')" [error]="say('deliveryDays')"><input pControl name="days" type="number" min="1" max="365" [value]="fields().days" required /></p-field>
            </div>
          }
          <div class="two">
            <p-field [label]="t('talk.offer.form.revisions')" [hint]="t('talk.offer.form.revisionsHint')" [error]="say('revisions')"><input pControl name="revisions" type="number" min="0" max="50" [value]="fields().revisions" required /></p-field>
            <p-field [label]="t('talk.offer.form.until')" [error]="say('expiresAt')"><input pControl name="until" type="date" [min]="today" [max]="latest" [value]="fields().until" required /></p-field>
          </div>
          <div class="row end foot">
            <button type="button" class="btn" (click)="closed.emit()">{{ t('common.cancel') }}</button>
            <button class="btn primary" [attr.aria-disabled]="busy()" [attr.aria-busy]="busy()"><p-icon name="send" [size]="18" />{{ t('talk.offer.form.do') }}</button>
          </div>
        </form>
      </p-dialog>
    </ng-container>
  `,
  styles: `
    .modes { gap: var(--s-2); }
    .modes .chip { min-height: var(--tap); }
    .parts { display: grid; gap: var(--s-3); }
    .parts li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr) 8rem 6rem var(--tap); gap: var(--s-2) var(--s-3); align-items: start; padding: var(--s-3); border: 1px solid var(--line); border-radius: var(--r-1); }
    .number-of { padding-top: 2rem; color: var(--muted); }
    .parts .btn { margin-top: 1.6rem; }
    @media (max-width: 40rem) {
      .parts li { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) var(--tap); }
      .number-of { display: none; }
      .title { grid-column: 1 / -1; }
      .foot .btn { flex: 1; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OfferForm {
  private readonly api = inject(Api);
  private readonly refusals = inject(Refusals);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly open = input(false);
  readonly conversation = input.required<string>();
  /** The other one: who would pay, in an offer of one's own. */
  readonly client = input.required<string>();
  /** The offer that is answered; null makes a new one. */
  readonly counter = input<Offer | null>(null);
  readonly closed = output<void>();
  readonly made = output<Offer>();

  protected readonly fields = signal<Fields>(begin(null, Date.now()));
  protected readonly busy = signal(false);
  private readonly wrong = signal<Record<string, string>>({});
  private readonly problem = signal<Problem | null>(null);
  protected readonly several = computed(() => this.fields().parts.length > 0);
  protected readonly total = computed(() => ({ amount: sum(this.fields().parts, this.currency), currency: this.currency }));
  /** A refusal that is of no field. */
  protected readonly general = computed(() => (this.problem() && !Object.keys(this.refusals.fields(this.problem())).length ? this.problem() : null));
  protected readonly today = dateIn(new Date(), HERE);
  protected readonly latest = addDays(this.today, LATEST - 1);
  private keys = 100;

  constructor() {
    effect(() => {
      const [open, counter] = [this.open(), this.counter()];
      untracked(() => open && this.start(counter));
    });
  }

  protected get currency(): string {
    return this.counter()?.price.currency ?? 'EUR';
  }

  protected say(field: string): string {
    const own = this.wrong()[field];
    return own ? this.words.translate('talk.offer.form.wrong.' + own) : (this.refusals.field(this.problem(), field) ?? '');
  }

  private start(counter: Offer | null): void {
    this.fields.set(begin(counter, Date.now()));
    this.wrong.set({});
    this.problem.set(null);
  }

  protected typed(event: Event): void {
    const { name, value } = event.target as HTMLInputElement;
    const [, field, at] = /^(title|amount|days)-(\d+)$/.exec(name) ?? [];
    // What is being mended is no longer wrong.
    const named = field ? `milestones[${at}].${field === 'days' ? 'dueInDays' : field}` : ({ days: 'deliveryDays', until: 'expiresAt' }[name] ?? name);
    this.wrong.update(({ [named]: _, ...rest }) => rest);
    if (!field) return this.fields.update((all) => ({ ...all, [name]: value }));
    this.fields.update((all) => ({ ...all, parts: all.parts.map((one, index) => (index === Number(at) ? { ...one, [field]: value } : one)) }));
  }

  protected whole(): void {
    this.fields.update((all) => ({ ...all, parts: [] }));
  }

  protected inParts(): void {
    if (this.several()) return;
    const { price, days } = this.fields();
    this.fields.update((all) => ({ ...all, parts: [{ ...this.emptyPart(), amount: price, days }, this.emptyPart()] }));
  }

  protected addPart(): void {
    this.fields.update((all) => ({ ...all, parts: [...all.parts, this.emptyPart()] }));
  }

  protected removePart(key: number): void {
    this.fields.update((all) => ({ ...all, parts: all.parts.filter((one) => one.key !== key) }));
    this.wrong.set({});
  }

  private emptyPart(): PartFields {
    return { key: this.keys++, title: '', amount: '', days: '' };
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const fields = this.fields();
    this.problem.set(null);
    this.wrong.set(wrongIn(fields, this.currency));
    if (Object.keys(this.wrong()).length) return this.focusWrong();
    this.busy.set(true);
    try {
      this.made.emit(await this.post(fields));
      this.toasts.good(this.words.translate('talk.offer.form.done'));
      this.closed.emit();
    } catch (error) {
      this.problem.set(Problem.from(error));
      this.focusWrong();
    } finally {
      this.busy.set(false);
    }
  }

  private post(fields: Fields): Promise<Offer> {
    const [terms, answered] = [termsOf(fields, this.currency), this.counter()];
    if (answered) return this.api.ok(this.api.http.POST('/api/v1/offers/{id}/counter', { params: { path: { id: answered.id } }, body: terms }));
    return this.api.ok(this.api.http.POST('/api/v1/offers', { body: { ...terms, conversationId: this.conversation(), client: this.client() } }));
  }

  private focusWrong(): void {
    setTimeout(() => this.host.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus());
  }
}
