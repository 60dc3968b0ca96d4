import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Language } from '@core/i18n';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';

import { Errors } from '../places/editing';
import { DAYS, Day, weekday } from '../places/week';

import { PriceExample } from './price-example';
import { PeakDraft, ResourceDraft } from './resource-draft';

const RATES = ['perHour', 'perHalfDay', 'perDay'] as const;

/** What it costs: rates, times that cost more or less, tax, and at once what that comes to. */
@Component({
  selector: 'p-prices-section',
  imports: [Field, Control, Icon, PriceExample, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <p class="muted">{{ t('operate.resources.prices.hint') }}</p>
      <div class="grid">
        <p-field [label]="t('operate.resources.prices.currency')" [error]="errors()['currency']">
          <select #currency pControl (change)="set({ currency: currency.value })">
            @for (one of currencies(); track one.code) { <option [value]="one.code" [selected]="one.code === draft().currency">{{ one.code }} · {{ one.name }}</option> }
          </select>
        </p-field>
        @for (rate of rates; track rate) {
          <p-field [label]="t('operate.resources.prices.' + rate)" [optional]="t('common.optional')" [error]="errors()['rates.' + rate]"><input #amount pControl inputmode="decimal" autocomplete="off" [value]="draft()[rate]" (input)="amountTyped(rate, amount.value)" /></p-field>
        }
        @if (draft().perHalfDay.trim()) {
          <p-field [label]="t('operate.resources.prices.halfDayHours')" [error]="errors()['rates.halfDayHours']"><input #half pControl type="number" min="1" max="24" inputmode="numeric" [value]="draft().halfDayHours" (input)="set({ halfDayHours: number(half) })" /></p-field>
        }
        @if (draft().perDay.trim()) {
          <p-field [label]="t('operate.resources.prices.dayHours')" [error]="errors()['rates.dayHours']"><input #whole pControl type="number" min="1" max="24" inputmode="numeric" [value]="draft().dayHours" (input)="set({ dayHours: number(whole) })" /></p-field>
        }
      </div>

      <div class="stack">
        <h3>{{ t('operate.resources.prices.peaks') }}</h3>
        @if (errors()['rates.peaks']; as error) { <p class="bad small" data-wrong tabindex="-1">{{ error }}</p> }
        @for (peak of draft().peaks; track $index; let at = $index) {
          <fieldset class="peak stack">
            <legend class="visually-hidden">{{ t('operate.resources.prices.peakNumber', { number: at + 1 }) }}</legend>
            <div class="row days" role="group" [attr.aria-label]="t('operate.resources.prices.peakDays')">
              @for (day of days; track day) {
                <button type="button" class="chip" [attr.aria-pressed]="peak.days.includes(day)" [title]="name(day, 'long')" (click)="toggleDay(at, day)">{{ name(day, 'short') }}</button>
              }
            </div>
            @if (errors()['rates.peaks[' + at + '].days']; as error) { <p class="bad small" data-wrong tabindex="-1">{{ error }}</p> }
            <div class="row line">
              <input #from class="input time" type="time" [value]="peak.from" [attr.aria-label]="t('operate.resources.prices.peakFrom')" [attr.aria-invalid]="errors()['rates.peaks[' + at + '].from'] ? true : null" (change)="setPeak(at, { from: from.value })" />
              <span aria-hidden="true">–</span>
              <input #to class="input time" type="time" [value]="peak.to" [attr.aria-label]="t('operate.resources.prices.peakTo')" (change)="setPeak(at, { to: to.value })" />
              <select #sign class="input sign" [attr.aria-label]="t('operate.resources.prices.peakSign')" (change)="setPeak(at, { less: sign.value === 'less' })">
                <option value="more" [selected]="!peak.less">{{ t('operate.resources.prices.more') }}</option>
                <option value="less" [selected]="peak.less">{{ t('operate.resources.prices.less') }}</option>
              </select>
              <span class="percent"><input #percent class="input" type="number" min="0" max="1000" inputmode="numeric" [value]="peak.percent" [attr.aria-label]="t('operate.resources.prices.peakPercent')" [attr.aria-invalid]="errors()['rates.peaks[' + at + '].percent'] ? true : null" (input)="setPeak(at, { percent: number(percent) })" /> %</span>
              <button type="button" class="btn quiet icon" [attr.aria-label]="t('operate.resources.prices.removePeak', { number: at + 1 })" (click)="set({ peaks: withoutPeak(at) })"><p-icon name="trash-2" [size]="18" /></button>
            </div>
            @if (errors()['rates.peaks[' + at + '].from'] || errors()['rates.peaks[' + at + '].percent']; as error) { <p class="bad small">{{ error }}</p> }
          </fieldset>
        } @empty {
          <p class="muted">{{ t('operate.resources.prices.noPeaks') }}</p>
        }
        <div><button type="button" class="btn small" (click)="addPeak()"><p-icon name="plus" [size]="17" />{{ t('operate.resources.prices.addPeak') }}</button></div>
      </div>

      <div class="stack tight">
        <h3>{{ t('operate.resources.prices.tax') }}</h3>
        @if (fresh()) {
          <div class="row options">
            <label class="check"><input type="radio" name="own-tax" [checked]="!draft().ownTax" (change)="set({ ownTax: false })" /><span>{{ t('operate.resources.prices.taxOfOrganisation') }}</span></label>
            <label class="check"><input type="radio" name="own-tax" [checked]="draft().ownTax" (change)="set({ ownTax: true })" /><span>{{ t('operate.resources.prices.taxOwn') }}</span></label>
          </div>
        }
        @if (draft().ownTax) {
          <div class="row tax">
            <p-field [label]="t('operate.resources.prices.taxPercent')" [error]="errors()['tax.basisPoints']"><input #tax pControl type="number" min="0" max="100" step="0.01" inputmode="decimal" [value]="draft().taxPercent" (input)="set({ taxPercent: number(tax) })" /></p-field>
            <label class="check"><input type="checkbox" [checked]="draft().taxInclusive" (change)="set({ taxInclusive: !draft().taxInclusive })" /><span>{{ t('operate.resources.prices.taxInclusive') }}</span></label>
          </div>
        }
      </div>
      <p-price-example [draft]="draft()" />
    </ng-container>
  `,
  styles: `
    :host { display: grid; gap: var(--s-5); }
    .grid { display: grid; gap: var(--s-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr)); }
    .peak { padding: var(--s-3); border: 1px solid var(--line); border-radius: var(--r-1); gap: var(--s-3); }
    .days { gap: var(--s-1); } .days .chip { min-width: 3.1rem; justify-content: center; min-height: var(--tap); padding: 0 var(--s-2); }
    .line { gap: var(--s-2); } .time { width: 8.75rem; } .sign { width: auto; min-width: 8rem; } .percent { display: inline-flex; align-items: center; gap: var(--s-1); white-space: nowrap; } .percent .input { width: 5.5rem; }
    .line > button { margin-inline-start: auto; }
    @media (max-width: 34rem) {
      .line { display: grid; grid-template-columns: minmax(0, 2fr) auto minmax(0, 1fr) auto; } .line .time { width: 100%; padding-inline: var(--s-2); } .time + .sign, .sign { grid-column: 1 / span 2; width: 100%; min-width: 0; } .time ~ .time { grid-column: 3 / span 2; } .percent .input { width: 100%; }
    }
    .options { gap: 0 var(--s-5); } .options .check, .tax .check { min-height: var(--tap); align-items: center; } .check input { margin: 0; }
    .tax { align-items: end; gap: var(--s-5); } .tax p-field { width: 8rem; }
    .bad { color: var(--bad); font-weight: 500; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PricesSection {
  private readonly language = inject(Language);
  readonly draft = model.required<ResourceDraft>();
  readonly errors = input.required<Errors>();
  /** Not saved yet: it may leave its tax to the organisation. */
  readonly fresh = input(false);

  protected readonly rates = RATES;
  protected readonly days = DAYS;
  protected readonly currencies = computed(() => {
    const names = new Intl.DisplayNames(this.language.locale(), { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((code) => ({ code, name: names.of(code) ?? code }));
  });

  protected set(part: Partial<ResourceDraft>): void {
    this.draft.set({ ...this.draft(), ...part });
  }

  protected amountTyped(rate: (typeof RATES)[number], text: string): void {
    this.set({ [rate]: text });
  }

  protected setPeak(at: number, part: Partial<PeakDraft>): void {
    this.set({ peaks: this.draft().peaks.map((peak, index) => (index === at ? { ...peak, ...part } : peak)) });
  }

  protected withoutPeak(at: number): PeakDraft[] {
    return this.draft().peaks.filter((_, index) => index !== at);
  }

  protected addPeak(): void {
    this.set({ peaks: [...this.draft().peaks, { days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], from: '17:00', to: '20:00', percent: 20, less: false }] });
  }

  protected toggleDay(at: number, day: Day): void {
    const chosen = this.draft().peaks[at].days;
    this.setPeak(at, { days: DAYS.filter((one) => (one === day ? !chosen.includes(one) : chosen.includes(one))) });
  }

  protected name(day: Day, style: 'long' | 'short'): string {
    return weekday(day, this.language.locale(), style);
  }

  protected number(element: HTMLInputElement): number | null {
    return Number.isNaN(element.valueAsNumber) ? null : element.valueAsNumber;
  }
}
