import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime, filter, merge } from 'rxjs';

import { Api, Schema } from '@core/api';
import { ChatLine } from '@core/chat-line';
import { Chats } from '@core/chats';
import { Live } from '@core/live';
import { pages } from '@core/pages';
import { Icon } from '@ui/icon';
import { Empty, Failed } from '@ui/states';

import { FILTERS, Filter } from './next-step';
import { OrderRow } from './row';

type Page = Schema<'Page_OrderView'>;
type Side = Schema<'Side'>;

const SIDES: readonly Side[] = ['client', 'professional'];
const STATES = ['active', 'done', 'cancelled'] as const;
const PAGE = 30;

/** One's orders: as who pays, or as who works. */
@Component({
  selector: 'p-order-list',
  imports: [Empty, Failed, Icon, OrderRow, RouterLink, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <div class="head"><h1>{{ t('talk.work.list.title') }}</h1></div>
      <nav class="tabs" [attr.aria-label]="t('talk.work.list.sides')">
        @for (one of sides; track one) { <a [routerLink]="[]" [queryParams]="{ as: one === 'client' ? null : one, state: state() ?? null }" [attr.aria-current]="side() === one ? 'page' : null">{{ t('talk.work.list.side.' + one) }}</a> }
      </nav>
      <nav class="row states" [attr.aria-label]="t('talk.work.list.states')">
        <a class="chip" [routerLink]="[]" [queryParams]="{ state: null }" queryParamsHandling="merge" [attr.aria-current]="filter() ? null : 'page'">{{ t('talk.work.list.all') }}</a>
        @for (one of states; track one) { <a class="chip" [routerLink]="[]" [queryParams]="{ state: one }" queryParamsHandling="merge" [attr.aria-current]="filter() === one ? 'page' : null">{{ t('talk.work.list.state.' + one) }}</a> }
      </nav>
      @if (list.start.problem(); as problem) { <p-failed [problem]="problem" (retry)="list.start.reload()" /> }
      @if (!here() && !list.start.problem()) {
        <div class="stack tight" aria-busy="true">@for (line of [1, 2, 3, 4]; track line) { <div class="skeleton line"></div> }</div>
      } @else if (here()) {
        <p class="visually-hidden" role="status">{{ t('talk.work.list.count', { count: list.items().length }) }}</p>
        <ul class="stack tight">@for (one of list.items(); track one.id) { <li><p-order-row [order]="one" [side]="side()" /></li> }</ul>
        @if (!list.items().length) {
          <p-empty icon="package" [heading]="filter() ? t('talk.work.list.noneHere') : t('talk.work.list.empty.' + side())" [text]="filter() ? '' : t('talk.work.list.emptyText.' + side())">
            @if (filter()) { <a class="btn" [routerLink]="[]" [queryParams]="{ state: null }" queryParamsHandling="merge">{{ t('talk.work.list.showAll') }}</a> }
            @else if (side() === 'client') { <a class="btn primary" routerLink="/hire"><p-icon name="search" />{{ t('talk.work.list.find') }}</a> }
            @else { <a class="btn primary" routerLink="/work/gigs">{{ t('talk.work.list.gigs') }}</a> }
          </p-empty>
        }
        @if (list.more()) { <div class="row center"><button type="button" class="btn" [disabled]="list.busy()" (click)="list.readOn()">{{ t('common.more') }}</button></div> }
      }
    </div>
  `,
  styles: `
    .page { max-width: 54rem; display: grid; gap: var(--s-4); align-content: start; }
    .head { margin: 0; }
    .states { gap: var(--s-2); }
    .states .chip { min-height: var(--tap); }
    .line { height: 7rem; border-radius: var(--r-2); }
    .center { justify-content: center; }
    @media (max-width: 30rem) { .tabs a { flex: 1; text-align: center; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OrderList {
  private readonly api = inject(Api);
  private readonly chats = inject(Chats);

  readonly as = input<string>();
  readonly state = input<string>();
  protected readonly sides = SIDES;
  protected readonly states = STATES;
  protected readonly side = computed<Side>(() => SIDES.find((one) => one === this.as()) ?? 'client');
  protected readonly filter = computed<Filter | undefined>(() => STATES.find((one) => one === this.state()));
  private readonly key = computed(() => (this.chats.me() ? { side: this.side(), filter: this.filter() } : undefined));
  protected readonly list = pages(
    () => this.key(),
    async ({ side, filter }, cursor) => ({ side, filter, ...(await this.page(side, filter, cursor)) }),
  );
  /** What is there is of this side and filter, and not of the last one. */
  protected readonly here = computed(() => {
    const start = this.list.start.value();
    return !!start && start.side === this.side() && start.filter === this.filter();
  });

  constructor() {
    // The names of who one has to do with.
    void this.chats.known();
    const cards = inject(ChatLine).frames.pipe(filter((frame) => frame.message?.card?.kind === 'order'));
    merge(cards, inject(Live).notifications)
      .pipe(debounceTime(400), takeUntilDestroyed())
      .subscribe(() => void this.list.start.reload());
  }

  private page(side: Side, state: Filter | undefined, cursor?: string): Promise<Page> {
    const query = { as: side, limit: PAGE, ...(state ? { status: FILTERS[state].join(',') } : {}), ...(cursor ? { cursor } : {}) };
    return this.api.ok(this.api.http.GET('/api/v1/orders', { params: { query } }));
  }
}
