import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';

import { Schema } from '@core/api';
import { Batch, needed } from '@core/batch';
import { Live } from '@core/live';
import { load } from '@core/load';
import { ticking } from '@core/ticking';
import { Icon } from '@ui/icon';
import { AgoPipe, MoneyPipe } from '@ui/pipes';
import { Empty, Failed, Skeleton } from '@ui/states';

import type { HostedBooking } from '../../booking/hosting';
import { OwnProfile } from '../own-profile';
import { HoursCard } from './hours-card';
import { LevelCard } from './level-card';
import { SetupCard } from './setup-card';
import { DeskStart } from './start';
import { TaskRow } from './task-row';
import { namesOf, tasksOf, waitingOf } from './tasks';

const OPEN_ORDERS = 'awaiting_payment,funded,in_progress,revision_requested,delivered,disputed';

/** Booked hours that are shown here; the others have a page. */
const NEXT_HOURS = 3;

/** A professional's day: what waits for them, what they wait for, their money and standing in short. */
@Component({
  imports: [RouterLink, TranslocoDirective, Icon, AgoPipe, MoneyPipe, Empty, Failed, Skeleton, HoursCard, LevelCard, SetupCard, DeskStart, TaskRow],
  template: `
    <ng-container *transloco="let t">
      @if (own.read.problem(); as problem) {
        <div class="page"><p-failed [problem]="problem" (retry)="own.read.reload()" /></div>
      } @else if (own.read.value() === null) {
        <p-desk-start />
      } @else {
        <div class="page">
          <div class="head">
            <h1>{{ profile()?.displayName ? t('desk.today.hello', { name: first() }) : t('desk.today.title') }}</h1>
            <div class="row links">
              <a class="btn small" routerLink="/orders" [queryParams]="{ as: 'professional' }"><p-icon name="scroll-text" [size]="18" />{{ t('desk.today.orders') }}</a>
              @if (profile(); as mine) { @if (mine.status === 'published') { <a class="btn small" [routerLink]="['/professionals', mine.id]"><p-icon name="eye" [size]="18" />{{ t('desk.today.page') }}</a> } }
            </div>
          </div>
          @if (profile()?.status === 'suspended') { <div class="notice suspended" data-tone="bad" role="alert"><p-icon name="ban" /><div><p class="strong">{{ t('desk.profile.suspended') }}</p><p>{{ profile()?.suspendedFor }}</p></div></div> }
          @if (read.problem(); as problem) { <p-failed [problem]="problem" (retry)="read.reload()" /> }
          <div class="columns">
            <div class="stack loose">
              <section class="stack" aria-labelledby="todo">
                <h2 id="todo">{{ t('desk.today.todo') }} @if (tasks().length) { <span class="badge" data-tone="brand">{{ tasks().length }}</span> }</h2>
                <div class="card flush" aria-live="polite">
                  @if (read.value()) {
                    @if (tasks().length) {
                      <ul>@for (task of tasks(); track task.id) { <li p-task [task]="task" [who]="names().get(task.who ?? '') ?? null" [now]="now()"></li> }</ul>
                    } @else {
                      <p-empty icon="coffee" [heading]="t('desk.today.nothing')" [text]="t(profile()?.status === 'published' ? 'desk.today.nothingText' : 'desk.today.nothingDraft')">
                        @if (profile()?.status === 'published') { <a class="btn" routerLink="/work/gigs">{{ t('desk.today.toGigs') }}</a> } @else { <a class="btn primary" routerLink="/work/profile">{{ t('desk.today.toProfile') }}</a> }
                      </p-empty>
                    }
                  } @else if (!read.problem()) { <div class="pad"><p-skeleton [lines]="4" height="3.5rem" /></div> }
                </div>
              </section>
              @if (hours(); as booked) { @if (booked.all.length || profile()?.resourceId) { <p-hours-card [hours]="booked.next" [more]="booked.all.length - booked.next.length" [problem]="booked.problem" (retry)="read.reload()" /> } }
              @if (waiting().length) {
                <section class="stack" aria-labelledby="waiting">
                  <h2 id="waiting">{{ t('desk.today.waiting') }}</h2>
                  <ul class="card flush">
                    @for (one of waiting(); track one.id) {
                      <li class="wait"><a [routerLink]="one.link"><span class="words"><span class="strong">{{ one.title }}</span><span class="small muted">{{ names().get(one.who) }}@if (names().get(one.who)) { · }{{ t('desk.today.waits.' + one.kind, { when: one.until ? (one.until | ago) : '' }) }}</span></span><span class="number">{{ one.amount | money }}</span></a></li>
                    }
                  </ul>
                </section>
              }
            </div>
            <aside class="stack">
              @if (read.value(); as value) {
                @if (profile(); as mine) { <p-setup-card [profile]="mine" [verification]="value.verification" [hasAccount]="value.hasAccount" /> }
                <section class="card stack" aria-labelledby="money">
                  <div class="row between"><h2 id="money">{{ t('desk.today.money') }}</h2><a class="small" routerLink="/work/money">{{ t('desk.today.toMoney') }}</a></div>
                  @for (sum of value.balance; track sum.available.currency) {
                    <dl class="money"><div><dt class="small muted">{{ t('desk.money.available') }}</dt><dd class="big">{{ sum.available | money }}</dd></div><div><dt class="small muted">{{ t('desk.money.held') }}</dt><dd>{{ sum.held | money }}</dd></div></dl>
                  } @empty { <p class="muted small">{{ t('desk.today.noMoney') }}</p> }
                </section>
                <p-level-card [standing]="value.standing" />
              } @else if (!read.problem()) {
                <div class="card"><p-skeleton [lines]="3" height="2rem" /></div>
                <div class="card"><p-skeleton [lines]="6" height="1.5rem" /></div>
              }
            </aside>
          </div>
        </div>
      }
    </ng-container>
  `,
  styles: `
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: var(--s-6); align-items: start; }
    aside { gap: var(--s-5); } aside h2 { font-size: var(--t-lg); }
    h2 .badge { vertical-align: middle; }
    li[p-task] + li[p-task] { border-top: 1px solid var(--line); }
    .pad { padding: var(--s-4) var(--s-5); }
    .suspended { margin-bottom: var(--s-5); }
    .wait + .wait { border-top: 1px solid var(--line); }
    .wait a { display: flex; justify-content: space-between; gap: var(--s-4); align-items: center; padding: var(--s-3) var(--s-5); color: var(--text); text-decoration: none; } .wait a:hover { background: var(--surface-2); } .wait a:focus-visible { outline-offset: -3px; }
    .words { display: grid; min-width: 0; }
    .money { display: flex; flex-wrap: wrap; gap: var(--s-3) var(--s-6); align-items: end; } .big { font-size: var(--t-2xl); font-weight: 700; letter-spacing: -0.02em; line-height: 1.2; }
    @media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } .wait a { padding-inline: var(--s-4); } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeskToday {
  private readonly batch = inject(Batch);
  protected readonly own = inject(OwnProfile);
  protected readonly now = ticking(30_000);
  protected readonly profile = computed(() => this.own.read.value() ?? null);
  protected readonly first = computed(() => this.profile()?.displayName.split(' ')[0] ?? '');
  protected readonly read = load(
    () => this.own.read.value()?.userId,
    async (userId) => {
      const parts = await this.batch.read([
        `/api/v1/orders?as=professional&status=${OPEN_ORDERS}&limit=100`,
        '/api/v1/offers?as=professional&status=open&limit=100',
        '/api/v1/conversations?limit=100',
        '/api/v1/reviews/open',
        '/api/v1/payments/balance',
        `/api/v1/reviews/standing?userId=${userId}`,
        '/api/v1/verification',
        '/api/v1/payments/payout-account',
        `/api/v1/bookings?as=host&status=confirmed&from=${encodeURIComponent(new Date().toISOString())}&limit=200`,
      ]);
      return {
        orders: needed<Schema<'Page_OrderView'>>(parts[0]).items,
        offers: needed<Schema<'Page_OfferView'>>(parts[1]).items,
        // The rest may be away for a while: what there is to do is told all the same.
        conversations: (parts[2].body as Schema<'Page_Conversation'> | null)?.items ?? [],
        chances: (parts[3].body as Schema<'ReviewChances'> | null)?.items ?? [],
        balance: (parts[4].body as Schema<'BalancesView'> | null)?.items ?? [],
        standing: needed<Schema<'StandingView'>>(parts[5]),
        verification: (parts[6].body as Schema<'VerificationView'> | null)?.status ?? null,
        hasAccount: parts[7].problem?.status !== 404,
        hours: { items: (parts[8].body as { items: HostedBooking[] } | null)?.items ?? [], problem: parts[8].problem },
      };
    },
  );
  protected readonly tasks = computed(() => (this.read.value() ? tasksOf(this.read.value()!) : []));
  protected readonly waiting = computed(() => (this.read.value() ? waitingOf(this.read.value()!) : []));
  /** Hours that are booked and not over, the soonest first. */
  protected readonly hours = computed(() => {
    const read = this.read.value()?.hours;
    if (!read) return null;
    const all = read.items.filter((one) => Date.parse(one.endDateTime) > this.now()).sort((one, other) => Date.parse(one.startDateTime) - Date.parse(other.startDateTime));
    return { all, next: all.slice(0, NEXT_HOURS), problem: read.problem };
  });
  protected readonly names = computed(() => namesOf(this.read.value()?.conversations ?? []));

  constructor() {
    inject(Live).notifications.pipe(debounceTime(800), takeUntilDestroyed()).subscribe(() => void this.read.reload());
    // What the profile says may have changed elsewhere.
    if (this.own.read.value()) void this.own.read.reload();
  }
}
