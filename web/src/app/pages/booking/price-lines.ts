import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { DurationPipe, MoneyPipe } from '@ui/pipes';

/** What a price is made of. */
@Component({
  selector: 'p-price-lines',
  imports: [DurationPipe, MoneyPipe, TranslocoDirective],
  template: `
    <dl class="sums" *transloco="let t">
      @for (line of booking().priceLines; track $index) {
        <div>
          <dt>
            {{ line.what === 'hour' ? (line.quantity | duration) : t('booking.price.count.' + line.what, { count: line.quantity }) }}
            <span class="muted small">× {{ line.unitPrice | money }}@if (line.peakPercent) { · {{ t('booking.price.peak', { percent: (line.peakPercent > 0 ? '+' : '') + line.peakPercent }) }} }</span>
          </dt>
          <dd class="number">{{ line.amount | money }}</dd>
        </div>
      }
      @if (booking().taxAmount.amount) {
        <div class="muted small"><dt>{{ booking().tax.inclusive ? t('booking.price.taxIn', { percent: percent() }) : t('booking.price.tax', { percent: percent() }) }}</dt><dd class="number">{{ booking().taxAmount | money }}</dd></div>
      }
      <div class="total"><dt>{{ t('booking.price.total') }}</dt><dd class="number">{{ booking().price.amount ? (booking().price | money) : t('booking.price.free') }}</dd></div>
    </dl>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PriceLines {
  readonly booking = input.required<Schema<'BookingView'>>();
  protected readonly percent = computed(() => this.booking().tax.basisPoints / 100);
}
