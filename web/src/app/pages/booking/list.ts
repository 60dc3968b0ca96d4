import { ChangeDetectionStrategy, Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime, merge, switchMap } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Live } from '@core/live';
import { load } from '@core/load';
import { Session } from '@core/session';
import { HERE, addDays, dateIn, day } from '@core/time';
import { Icon } from '@ui/icon';
import { Empty, Failed } from '@ui/states';
import { Toasts } from '@ui/toasts';

import { STATES, TABS, Tab, days, firstOf, unpaid } from './agenda';
import { BookingCard } from './list-card';
import { ResourceCards } from './resource-cards';

type Page = Schema<'Page_BookingView'>;

/** Shown at first, and more each time. */
const STEP = 20;
/** Pages of what is to come that are read at once: enough for 800 bookings. */
const MOST_PAGES = 4;

/** One's own bookings: what comes, what was, what did not come about. */
@Component({
  selector: 'p-booking-list',
  imports: [BookingCard, Empty, Failed, Icon, RouterLink, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <div class="head">
        <h1>{{ t('booking.list.title') }}</h1>
        <a class="btn" routerLink="/search"><p-icon name="calendar-plus" />{{ t('booking.list.new') }}</a>
      </div>
      <nav class="tabs" [attr.aria-label]="t('booking.list.tabs')">
        @for (one of tabs; track one) {
          <a [routerLink]="[]" [queryParams]="{ tab: one === 'next' ? null : one }" [attr.aria-current]="open() === one ? 'page' : null">{{ t('booking.list.tab.' + one) }}</a>
        }
      </nav>
      @if (list.problem(); as problem) { <p-failed [problem]="problem" (retry)="list.reload()" /> }
      @if (list.first() || stale()) {
        <div class="stack" aria-busy="true">
          <div class="skeleton heading"></div>
          @for (line of [1, 2, 3, 4]; track line) { <div class="skeleton line"></div> }
        </div>
      } @else if (list.value()) {
        @if (waiting().length) {
          <section class="stack tight">
            <h2>{{ t('booking.list.toPay') }}</h2>
            @for (one of waiting(); track one.id) { <p-booking-card [booking]="one" [dated]="true" (over)="now.set(moment())" /> }
          </section>
        }
        @for (group of shown(); track group.date) {
          <section class="stack tight">
            <h2>{{ group.title }}@if (group.near) { <span class="muted"> · {{ t('booking.list.' + group.near) }}</span> }</h2>
            @for (one of group.bookings; track one.id) { <p-booking-card [booking]="one" /> }
          </section>
        } @empty {
          @if (!waiting().length) {
            <p-empty icon="calendar" [heading]="t('booking.list.empty.' + open())" [text]="t('booking.list.emptyText')">
              <a class="btn primary" routerLink="/search"><p-icon name="search" />{{ t('common.find') }}</a>
            </p-empty>
          }
        }
        @if (hidden()) {
          <div class="row center"><button type="button" class="btn" [disabled]="list.loading() || reading()" (click)="more()">{{ t('common.more') }}</button></div>
        }
      }
    </div>
  `,
  styles: `
    .page { max-width: 54rem; display: grid; gap: var(--s-5); align-content: start; }
    .head { margin: 0; }
    .tabs { margin-top: calc(-1 * var(--s-3)); }
    h2 { font-size: var(--t-md); margin-top: var(--s-2); }
    h2 .muted { font-weight: 500; }
    .heading { width: 10rem; }
    .line { height: 5.6rem; border-radius: var(--r-2); }
    .center { justify-content: center; }
    @media (max-width: 30rem) { .tabs a { flex: 1; text-align: center; } .head .btn { width: 100%; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BookingList {
  private readonly api = inject(Api);
  private readonly cards = inject(ResourceCards);
  private readonly language = inject(Language);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  readonly tab = input<string>();
  protected readonly tabs = TABS;
  protected readonly open = computed<Tab>(() => TABS.find((one) => one === this.tab()) ?? 'next');
  protected readonly most = linkedSignal({ source: this.open, computation: () => STEP });
  protected readonly now = signal(Date.now());
  protected readonly reading = signal(false);
  private readonly me = computed(() => this.session.profile()?.id);
  private readonly key = computed(() => (this.me() ? { me: this.me(), tab: this.open() } : undefined));
  protected readonly list = load(
    () => this.key(),
    async ({ me, tab }) => ({ tab, ...(await this.read(String(me), tab)) }),
  );
  protected readonly stale = computed(() => !this.list.problem() && this.list.value()?.tab !== this.open());
  private readonly items = computed(() => this.list.value()?.items ?? []);
  protected readonly waiting = computed(() => (this.open() === 'next' ? unpaid(this.items(), this.now()) : []));
  private readonly days = computed(() => days(this.items(), this.open()));
  protected readonly shown = computed(() => firstOf(this.days(), this.most()).map((one) => ({ ...one, title: this.title(one.bookings[0]), near: near(one) })));
  protected readonly hidden = computed(() => this.shown().length < this.days().length || !!this.list.value()?.next);

  constructor() {
    const ids = computed(() => [...new Set([...this.waiting(), ...this.shown().flatMap((one) => one.bookings)].map((one) => one.resourceId))]);
    effect(() => {
      const wanted = ids();
      untracked(() => void this.cards.want(wanted));
    });
    const live = inject(Live);
    const changes = toObservable(ids).pipe(switchMap((all) => live.calendar(all)));
    // Others' bookings of the same things are no news here.
    merge(changes, live.notifications)
      .pipe(debounceTime(400), takeUntilDestroyed())
      .subscribe((message) => {
        if (message.type !== 'calendar' || message.bookingId) void this.list.reload();
      });
  }

  protected moment(): number {
    return Date.now();
  }

  private title(one: Schema<'BookingView'>): string {
    return day(one.startDateTime, one.timeZone, this.language.locale(), 'long');
  }

  protected async more(): Promise<void> {
    const [list, me] = [this.list.value(), this.me()];
    this.most.update((most) => most + STEP);
    if (!list?.next || !me || this.shown().length < this.days().length) return;
    this.reading.set(true);
    try {
      const page = await this.page(me, list.tab, list.next);
      this.list.set({ tab: list.tab, items: [...list.items, ...page.items], next: page.next });
    } catch (error) {
      this.toasts.problem(error);
    } finally {
      this.reading.set(false);
    }
  }

  // Lists come by when they were made, so those to come are read whole and put in order here.
  private async read(userId: string, tab: Tab): Promise<Page> {
    let found = await this.page(userId, tab);
    for (let pages = 1; tab === 'next' && found.next && pages < MOST_PAGES; pages++) {
      const page = await this.page(userId, tab, found.next);
      found = { items: [...found.items, ...page.items], next: page.next };
    }
    this.now.set(Date.now());
    return found;
  }

  private page(userId: string, tab: Tab, cursor?: string): Promise<Page> {
    const query = { userId, status: STATES[tab], limit: tab === 'next' ? 200 : 50, ...(cursor ? { cursor } : {}) };
    return this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query } }));
  }
}

function near(one: { date: string; bookings: Schema<'BookingView'>[] }): 'today' | 'tomorrow' | null {
  const today = dateIn(new Date(), one.bookings[0]?.timeZone ?? HERE);
  if (one.date === today) return 'today';
  return one.date === addDays(today, 1) ? 'tomorrow' : null;
}
