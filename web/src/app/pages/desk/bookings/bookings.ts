import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { EMPTY, debounceTime, merge, switchMap } from 'rxjs';

import { Api } from '@core/api';
import { Language } from '@core/i18n';
import { Live } from '@core/live';
import { day } from '@core/time';
import { Empty, Failed } from '@ui/states';

import type { Tab } from '../../booking/agenda';
import { agendaList } from '../../booking/agenda-list';
import { OwnProfile } from '../own-profile';
import { HourRow } from './hour-row';

const TABS = ['next', 'past', 'cancelled'] as const satisfies Tab[];
/** What one's time is booked for; who has not paid yet may still not come. */
const STATES: Record<Tab, string> = { next: 'confirmed', past: 'completed,no_show', cancelled: 'cancelled' };

/** The hours that others booked of one's own time: those to come, those that were, those that were called off. */
@Component({
  imports: [Empty, Failed, HourRow, RouterLink, TranslocoDirective],
  template: `
    <div class="page narrow stack" *transloco="let t">
      <div><h1>{{ t('desk.bookings.title') }}</h1><p class="muted">{{ t('desk.bookings.text') }}</p></div>
      <nav class="tabs" [attr.aria-label]="t('desk.bookings.tabs')">
        @for (one of tabs; track one) { <a [routerLink]="[]" [queryParams]="{ tab: one === 'next' ? null : one }" [attr.aria-current]="open() === one ? 'page' : null">{{ t('desk.bookings.tab.' + one) }}</a> }
      </nav>
      @if (agenda.list.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="agenda.list.start.reload()" /> }
      @if (agenda.waiting()) {
        <div class="stack tight" aria-busy="true"><div class="skeleton heading"></div>@for (line of [1, 2, 3]; track line) { <div class="skeleton line"></div> }</div>
      } @else if (agenda.here()) {
        @for (group of shown(); track group.date) {
          <section class="stack tight"><h2>{{ group.title }}</h2><ul class="card flush">@for (one of group.bookings; track one.id) { <li p-hour [hour]="one"></li> }</ul></section>
        } @empty {
          <div class="card">
            <p-empty icon="calendar" [heading]="t('desk.bookings.none.' + open())" [text]="open() === 'next' ? t(bookable() ? 'desk.bookings.noneText' : 'desk.bookings.notBookable') : ''">
              @if (open() === 'next') { <a class="btn" [class.primary]="!bookable()" routerLink="/work/profile" fragment="bookable">{{ t(bookable() ? 'desk.bookings.hours' : 'desk.bookings.begin') }}</a> }
            </p-empty>
          </div>
        }
        @if (agenda.hidden()) { <div class="row center"><button type="button" class="btn" [disabled]="agenda.busy()" (click)="agenda.more()">{{ t('common.more') }}</button></div> }
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
  /** `?tab=past`. */
  readonly tab = input<string>();
  protected readonly tabs = TABS;
  protected readonly open = computed<Tab>(() => TABS.find((one) => one === this.tab()) ?? 'next');
  protected readonly bookable = computed(() => !!this.own.read.value()?.resourceId);
  protected readonly agenda = agendaList(
    () => this.open(),
    (tab, cursor) => {
      const query = { as: 'host' as const, status: STATES[tab], limit: tab === 'next' ? 200 : 50, ...(cursor ? { cursor } : {}) };
      return this.api.ok(this.api.http.GET('/api/v1/bookings', { params: { query } }));
    },
  );
  protected readonly shown = computed(() => this.agenda.shown().map((one) => ({ ...one, title: day(one.bookings[0].startDateTime, one.bookings[0].timeZone, this.language.locale(), 'long') })));

  constructor() {
    const live = inject(Live);
    const resource = toObservable(computed(() => this.own.read.value()?.resourceId ?? null));
    merge(live.notifications, resource.pipe(switchMap((id) => (id ? live.calendar([id]) : EMPTY))))
      .pipe(debounceTime(400), takeUntilDestroyed())
      .subscribe(() => void this.agenda.list.start.reload());
  }
}
