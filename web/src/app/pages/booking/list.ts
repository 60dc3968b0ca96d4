import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime, merge, switchMap } from 'rxjs';

import { Api, Schema } from '@core/api';
import { Language } from '@core/i18n';
import { Live } from '@core/live';
import { Session } from '@core/session';
import { HERE, addDays, dateIn, day } from '@core/time';
import { Icon } from '@ui/icon';
import { Empty, Failed } from '@ui/states';

import { STATES, TABS, Tab, unpaid } from './agenda';
import { agendaList } from './agenda-list';
import { BookingCard } from './list-card';
import { ResourceCards } from './resource-cards';
import { ToReview } from './to-review';

/** One's own bookings: what comes, what was, what did not come about. */
@Component({
  selector: 'p-booking-list',
  imports: [BookingCard, Empty, Failed, Icon, RouterLink, ToReview, TranslocoDirective],
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
      @if (open() === 'past') { <p-to-review /> }
      @if (agenda.list.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="agenda.list.start.reload()" /> }
      @if (agenda.waiting()) {
        <div class="stack" aria-busy="true">
          <div class="skeleton heading"></div>
          @for (line of [1, 2, 3, 4]; track line) { <div class="skeleton line"></div> }
        </div>
      } @else if (agenda.here()) {
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
        @if (agenda.hidden()) {
          <div class="row center"><button type="button" class="btn" [disabled]="agenda.busy()" (click)="agenda.more()">{{ t('common.more') }}</button></div>
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

  readonly tab = input<string>();
  protected readonly tabs = TABS;
  protected readonly open = computed<Tab>(() => TABS.find((one) => one === this.tab()) ?? 'next');
  protected readonly now = signal(Date.now());
  private readonly me = computed(() => this.session.profile()?.id);
  protected readonly agenda = agendaList(
    () => (this.me() ? this.open() : undefined),
    (tab, cursor) => this.page(tab, cursor),
  );
  protected readonly waiting = computed(() => (this.open() === 'next' ? unpaid(this.agenda.list.items(), this.now()) : []));
  protected readonly shown = computed(() => this.agenda.shown().map((one) => ({ ...one, title: this.title(one.bookings[0]), near: near(one) })));

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
        if (message.type !== 'calendar' || message.bookingId) void this.agenda.list.start.reload();
      });
  }

  protected moment(): number {
    return Date.now();
  }

  private title(one: Schema<'BookingView'>): string {
    return day(one.startDateTime, one.timeZone, this.language.locale(), 'long');
  }

  private async page(tab: Tab, cursor?: string): Promise<Schema<'Page_BookingView'>> {
    const query = { userId: this.me(), status: STATES[tab], limit: tab === 'next' ? 200 : 50, ...(cursor ? { cursor } : {}) };
    const page = await this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query } }));
    this.now.set(Date.now());
    return page;
  }
}

function near(one: { date: string; bookings: Schema<'BookingView'>[] }): 'today' | 'tomorrow' | null {
  const today = dateIn(new Date(), one.bookings[0]?.timeZone ?? HERE);
  if (one.date === today) return 'today';
  return one.date === addDays(today, 1) ? 'tomorrow' : null;
}
