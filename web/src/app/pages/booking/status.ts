import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';

const TONES: Record<Schema<'BookingStatus'>, string> = { held: 'warn', pending: 'warn', confirmed: 'good', cancelled: 'bad', completed: '', no_show: 'bad', expired: '' };

@Component({
  selector: 'p-booking-status',
  imports: [TranslocoDirective],
  template: `<span class="badge" [attr.data-tone]="tone() || null" *transloco="let t">{{ t('booking.status.' + status()) }}</span>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StatusBadge {
  readonly status = input.required<Schema<'BookingStatus'>>();
  protected readonly tone = computed(() => TONES[this.status()]);
}
