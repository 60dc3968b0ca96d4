import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { digits, minorUnits, money } from '@core/money';
import { numbers } from '@core/numbers';

import { HireQuery, RADII, RADIUS, STARS } from './hire-query';
import { SpokenPipe } from './spoken';
import { TradePipe } from './trades';

/** So many of a list are in sight; the others are a click away. */
const FIRST = 6;

/** What narrows a search besides what, where and when, each with how many it would leave; each change is the whole next query. */
@Component({
  selector: 'p-hire-filters',
  imports: [SpokenPipe, TradePipe, TranslocoDirective],
  template: `
    <div class="stack loose" *transloco="let t">
      <div class="stack tight">
        <label class="check"><input type="checkbox" [checked]="query().verified" (change)="set({ verified: !query().verified })" /><span>{{ t('hire.filters.verified') }}</span><span class="muted tiny count">{{ facets()?.verified }}</span></label>
        <label class="check"><input type="checkbox" [checked]="query().remote" (change)="set({ remote: !query().remote })" /><span>{{ t('hire.filters.remote') }}</span><span class="muted tiny count">{{ facets()?.remote }}</span></label>
      </div>
      @if (query().near && !query().remote) {
        <label class="check"><input type="checkbox" [checked]="query().reaches" (change)="set({ reaches: !query().reaches })" /><span>{{ t('hire.reaches') }}</span></label>
        <label class="field"><span class="label">{{ t('hire.filters.radius') }}</span>
          <select (change)="set({ radius: +$any($event.target).value })">
            @for (km of radii(); track km) { <option [value]="km" [selected]="km === (query().radius ?? usual)">{{ km ? t('hire.filters.within', { distance: distance(km) }) : t('hire.filters.anyDistance') }}</option> }
          </select>
        </label>
      }
      <fieldset>
        <legend>{{ t('hire.filters.price') }}</legend>
        @if (steps().length) {
          <div class="bars">
            @for (step of steps(); track step.from) {
              <button type="button" [class.none]="!step.count" [attr.aria-pressed]="step.on" (click)="setPrice(step)"><i [style.height.%]="step.height"></i><span class="tiny" aria-hidden="true">{{ step.short }}</span><span class="visually-hidden">{{ t('hire.filters.priceStep', { range: step.text, count: step.count }) }}</span></button>
            }
          </div>
        }
        <div class="range">
          <input class="input" type="text" inputmode="decimal" [attr.aria-label]="t('hire.filters.atLeast')" [placeholder]="t('hire.filters.atLeast')" [value]="text(query().min)" (change)="setText('min', $any($event.target).value)" />
          <input class="input" type="text" inputmode="decimal" [attr.aria-label]="t('hire.filters.atMost')" [placeholder]="t('hire.filters.atMost')" [value]="text(query().max)" (change)="setText('max', $any($event.target).value)" />
        </div>
      </fieldset>
      <fieldset>
        <legend>{{ t('hire.filters.rating') }}</legend>
        <div class="chips">
          @for (one of ratings(); track one.stars) {
            <button type="button" class="chip" [attr.aria-pressed]="query().rating === one.stars" (click)="set({ rating: query().rating === one.stars ? null : one.stars })"><span class="visually-hidden">{{ t('hire.filters.ratingFrom', { stars: one.text, count: one.count }) }}</span><span aria-hidden="true">{{ one.text }}+</span><span class="tiny" [class.muted]="query().rating !== one.stars" aria-hidden="true">{{ one.count }}</span></button>
          }
        </div>
      </fieldset>
      <fieldset>
        <legend>{{ t('hire.filters.trades') }}</legend>
        @for (one of trades().first; track one.value) {
          <label class="check"><input type="checkbox" [checked]="query().trades.includes(one.value)" (change)="toggle('trades', one.value)" /><span>{{ one.value | trade }}</span><span class="muted tiny count">{{ one.count }}</span></label>
        }
        @if (trades().rest.length) {
          <details>
            <summary>{{ t('hire.filters.more', { count: trades().rest.length }) }}</summary>
            @for (one of trades().rest; track one.value) {
              <label class="check"><input type="checkbox" [checked]="false" (change)="toggle('trades', one.value)" /><span>{{ one.value | trade }}</span><span class="muted tiny count">{{ one.count }}</span></label>
            }
          </details>
        }
      </fieldset>
      <fieldset>
        <legend>{{ t('hire.filters.languages') }}</legend>
        @for (one of languages().first; track one.value) {
          <label class="check"><input type="checkbox" [checked]="query().languages.includes(one.value)" (change)="toggle('languages', one.value)" /><span>{{ one.value | spoken }}</span><span class="muted tiny count">{{ one.count }}</span></label>
        }
        @if (languages().rest.length) {
          <details>
            <summary>{{ t('hire.filters.more', { count: languages().rest.length }) }}</summary>
            @for (one of languages().rest; track one.value) {
              <label class="check"><input type="checkbox" [checked]="false" (change)="toggle('languages', one.value)" /><span>{{ one.value | spoken }}</span><span class="muted tiny count">{{ one.count }}</span></label>
            }
          </details>
        }
      </fieldset>
    </div>
  `,
  styles: `
    legend { font-weight: 600; font-size: var(--t-sm); margin-bottom: var(--s-2); }
    .check { min-height: 2.5rem; align-items: center; cursor: pointer; } .check input { margin: 0; } .count { margin-inline-start: auto; }
    .chips { display: flex; flex-wrap: wrap; gap: var(--s-2); } .chip { min-height: 2.5rem; }
    .range { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s-2); }
    .bars { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: var(--s-1); height: 5.5rem; margin-bottom: var(--s-2); }
    .bars button { display: grid; grid-template-rows: 1fr auto; align-items: end; gap: 2px; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--muted); min-width: 0; }
    .bars i { display: block; min-height: 3px; border-radius: 4px 4px 0 0; background: color-mix(in oklab, var(--brand) 45%, var(--surface)); transition: background var(--fast); }
    .bars button:hover i { background: var(--brand); } .bars [aria-pressed='true'] i { background: var(--brand); } .bars [aria-pressed='true'] { color: var(--text); font-weight: 700; } .bars .none i { background: var(--line); }
    summary { color: var(--brand); font-weight: 600; font-size: var(--t-sm); cursor: pointer; min-height: 2.5rem; display: flex; align-items: center; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HireFilters {
  private readonly language = inject(Language);
  readonly query = input.required<HireQuery>();
  readonly facets = input<Schema<'ProfessionalFacets'> | null | undefined>(null);
  readonly currency = input('EUR');
  readonly changed = output<HireQuery>();

  protected readonly usual = RADIUS;
  protected readonly radii = computed(() => {
    const set = this.query().radius ?? RADIUS;
    return [...([...RADII, ...(set && !RADII.includes(set as never) ? [set] : [])].sort((a, b) => a - b)), 0];
  });
  protected readonly steps = computed(() => {
    const [prices, { min, max }] = [this.facets()?.prices ?? [], this.query()];
    const most = Math.max(1, ...prices.map((one) => one.count));
    const plain = (amount: number): string => numbers(this.language.locale(), { maximumFractionDigits: 0 }).format(amount / this.unit());
    return prices.map(({ from, to, count }) => ({
      from,
      to: to ?? null,
      count,
      height: (100 * count) / most,
      on: (min ?? 0) === from && max === (to ?? null) && (min !== null || max !== null),
      short: to ? `< ${plain(to + 1)}` : `${plain(from)}+`,
      text: to ? `${this.money(from)} – ${this.money(to + 1)}` : `${this.money(from)} +`,
    }));
  });
  protected readonly ratings = computed(() => {
    const counts = new Map(this.facets()?.ratings.map((one) => [one.value, one.count]));
    return STARS.map((stars) => ({ stars, text: numbers(this.language.locale(), { minimumFractionDigits: 1 }).format(stars), count: counts.get(String(stars)) ?? 0 }));
  });
  protected readonly trades = computed(() => split(this.facets()?.trades ?? [], this.query().trades));
  protected readonly languages = computed(() => split(this.facets()?.languages ?? [], this.query().languages));

  protected distance(km: number): string {
    return numbers(this.language.locale(), { style: 'unit', unit: 'kilometer' }).format(km);
  }

  protected text(amount: number | null): string {
    return amount === null ? '' : String(amount / this.unit());
  }

  protected set(change: Partial<HireQuery>): void {
    this.changed.emit({ ...this.query(), ...change });
  }

  protected toggle(list: 'trades' | 'languages', value: string): void {
    const has = this.query()[list];
    this.set({ [list]: has.includes(value) ? has.filter((one) => one !== value) : [...has, value] });
  }

  protected setPrice(step: { from: number; to: number | null; on: boolean }): void {
    this.set(step.on ? { min: null, max: null } : { min: step.from || null, max: step.to, currency: this.currency() });
  }

  protected setText(end: 'min' | 'max', text: string): void {
    const amount = minorUnits(text, this.currency());
    this.set({ [end]: amount && amount > 0 ? amount : null, currency: this.currency() });
  }

  private money(amount: number): string {
    return money({ amount, currency: this.currency() }, this.language.locale());
  }

  private unit(): number {
    return 10 ** digits(this.currency());
  }
}

/** What is chosen stands first, even where it leaves nobody; then what leaves the most. */
function split(all: readonly Schema<'FacetCount'>[], chosen: readonly string[]): { first: Schema<'FacetCount'>[]; rest: Schema<'FacetCount'>[] } {
  const set = chosen.map((value) => all.find((one) => one.value === value) ?? { value, count: 0 });
  const others = all.filter((one) => !chosen.includes(one.value));
  const room = Math.max(0, FIRST - set.length);
  return { first: [...set, ...others.slice(0, room)], rest: others.slice(room) };
}
