import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { load } from '@core/load';
import { MomentPipe } from '@ui/pipes';
import { Failed, Skeleton } from '@ui/states';

import { Entries } from './entries';
import { movementWord } from './payment-words';

/** Read at most so many pages of 200 before giving up on an old payment. */
const MOST = 10;

/** A payment's movements in the books; read when it is opened. */
@Component({
  selector: 'p-payment-ledger',
  imports: [TranslocoDirective, MomentPipe, Failed, Skeleton, Entries],
  template: `
    <details *transloco="let t" (toggle)="open.set($any($event.target).open)">
      <summary>{{ t('operate.money.entries') }}</summary>
      @if (found.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="found.reload()" />
      } @else if (found.value(); as movements) {
        <div class="stack">
          @for (movement of movements; track movement.id) {
            <div class="stack tight">
              <h3 class="small">@if (word(movement.kind); as known) { {{ t('operate.money.kinds.' + known) }} } @else { {{ movement.kind }} } <span class="muted">· {{ movement.postedAt | moment }}</span></h3>
              <p-entries [movement]="movement" />
            </div>
          } @empty {
            <p class="muted">{{ t('operate.money.noEntries') }}</p>
          }
        </div>
      } @else {
        <p-skeleton [lines]="4" />
      }
    </details>
  `,
  styles: `summary { cursor: pointer; font-weight: 600; min-height: var(--tap); display: list-item; line-height: var(--tap); } details[open] summary { margin-bottom: var(--s-2); }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PaymentLedger {
  private readonly api = inject(Api);
  readonly payment = input.required<Schema<'PaymentDetail'>>();
  protected readonly open = signal(false);
  protected readonly word = movementWord;
  protected readonly found = load(
    () => (this.open() ? this.payment() : undefined),
    (payment) => this.search(payment),
  );

  /** The ledger cannot be asked by payment: read from the newest back to when this one was made. */
  private async search(payment: Schema<'PaymentDetail'>): Promise<Schema<'TransactionView'>[]> {
    const found: Schema<'TransactionView'>[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST; page++) {
      const { transactions } = await this.api.ok(this.api.http.GET('/api/v1/payments/ledger', { params: { query: { cursor, limit: 200 } } }));
      found.push(...transactions.items.filter((one) => one.paymentId === payment.id));
      const last = transactions.items.at(-1);
      if (!transactions.next || !last || Date.parse(last.postedAt) < Date.parse(payment.createdAt)) break;
      cursor = transactions.next;
    }
    return found.reverse();
  }
}
