import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';

import { Errors, errorIn } from '../places/editing';

import { ResourceDraft } from './resource-draft';

const SUGGESTED = 12;

/** What people read about it: description, what it has, house rules. */
@Component({
  selector: 'p-about-section',
  imports: [Field, Control, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p-field [label]="t('operate.resources.description')" [hint]="left(draft().description)" [error]="errors()['description']"><textarea #description pControl rows="6" maxlength="5000" [value]="draft().description" (input)="set({ description: description.value })"></textarea></p-field>
      <div class="stack tight">
        <p-field [label]="t('operate.resources.amenities')" [hint]="t('operate.resources.amenitiesHint')" [error]="amenityError()">
          <input #typed pControl list="amenities-known" maxlength="60" autocomplete="off" enterkeyhint="done" (keydown.enter)="$event.preventDefault(); add(typed)" (input)="typed.value.includes(',') && add(typed)" (blur)="add(typed)" />
        </p-field>
        <datalist id="amenities-known">@for (one of unused(); track one) { <option [value]="words(one)"></option> }</datalist>
        @if (draft().amenities.length) {
          <ul class="row chips" [attr.aria-label]="t('operate.resources.amenities')">
            @for (one of draft().amenities; track one) {
              <li><span class="chip chosen">{{ words(one) }}<button type="button" [attr.aria-label]="t('operate.resources.removeAmenity', { name: words(one) })" (click)="remove(one)"><p-icon name="x" [size]="16" /></button></span></li>
            }
          </ul>
        }
        @if (suggested().length) {
          <p class="muted small">{{ t('operate.resources.suggestions') }}</p>
          <ul class="row chips">
            @for (one of suggested(); track one) {
              <li><button type="button" class="chip" (click)="put(one)"><p-icon name="plus" [size]="15" />{{ words(one) }}</button></li>
            }
          </ul>
        }
        <p class="visually-hidden" role="status">{{ said() }}</p>
      </div>
      <p-field [label]="t('operate.resources.houseRules')" [optional]="t('common.optional')" [hint]="t('operate.resources.houseRulesHint')" [error]="errors()['houseRules']"><textarea #rules pControl rows="4" maxlength="5000" [value]="draft().houseRules" (input)="set({ houseRules: rules.value })"></textarea></p-field>
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-5); }
    .chips { gap: var(--s-2); }
    .chosen { background: var(--brand-soft); border-color: var(--brand); color: var(--brand-strong); padding-inline-end: 0; gap: 0; }
    .chosen button { display: grid; place-items: center; width: 2.25rem; min-height: 2.25rem; border: 0; background: none; border-radius: 50%; }
    @media (pointer: coarse) { .chip { min-height: var(--tap); } .chosen button { width: var(--tap); min-height: var(--tap); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AboutSection {
  private readonly language = inject(Language);
  readonly draft = model.required<ResourceDraft>();
  readonly errors = input.required<Errors>();
  /** What the organisation's resources have, the commonest first. */
  readonly known = input.required<readonly Schema<'AmenityCount'>[]>();

  protected readonly said = signal('');
  protected readonly unused = computed(() => this.known().map((one) => one.amenity).filter((one) => !this.draft().amenities.includes(one)));
  protected readonly suggested = computed(() => this.unused().slice(0, SUGGESTED));
  protected readonly amenityError = computed(() => errorIn(this.errors(), 'amenities'));

  protected set(part: Partial<ResourceDraft>): void {
    this.draft.set({ ...this.draft(), ...part });
  }

  protected left(text: string): string {
    return text.length > 4_000 ? this.language.say('operate.resources.lettersLeft', { count: 5_000 - text.length }) : '';
  }

  protected words(amenity: string): string {
    return amenity.replaceAll('-', ' ');
  }

  protected add(element: HTMLInputElement): void {
    for (const one of element.value.split(',')) this.put(one);
    element.value = '';
  }

  protected put(text: string): void {
    // As the API keeps them, so that the same one is not there twice.
    const amenity = text.trim().toLowerCase().split(/[\s_]+/).filter(Boolean).join('-');
    if (!amenity || this.draft().amenities.includes(amenity)) return;
    this.set({ amenities: [...this.draft().amenities, amenity] });
    this.said.set(this.language.say('operate.resources.amenityAdded', { name: this.words(amenity) }));
  }

  protected remove(amenity: string): void {
    this.set({ amenities: this.draft().amenities.filter((one) => one !== amenity) });
    this.said.set(this.language.say('operate.resources.amenityRemoved', { name: this.words(amenity) }));
  }
}
