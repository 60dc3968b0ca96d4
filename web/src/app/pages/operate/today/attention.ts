import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import type { Schema } from '@core/api';
import { Batch, needed } from '@core/batch';
import { load } from '@core/load';
import type { PageOf } from '@core/pages';
import { AgoPipe, ClockPipe, DayPipe, MomentPipe } from '@ui/pipes';
import { Icon } from '@ui/icon';
import { Failed, Skeleton } from '@ui/states';

import { Catalogue } from '../bookings/catalogue';
import { Names } from '../bookings/people';
import type { Entry } from '../calendar/layout';
import { Concerned } from '../work/concerned';
import { pathOf, questions, read } from '../work/desk';

type Booking = Schema<'BookingView'>;
/** What may stand still; what runs is no worry. */
const DESKS = questions().filter((question) => question.about !== 'running');
/** Of each list, at most. */
const LISTED = 50;
/** Read again after so long at the earliest, milliseconds: they change seldom. */
const WORK_FRESH = 120_000;
/** Named one by one; more are a link. */
const NAMED = 4;
/** Holds that end later than this are no worry yet, milliseconds. */
const SOON = 15 * 60_000;

/** Read in one call: what is not paid, and hours somebody objects to. */
const WAITING = ['/api/v1/bookings?status=held,pending&limit=200', '/api/v1/bookings?objection=open&limit=50'];
const ICONS: Record<string, string> = { objected: 'message-square-warning', expiring: 'clock-alert', pending: 'credit-card' };
/** The filters of the list that shows all of a group. */
const ALL: Record<string, Params> = { objected: { objection: 'open' }, expiring: { status: 'held' }, pending: { status: 'pending' } };

/** How much waits for an operator's hand. */
interface Standing {
  stuck: number;
  /** What is stuck, where that is known. */
  stuckBookings: readonly Booking[];
  dead: number;
  jobs: number;
  /** Whether some of it could not be counted. */
  unread: boolean;
}

/** What somebody has to look at now. */
@Component({
  selector: 'p-attention',
  imports: [RouterLink, TranslocoDirective, Icon, AgoPipe, DayPipe, ClockPipe, MomentPipe, Failed, Skeleton],
  template: `
    <section class="card stack" *transloco="let t" aria-labelledby="attention">
      <h2 id="attention">{{ t('operate.today.attention') }}</h2>
      @if (read.value(); as found) {
        @if (quiet()) {
          <p class="quiet"><p-icon name="circle-check" />{{ t('operate.today.quiet') }}</p>
        }
        @if (found.stuck || found.dead || found.jobs) {
          <a class="item bad" routerLink="/operate/work"><p-icon name="triangle-alert" />
            <span>
              @if (found.stuck) { <span class="block">{{ t('operate.today.stuck', { count: found.stuck }) }}</span> }
              @if (found.dead) { <span class="block">{{ t('operate.today.dead', { count: found.dead }) }}</span> }
              @if (found.jobs) { <span class="block">{{ t('operate.today.jobs', { count: found.jobs }) }}</span> }
            </span>
          </a>
          @for (one of found.stuckBookings.slice(0, named); track one.id) {
            <button type="button" class="item" (click)="opened.emit(one.id)">
              <p-icon name="triangle-alert" />
              <span class="text"><span class="strong clip block">{{ names.name(one.userId) ?? '…' }} · {{ catalogue.resource(one.resourceId)?.name ?? '…' }}</span>
                <span class="small muted block">{{ one.startDateTime | day: one.timeZone }}, {{ one.startDateTime | clock: one.timeZone }}</span></span>
            </button>
          }
        }
        @if (found.unread) { <p class="small muted">{{ t('operate.today.unread') }}</p> }
        @for (group of groups(); track group.key) {
          <div class="stack tight">
            <h3>{{ t('operate.today.' + group.key) }} <span class="badge" data-tone="warn">{{ group.items.length }}</span></h3>
            @for (one of group.items.slice(0, named); track one.id) {
              <button type="button" class="item" (click)="opened.emit(one.id)">
                <p-icon [name]="icons[group.key]" />
                <span class="text"><span class="strong clip block">{{ names.name(one.userId) ?? '…' }} · {{ catalogue.resource(one.resourceId)?.name ?? '…' }}</span>
                  <span class="small muted block">{{ one.startDateTime | day: one.timeZone }}, {{ one.startDateTime | clock: one.timeZone }}
                    @if (one.holdExpiresAt) { · {{ t('operate.today.endsIn', { ago: (one.holdExpiresAt | ago) }) }} }
                    @if (group.key === 'objected' && one.objection) { · {{ one.objection.at | ago }} }</span>
                  @if (group.key === 'objected' && one.objection) { <span class="small block said">“{{ one.objection.text }}”</span> }</span>
              </button>
            }
            @if (group.items.length > named) { <a class="small" routerLink="/operate/bookings" [queryParams]="all[group.key]">{{ t('operate.today.seeAll') }}</a> }
          </div>
        }
      } @else if (read.problem(); as problem) {
        <p-failed [problem]="problem" (retry)="read.reload()" />
      } @else {
        <p-skeleton [lines]="3" height="2.75rem" />
      }
      @if (closures().length) {
        <div class="stack tight">
          <h3>{{ t('operate.today.closedToday') }} <span class="badge">{{ closures().length }}</span></h3>
          @for (one of closures().slice(0, named); track one.closureId) {
            <p class="item flat"><p-icon name="ban" /><span class="text"><span class="strong clip block">{{ catalogue.resource(one.resourceId)?.name ?? '…' }}</span>
              <span class="small muted block">{{ t('operate.today.until', { at: (one.endDateTime | moment: catalogue.resource(one.resourceId)?.location?.timeZone ?? 'UTC') }) }}@if (one.title) { · {{ one.title }} }</span></span></p>
          }
        </div>
      }
    </section>
  `,
  styles: `
    h2 { font-size: var(--t-lg); }
    h3 { font-size: var(--t-sm); color: var(--muted); display: flex; gap: var(--s-2); align-items: center; }
    .block { display: block; }
    .quiet { display: flex; gap: var(--s-3); align-items: center; color: var(--good); font-weight: 600; }
    .item { display: flex; gap: var(--s-3); align-items: center; width: 100%; min-height: var(--tap); padding: var(--s-2) var(--s-3); border: 1px solid var(--line); border-radius: var(--r-1); background: var(--surface); color: var(--text); text-align: start; text-decoration: none; }
    button.item:hover, a.item:hover { background: var(--surface-2); }
    .item.bad { background: var(--bad-soft); border-color: transparent; color: var(--bad); font-weight: 600; }
    .item > p-icon { color: var(--warn); }
    .item.bad > p-icon { color: inherit; }
    .item.flat { background: var(--surface-2); border-color: transparent; }
    .item.flat > p-icon { color: var(--muted); }
    .text { min-width: 0; flex: 1; }
    .said { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Attention {
  private readonly batch = inject(Batch);
  private readonly concerned = inject(Concerned);
  private kept: { until: number; work: Promise<Standing> } | null = null;
  protected readonly catalogue = inject(Catalogue);
  protected readonly names = inject(Names);
  protected readonly named = NAMED;
  protected readonly icons = ICONS;
  protected readonly all = ALL;
  /** Closures of the day shown. */
  readonly closures = input.required<readonly Entry[]>();
  /** Changes when it should be read again. */
  readonly turn = input(0);
  readonly now = input.required<number>();
  readonly opened = output<string>();

  protected readonly read = load(
    () => ({ turn: this.turn() }),
    async () => {
      const [[unpaid, objections], work] = await Promise.all([this.batch.read(WAITING), this.standing()]);
      const open = needed<PageOf<Booking>>(unpaid).items;
      const objected = (objections.body as PageOf<Booking> | null)?.items ?? [];
      const seen = [...open, ...objected];
      void this.names.learn([...seen, ...work.stuckBookings].map((one) => one.userId));
      void this.catalogue.learn(seen.map((one) => one.resourceId));
      return { open, objected, ...work, unread: work.unread || !!objections.problem };
    },
  );
  protected readonly groups = computed(() => {
    const { open = [], objected = [] } = this.read.value() ?? {};
    const ends = (one: Booking): number => Date.parse(one.holdExpiresAt ?? '');
    const expiring = open.filter((one) => one.status === 'held' && ends(one) > this.now() && ends(one) < this.now() + SOON).sort((a, b) => ends(a) - ends(b));
    const pending = open.filter((one) => one.status === 'pending');
    // Who waits longest is first.
    const waiting = [...objected].sort((a, b) => Date.parse(a.objection?.at ?? '') - Date.parse(b.objection?.at ?? ''));
    return [{ key: 'objected', items: waiting }, { key: 'expiring', items: expiring }, { key: 'pending', items: pending }].filter((group) => group.items.length);
  });
  protected readonly quiet = computed(() => {
    const found = this.read.value();
    return !!found && !found.stuck && !found.dead && !found.jobs && !found.unread && !this.groups().length && !this.closures().length;
  });

  private standing(): Promise<Standing> {
    if (this.kept && this.kept.until > Date.now()) return this.kept.work;
    const work = this.count();
    this.kept = { until: Date.now() + WORK_FRESH, work };
    return work;
  }

  private async count(): Promise<Standing> {
    const parts = await this.batch.read<PageOf<unknown>>(DESKS.map((question) => pathOf(question, LISTED))).catch(() => []);
    const desk = read(DESKS, DESKS.map((_, at) => parts[at]?.body ?? null));
    const stuckBookings = await this.concerned.bookings(desk.stuck);
    return { stuck: desk.stuck.length, stuckBookings: [...stuckBookings.values()], dead: desk.letters.length, jobs: desk.jobs.length, unread: desk.silent.length > 0 };
  }
}
