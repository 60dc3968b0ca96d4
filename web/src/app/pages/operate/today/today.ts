import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Batch, needed } from '@core/batch';
import { Live } from '@core/live';
import { load } from '@core/load';
import { ticking } from '@core/ticking';
import { HERE, addDays, dateIn, instant, zoneName } from '@core/time';
import { Icon } from '@ui/icon';
import { DayPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Catalogue } from '../bookings/catalogue';
import { Booking, Deeds } from '../bookings/deed';
import { BookingPanel } from '../bookings/panel';
import { Names } from '../bookings/people';
import { openOn, shownHours } from '../calendar/hours';
import type { Entry } from '../calendar/layout';
import { ArrivalRow } from './arrival';
import { Attention } from './attention';
import { arrivalsOf, grouped, inUse, occupancy, windowOver, worth } from './figures';
import { Occupancy } from './occupancy';

/** Pages of the day's bookings that are added up, at most. */
const PAGES = 5;
const GATHER = 1_500;

/** The day at the desk: who comes, how full it is, what needs somebody. */
@Component({
  imports: [TranslocoDirective, RouterLink, Icon, DayPipe, MoneyPipe, Empty, Failed, Skeleton, ArrivalRow, Attention, Occupancy, BookingPanel],
  template: `
    <div class="page" *transloco="let t">
      <div class="head">
        <div>
          <h1>{{ t(isToday() ? 'operate.today.title' : 'operate.today.dayTitle') }}</h1>
          <p class="muted">{{ noon() | day: (one() ?? catalogue.places()[0])?.timeZone ?? 'UTC' : 'long' }}@if (one(); as place) { · {{ place.name }} }</p>
        </div>
        <div class="row tools no-print">
          <div class="row dates" role="group" [attr.aria-label]="t('operate.calendar.dates')">
            <button type="button" class="btn icon" [attr.aria-label]="t('operate.calendar.dayBefore')" (click)="step(-1)"><p-icon name="chevron-left" /></button>
            <input class="input date" type="date" [attr.aria-label]="t('operate.bookings.date')" [value]="shown()" (change)="$any($event.target).value && go({ date: $any($event.target).value })" />
            <button type="button" class="btn icon" [attr.aria-label]="t('operate.calendar.dayAfter')" (click)="step(1)"><p-icon name="chevron-right" /></button>
            @if (!isToday()) { <button type="button" class="btn" (click)="go({ date: null })">{{ t('operate.calendar.today') }}</button> }
          </div>
          <select class="input places" [attr.aria-label]="t('operate.calendar.place')" (change)="go({ place: $any($event.target).value || null })">
            <option value="">{{ t('operate.calendar.allPlaces') }}</option>
            @for (place of catalogue.places(); track place.id) { <option [value]="place.id" [selected]="place.id === one()?.id">{{ place.name }}</option> }
          </select>
          <button type="button" class="btn sheet" (click)="print()"><p-icon name="printer" [size]="18" />{{ t('operate.today.print') }}</button>
        </div>
      </div>

      @if (catalogue.problem() ?? read.problem(); as problem) { <p-failed [problem]="problem" (retry)="catalogue.load(true); again()" /> }

      <dl class="figures" [class.stale]="read.loading() && read.value()">
        <div><dt>{{ t('operate.today.arrivals') }}</dt>
          <dd>@if (read.value()) { {{ arrivals().length }} <small>{{ isToday() && arrivals().length ? t('operate.today.toCome', { count: coming() }) : '' }}</small> } @else { <span class="skeleton"></span> }</dd></div>
        <div><dt>{{ t(isToday() ? 'operate.today.inUse' : 'operate.today.bookedThings') }}</dt>
          <dd>@if (read.value()) { {{ used() }} <small>{{ t('operate.today.of', { total: total() }) }}</small> } @else { <span class="skeleton"></span> }</dd></div>
        <div class="worth"><dt>{{ t('operate.today.worth') }}</dt>
          <dd>
            @if (read.value(); as value) {
              @for (sum of worth(); track sum.booked.currency) { <span class="sum">{{ sum.booked | money }} <small>{{ t('operate.today.paid', { amount: (sum.paid | money) }) }}</small></span> } @empty { – }
              @if (value.partial) { <small>{{ t('operate.today.atLeast') }}</small> }
            } @else { <span class="skeleton"></span> }
          </dd></div>
      </dl>

      <div class="columns">
        <section class="stack arrivals" aria-labelledby="arrivals">
          <h2 id="arrivals">{{ t('operate.today.whoComes') }}</h2>
          @if (read.value()) {
            @for (group of groups(); track group.key) {
              <div class="card flush">
                <h3>{{ t('operate.today.group.' + group.key) }} <span class="badge">{{ group.items.length }}</span></h3>
                <ul>
                  @for (arrival of group.items; track arrival.entry.bookingId) {
                    <li p-arrival [arrival]="arrival" [resource]="catalogue.resource(arrival.entry.resourceId)" [person]="names.name(arrival.entry.userId)" [places]="!one()" [now]="now()" [busy]="busy() === arrival.entry.bookingId"
                      (opened)="go({ booking: $event })" (set)="set(arrival.entry, $event)"></li>
                  }
                </ul>
              </div>
            } @empty {
              <div class="card"><p-empty icon="coffee" [heading]="t('operate.today.nobody')" [text]="t('operate.today.nobodyText')">
                <a class="btn" routerLink="/operate/calendar" [queryParams]="{ date: shown() }">{{ t('operate.today.toCalendar') }}</a>
              </p-empty></div>
            }
          } @else if (!read.problem() && !catalogue.problem()) {
            <div class="card"><p-skeleton [lines]="6" height="3.25rem" /></div>
          }
        </section>
        <div class="stack aside">
          <p-attention class="no-print" [closures]="closures()" [turn]="turn()" [now]="now()" (opened)="go({ booking: $event })" />
          <section class="card stack charts" aria-labelledby="full">
            <h2 id="full">{{ t('operate.today.howFull') }}</h2>
            @if (read.value()) {
              @for (chart of charts(); track chart.place.id) {
                <p-occupancy [name]="chart.place.name" [zone]="chart.place.timeZone" [hours]="chart.hours" [total]="chart.total" [closed]="chart.closed" [now]="now()" />
              }
              <p class="tiny muted">{{ t('operate.today.chartNote') }}</p>
            } @else { <p-skeleton [lines]="3" height="6.5rem" /> }
          </section>
        </div>
      </div>
      <p-booking-panel [id]="booking() ?? null" (closed)="go({ booking: null })" (changed)="took($event)" />
    </div>
  `,
  styles: `
    :host { display: block; }
    .tools { gap: var(--s-2) var(--s-3); }
    .dates { gap: var(--s-1); flex-wrap: nowrap; }
    .date { width: 10rem; }
    .places { width: auto; }
    .figures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)) minmax(0, 1.6fr); gap: var(--s-4); margin-bottom: var(--s-5); }
    .figures > div { padding: var(--s-4) var(--s-5); background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-2); }
    .figures dt { color: var(--muted); font-size: var(--t-sm); }
    .figures dd { font-size: var(--t-2xl); font-weight: 750; line-height: 1.3; letter-spacing: -0.02em; min-height: 2.3rem; }
    .figures small { font-size: var(--t-sm); font-weight: 500; color: var(--muted); letter-spacing: 0; }
    .figures .skeleton { display: block; height: 2rem; width: 60%; }
    .worth dd { display: flex; flex-wrap: wrap; gap: 0 var(--s-5); align-items: baseline; font-size: var(--t-xl); }
    .stale { opacity: 0.65; transition: opacity var(--calm) 200ms; }
    .columns { display: grid; grid-template-columns: minmax(0, 1.65fr) minmax(18rem, 1fr); gap: var(--s-5); align-items: start; }
    .columns h2 { font-size: var(--t-lg); }
    .arrivals h3 { padding: var(--s-3) var(--s-5); font-size: var(--t-sm); color: var(--muted); background: var(--surface-2); display: flex; gap: var(--s-2); align-items: center; }
    .arrivals h3 .badge { background: var(--surface); }
    @media (max-width: 64rem) {
      .columns { grid-template-columns: minmax(0, 1fr); }
      .aside { display: contents; }
      p-attention { order: -1; }
    }
    @media (max-width: 40rem) {
      .head { margin-bottom: var(--s-4); }
      .tools, .dates { width: 100%; }
      .dates .date { flex: 1; width: auto; min-width: 8.5rem; }
      .places { flex: 1; }
      .sheet { display: none; }
      .figures { grid-template-columns: 1fr 1fr; gap: var(--s-3); }
      .figures > div { padding: var(--s-3) var(--s-4); }
      .worth { grid-column: 1 / -1; }
      .arrivals h3 { padding-inline: var(--s-4); }
    }
    @media print {
      .figures { grid-template-columns: 1fr 1fr 2fr; margin-bottom: 12pt; }
      .columns { display: block; }
      .arrivals, .arrivals .card { display: block; break-inside: auto; overflow: visible; border: 0; }
      .arrivals h2 { display: none; }
      .arrivals h3 { background: none; border-bottom: 1px solid #000; color: #000; }
      .charts { margin-top: 12pt; }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Today {
  private readonly api = inject(Api);
  private readonly batch = inject(Batch);
  private readonly router = inject(Router);
  private readonly live = inject(Live);
  private readonly deeds = inject(Deeds);
  private readonly toasts = inject(Toasts);
  protected readonly names = inject(Names);
  protected readonly catalogue = inject(Catalogue);
  protected readonly zoneName = zoneName;

  // From the address.
  readonly date = input<string>();
  readonly place = input<string>();
  readonly booking = input<string>();

  protected readonly now = ticking(30_000);
  protected readonly turn = signal(0);
  protected readonly one = computed(() => this.catalogue.place(this.place()));
  private readonly places = computed(() => (this.one() ? [this.one()!] : this.catalogue.places()));
  protected readonly today = computed(() => dateIn(new Date(this.now()), this.places()[0]?.timeZone ?? HERE));
  protected readonly shown = computed(() => (/^\d{4}-\d{2}-\d{2}$/.test(this.date() ?? '') ? this.date()! : this.today()));
  protected readonly isToday = computed(() => this.shown() === this.today());
  protected readonly noon = computed(() => instant(this.shown(), '12:00', this.places()[0]?.timeZone ?? HERE));
  private readonly window = computed(() => {
    const zones = this.places().map((place) => place.timeZone);
    return windowOver(this.shown(), zones.length ? zones : [HERE]);
  });
  private readonly resources = computed(() => this.catalogue.resources().filter((one) => !this.one() || one.location.id === this.one()!.id));
  private readonly ids = computed(() => new Set(this.resources().map((one) => one.id)));

  protected readonly read = load(
    () => (this.catalogue.ready() ? `${this.window().start.toISOString()}/${this.window().end.toISOString()}` : undefined),
    async (key) => {
      const [from, to] = key.split('/');
      const [calendar, first] = await this.batch.read([`/api/v1/bookings/calendar?startDate=${from}&endDate=${to}`, `/api/v1/bookings?from=${from}&to=${to}&limit=200`]);
      const entries = needed<{ items: Entry[] }>(calendar).items;
      void this.names.learn(entries.map((one) => one.userId));
      void this.catalogue.learn(entries.map((one) => one.resourceId));
      return { entries, ...(await this.money(first.body as Page | null, from, to)) };
    },
  );
  protected readonly entries = computed(() => (this.read.value()?.entries ?? []).filter((one) => this.ids().has(one.resourceId)));
  protected readonly arrivals = computed(() => arrivalsOf(this.entries(), this.shown(), (id) => this.catalogue.resource(id)?.location.timeZone ?? null));
  protected readonly groups = computed(() => (this.isToday() ? grouped(this.arrivals(), this.now()) : [{ key: 'day', items: this.arrivals() }].filter((group) => group.items.length)));
  protected readonly coming = computed(() => this.arrivals().filter((one) => one.start > this.now() && one.entry.status !== 'completed' && one.entry.status !== 'no_show').length);
  /** Resources in use at present; of another day, those that are booked at all. */
  protected readonly used = computed(() => (this.isToday() ? inUse(this.entries(), this.now()).size : new Set(this.arrivals().map((one) => one.entry.resourceId)).size));
  protected readonly total = computed(() => this.resources().length);
  protected readonly closures = computed(() => {
    const { start, end } = this.window();
    return this.entries().filter((one) => one.kind === 'closure' && Date.parse(one.startDateTime) < end.getTime() && Date.parse(one.endDateTime) > start.getTime());
  });
  protected readonly worth = computed(() => worth((this.read.value()?.bookings ?? []).filter((one) => this.ids().has(one.resourceId) && dateIn(one.startDateTime, one.timeZone) === this.shown())));
  protected readonly charts = computed(() =>
    this.places().map((place) => {
      const resources = new Set(this.catalogue.resources().filter((one) => one.location.id === place.id).map((one) => one.id));
      const open = openOn(place.hours, [this.shown()], place.timeZone);
      return { place, total: resources.size, hours: occupancy(this.entries(), resources, this.shown(), place.timeZone, shownHours([place.hours]), open), closed: !open.length };
    }),
  );
  /** The booking whose state is being set. */
  protected readonly busy = signal<string | null>(null);

  constructor() {
    void this.catalogue.load();
    effect((done) => {
      const ids = this.resources().slice(0, 500).map((one) => one.id);
      if (!ids.length) return;
      const reading = this.live.calendar(ids).pipe(debounceTime(GATHER)).subscribe(() => this.again());
      done(() => reading.unsubscribe());
    });
  }

  protected again(): void {
    void this.read.reload();
    this.turn.update((turn) => turn + 1);
  }

  protected go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', scroll: 'manual' });
  }

  protected step(days: number): void {
    const date = addDays(this.shown(), days);
    this.go({ date: date === this.today() ? null : date });
  }

  protected print(): void {
    window.print();
  }

  /** Shown at once; back again where it is refused. */
  protected async set(entry: Entry, action: 'complete' | 'noShow'): Promise<void> {
    if (this.busy()) return;
    const before = entry.status ?? null;
    this.busy.set(entry.bookingId!);
    this.show(entry.bookingId!, { status: action === 'complete' ? 'completed' : 'no_show' });
    try {
      await this.deeds.set(entry.bookingId!, action);
    } catch (error) {
      this.show(entry.bookingId!, { status: before });
      this.toasts.problem(error);
    } finally {
      this.busy.set(null);
    }
  }

  protected took(booking: Booking): void {
    this.show(booking.id, { status: booking.status, startDateTime: booking.startDateTime, endDateTime: booking.endDateTime });
    this.turn.update((turn) => turn + 1);
  }

  private show(id: string, change: Partial<Entry>): void {
    const value = this.read.value();
    if (!value) return;
    const entries = value.entries.map((one) => (one.bookingId === id ? { ...one, ...change } : one)).filter((one) => one.status !== 'cancelled' && one.status !== 'expired');
    this.read.set({ ...value, entries });
  }

  private async money(first: Page | null, from: string, to: string): Promise<{ bookings: Schema<'BookingView'>[]; partial: boolean }> {
    const bookings = [...(first?.items ?? [])];
    let next = first?.next;
    for (let page = 1; next && page < PAGES; page++) {
      const more: Page | null = await this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query: { from, to, limit: 200, cursor: next } } })).catch(() => null);
      bookings.push(...(more?.items ?? []));
      next = more?.next;
    }
    return { bookings, partial: !first || !!next };
  }
}

interface Page {
  items: Schema<'BookingView'>[];
  next?: string | null;
}
