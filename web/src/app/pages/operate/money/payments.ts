import { ChangeDetectionStrategy, Component, computed, effect, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { MomentPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed } from '@ui/states';

import { PersonPicker } from '../bookings/person-picker';
import { Filters } from '../office/filters';
import { More } from '../office/more';
import { Named, Person } from '../office/person';
import { alike, isId, query } from '../office/query';
import { Rows } from '../office/rows';
import { Ledger } from './ledger';
import { PaymentStatus, STATUSES, tone } from './payment-words';

/** Everybody's payments, and the books they are written in. */
@Component({
  imports: [TranslocoDirective, RouterLink, MoneyPipe, MomentPipe, Empty, Failed, Icon, Filters, More, Rows, Person, PersonPicker, Ledger],
  template: `
    <div class="page stack" *transloco="let t">
      <h1>{{ t('operate.money.paymentsTitle') }}</h1>
      <nav class="tabs" [attr.aria-label]="t('operate.money.paymentsTitle')">
        <a routerLink="." [attr.aria-current]="books() ? null : 'page'">{{ t('operate.money.tabPayments') }}</a>
        <a routerLink="." [queryParams]="{ tab: 'books' }" [attr.aria-current]="books() ? 'page' : null">{{ t('operate.money.tabBooks') }}</a>
      </nav>

      @if (books()) {
        <p-ledger />
      } @else {
        <p-filters [active]="active()" (cleared)="query.set({ status: null, person: null, booking: null })">
          <div class="field">
            <label for="payment-status">{{ t('operate.money.status') }}</label>
            <select id="payment-status" (change)="query.set({ status: $any($event.target).value })">
              <option value="">{{ t('operate.office.all') }}</option>
              @for (one of statuses; track one) {
                <option [value]="one" [selected]="one === question().status">{{ t('operate.money.statuses.' + one) }}</option>
              }
            </select>
          </div>
          <p-person-picker [label]="t('operate.money.payer')" [value]="question().userId ?? ''" (valueChange)="query.set({ person: $event })" />
          <div class="field">
            <label for="payment-booking">{{ t('operate.money.bookingId') }}</label>
            <input #booking id="payment-booking" type="search" autocomplete="off" spellcheck="false" [value]="query.get('booking')" [placeholder]="t('operate.money.bookingIdHint')" [attr.aria-invalid]="badBooking() ? 'true' : null" [attr.aria-describedby]="badBooking() ? 'payment-booking-error' : null" (change)="query.set({ booking: booking.value.trim() })" />
            @if (badBooking()) { <p class="error" id="payment-booking-error">{{ t('operate.office.noId') }}</p> }
          </div>
        </p-filters>

        @if (list.start.problem(); as problem) {
          <p-failed [problem]="problem" (retry)="list.start.reload()" />
        } @else if (list.start.first()) {
          <p-rows />
        } @else if (list.items().length === 0) {
          <p-empty icon="wallet" [heading]="t(active() ? 'operate.money.noneFound' : 'operate.money.none')" [text]="t(active() ? 'operate.money.noneFoundText' : 'operate.money.noneText')">
            @if (active()) {
              <button type="button" class="btn" (click)="query.set({ status: null, person: null, booking: null })">{{ t('operate.office.clear') }}</button>
            }
          </p-empty>
        } @else {
          <div class="table-box" [attr.aria-busy]="list.start.loading()">
            <table class="table fold">
              <caption class="visually-hidden">{{ t('operate.money.paymentsTitle') }}</caption>
              <thead>
                <tr>
                  <th scope="col">{{ t('operate.money.when') }}</th>
                  <th scope="col">{{ t('operate.money.payer') }}</th>
                  <th scope="col">{{ t('operate.money.status') }}</th>
                  <th scope="col" class="number">{{ t('operate.money.refunded') }}</th>
                  <th scope="col" class="number">{{ t('operate.money.amount') }}</th>
                  <th scope="col"><span class="visually-hidden">{{ t('operate.money.links') }}</span></th>
                </tr>
              </thead>
              <tbody>
                @for (payment of list.items(); track payment.id) {
                  <tr>
                    <th scope="row" [attr.data-label]="t('operate.money.when')"><a [routerLink]="['/operate/payments', payment.id]">{{ payment.createdAt | moment }}</a></th>
                    <td [attr.data-label]="t('operate.money.payer')"><p-person [id]="payment.userId" /></td>
                    <td [attr.data-label]="t('operate.money.status')"><span class="badge" [attr.data-tone]="tone(payment.status)">{{ t('operate.money.statuses.' + payment.status) }}</span></td>
                    <td class="number" [class.none]="!payment.refunded.amount" [attr.data-label]="t('operate.money.refunded')">@if (payment.refunded.amount) { {{ payment.refunded | money }} } @else { <span class="muted">–</span> }</td>
                    <td class="number strong" [attr.data-label]="t('operate.money.amount')">{{ payment.amount | money }}</td>
                    <td class="links">
                      <a class="btn quiet small" routerLink="/operate/bookings" [queryParams]="{ booking: payment.bookingId }"><p-icon name="calendar-check" [size]="17" />{{ t('operate.money.booking') }}</a>
                    </td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
          <p-more [list]="list" />
        }
      }
    </div>
  `,
  styles: `
    th a { display: inline-flex; align-items: center; min-height: 2.25rem; }
    .links { text-align: end; }
    @media (max-width: 44rem) { td.links { justify-content: end; } .table .none { display: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Payments {
  private readonly api = inject(Api);
  protected readonly query = query();
  protected readonly statuses = STATUSES;
  protected readonly tone = tone;
  protected readonly books = computed(() => this.query.get('tab') === 'books');
  protected readonly badBooking = computed(() => this.query.get('booking') !== '' && !isId(this.query.get('booking')));
  protected readonly question = computed(
    () => ({
      status: STATUSES.find((one) => one === this.query.get('status')) as PaymentStatus | undefined,
      userId: this.query.id('person') || undefined,
      bookingId: this.badBooking() ? undefined : this.query.get('booking') || undefined,
    }),
    { equal: alike },
  );
  protected readonly active = computed(() => Object.values(this.question()).filter(Boolean).length);
  protected readonly list = pages(
    () => (this.books() ? undefined : this.question()),
    (question, cursor) => this.api.ok(this.api.http.GET('/api/v1/payments', { params: { query: { ...question, cursor, limit: 30 } } })),
  );

  constructor() {
    const named = inject(Named);
    effect(() => named.want(this.question().userId ?? ''));
  }
}
