import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { More } from '../office/more';
import { books, volume } from './books';
import { Entries } from './entries';
import { accountWord, movementWord } from './payment-words';

/** The books: what every account holds, that both sides agree, and the movements. */
@Component({
  selector: 'p-ledger',
  imports: [TranslocoDirective, RouterLink, Icon, MoneyPipe, MomentPipe, Empty, Failed, Skeleton, More, Entries],
  template: `
    <div class="stack loose" *transloco="let t">
      <p class="muted">{{ t('operate.money.booksText') }}</p>
      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) {
        <div class="card"><p-skeleton [lines]="6" height="1.75rem" /></div>
      } @else {
        @for (book of all(); track book.currency) {
          <section class="stack" [attr.aria-labelledby]="'book-' + book.currency">
            <div class="row between">
              <h2 [id]="'book-' + book.currency">{{ t('operate.money.balances', { currency: book.currency }) }}</h2>
              @if (book.difference.amount === 0) {
                <span class="badge" data-tone="good"><p-icon name="check" [size]="14" />{{ t('operate.money.balanced') }}</span>
              } @else {
                <span class="badge" data-tone="bad"><p-icon name="triangle-alert" [size]="14" />{{ t('operate.money.unbalanced', { difference: (book.difference | money) }) }}</span>
              }
            </div>
            <div class="table-box">
              <table class="table">
                <thead>
                  <tr><th scope="col">{{ t('operate.money.account') }}</th><th scope="col" class="number">{{ t('operate.money.debit') }}</th><th scope="col" class="number">{{ t('operate.money.credit') }}</th></tr>
                </thead>
                <tbody>
                  @for (line of book.lines; track line.account) {
                    <tr>
                      <th scope="row">
                        @if (accountWord(line.account); as known) {
                          {{ t('operate.money.accounts.' + known) }}<span class="about small muted">{{ t('operate.money.accountsAbout.' + known) }}</span>
                        } @else { {{ line.account }} }
                      </th>
                      <td class="number">{{ line.debit | money }}</td>
                      <td class="number">{{ line.credit | money }}</td>
                    </tr>
                  }
                </tbody>
                <tfoot>
                  <tr><th scope="row">{{ t('operate.money.sum') }}</th><td class="number strong">{{ book.debits | money }}</td><td class="number strong">{{ book.credits | money }}</td></tr>
                </tfoot>
              </table>
            </div>
          </section>
        } @empty {
          <p-empty icon="scroll-text" [heading]="t('operate.money.noBooks')" [text]="t('operate.money.noBooksText')" />
        }

        @if (list.items().length) {
          <section class="stack" aria-labelledby="movements">
            <h2 id="movements">{{ t('operate.money.movements') }}</h2>
            <div class="table-box movements">
              @for (movement of list.items(); track movement.id) {
                <details>
                  <summary>
                    <p-icon name="chevron-right" [size]="18" />
                    <span class="what strong">@if (movementWord(movement.kind); as known) { {{ t('operate.money.kinds.' + known) }} } @else { {{ movement.kind }} }</span>
                    <span class="when small muted">{{ movement.postedAt | moment }}</span>
                    <span class="number strong">{{ volume(movement) | money }}</span>
                  </summary>
                  <div class="inside stack tight">
                    <p-entries [movement]="movement" />
                    <a class="small" [routerLink]="['/operate/payments', movement.paymentId]">{{ t('operate.money.toPayment') }}</a>
                  </div>
                </details>
              }
            </div>
            <p-more [list]="list" />
          </section>
        }
      }
    </div>
  `,
  styles: `
    .about { display: block; font-weight: 400; }
    tfoot th, tfoot td { border-top: 2px solid var(--line-strong); border-bottom: 0; }
    tbody tr:last-child > * { border-bottom: 0; }
    summary { display: grid; grid-template-columns: auto 1fr auto auto; gap: var(--s-2) var(--s-4); align-items: center; min-height: 3rem; padding: var(--s-2) var(--s-4); cursor: pointer; list-style: none; }
    summary::-webkit-details-marker { display: none; }
    summary:hover { background: var(--surface-2); }
    details + details { border-top: 1px solid var(--line); }
    details[open] summary p-icon { transform: rotate(90deg); }
    .inside { padding: 0 var(--s-4) var(--s-4) calc(var(--s-4) * 2 + 18px); }
    @media (max-width: 40rem) {
      .table th, .table td { padding: var(--s-3) var(--s-2); font-size: var(--t-sm); }
      summary { grid-template-columns: auto 1fr auto; column-gap: var(--s-3); padding-inline: var(--s-3); }
      .when { grid-column: 2; grid-row: 2; }
      .inside { padding: 0 var(--s-3) var(--s-3); }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Ledger {
  private readonly api = inject(Api);
  protected readonly accountWord = accountWord;
  protected readonly movementWord = movementWord;
  protected readonly volume = volume;
  protected readonly list = pages(
    () => 'books',
    async (_, cursor) => {
      const view = await this.api.ok(this.api.http.GET('/api/v1/payments/ledger', { params: { query: { cursor, limit: 30 } } }));
      return { ...view.transactions, balances: view.balances };
    },
  );
  protected readonly all = computed(() => books(this.list.start.value()?.balances ?? []));
}
