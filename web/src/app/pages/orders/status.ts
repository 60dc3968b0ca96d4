import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';

const TONES: Record<string, string> = {
  awaiting_payment: 'warn',
  funded: 'brand',
  in_progress: 'brand',
  delivered: 'warn',
  revision_requested: 'warn',
  completed: 'good',
  paid_out: 'good',
  disputed: 'bad',
};

/** Where an order is in its life. */
@Component({
  selector: 'p-order-status',
  imports: [TranslocoDirective],
  template: `<span class="badge" [attr.data-tone]="tone()" *transloco="let t">{{ t('talk.work.status.' + status()) }}</span>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderStatus {
  readonly status = input.required<Schema<'OrderStatus'>>();
  protected readonly tone = computed(() => TONES[this.status()] ?? null);
}
