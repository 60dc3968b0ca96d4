import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Batch } from '@core/batch';
import { load } from '@core/load';
import { pages } from '@core/pages';
import { HERE } from '@core/time';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Files } from '../../booking/files';
import type { HostedBooking } from '../../booking/hosting';
import { InvoiceView } from '../../booking/invoice-view';
import { SaveButton } from '../../booking/save-button';
import { query } from '../../operate/office/query';
import { Rows } from '../../operate/office/rows';
import { monthName, monthSpan, months } from './months';

/** An order by its title, or a booked hour. */
interface Earned {
  link: string[];
  title?: string;
  hour?: HostedBooking;
}

/** Every movement of what is one's, month by month, with the balance after each. */
@Component({
  selector: 'p-statement',
  imports: [RouterLink, TranslocoDirective, Icon, MomentPipe, MoneyPipe, Empty, Failed, InvoiceView, SaveButton, Rows],
  template: `
    <section class="stack" aria-labelledby="statement" *transloco="let t">
      <div class="row between">
        <h2 id="statement">{{ t('desk.money.statement') }}</h2>
        <div class="row">
          <select class="input month" [attr.aria-label]="t('desk.money.month')" #month (change)="query.set({ month: month.value })">
            <option value="">{{ t('desk.money.allMonths') }}</option>
            @for (one of choices; track one) { <option [value]="one" [selected]="one === chosen()">{{ name(one) }}</option> }
          </select>
          <p-save-button [save]="csv">{{ t('desk.money.csv') }}</p-save-button>
        </div>
      </div>
      @if (list.start.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="list.start.reload()" />
      } @else if (list.start.first()) {
        <p-rows />
      } @else if (!list.items().length) {
        <div class="card"><p-empty icon="scroll-text" [heading]="t(chosen() ? 'desk.money.noneInMonth' : 'desk.money.none')" [text]="t(chosen() ? 'desk.money.noneInMonthText' : 'desk.money.noneText')">@if (chosen()) { <button type="button" class="btn" (click)="query.set({ month: null })">{{ t('desk.money.allMonths') }}</button> }</p-empty></div>
      } @else {
        <div class="table-box" [attr.aria-busy]="list.start.loading()">
          <table class="table fold">
            <caption class="visually-hidden">{{ t('desk.money.statement') }}</caption>
            <thead><tr><th scope="col">{{ t('desk.money.when') }}</th><th scope="col">{{ t('desk.money.what') }}</th><th scope="col" class="number">{{ t('desk.money.gross') }}</th><th scope="col" class="number">{{ t('desk.money.commission') }}</th><th scope="col" class="number">{{ t('desk.money.net') }}</th><th scope="col" class="number">{{ t('desk.money.balance') }}</th></tr></thead>
            <tbody>
              @for (one of list.items(); track one.id) {
                <tr>
                  <th scope="row" class="when"><span>{{ one.at | moment }}</span></th>
                  <td [attr.data-label]="t('desk.money.what')"><span>@if (one.kind === 'escrow_released' && earned.value()?.get(one.reference); as from) { <a [routerLink]="from.link">{{ from.title ?? t('desk.money.hour', { when: (from.hour!.startDateTime | moment: from.hour!.timeZone), name: from.hour!.userName || t('desk.bookings.somebody') }) }}</a> } @else { {{ t('desk.money.kinds.' + one.kind) }} }</span></td>
                  <td class="number" [attr.data-label]="t('desk.money.gross')"><span>{{ one.gross | money }}</span></td>
                  <td class="number" [attr.data-label]="t('desk.money.commission')"><span>@if (one.commission.amount) { −{{ one.commission | money }} @if (one.invoiceId; as id) { <button type="button" class="link small invoice" [disabled]="opening() === id" [attr.aria-label]="t('desk.money.invoiceOf', { when: (one.at | moment) })" (click)="open(id)"><p-icon name="receipt-text" [size]="16" />{{ t('desk.money.invoice') }}</button> } } @else { – }</span></td>
                  <td class="number strong" [class.in]="one.net.amount > 0" [attr.data-label]="t('desk.money.net')"><span>{{ one.net.amount > 0 ? '+' : '' }}{{ one.net | money }}</span></td>
                  <td class="number" [attr.data-label]="t('desk.money.balance')"><span>{{ one.balance | money }}</span></td>
                </tr>
              }
            </tbody>
          </table>
        </div>
        @if (list.more()) { <div class="row more"><button type="button" class="btn" [disabled]="list.busy()" (click)="list.readOn()">{{ t(list.busy() ? 'common.loading' : 'common.more') }}</button></div> }
      }
      <p-invoice-view [invoice]="invoice()" (closed)="invoice.set(null)" />
    </section>
  `,
  styles: `
    .month { width: auto; } .month::first-letter { text-transform: uppercase; } .in { color: var(--good); } .more { justify-content: center; } .when { font-weight: 500; white-space: nowrap; }
    .invoice { display: inline-flex; gap: var(--s-1); align-items: center; margin-inline-start: var(--s-2); vertical-align: bottom; }
    @media (max-width: 44rem) { .when { font-weight: 600; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Statement {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly files = inject(Files);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  protected readonly query = query();
  protected readonly choices = months(new Date());
  protected readonly chosen = computed(() => this.choices.find((one) => one === this.query.get('month')) ?? '');
  private readonly span = computed(() => (this.chosen() ? monthSpan(this.chosen(), HERE) : {}));
  protected readonly invoice = signal<Schema<'InvoiceView'> | null>(null);
  protected readonly opening = signal('');
  protected readonly list = pages(
    () => this.span(),
    (span, cursor) => this.api.ok(this.api.http.GET('/api/v1/payments/statement', { params: { query: { ...span, cursor, limit: 50 } } })),
  );

  /** What earned it, an order or a booked hour, by the line's reference; without it, the lines only say what they are. */
  protected readonly earned = load(
    () => this.list.items().length || undefined,
    async () => {
      const [orders, hours] = await this.batch.read(['/api/v1/orders?as=professional&limit=200', '/api/v1/bookings?as=host&status=completed,no_show,cancelled&limit=200']);
      const found = new Map<string, Earned>();
      for (const { id, title } of (orders.body as Schema<'Page_OrderView'> | null)?.items ?? []) found.set(id, { link: ['/orders', id], title });
      for (const hour of (hours.body as { items: HostedBooking[] } | null)?.items ?? []) found.set(hour.id, { link: ['/bookings', hour.id], hour });
      return found;
    },
  );

  protected readonly csv = (): Promise<void> => {
    const asked = new URLSearchParams(this.span() as Record<string, string>).toString();
    return this.files.save(`/api/v1/payments/statement.csv${asked ? `?${asked}` : ''}`, `plaza-${this.chosen() || 'statement'}.csv`);
  };

  /** After a payout there is a new line. */
  reload(): Promise<void> {
    return this.list.start.reload();
  }

  /** Something may have moved: read again, unless one has read on, who would lose their place. */
  async follow(): Promise<void> {
    if (this.list.items().length === this.list.start.value()?.items.length) await this.reload();
  }

  protected name(month: string): string {
    return monthName(month, this.language.locale());
  }

  protected async open(id: string): Promise<void> {
    this.opening.set(id);
    try {
      this.invoice.set(await this.api.ok(this.api.http.GET('/api/v1/payments/invoices/{id}', { params: { path: { id } } })));
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.opening.set('');
    }
  }
}
