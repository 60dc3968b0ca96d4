import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api, Schema } from '@core/api';
import { pages } from '@core/pages';
import { Session } from '@core/session';
import { HERE } from '@core/time';
import { Icon } from '@ui/icon';
import { DayPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { Files } from './files';
import { InvoiceView } from './invoice-view';
import { SaveButton } from './save-button';

type Invoice = Schema<'InvoiceView'>;

@Component({
  selector: 'p-invoices',
  imports: [DayPipe, Empty, Failed, Icon, InvoiceView, MoneyPipe, RouterLink, SaveButton, Skeleton, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <div class="head"><div><h1>{{ t('booking.invoices.title') }}</h1><p class="muted">{{ t('booking.invoices.text') }}</p></div></div>
      @if (list.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="list.start.reload()" /> }
      @if (list.start.first()) { <div class="card" aria-busy="true"><p-skeleton [lines]="5" height="3rem" /></div> }
      @if (list.start.value()) {
        @if (list.items().length) {
          <div class="table-box">
            <table class="table fold">
              <caption class="visually-hidden">{{ t('booking.invoices.title') }}</caption>
              <thead><tr><th scope="col">{{ t('booking.invoices.number') }}</th><th scope="col">{{ t('booking.invoices.date') }}</th><th scope="col">{{ t('booking.invoices.booking') }}</th><th scope="col" class="number">{{ t('booking.price.total') }}</th><th scope="col"><span class="visually-hidden">{{ t('booking.invoices.files') }}</span></th></tr></thead>
              <tbody>
                @for (one of list.items(); track one.id) {
                  <tr>
                    <th scope="row"><span class="nr"><span class="strong nowrap">{{ one.number }}</span>@if (one.kind === 'credit_note') { <span class="badge" data-tone="brand">{{ t('booking.invoice.credit_note') }}</span> }</span></th>
                    <td [attr.data-label]="t('booking.invoices.date')"><span>{{ one.issuedAt | day: zone : 'long' }}</span></td>
                    <td [attr.data-label]="t('booking.invoices.booking')"><a [routerLink]="['/bookings', one.bookingId]" [attr.aria-label]="t('booking.invoices.openBooking', { number: one.number })">{{ t('booking.invoices.open') }}</a></td>
                    <td class="number" [attr.data-label]="t('booking.price.total')"><span class="strong">{{ one.total | money }}</span></td>
                    <td class="files"><span class="row end">
                      <button type="button" class="btn small quiet" [attr.aria-label]="t('booking.invoices.viewNamed', { number: one.number })" (click)="viewed.set(one)"><p-icon name="eye" [size]="18" />{{ t('booking.invoices.view') }}</button>
                      <p-save-button [small]="true" [named]="t('booking.invoices.pdfNamed', { number: one.number })" [save]="saver(one)">PDF</p-save-button>
                    </span></td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
          @if (list.more()) { <div class="row more"><button type="button" class="btn" [disabled]="list.busy()" (click)="list.readOn()">{{ t('common.more') }}</button></div> }
        } @else {
          <p-empty icon="receipt-text" [heading]="t('booking.invoices.none')" [text]="t('booking.invoices.noneText')"><a class="btn" routerLink="/bookings">{{ t('common.myBookings') }}</a></p-empty>
        }
      }
      <p-invoice-view [invoice]="viewed()" (closed)="viewed.set(null)" />
    </div>
  `,
  styles: `
    .page { max-width: 60rem; }
    .nr { display: inline-flex; flex-wrap: wrap; gap: var(--s-2); align-items: center; }
    .more { justify-content: center; margin-top: var(--s-4); }
    @media (max-width: 44rem) { .files .row { width: 100%; justify-content: space-between; } .files .btn { min-height: var(--tap); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Invoices {
  private readonly api = inject(Api);
  private readonly files = inject(Files);
  private readonly session = inject(Session);
  protected readonly zone = HERE;
  protected readonly viewed = signal<Invoice | null>(null);
  // Operators see everybody's unless one's own are asked for.
  protected readonly list = pages(
    () => this.session.profile()?.id,
    (userId, cursor) => this.api.ok(this.api.http.GET('/api/v1/payments/invoices', { params: { query: { userId, limit: 30, ...(cursor ? { cursor } : {}) } } })),
  );
  private readonly savers = new Map<string, () => Promise<void>>();

  protected saver(one: Invoice): () => Promise<void> {
    let known = this.savers.get(one.id);
    if (!known) this.savers.set(one.id, (known = () => this.files.invoice(one)));
    return known;
  }
}
