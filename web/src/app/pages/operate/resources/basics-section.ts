import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Problem } from '@core/problem';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { Toasts } from '@ui/toasts';

import { Errors, errorIn } from '../places/editing';

import { KINDS, ResourceDraft } from './resource-draft';

/** What it is called, what it is, where it is, how many there are and who may book it. */
@Component({
  selector: 'p-basics-section',
  imports: [Field, Control, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-field [label]="t('operate.resources.name')" [error]="errors()['name']"><input #name pControl maxlength="120" autocomplete="off" [value]="draft().name" (input)="set({ name: name.value })" /></p-field>
      <div class="two">
        <p-field [label]="t('operate.resources.kindLabel')">
          <select #kind pControl (change)="set({ kind: $any(kind.value) })">
            @for (one of kinds; track one) { <option [value]="one" [selected]="one === draft().kind">{{ t('operate.resources.kind.' + one) }}</option> }
          </select>
        </p-field>
        <p-field [label]="t('operate.resources.place')" [error]="errors()['locationId']">
          <select #place pControl (change)="set({ locationId: place.value })">
            @if (!draft().locationId) { <option value="" selected>{{ t('operate.resources.choosePlace') }}</option> }
            @for (one of places(); track one.id) { <option [value]="one.id" [selected]="one.id === draft().locationId">{{ one.name }} · {{ one.address.city }}</option> }
          </select>
        </p-field>
        <p-field [label]="t('operate.resources.capacity')" [hint]="t('operate.resources.capacityHint')" [error]="errors()['capacity']">
          <input #capacity pControl type="number" min="1" max="100000" inputmode="numeric" [value]="draft().capacity" (input)="set({ capacity: number(capacity) })" />
        </p-field>
        <p-field [label]="t('operate.resources.category')" [error]="errors()['category']">
          <select #category pControl (change)="set({ category: category.value })">
            <option value="" [selected]="!draft().category">{{ t('operate.resources.noCategory') }}</option>
            @for (one of categories(); track one.slug) { <option [value]="one.slug" [selected]="one.slug === draft().category">{{ one.names[lang()] }}</option> }
          </select>
        </p-field>
      </div>
      @if (!naming()) {
        <div><button type="button" class="btn small quiet" (click)="naming.set(true)"><p-icon name="plus" [size]="17" />{{ t('operate.resources.newCategory') }}</button></div>
      } @else {
        <fieldset class="inset stack">
          <legend class="strong">{{ t('operate.resources.newCategory') }}</legend>
          <div class="two">
            <p-field [label]="t('operate.resources.categoryEs')" [error]="categoryErrors()['names.es']"><input #es pControl maxlength="80" lang="es" /></p-field>
            <p-field [label]="t('operate.resources.categoryEn')" [error]="categoryErrors()['names.en']"><input #en pControl maxlength="80" lang="en" /></p-field>
          </div>
          <div class="row">
            <button type="button" class="btn small primary" [disabled]="making()" (click)="makeCategory(es.value, en.value)">{{ t('operate.resources.makeCategory') }}</button>
            <button type="button" class="btn small quiet" (click)="naming.set(false)">{{ t('common.cancel') }}</button>
          </div>
        </fieldset>
      }
      <fieldset class="stack tight">
        <legend class="label">{{ t('operate.resources.units') }}</legend>
        <p class="muted small">{{ t('operate.resources.unitsHint') }}</p>
        <div class="row options">
          <label class="check"><input type="radio" name="units" [checked]="draft().unitsBy === 'number'" (change)="set({ unitsBy: 'number' })" /><span>{{ t('operate.resources.unitsByNumber') }}</span></label>
          <label class="check"><input type="radio" name="units" [checked]="draft().unitsBy === 'names'" (change)="set({ unitsBy: 'names' })" /><span>{{ t('operate.resources.unitsByName') }}</span></label>
        </div>
        @if (draft().unitsBy === 'number') {
          <p-field class="short" [label]="t('operate.resources.unitCount')" [error]="unitsError()"><input #count pControl type="number" min="1" max="500" inputmode="numeric" [value]="draft().unitCount" (input)="set({ unitCount: number(count) })" /></p-field>
        } @else {
          <p-field [label]="t('operate.resources.unitNames')" [hint]="t('operate.resources.unitNamesHint')" [error]="unitsError()"><textarea #names pControl rows="4" [value]="draft().unitNames" (input)="set({ unitNames: names.value })"></textarea></p-field>
        }
      </fieldset>
      <fieldset class="stack tight">
        <legend class="label">{{ t('operate.resources.audienceLabel') }}</legend>
        <div class="row options">
          @for (one of audiences; track one) {
            <label class="check"><input type="radio" name="audience" [checked]="draft().audience === one" (change)="set({ audience: one })" /><span>{{ t('operate.resources.audience.' + one) }}</span></label>
          }
        </div>
      </fieldset>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-5); }
    .label { font-weight: 600; font-size: var(--t-sm); }
    .options { gap: 0 var(--s-5); } .options .check { min-height: var(--tap); align-items: center; } .options input { margin: 0; }
    .short { max-width: 10rem; }
    .inset { padding: var(--s-4); border: 1px solid var(--line-strong); border-radius: var(--r-2); background: var(--bg); } .inset legend { float: inline-start; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BasicsSection {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  readonly draft = model.required<ResourceDraft>();
  readonly categories = model.required<readonly Schema<'Category'>[]>();
  readonly places = input.required<readonly Schema<'Location'>[]>();
  readonly errors = input.required<Errors>();

  protected readonly kinds = KINDS;
  protected readonly audiences = ['members', 'everyone'] as const;
  protected readonly lang = this.language.lang;
  protected readonly naming = signal(false);
  protected readonly making = signal(false);
  protected readonly categoryErrors = signal<Errors>({});
  protected readonly unitsError = computed(() => errorIn(this.errors(), 'units'));

  protected set(part: Partial<ResourceDraft>): void {
    this.draft.set({ ...this.draft(), ...part });
  }

  protected number(element: HTMLInputElement): number | null {
    return Number.isNaN(element.valueAsNumber) ? null : element.valueAsNumber;
  }

  protected async makeCategory(es: string, en: string): Promise<void> {
    const needed = this.language.say('operate.places.wrong.needed');
    this.categoryErrors.set({ ...(es.trim() ? {} : { 'names.es': needed }), ...(en.trim() ? {} : { 'names.en': needed }) });
    if (!es.trim() || !en.trim()) return;
    this.making.set(true);
    try {
      const made = await this.api.ok(this.api.http.POST('/api/v1/categories', { body: { slug: slugOf(en), names: { es: es.trim(), en: en.trim() } } }));
      this.categories.set([...this.categories().filter((one) => one.slug !== made.slug), made]);
      this.set({ category: made.slug });
      this.naming.set(false);
    } catch (error) {
      this.toasts.problem(Problem.from(error));
    } finally {
      this.making.set(false);
    }
  }
}

/** `photo-studios` of `Photo studios`. */
function slugOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-|-$/g, '').slice(0, 60).replace(/-$/, '') || 'category';
}
