import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { EMPTY, debounceTime, merge, switchMap } from 'rxjs';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Live } from '@core/live';
import { load } from '@core/load';
import { day } from '@core/time';
import { Empty, Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { Tab, days, firstOf } from '../../booking/agenda';
import type { HostedBooking } from '../../booking/hosting';
import { OwnProfile } from '../own-profile';
import { HourRow } from './hour-row';

const TABS = ['next', 'past', 'cancelled'] as const satisfies Tab[];
/** What one's time is booked for; who has not paid yet may still not come. */
const STATES: Record<Tab, string> = { next: 'confirmed', past: 'completed,no_show', cancelled: 'cancelled' };
/** Shown at first, and more each time. */
const STEP = 20;
/** Pages of what is to come that are read at once: they come by when they were made. */
const MOST_PAGES = 4;

interface Read {
  tab: Tab;
  items: HostedBooking[];
  next: string | null;
}

/** The hours that others booked of one's own time: those to come, those that were, those that were called off. */
@Component({
  imports: [Empty, Failed, HourRow, RouterLink, TranslocoDirective],
  template: `
    <div class="page narrow stack" *transloco="let t">
      <div><h1>{{ t('desk.bookings.title') }}</h1><p class="muted">{{ t('desk.bookings.text') }}</p></div>
      <nav class="tabs" [attr.aria-label]="t('desk.bookings.tabs')">
        @for (one of tabs; track one) { <a [routerLink]="[]" [queryParams]="{ tab: one === 'next' ? null : one }" [attr.aria-current]="open() === one ? 'page' : null">{{ t('desk.bookings.tab.' + one) }}</a> }
      </nav>
      @if (list.problem(); as problem) { <p-failed [problem]="problem" (retry)="list.reload()" /> }
      @if (list.first() || stale()) {
        <div class="stack tight" aria-busy="true"><div class="skeleton heading"></div>@for (line of [1, 2, 3]; track line) { <div class="skeleton line"></div> }</div>
      } @else if (list.value()) {
        @for (group of shown(); track group.date) {
          <section class="stack tight"><h2>{{ group.title }}</h2><ul class="card flush">@for (one of group.bookings; track one.id) { <li p-hour [hour]="one"></li> }</ul></section>
        } @empty {
          <div class="card">
            <p-empty icon="calendar" [heading]="t('desk.bookings.none.' + open())" [text]="open() === 'next' ? t(bookable() ? 'desk.bookings.noneText' : 'desk.bookings.notBookable') : ''">
              @if (open() === 'next') { <a class="btn" [class.primary]="!bookable()" routerLink="/work/profile" fragment="bookable">{{ t(bookable() ? 'desk.bookings.hours' : 'desk.bookings.begin') }}</a> }
            </p-empty>
          </div>
        }
        @if (hidden()) { <div class="row center"><button type="button" class="btn" [disabled]="list.loading() || reading()" (click)="more()">{{ t('common.more') }}</button></div> }
      }
    </div>
  `,
  styles: `h2 { font-size: var(--t-md); } .heading { width: 10rem; } .line { height: 4.75rem; border-radius: var(--r-2); } .center { justify-content: center; }`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskBookings {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  private readonly own = inject(OwnProfile);
  private readonly toasts = inject(Toasts);
  /** `?tab=past`. */
  readonly tab = input<string>();
  protected readonly tabs = TABS;
  protected readonly open = computed<Tab>(() => TABS.find((one) => one === this.tab()) ?? 'next');
  protected readonly most = linkedSignal({ source: this.open, computation: () => STEP });
  protected readonly reading = signal(false);
  protected readonly bookable = computed(() => !!this.own.read.value()?.resourceId);
  protected readonly list = load(
    () => this.open(),
    (tab) => this.read(tab),
  );
  protected readonly stale = computed(() => !this.list.problem() && this.list.value()?.tab !== this.open());
  private readonly days = computed(() => days(this.list.value()?.items ?? [], this.open()));
  protected readonly shown = computed(() => firstOf(this.days(), this.most()).map((one) => ({ ...one, title: day(one.bookings[0].startDateTime, one.bookings[0].timeZone, this.language.locale(), 'long') })));
  protected readonly hidden = computed(() => this.shown().length < this.days().length || !!this.list.value()?.next);

  constructor() {
    const live = inject(Live);
    const resource = toObservable(computed(() => this.own.read.value()?.resourceId ?? null));
    merge(live.notifications, resource.pipe(switchMap((id) => (id ? live.calendar([id]) : EMPTY))))
      .pipe(debounceTime(400), takeUntilDestroyed())
      .subscribe(() => void this.list.reload());
  }

  protected async more(): Promise<void> {
    const list = this.list.value();
    this.most.update((most) => most + STEP);
    if (!list?.next || this.shown().length < this.days().length) return;
    this.reading.set(true);
    try {
      const page = await this.page(list.tab, list.next);
      if (this.list.value() === list) this.list.set({ ...page, items: [...list.items, ...page.items] });
    } catch (error) {
      this.toasts.problem(error);
    }
    this.reading.set(false);
  }

  private async read(tab: Tab): Promise<Read> {
    let found = await this.page(tab);
    for (let pages = 1; tab === 'next' && found.next && pages < MOST_PAGES; pages++) {
      const page = await this.page(tab, found.next);
      found = { ...page, items: [...found.items, ...page.items] };
    }
    return found;
  }

  private async page(tab: Tab, cursor?: string): Promise<Read> {
    const query = { as: 'host' as const, status: STATES[tab], limit: tab === 'next' ? 200 : 50, ...(cursor ? { cursor } : {}) };
    const { items, next } = await this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query } }));
    return { tab, items, next: next ?? null };
  }
}
