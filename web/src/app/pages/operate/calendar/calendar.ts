import { ChangeDetectionStrategy, Component, DestroyRef, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime, filter } from 'rxjs';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Live, LiveMessage } from '@core/live';
import { load } from '@core/load';
import { Problem } from '@core/problem';
import { ticking } from '@core/ticking';
import { HERE, addDays, dateIn, zoneName } from '@core/time';
import { Icon } from '@ui/icon';
import { Empty, Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Catalogue, Resource } from '../bookings/catalogue';
import { Booking, Deeds } from '../bookings/deed';
import { BookingPanel } from '../bookings/panel';
import { Names } from '../bookings/people';
import { datesOf, snapped, windowOf } from './axis';
import { Board, Line } from './board';
import { ClosureDialog } from './closure-dialog';
import { Chosen, CreateDialog } from './create-dialog';
import { openOn, shownHours } from './hours';
import { Entry, byResource } from './layout';

const KINDS = ['room', 'desk', 'office', 'equipment', 'person', 'virtual'] as const;
/** The server tells of so many calendars at most. */
const WATCHED = 500;
/** Changes are gathered so long before they are read, milliseconds. */
const GATHER = 700;
/** With more changed resources than this everything is read again. */
const SINGLY = 3;
const HOUR = 3_600_000;

/** Everything that is booked, side by side, for one place or all. */
@Component({
  imports: [TranslocoDirective, Board, BookingPanel, ClosureDialog, CreateDialog, Icon, Empty, Failed],
  template: `
    <div class="page wide" *transloco="let t">
      <div class="tools">
        <h1>{{ t('operate.calendar.title') }}</h1>
        <div class="row dates" [class.no-print]="week()" role="group" [attr.aria-label]="t('operate.calendar.dates')">
          <button type="button" class="btn small icon" [attr.aria-label]="t(week() ? 'operate.calendar.weekBefore' : 'operate.calendar.dayBefore')" (click)="step(-1)"><p-icon name="chevron-left" [size]="18" /></button>
          <input class="input date" type="date" [attr.aria-label]="t('operate.bookings.date')" [value]="shownDate()" (change)="$any($event.target).value && go({ date: $any($event.target).value })" />
          <button type="button" class="btn small icon" [attr.aria-label]="t(week() ? 'operate.calendar.weekAfter' : 'operate.calendar.dayAfter')" (click)="step(1)"><p-icon name="chevron-right" [size]="18" /></button>
          <button type="button" class="btn small" [disabled]="dates().includes(today())" (click)="go({ date: null })">{{ t('operate.calendar.today') }}</button>
        </div>
        <div class="row views" role="group" [attr.aria-label]="t('operate.calendar.view')">
          <button type="button" class="chip" [attr.aria-pressed]="!week()" (click)="go({ view: null })">{{ t('operate.calendar.day') }}</button>
          <button type="button" class="chip" [attr.aria-pressed]="week()" (click)="go({ view: 'week' })">{{ t('operate.calendar.week') }}</button>
        </div>
        <div class="filters">
          <select class="input" [attr.aria-label]="t('operate.calendar.place')" (change)="go({ place: $any($event.target).value })">
            @for (place of catalogue.places(); track place.id) { <option [value]="place.id" [selected]="place.id === one()?.id">{{ place.name }}</option> }
            <option value="all" [selected]="!one()">{{ t('operate.calendar.allPlaces') }}</option>
          </select>
          <select class="input" [attr.aria-label]="t('operate.calendar.kindLabel')" (change)="go({ kind: $any($event.target).value || null })">
            <option value="">{{ t('operate.calendar.anyKind') }}</option>
            @for (one of kinds; track one) { <option [value]="one" [selected]="one === kind()">{{ t('operate.calendar.kind.' + one) }}</option> }
          </select>
          <input class="input find" type="search" [attr.aria-label]="t('operate.calendar.find')" [placeholder]="t('operate.calendar.find')" [value]="q() ?? ''" (input)="go({ q: $any($event.target).value || null })" />
          <button type="button" class="chip" [attr.aria-pressed]="hours() === 'all'" (click)="go({ hours: hours() === 'all' ? null : 'all' })">{{ t('operate.calendar.allHours') }}</button>
          <button type="button" class="btn small icon print" [attr.aria-label]="t('operate.calendar.print')" (click)="print()"><p-icon name="printer" [size]="18" /></button>
        </div>
      </div>
      <p class="zone small muted">
        @if (mixed()) { <span class="mixed"><p-icon name="clock-alert" [size]="16" />{{ t('operate.calendar.mixed', { zone: zoneLabel() }) }}</span> }
        @else { {{ t('operate.calendar.zone', { zone: zoneLabel() }) }} }
        <span class="hint" [class.touch]="touch">{{ t(touch ? 'operate.calendar.hintTouch' : 'operate.calendar.hint') }}</span>
        <span aria-live="polite" class="visually-hidden">{{ read.loading() ? t('common.loading') : t('operate.calendar.read', { count: lines().length }) }}</span>
      </p>
      @if (problem(); as failed) { <p-failed [problem]="failed" (retry)="catalogue.load(true); read.reload()" /> }
      @if (catalogue.ready() && !lines().length) {
        <p-empty icon="calendar-x" [heading]="t('operate.calendar.empty')" [text]="t('operate.calendar.emptyText')">
          <button type="button" class="btn" (click)="go({ kind: null, q: null, place: 'all' })">{{ t('operate.calendar.showAll') }}</button>
        </p-empty>
      } @else if (read.value()) {
        <p-board
          [class.stale]="read.loading()" [lines]="lines()" [entries]="entries()" [dates]="dates()" [zone]="zone()" [hours]="clock()" [open]="openHours()" [headings]="!one()" [narrow]="narrow()" [grids]="grids()" [now]="now()"
          (opened)="open($event)" (moved)="move($event)" (drawn)="draw($event)" (picked)="learnGrid($event)" (dayChosen)="go({ date: $event, view: null })" />
      } @else if (!problem()) {
        <div class="board-skeleton" aria-hidden="true">
          @for (row of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]; track row) { <div><span class="skeleton"></span><span class="skeleton" [style.margin-inline-start.%]="(row * 37) % 50" [style.width.%]="12 + ((row * 23) % 25)"></span></div> }
        </div>
      }
      <p-booking-panel [id]="booking() ?? null" (closed)="go({ booking: null })" (changed)="took($event)" />
      <p-create-dialog [chosen]="chosen()" (closed)="chosen.set(null)" (made)="made($event)" />
      <p-closure-dialog [entry]="closure()" (closed)="closure.set(null)" (removed)="made($event)" />
    </div>
  `,
  styles: `
    :host { display: block; }
    .page { display: flex; flex-direction: column; height: calc(100dvh - 4rem - 1px); min-height: 30rem; padding-block: var(--s-4) var(--s-4); }
    .tools { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s-2) var(--s-4); }
    .tools h1 { font-size: var(--t-xl); }
    .dates { gap: var(--s-1); flex-wrap: nowrap; }
    .date { width: 9.75rem; min-height: 2.25rem; padding-inline: var(--s-2); }
    .views { gap: var(--s-1); }
    .filters { display: flex; gap: var(--s-2); margin-inline-start: auto; align-items: center; min-width: 0; flex-wrap: wrap; }
    .filters .input { width: auto; max-width: 12rem; min-height: 2.25rem; font-size: var(--t-sm); }
    .filters .find { width: 9rem; }
    .zone { display: flex; flex-wrap: wrap; gap: var(--s-1) var(--s-4); margin-block: var(--s-2); }
    .mixed { display: inline-flex; gap: var(--s-1); align-items: center; color: var(--warn); font-weight: 600; }
    p-board { flex: 1; min-height: 0; }
    p-board.stale { opacity: 0.65; transition: opacity var(--calm) 200ms; }
    .board-skeleton { flex: 1; border: 1px solid var(--line); border-radius: var(--r-2); background: var(--surface); padding-top: 52px; overflow: hidden; }
    .board-skeleton div { display: flex; align-items: center; height: 48px; border-top: 1px solid var(--line); }
    .board-skeleton span:first-child { width: 9rem; margin-inline: var(--s-4) 2rem; flex: none; }
    .board-skeleton span:last-child { height: 30px; }
    @media (max-width: 60rem) { .page { height: calc(100dvh - 8rem); } .filters { margin-inline-start: 0; } .hint:not(.touch) { display: none; } }
    @media (max-width: 44rem) {
      .page { height: auto; padding-block: var(--s-3); }
      p-board { height: calc(100dvh - 7rem); flex: none; }
      .tools { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--s-2); }
      .tools h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .dates { grid-column: 1 / -1; }
      .dates .date { flex: 1; }
      .dates .btn, .date, .filters .input { min-height: var(--tap); }
      .dates .btn.icon { width: var(--tap); }
      .filters { display: contents; }
      .filters .input { width: 100%; max-width: none; }
      .filters select:first-child { order: 1; }
      .views { order: 2; }
      .filters .find, .filters .chip, .filters .print, .filters select:nth-child(2) { display: none; }
      .zone { margin-block: var(--s-2); }
      .board-skeleton { min-height: 30rem; }
    }
    @media print { .filters, .views, .dates .btn, .hint { display: none; } .page { height: auto; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OperateCalendar {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly live = inject(Live);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  private readonly deeds = inject(Deeds);
  private readonly names = inject(Names);
  protected readonly catalogue = inject(Catalogue);
  protected readonly kinds = KINDS;
  protected readonly touch = matchMedia('(pointer: coarse)').matches;

  // From the address.
  readonly date = input<string>();
  readonly place = input<string>();
  readonly kind = input<string>();
  readonly view = input<string>();
  readonly hours = input<string>();
  readonly q = input<string>();
  readonly booking = input<string>();

  private readonly phone = matchMedia('(max-width: 44rem)');
  protected readonly narrow = signal(this.phone.matches);
  protected readonly now = ticking(30_000);
  protected readonly week = computed(() => this.view() === 'week');

  /** The place shown; null for all. */
  protected readonly one = computed(() => (this.place() === 'all' ? null : (this.catalogue.place(this.place()) ?? this.catalogue.places()[0] ?? null)));
  /** The zone of the clock on top: the place's; of all, the first one's. */
  protected readonly zone = computed(() => (this.one() ?? this.catalogue.places()[0])?.timeZone ?? HERE);
  protected readonly zoneLabel = computed(() => zoneName(this.zone()));
  protected readonly mixed = computed(() => !this.one() && new Set(this.catalogue.places().map((place) => place.timeZone)).size > 1);
  protected readonly today = computed(() => dateIn(new Date(this.now()), this.zone()));
  protected readonly shownDate = computed(() => (/^\d{4}-\d{2}-\d{2}$/.test(this.date() ?? '') ? this.date()! : this.today()));
  protected readonly dates = computed(() => datesOf(this.week() ? 'week' : 'day', this.shownDate()), { equal: (a, b) => a.join() === b.join() });
  protected readonly window = computed(() => windowOf(this.dates(), this.zone()));

  private readonly listed = computed(() => {
    const [place, kind, words] = [this.one(), this.kind(), (this.q() ?? '').trim().toLocaleLowerCase()];
    const order = new Map(this.catalogue.places().map((one, at) => [one.id, at]));
    return this.catalogue
      .resources()
      .filter((one) => (!place || one.location.id === place.id) && (!kind || one.kind === kind) && (!words || one.name.toLocaleLowerCase().includes(words)))
      .sort((a, b) => (order.get(a.location.id) ?? 0) - (order.get(b.location.id) ?? 0) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.name.localeCompare(b.name));
  });
  protected readonly lines = computed<Line[]>(() => this.listed().map((one) => this.line(one)));
  protected readonly openHours = computed(() => {
    // A day of another zone may reach into the days around.
    const dates = this.dates();
    const around = [addDays(dates[0], -1), ...dates, addDays(dates[dates.length - 1], 1)];
    return new Map(this.catalogue.places().map((place) => [place.id, openOn(place.hours, around, place.timeZone)]));
  });
  protected readonly clock = computed(() => {
    const place = this.one();
    return this.hours() === 'all' || (!place && this.mixed()) ? { from: 0, to: 24 } : shownHours(place ? [place.hours] : this.catalogue.places().map((one) => one.hours));
  }, { equal: (a, b) => a.from === b.from && a.to === b.to });

  protected readonly read = load(
    () => (this.catalogue.ready() ? `${this.window().start.toISOString()}/${this.window().end.toISOString()}` : undefined),
    async (key) => {
      const [startDate, endDate] = key.split('/');
      const view = await this.api.ok(this.api.http.GET('/api/v1/bookings/calendar', { params: { query: { startDate, endDate } } }));
      void this.names.learn(view.items.map((item) => item.userId));
      return view.items;
    },
  );
  protected readonly entries = computed(() => byResource(this.read.value() ?? []));
  protected readonly problem = computed(() => this.catalogue.problem() ?? this.read.problem());
  protected readonly chosen = signal<Chosen | null>(null);
  protected readonly closure = signal<Entry | null>(null);
  protected readonly grids = signal<ReadonlyMap<string, number>>(new Map());

  constructor() {
    void this.catalogue.load();
    const turned = (): void => this.narrow.set(this.phone.matches);
    this.phone.addEventListener('change', turned);
    inject(DestroyRef).onDestroy(() => this.phone.removeEventListener('change', turned));
    effect((done) => {
      const ids = this.listed().slice(0, WATCHED).map((one) => one.id);
      if (!ids.length) return;
      const changed = new Set<string>();
      let all = false;
      const { start, end } = this.window();
      // What was shown counts too: it may have moved out of sight.
      const meets = (message: LiveMessage): boolean =>
        !message.startDateTime || !message.endDateTime || this.stands(message.bookingId) || (Date.parse(message.startDateTime) < end.getTime() && Date.parse(message.endDateTime) > start.getTime());
      const calendar = this.live.calendar(ids).pipe(filter(meets));
      const gathering = calendar.subscribe((message) => (message.resourceId ? changed.add(message.resourceId) : (all = true)));
      const reading = calendar.pipe(debounceTime(GATHER)).subscribe(() => {
        const some = [...changed];
        changed.clear();
        if (all || some.length > SINGLY) void this.read.reload();
        else some.forEach((id) => void this.refresh(id));
        all = false;
      });
      done(() => {
        gathering.unsubscribe();
        reading.unsubscribe();
      });
    });
  }

  protected go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', scroll: 'manual', replaceUrl: 'q' in queryParams });
  }

  protected step(by: number): void {
    this.go({ date: addDays(this.shownDate(), by * (this.week() ? 7 : 1)) });
  }

  protected print(): void {
    window.print();
  }

  protected open(entry: Entry): void {
    if (entry.kind === 'closure') this.closure.set(entry);
    else if (entry.bookingId) this.go({ booking: entry.bookingId });
  }

  protected draw(at: { resourceId: string; start?: Date; end?: Date }): void {
    if (at.start && at.end) return this.chosen.set({ resourceId: at.resourceId, start: at.start, end: at.end });
    // By the row's button: the next full half hour, or the morning of another day.
    const shown = this.dates().includes(this.today());
    const from = shown ? snapped(Date.now(), 30, this.zone(), Math.ceil) : (this.openHours().get(this.catalogue.resource(at.resourceId)?.location.id ?? '') ?? []).find((span) => span.start >= this.window().start.getTime())?.start;
    const start = new Date(from ?? this.window().start);
    this.chosen.set({ resourceId: at.resourceId, start, end: new Date(start.getTime() + HOUR) });
  }

  /** The grid on which a resource is booked; read when somebody begins to drag there. */
  protected async learnGrid(id: string): Promise<void> {
    if (this.grids().has(id)) return;
    const resource = await this.catalogue.detail(id).catch(() => null);
    const minutes = resource?.rules.granularityMinutes;
    if (minutes) this.grids.update((grids) => new Map(grids).set(id, minutes));
  }

  /** Shown at once where it was dropped; back again, with the reason, where that is refused. */
  protected async move(drop: { entry: Entry; toResource: string; start: Date; end: Date }): Promise<void> {
    const { entry, start, end } = drop;
    if (drop.toResource !== entry.resourceId) {
      return this.toasts.problem(new Problem('web.other_resource', 422, this.language.say('operate.calendar.otherResource')));
    }
    const from = { start: new Date(entry.startDateTime), end: new Date(entry.endDateTime) };
    this.put(entry.bookingId!, start.toISOString(), end.toISOString());
    try {
      this.took(await this.deeds.move(entry.bookingId!, from, { start, end }, (back) => this.took(back)));
    } catch (error) {
      this.put(entry.bookingId!, entry.startDateTime, entry.endDateTime);
      this.toasts.problem(error);
    }
  }

  /** A booking as it is now; what no longer stands leaves the calendar. */
  protected took(booking: Booking): void {
    const gone = booking.status === 'cancelled' || booking.status === 'expired';
    this.read.set(
      (this.read.value() ?? []).flatMap((item) => {
        if (item.bookingId !== booking.id) return [item];
        if (gone) return [];
        return [{ ...item, status: booking.status, startDateTime: booking.startDateTime, endDateTime: booking.endDateTime, unitIds: [booking.unitId] }];
      }),
    );
  }

  protected made(resourceId: string): void {
    this.chosen.set(null);
    this.closure.set(null);
    void this.refresh(resourceId);
  }

  private stands(bookingId: string | undefined): boolean {
    return !!bookingId && (this.read.value() ?? []).some((item) => item.bookingId === bookingId);
  }

  private put(id: string, startDateTime: string, endDateTime: string): void {
    this.read.set((this.read.value() ?? []).map((item) => (item.bookingId === id ? { ...item, startDateTime, endDateTime } : item)));
  }

  /** One resource's entries again. */
  private async refresh(resourceId: string): Promise<void> {
    const { start, end } = this.window();
    const query = { resourceId, startDate: start.toISOString(), endDate: end.toISOString() };
    const view = await this.api.ok(this.api.http.GET('/api/v1/bookings/calendar', { params: { query } })).catch(() => null);
    // Unless another window is shown by now.
    if (!view || this.window().start.getTime() !== start.getTime() || this.window().end.getTime() !== end.getTime()) return;
    void this.names.learn(view.items.map((item) => item.userId));
    this.read.set([...(this.read.value() ?? []).filter((item) => item.resourceId !== resourceId), ...view.items]);
  }

  private line(one: Resource): Line {
    const detail = [this.language.say('operate.calendar.kind.' + one.kind), one.status === 'active' ? '' : this.language.say('operate.calendar.inactive')];
    const zone = this.mixed() ? ` · ${zoneName(one.location.timeZone)}` : '';
    return { id: one.id, placeId: one.location.id, name: one.name, detail: detail.filter(Boolean).join(' · '), place: one.location.name + zone };
  }
}
