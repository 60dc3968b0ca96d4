import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Api } from '@core/api';
import { PageOf, pages } from '@core/pages';
import { HERE, addDays, dateIn, instant, zoneName } from '@core/time';
import { Control, Field } from '@ui/field';
import { Icon } from '@ui/icon';
import { ClockPipe, DayPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import { isObjected } from '../../booking/hosting';
import { Catalogue } from './catalogue';
import { Booking } from './deed';
import { Exporter, Query } from './export';
import { BookingPanel } from './panel';
import { Names } from './people';
import { PersonPicker } from './person-picker';
import { STATUSES, Status, toneOf } from './status';

const PAGE = 50;

/** Everybody's bookings, filtered; the filters are in the address. */
@Component({
  imports: [TranslocoDirective, Field, Control, Icon, DayPipe, ClockPipe, MoneyPipe, Empty, Failed, Skeleton, BookingPanel, PersonPicker],
  providers: [Exporter],
  template: `
    <div class="page" *transloco="let t">
      <div class="head">
        <h1>{{ t('operate.bookings.title') }}</h1>
        @if (exporter.progress() !== null) {
          <div class="row" role="status"><span class="small">{{ t('operate.bookings.exporting', { count: exporter.progress() }) }}</span><button type="button" class="btn small" (click)="exporter.stop()">{{ t('common.cancel') }}</button></div>
        } @else {
          <button type="button" class="btn small" [disabled]="!list.items().length" (click)="exporter.run(query())"><p-icon name="download" [size]="18" />{{ t('operate.bookings.export') }}</button>
        }
      </div>

      <div class="chips" role="group" [attr.aria-label]="t('operate.bookings.statuses')">
        <button type="button" class="chip" [attr.aria-pressed]="!chosen().size && !objected()" (click)="go({ status: null, objection: null })">{{ t('operate.bookings.all') }}</button>
        @for (one of statuses; track one) {
          <button type="button" class="chip" [attr.aria-pressed]="chosen().has(one)" (click)="toggle(one)">{{ t('operate.bookings.status.' + one) }}</button>
        }
        <button type="button" class="chip objected" [attr.aria-pressed]="objected()" (click)="go({ objection: objected() ? null : 'open' })"><p-icon name="message-square-warning" [size]="16" />{{ t('operate.bookings.objection.chip') }}</button>
      </div>
      <details class="card" [open]="wide || filtered()">
        <summary><p-icon name="sliders-horizontal" [size]="18" />{{ t('operate.bookings.filters') }}</summary>
        <div class="filters">
        <p-field [label]="t('operate.bookings.resource')">
          <select pControl [value]="resource() ?? ''" (change)="go({ resource: $any($event.target).value || null })">
            <option value="">{{ t('operate.bookings.anyResource') }}</option>
            @for (group of groups(); track group.id) {
              <optgroup [label]="group.name">
                @for (one of group.resources; track one.id) { <option [value]="one.id" [selected]="one.id === resource()">{{ one.name }}</option> }
              </optgroup>
            }
          </select>
        </p-field>
        <p-person-picker [label]="t('operate.bookings.person')" [value]="person() ?? ''" (valueChange)="go({ person: $event || null })" />
        <p-field [label]="t('operate.bookings.fromDay')"><input pControl type="date" [value]="from() ?? ''" (change)="go({ from: $any($event.target).value || null })" /></p-field>
        <p-field [label]="t('operate.bookings.toDay')"><input pControl type="date" [value]="to() ?? ''" [min]="from() ?? ''" (change)="go({ to: $any($event.target).value || null })" /></p-field>
        @if (filtered()) { <button type="button" class="btn quiet small clear" (click)="clear()"><p-icon name="x" [size]="16" />{{ t('operate.bookings.clear') }}</button> }
        </div>
      </details>

      <p class="visually-hidden" aria-live="polite">{{ list.start.value() ? t('operate.bookings.shown', { count: list.items().length }) : '' }}</p>
      @if (list.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="list.start.reload()" /> }
      @if (list.start.first()) {
        <div class="card"><p-skeleton [lines]="9" height="2.5rem" /></div>
      } @else if (list.start.value()) {
        @if (!list.items().length) {
          <p-empty icon="calendar-x" [heading]="t(objected() ? 'operate.bookings.objection.none' : filtered() ? 'operate.bookings.noneMatch' : 'operate.bookings.none')" [text]="t(filtered() ? 'operate.bookings.noneMatchText' : 'operate.bookings.noneText')">
            @if (filtered()) { <button type="button" class="btn" (click)="clear()">{{ t('operate.bookings.clear') }}</button> }
          </p-empty>
        } @else {
          <div class="table-box" [class.stale]="list.start.loading()">
            <table class="table fold">
              <caption class="visually-hidden">{{ t('operate.bookings.title') }}</caption>
              <thead><tr><th>{{ t('operate.bookings.when') }}</th><th>{{ t('operate.bookings.resource') }}</th><th>{{ t('operate.bookings.person') }}</th><th>{{ t('operate.bookings.statusLabel') }}</th><th class="number">{{ t('operate.bookings.price') }}</th></tr></thead>
              <tbody>
                @for (one of list.items(); track one.id) {
                  <tr (click)="show($event, one.id)">
                    <td class="when"><button type="button" class="link" (click)="go({ booking: one.id })">{{ one.startDateTime | day: one.timeZone }}, {{ one.startDateTime | clock: one.timeZone }} – {{ one.endDateTime | clock: one.timeZone }}</button><span class="tiny muted">{{ zone(one.timeZone) }}{{ year(one) }}</span></td>
                    <td [attr.data-label]="t('operate.bookings.resource')"><span class="two-lines"><span>{{ catalogue.resource(one.resourceId)?.name ?? '…' }}</span>@if (one.purpose) {<span class="tiny muted clip">{{ one.purpose }}</span>}</span></td>
                    <td [attr.data-label]="t('operate.bookings.person')">{{ names.name(one.userId) ?? '…' }}</td>
                    <td [attr.data-label]="t('operate.bookings.statusLabel')"><span class="badge" [attr.data-tone]="tone(one.status)">{{ t('operate.bookings.status.' + one.status) }}</span>@if (isObjected(one)) { <span class="badge" data-tone="warn">{{ t('operate.bookings.objection.chip') }}</span> }</td>
                    <td class="number" [attr.data-label]="t('operate.bookings.price')">{{ one.price.amount ? (one.price | money) : t('operate.bookings.free') }}</td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
          @if (list.more()) { <div class="more"><button type="button" class="btn" [disabled]="list.busy()" (click)="list.readOn()">{{ t(list.busy() ? 'common.loading' : 'common.more') }}</button></div> }
        }
      }
      <p-booking-panel [id]="booking() ?? null" (closed)="close()" (changed)="changed($event)" />
    </div>
  `,
  styles: `
    .chips { display: flex; gap: var(--s-2); overflow-x: auto; padding: 4px; margin: -4px -4px var(--s-3); scrollbar-width: none; }
    .chip { flex: none; } td .badge + .badge { margin-inline-start: var(--s-2); }
    details { padding: var(--s-4); margin-bottom: var(--s-4); }
    summary { display: none; align-items: center; gap: var(--s-3); min-height: var(--tap); font-weight: 600; cursor: pointer; }
    .filters { display: grid; grid-template-columns: 1.4fr 1.4fr 1fr 1fr; gap: var(--s-3); align-items: start; }
    .clear { grid-column: 1 / -1; justify-self: start; }
    tbody tr { cursor: pointer; }
    .two-lines { display: grid; min-width: 0; max-width: 22rem; }
    .when span { display: block; }
    .link { color: var(--text); text-decoration: none; font-weight: 600; text-align: start; min-height: 1.75rem; }
    .link:hover { text-decoration: underline; }
    .stale { opacity: 0.6; transition: opacity var(--calm); }
    .more { display: grid; justify-items: center; margin-top: var(--s-4); }
    @media (max-width: 60rem) { .filters { grid-template-columns: 1fr 1fr; } }
    @media (max-width: 44rem) { details { padding: var(--s-1) var(--s-4); } details[open] { padding-bottom: var(--s-4); } summary { display: flex; } .two-lines { justify-items: end; } .table.fold td.when { align-items: baseline; } .table.fold td.number { white-space: normal; } .table.fold td { min-height: 1.75rem; } }
    @media (max-width: 30rem) { .filters > :nth-child(-n + 2) { grid-column: 1 / -1; } }
    @media print { .chips, details, .more { display: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OperateBookings {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly catalogue = inject(Catalogue);
  protected readonly names = inject(Names);
  protected readonly exporter = inject(Exporter);
  protected readonly statuses = STATUSES;
  protected readonly tone = toneOf;
  protected readonly isObjected = isObjected;
  protected readonly zone = zoneName;
  /** On a phone the filters are folded until they are wanted. */
  protected readonly wide = matchMedia('(min-width: 44rem)').matches;

  // From the address.
  readonly status = input<string>();
  readonly resource = input<string>();
  readonly person = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly booking = input<string>();
  readonly objection = input<string>();

  protected readonly chosen = computed(() => new Set((this.status() ?? '').split(',').filter((one): one is Status => STATUSES.includes(one as Status))));
  /** Only hours to which who booked objects, that wait for a decision. */
  protected readonly objected = computed(() => this.objection() === 'open');
  protected readonly filtered = computed(() => !!(this.chosen().size || this.objected() || this.resource() || this.person() || this.from() || this.to()));
  /** Days begin on the clock of the chosen resource, else the visitor's. */
  private readonly dayZone = computed(() => (this.resource() && this.catalogue.resource(this.resource()!)?.location.timeZone) || HERE);
  protected readonly query = computed<Query>(() => ({
    status: [...this.chosen()].join(',') || undefined,
    resourceId: this.resource() || undefined,
    userId: this.person() || undefined,
    objection: this.objected() ? ('open' as const) : undefined,
    from: this.from() ? instant(this.from()!, '00:00', this.dayZone()).toISOString() : undefined,
    to: this.to() ? instant(addDays(this.to()!, 1), '00:00', this.dayZone()).toISOString() : undefined,
  }));
  protected readonly list = pages(
    // A resource's days need its zone first.
    () => (this.resource() && (this.from() || this.to()) && !this.catalogue.ready() ? undefined : this.query()),
    (query, cursor) => this.page(query, cursor),
  );
  protected readonly groups = computed(() =>
    this.catalogue.places().map((place) => ({ id: place.id, name: place.name, resources: this.catalogue.resources().filter((one) => one.location.id === place.id) })),
  );

  constructor() {
    void this.catalogue.load();
    // A name in the address is looked up.
    effect(() => {
      const person = this.person();
      untracked(() => person && void this.names.learn([person]));
    });
  }

  protected go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', scroll: 'manual', replaceUrl: !('booking' in queryParams) });
  }

  protected clear(): void {
    this.go({ status: null, objection: null, resource: null, person: null, from: null, to: null });
  }

  protected toggle(status: Status): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(status)) chosen.add(status);
    this.go({ status: [...chosen].join(',') || null });
  }

  /** A click anywhere in the row; the button in it says so to those who do not see it. */
  protected show(event: Event, id: string): void {
    if (!(event.target as Element).closest('button')) this.go({ booking: id });
  }

  /** Told where it is not the present one. */
  protected year(booking: Booking): string {
    const year = dateIn(booking.startDateTime, booking.timeZone).slice(0, 4);
    return year === dateIn(new Date(), booking.timeZone).slice(0, 4) ? '' : ` · ${year}`;
  }

  /** What was decided in the panel no longer waits for a decision. */
  protected close(): void {
    if (this.objected()) this.list.change((items) => items.filter(isObjected));
    this.go({ booking: null });
  }

  protected changed(booking: Booking): void {
    this.list.change((items) => items.map((one) => (one.id === booking.id ? booking : one)));
  }

  private async page(query: Query, cursor?: string): Promise<PageOf<Booking>> {
    const page = await this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query: { ...query, cursor, limit: PAGE } } }));
    void this.names.learn(page.items.map((one) => one.userId));
    void this.catalogue.load().then(() => this.catalogue.learn(page.items.map((one) => one.resourceId)));
    return page;
  }
}

