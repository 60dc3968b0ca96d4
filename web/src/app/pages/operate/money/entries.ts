import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { MoneyPipe } from '@ui/pipes';

import { entries } from './books';
import { accountWord } from './payment-words';

/** The two sides of one movement. */
@Component({
  selector: 'p-entries',
  imports: [TranslocoDirective, MoneyPipe],
  template: `
    <table class="small" *transloco="let t">
      <caption class="visually-hidden">{{ t('operate.money.entries') }}</caption>
      <thead>
        <tr><th scope="col">{{ t('operate.money.account') }}</th><th scope="col" class="number">{{ t('operate.money.debit') }}</th><th scope="col" class="number">{{ t('operate.money.credit') }}</th></tr>
      </thead>
      <tbody>
        @for (line of lines(); track $index) {
          <tr>
            <td>@if (word(line.account); as known) { {{ t('operate.money.accounts.' + known) }} } @else { {{ line.account }} }</td>
            <td class="number">{{ line.debit | money }}</td>
            <td class="number">{{ line.credit | money }}</td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    th { color: var(--muted); font-size: var(--t-xs); }
    th, td { padding: var(--s-1) var(--s-2); }
    th:first-child, td:first-child { padding-inline-start: 0; }
    tbody tr { border-top: 1px solid var(--line); }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Entries {
  readonly movement = input.required<Schema<'TransactionView'>>();
  protected readonly word = accountWord;
  protected readonly lines = computed(() => entries(this.movement()));
}
