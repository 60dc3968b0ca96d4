import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Language } from '@core/i18n';
import { length } from '@core/time';
import { DurationPipe, MoneyPipe } from '@ui/pipes';

import { DAYS, Day, weekday } from '../places/week';

import { ExampleLine, examplePrice } from './example-price';
import { ResourceDraft, ratesOf } from './resource-draft';

/** What a time of one's choice would cost, as the rates are typed. */
@Component({
  selector: 'p-price-example',
  imports: [DurationPipe, MoneyPipe, TranslocoDirective],
  template: `
    <section class="example stack" [attr.aria-label]="t('operate.resources.example.heading')" *transloco="let t">
      <h3>{{ t('operate.resources.example.heading') }}</h3>
      <div class="row ask">
        <select #chosen class="input" [attr.aria-label]="t('operate.resources.example.day')" (change)="day.set($any(chosen.value))">
          @for (one of days; track one) { <option [value]="one" [selected]="one === day()">{{ name(one) }}</option> }
        </select>
        <input #start class="input" type="time" [value]="from()" [attr.aria-label]="t('operate.resources.example.from')" (change)="from.set(start.value || '10:00')" />
        <select #length class="input" [attr.aria-label]="t('operate.resources.example.length')" (change)="minutes.set(+length.value)">
          @for (one of lengths(); track one) { <option [value]="one" [selected]="one === minutes()">{{ one | duration }}</option> }
        </select>
      </div>
      <div aria-live="polite">
        @if (price(); as price) {
          <div class="sums">
            @for (line of price.lines; track $index) {
              <div class="small"><span>{{ words(line) }}</span><span>{{ amount(line.amount) | money }}</span></div>
            }
            @if (price.tax && !draft().taxInclusive) {
              <div class="small"><span>{{ t('operate.resources.example.tax', { percent: draft().taxPercent }) }}</span><span>{{ amount(price.tax) | money }}</span></div>
            }
            <div class="total"><span>{{ t('operate.resources.example.total') }}</span><span>{{ price.total ? (amount(price.total) | money) : t('operate.resources.example.free') }}</span></div>
          </div>
          @if (!draft().ownTax) { <p class="muted tiny">{{ t('operate.resources.example.taxUnknown') }}</p> }
        } @else {
          <p class="bad">{{ t('operate.resources.example.unpriceable') }}</p>
        }
      </div>
    </section>
  `,
  styles: `
    .example { padding: var(--s-4); border-radius: var(--r-2); background: var(--brand-soft); }
    .ask { gap: var(--s-2); } .ask .input { width: auto; flex: 1 1 8rem; }
    .sums > .total { border-color: color-mix(in srgb, var(--brand) 40%, transparent); }
    .bad { color: var(--bad); font-weight: 500; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PriceExample {
  private readonly language = inject(Language);
  readonly draft = input.required<ResourceDraft>();
  protected readonly days = DAYS;
  protected readonly day = signal<Day>('Tue');
  protected readonly from = signal('10:00');
  protected readonly minutes = signal(120);
  protected readonly lengths = computed(() => [30, 60, 90, 120, 180, 240, 300, 360, 480, 600, 1440, 2880]);
  protected readonly price = computed(() => {
    const draft = this.draft();
    const tax = draft.ownTax ? { basisPoints: Math.round((draft.taxPercent ?? 0) * 100), inclusive: draft.taxInclusive } : { basisPoints: 0, inclusive: true };
    const [hour, minute] = this.from().split(':').map(Number);
    return examplePrice(ratesOf(draft), tax, this.day(), hour * 60 + minute, this.minutes());
  });

  protected amount(minor: number): Schema<'Money'> {
    return { amount: minor, currency: this.draft().currency };
  }

  protected name(day: Day): string {
    return weekday(day, this.language.locale());
  }

  protected words(line: ExampleLine): string {
    const key = { day: 'days', half_day: 'halfDays', hour: line.peakPercent ? 'peakHours' : 'hours' } as const;
    const percent = new Intl.NumberFormat(this.language.locale(), { style: 'percent', signDisplay: 'always' }).format(line.peakPercent / 100);
    const count = line.what === 'hour' ? length(line.quantity, this.language.locale()) : line.quantity;
    return this.language.say('operate.resources.example.' + key[line.what], { count, percent });
  }
}
