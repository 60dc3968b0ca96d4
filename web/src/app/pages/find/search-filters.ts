import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { digits, minorUnits } from '@core/money';
import { Control, Field } from '@ui/field';

import { AmenityPipe } from './amenity';
import { KINDS, Kind, Query } from './query';

/** So many amenities are in sight; the others are a click away. */
const FIRST = 8;

/** What narrows a search besides where, when and for how many; each change is the whole next query. */
@Component({
  selector: 'p-search-filters',
  imports: [AmenityPipe, Control, Field, TranslocoDirective],
  template: `
    <div class="stack loose" *transloco="let t">
      <fieldset>
        <legend>{{ t('find.form.kind') }}</legend>
        <div class="kinds">
          @for (kind of kinds; track kind) {
            <button type="button" class="chip" [attr.aria-pressed]="query().kind === kind" (click)="set({ kind: query().kind === kind ? null : kind })">{{ t('find.kinds.' + kind) }}</button>
          }
        </div>
      </fieldset>
      <p-field [label]="t('find.filters.words')">
        <input pControl type="search" [placeholder]="t('find.filters.wordsHint')" [value]="query().q" (change)="set({ q: $any($event.target).value.trim() })" />
      </p-field>
      <p-field [label]="t('find.filters.category')">
        <select pControl [value]="query().category" (change)="set({ category: $any($event.target).value })">
          <option value="">{{ t('find.filters.any') }}</option>
          @for (one of categories(); track one.slug) { <option [value]="one.slug" [selected]="one.slug === query().category">{{ one.names[lang()] }}</option> }
        </select>
      </p-field>
      <fieldset>
        <legend id="max-label">{{ t('find.filters.max') }}</legend>
        <div class="max">
          <input class="input" type="text" inputmode="decimal" aria-labelledby="max-label" [placeholder]="t('find.filters.any')" [value]="maxText()" (change)="setMax($any($event.target).value, currency())" />
          <select class="input" [attr.aria-label]="t('find.filters.currency')" (change)="setMax(maxText(), $any($event.target).value)">
            @for (one of currencies(); track one) { <option [value]="one" [selected]="one === currency()">{{ one }}</option> }
          </select>
        </div>
      </fieldset>
      <fieldset>
        <legend>{{ t('find.filters.amenities') }}</legend>
        <div class="amenities">
          @for (one of first(); track one.amenity) {
            <label class="check"><input type="checkbox" [checked]="query().amenities.includes(one.amenity)" (change)="toggle(one.amenity)" /><span>{{ one.amenity | amenity }}</span><span class="muted tiny count">{{ one.count }}</span></label>
          }
        </div>
        @if (rest().length) {
          <details>
            <summary>{{ t('find.filters.moreAmenities', { count: rest().length }) }}</summary>
            <div class="amenities">
              @for (one of rest(); track one.amenity) {
                <label class="check"><input type="checkbox" [checked]="query().amenities.includes(one.amenity)" (change)="toggle(one.amenity)" /><span>{{ one.amenity | amenity }}</span><span class="muted tiny count">{{ one.count }}</span></label>
              }
            </div>
          </details>
        }
      </fieldset>
    </div>
  `,
  styles: `
    legend { font-weight: 600; font-size: var(--t-sm); margin-bottom: var(--s-2); }
    .kinds { display: flex; flex-wrap: wrap; gap: var(--s-2); }
    .chip { min-height: 2.5rem; }
    .max { display: grid; grid-template-columns: 1fr 5.5rem; gap: var(--s-2); }
    .check { min-height: 2.5rem; align-items: center; cursor: pointer; } .check input { margin: 0; } .count { margin-inline-start: auto; }
    summary { color: var(--brand); font-weight: 600; font-size: var(--t-sm); cursor: pointer; min-height: 2.5rem; display: flex; align-items: center; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchFilters {
  private readonly language = inject(Language);
  readonly query = input.required<Query>();
  readonly categories = input<readonly Schema<'Category'>[]>([]);
  readonly amenities = input<readonly Schema<'AmenityCount'>[]>([]);
  /** What is priced in here; the first is the likeliest. */
  readonly currencies = input<readonly string[]>([]);
  readonly changed = output<Query>();

  protected readonly kinds: readonly Kind[] = KINDS;
  protected readonly lang = this.language.lang;
  protected readonly currency = computed(() => this.query().currency || this.currencies()[0] || '');
  protected readonly maxText = computed(() => {
    const { max, currency } = this.query();
    return max === null ? '' : String(max / 10 ** digits(currency));
  });
  // What is chosen stays in sight.
  protected readonly first = computed(() => this.amenities().filter((one, at) => at < FIRST || this.query().amenities.includes(one.amenity)));
  protected readonly rest = computed(() => this.amenities().filter((one) => !this.first().includes(one)));

  protected set(change: Partial<Query>): void {
    this.changed.emit({ ...this.query(), ...change });
  }

  protected setMax(text: string, currency: string): void {
    const max = currency ? minorUnits(text, currency) : null;
    this.set(max && max > 0 ? { max, currency } : { max: null, currency: '' });
  }

  protected toggle(amenity: string): void {
    const has = this.query().amenities;
    this.set({ amenities: has.includes(amenity) ? has.filter((one) => one !== amenity) : [...has, amenity] });
  }
}
