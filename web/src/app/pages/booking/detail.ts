import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { EMPTY, debounceTime, filter, merge, switchMap } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Live } from '@core/live';
import { load } from '@core/load';
import { marksWork } from '@core/section';
import { Session } from '@core/session';
import { PageTitle } from '@core/title';
import { rememberWork } from '@core/works';
import { Icon } from '@ui/icon';
import { MoneyPipe } from '@ui/pipes';
import { Picture } from '@ui/picture';
import { Skeleton } from '@ui/states';
import { When } from '@ui/when';

import { HostedDetail } from '../desk/bookings/hosted';
import { Lost } from '../find/lost';
import { BookingFailed } from './booking-failed';
import { Cancel } from './cancel';
import { Countdown } from './countdown';
import { Files } from './files';
import { BookingHistory } from './history';
import { HostedBooking, isHost, ofAPerson } from './hosting';
import { HourWith } from './hour-with';
import { invoicesOf } from './invoices-of';
import { InvoiceView } from './invoice-view';
import { callTo, directions, slotQuery, whereOf } from './links';
import { Move } from './move';
import { ObjectionCard } from './objection';
import { PolicyText } from './policy';
import { PriceLines } from './price-lines';
import { ResourceCards } from './resource-cards';
import { BookingReview } from './review';
import { SaveButton } from './save-button';
import { StatusBadge } from './status';

/** One booking, whole: what, when and where, what it costs, and what can be done with it. */
@Component({
  selector: 'p-booking-detail',
  imports: [BookingHistory, BookingFailed, BookingReview, Cancel, Countdown, HostedDetail, HourWith, Icon, InvoiceView, Lost, MoneyPipe, Move, ObjectionCard, Picture, PolicyText, PriceLines, RouterLink, SaveButton, Skeleton, StatusBadge, TranslocoDirective, When],
  template: `
    <div class="page" *transloco="let t">
      @if (hosts()) { <a class="back small no-print" routerLink="/work/bookings"><p-icon name="chevron-left" [size]="16" />{{ t('booking.detail.hours') }}</a> } @else { <a class="back small no-print" routerLink="/bookings"><p-icon name="chevron-left" [size]="16" />{{ t('booking.list.title') }}</a> }
      @if (booking.problem(); as problem) { <h1 class="visually-hidden">{{ t('booking.detail.title') }}</h1><p-booking-failed [problem]="problem" (retry)="booking.reload()" /> }
      @if (booking.first()) {
        <h1 class="visually-hidden">{{ t('booking.detail.title') }}</h1>
        <div class="columns" aria-busy="true"><div class="stack"><div class="skeleton hero"></div><div class="card"><p-skeleton [lines]="4" height="2rem" /></div></div><div class="card"><p-skeleton [lines]="6" height="1.75rem" /></div></div>
      }
      @if (booking.value(); as it) {
        @if (hosts()) {
          @defer { <p-hosted-booking [booking]="it" [place]="card()" (changed)="booking.reload()" /> } @placeholder { <h1 class="visually-hidden">{{ t('booking.detail.title') }}</h1><div class="card"><p-skeleton [lines]="4" height="2rem" /></div> } @error { <h1 class="visually-hidden">{{ t('booking.detail.title') }}</h1><p-lost /> }
        } @else {
          @if (new() && it.status === 'confirmed') {
            <div class="notice welcome" data-tone="good" role="status"><p-icon name="circle-check" /><div><p class="strong">{{ t('booking.detail.booked') }}</p><p class="small">{{ it.payment.paid.amount ? t('booking.pay.done.paid', { amount: (it.payment.paid | money), email: session.profile()?.email }) : t('booking.detail.bookedText', { email: session.profile()?.email }) }}</p></div></div>
          }
          <div class="columns">
            <div class="stack main">
              <section class="card flush hero-card">
                @if (resource.value(); as thing) { <p-picture class="no-print" [photo]="thing.photos[0]" [kind]="thing.kind" [seed]="thing.id" [eager]="true" /> } @else if (card(); as known) { <p-picture class="no-print" [photo]="known.photo" [kind]="known.kind" [seed]="known.id" [eager]="true" /> } @else { <div class="skeleton hero"></div> }
                <div class="inside stack">
                  <div class="stack tight"><div><p-booking-status [status]="it.status" /></div>
                  <h1>{{ card()?.name ?? t('booking.detail.title') }}</h1></div>
                  <ul class="stack">
                    <li><p-icon name="calendar" /><p-when class="strong" [from]="it.startDateTime" [to]="it.endDateTime" [zone]="it.timeZone" [long]="true" /></li>
                    @if (card(); as place) { @let where = whereOf(place); <li><p-icon name="map-pin" /><div><p class="strong">{{ where.name }}</p>@if (where.more) { <p class="muted">{{ where.more }}</p> }</div></li> }
                    @if (unit(); as name) { <li><p-icon name="tag" /><p>{{ t('booking.detail.unit', { name }) }}</p></li> }
                    @if (it.purpose) { <li><p-icon name="file-text" /><div><p class="muted small">{{ t('booking.detail.purpose') }}</p><p>{{ it.purpose }}</p></div></li> }
                    @if (it.attendeeIds.length) { <li><p-icon name="users" /><p>{{ t('booking.detail.people', { count: it.attendeeIds.length + 1 }) }}</p></li> }
                  </ul>
                  <div class="row no-print">
                    @if (stands()) { <p-save-button icon="calendar-plus" [save]="calendar">{{ t('booking.calendar') }}</p-save-button> }
                    @if (card(); as place) { @if (place.kind !== 'person') { <a class="btn" target="_blank" rel="noopener noreferrer" [href]="directions(place)"><p-icon name="map" />{{ t('booking.directions') }}</a> }}
                    @if (phone.value(); as number) { @if (reachable()) { <a class="btn" [href]="callTo(number)" [attr.aria-label]="t('booking.callPlace', { place: card()?.place, number })"><p-icon name="phone" />{{ t('booking.call') }}</a> } }
                    <button type="button" class="btn quiet" (click)="print()"><p-icon name="printer" />{{ t('booking.print') }}</button>
                  </div>
                </div>
              </section>
              @if (it.objection) { <p-objection [booking]="it" [name]="card()?.name ?? t('booking.hour.them')" (changed)="changed($event)" (stale)="booking.reload()" /> }
              @if (resource.value()?.houseRules; as rules) { <section class="card stack tight"><h2>{{ t('booking.detail.houseRules') }}</h2><p class="rules">{{ rules }}</p></section> }
              <details class="card no-print" (toggle)="history.set($any($event.target).open)"><summary><h2>{{ t('booking.history.heading') }}</h2><p-icon name="chevron-down" /></summary>@if (history()) { <p-booking-history [booking]="it" /> }</details>
            </div>
            <aside class="stack">
              @if (it.status === 'held' && !over() && it.holdExpiresAt) {
                <section class="card stack act"><div class="row between"><h2>{{ t('booking.detail.unpaid') }}</h2><p-countdown [until]="it.holdExpiresAt" [loud]="true" (over)="over.set(true)" /></div><p class="small muted">{{ t('booking.hold.text') }}</p><a class="btn primary block" [routerLink]="['/bookings', it.id, 'pay']">{{ t('booking.payNow') }}</a></section>
              } @else if (it.status === 'pending') {
                <section class="card stack act"><h2>{{ it.payment.nextAction ? t('booking.list.needsYou') : t('booking.list.underWay') }}</h2><a class="btn primary block" [routerLink]="['/bookings', it.id, 'pay']">{{ t('booking.list.goOn') }}</a></section>
              } @else if (it.status !== 'confirmed') {
                <section class="card stack act no-print"><p>{{ t('booking.detail.now.' + (over() ? 'expired' : it.status)) }}</p><a class="btn primary block" [routerLink]="['/resources', it.resourceId]" [queryParams]="again()">{{ t('booking.detail.again') }}</a></section>
              }
              @if (reviewable()) { @defer { <p-booking-review class="no-print" [booking]="it" [name]="card()?.name ?? ''" /> } @error { <p-lost /> } }
              @if (it.hostId; as host) { <p-hour-with [booking]="it" [host]="host" [name]="card()?.name" (changed)="changed($event)" (stale)="booking.reload()" /> }
              <section class="card stack">
                <h2>{{ t('booking.price.heading') }}</h2>
                <p-price-lines [booking]="it" />
                @if (it.payment.paid.amount) {
                  <dl class="sums small">
                    <div><dt>{{ t('booking.price.paid') }}</dt><dd class="number">{{ it.payment.paid | money }}</dd></div>
                    @if (it.payment.refunded.amount) { <div><dt>{{ t('booking.price.refunded') }}</dt><dd class="number">{{ it.payment.refunded | money }}</dd></div> }
                  </dl>
                }
                @for (one of invoices.value(); track one.id) {
                  <div class="row between doc"><span class="small"><span class="strong">{{ t('booking.invoice.' + one.kind) }}</span> {{ one.number }}</span><span class="row no-print"><button type="button" class="btn small quiet" [attr.aria-label]="t('booking.invoices.viewNamed', { number: one.number })" (click)="viewed.set(one)">{{ t('booking.invoices.view') }}</button><p-save-button [small]="true" [named]="t('booking.invoices.pdfNamed', { number: one.number })" [save]="pdf(one)">PDF</p-save-button></span></div>
                }
              </section>
              <section class="card stack">
                <h2>{{ t('booking.policy.heading') }}</h2>
                <p-policy class="small" [booking]="it" />
                @if (changeable()) {
                  <div class="two no-print">
                    <button type="button" class="btn" (click)="moving.set(true)"><p-icon name="calendar-clock" [size]="18" />{{ t('booking.move.open') }}</button>
                    <button type="button" class="btn danger" (click)="cancelling.set(true)"><p-icon name="calendar-x" [size]="18" />{{ t('booking.cancel.open') }}</button>
                  </div>
                }
              </section>
              <p class="tiny muted">{{ t('booking.detail.id', { id: it.id }) }}</p>
            </aside>
          </div>
          <p-move [booking]="it" [rules]="resource.value()?.rules" [open]="moving()" (closed)="moving.set(false)" (moved)="changed($event)" />
          <p-cancel [booking]="it" [open]="cancelling()" (closed)="cancelling.set(false)" (cancelled)="changed($event)" />
          <p-invoice-view [invoice]="viewed()" (closed)="viewed.set(null)" />
        }
      }
    </div>
  `,
  styleUrl: './detail.css',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookingDetail {
  private readonly api = inject(Api);
  private readonly cards = inject(ResourceCards);
  private readonly files = inject(Files);
  private readonly titles = inject(PageTitle);
  protected readonly session = inject(Session);

  readonly id = input.required<string>();
  /** `?new=1`: it was just made. */
  readonly new = input<string>();
  protected readonly over = signal(false);
  protected readonly booking = load(() => this.id(), (id): Promise<HostedBooking> => this.api.ok(this.api.http.GET('/api/v1/bookings/{id}', { params: { path: { id } } })));
  /** It is one's own time that somebody booked. */
  protected readonly hosts = computed(() => !!this.booking.value() && isHost(this.booking.value()!, this.session.profile()?.id));
  private readonly resourceId = computed(() => this.booking.value()?.resourceId);
  protected readonly resource = load(() => this.resourceId(), (id) => this.readResource(id));
  /** Who comes, or is about to pay, may ring the place; whose time is booked is written to. */
  protected readonly reachable = computed(() => !this.booking.value()?.hostId && ['held', 'pending', 'confirmed'].includes(this.booking.value()?.status ?? '') && !this.over());
  private readonly placeId = computed(() => (this.reachable() && this.resource.value()?.kind !== 'person' ? this.resource.value()?.location.id : undefined));
  protected readonly phone = load(() => this.placeId(), async (id) => (await this.api.ok(this.api.http.GET('/api/v1/locations/{id}', { params: { path: { id } } }))).phone);
  private readonly paymentId = computed(() => this.booking.value()?.payment.paymentId ?? undefined);
  // Read again when the booking changes: a cancellation brings a credit note.
  private readonly paid = computed(() => (!this.hosts() && this.paymentId() && this.booking.value()?.payment.paid.amount ? `${this.paymentId()} ${this.booking.value()?.version}` : undefined));
  protected readonly invoices = load(() => this.paid(), (key) => invoicesOf(this.api, key.split(' ')[0]));

  protected readonly moving = signal(false);
  protected readonly cancelling = signal(false);
  protected readonly history = signal(false);
  protected readonly viewed = signal<Schema<'InvoiceView'> | null>(null);
  protected readonly callTo = callTo;
  protected readonly directions = directions;
  protected readonly whereOf = whereOf;
  protected readonly card = computed(() => this.cards.of(this.resourceId() ?? ''));
  protected readonly unit = computed(() => {
    const thing = this.resource.value();
    return thing && thing.units.length > 1 ? thing.units.find((one) => one.id === this.booking.value()?.unitId)?.name : undefined;
  });
  protected readonly stands = computed(() => ['confirmed', 'pending'].includes(this.booking.value()?.status ?? ''));
  protected readonly changeable = computed(() => {
    const it = this.booking.value();
    return !!it && (it.status === 'confirmed' || (it.status === 'held' && !this.over())) && Date.parse(it.startDateTime) > Date.now();
  });
  /** A stay that took place; an hour also when nobody came, or who waited in vain cancelled. */
  protected readonly reviewable = computed(() => {
    const it = this.booking.value();
    return !!it && (it.status === 'completed' || (ofAPerson(it) && ['no_show', 'cancelled'].includes(it.status) && Date.parse(it.startDateTime) <= Date.now()));
  });
  protected readonly again = computed(() => {
    const it = this.booking.value();
    // A time that is over is no use; the place is.
    return it && Date.parse(it.startDateTime) > Date.now() ? slotQuery(it) : null;
  });
  protected readonly calendar = (): Promise<void> => this.files.calendar(this.id());
  private readonly savers = new Map<string, () => Promise<void>>();

  constructor() {
    marksWork(this.hosts);
    effect(() => {
      // Whose time is booked works here, also in a browser that has not seen them do so.
      const [hosts, me] = [this.hosts(), this.session.profile()?.id];
      if (hosts && me) rememberWork(me);
    });
    effect(() => {
      const name = this.card()?.name;
      if (name) untracked(() => this.titles.show(name));
    });
    const live = inject(Live);
    const changes = toObservable(this.resourceId).pipe(switchMap((id) => (id ? live.calendar([id]) : EMPTY)));
    merge(changes, live.notifications)
      .pipe(
        filter((message) => message.type !== 'calendar' || message.bookingId === this.id()),
        debounceTime(300),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        void this.booking.reload();
        // Invoices and credit notes come a moment after what they are about.
        if (this.paid()) void this.invoices.reload();
      });
  }

  protected pdf(one: Schema<'InvoiceView'>): () => Promise<void> {
    let known = this.savers.get(one.id);
    if (!known) this.savers.set(one.id, (known = () => this.files.invoice(one)));
    return known;
  }

  protected changed(booking: Schema<'BookingView'>): void {
    this.booking.set(booking);
    this.moving.set(false);
    this.cancelling.set(false);
  }

  protected print(): void {
    print();
  }

  private async readResource(id: string): Promise<Schema<'Resource'>> {
    const resource = await this.api.ok(this.api.http.GET('/api/v1/resources/{id}', { params: { path: { id } } }));
    this.cards.keep([resource]);
    return resource;
  }
}
